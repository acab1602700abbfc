"""Regular expressions that users write: refused where they are wrong, and bounded in time where they match.

The matching is done by the package `regex`, which takes what Python's `re` takes and, unlike it, can be given a time
limit. Refusing what looks slow (nested quantifiers) would not do: it refuses patterns that are fast and lets through
others that are not, such as `.*.*.*x`.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import regex

from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PatternMatch", "UserPattern"]

_SECONDS = 0.25
"""Time for one text, and for all matches in it: a thousand times what an ordinary pattern takes for a long segment."""
_MAX_TIMEOUTS = 8
"""Texts on which a pattern may run out of time before it is tried no more."""
_REFERENCE = regex.compile(r"(?<!\\)\\g<(\w+)>")


class PatternMatch:
    """A match of a pattern in a text."""

    __slots__ = ("groups", "span")

    def __init__(self, span: Span, groups: Mapping[str, str]) -> None:
        """Take where the match stands, and what its named groups matched."""
        self.span, self.groups = span, groups


class UserPattern:
    r"""A pattern of a user's, compiled; pickled as its text.

    `\g<name>` in it stands for what the group of that name in another pattern matched; see `filled`.
    """

    def __init__(self, text: str) -> None:
        """Compile the pattern.

        Raises:
            ValueError: it is no regular expression; with the reason and the position in it.
        """
        self.text = text
        self.references = tuple(_REFERENCE.findall(text))
        """The names of the groups that the pattern takes from another one."""
        self._timeouts = [0]
        self._compiled = _compile(_REFERENCE.sub("x", text))
        self.group_names = tuple(self._compiled.groupindex)

    def matches(self, text: str) -> list[PatternMatch]:
        """Return all matches that do not overlap, from left to right.

        Raises:
            TimeoutError: that takes too long, or too many texts before took too long.
        """
        if self._timeouts[0] >= _MAX_TIMEOUTS:
            raise TimeoutError(f"the pattern “{self.text}” took too long {_MAX_TIMEOUTS} times and is given up")
        try:
            found = self._compiled.finditer(text, timeout=_SECONDS)
            return [PatternMatch(Span(*match.span()), match.groupdict()) for match in found]
        except TimeoutError:
            self._timeouts[0] += 1
            message = f"the pattern “{self.text}” takes longer than {_SECONDS} s for {len(text):,} characters"
            raise TimeoutError(message) from None

    def filled(self, groups: Mapping[str, str]) -> UserPattern:
        """Return the pattern with its references replaced by what the groups matched, taken literally."""
        if not self.references:
            return self
        made = UserPattern(_REFERENCE.sub(lambda match: regex.escape(groups.get(match[1]) or ""), self.text))
        made._timeouts = self._timeouts  # one account for all of them
        return made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UserPattern) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"UserPattern({self.text!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return UserPattern, (self.text,)


def _compile(text: str) -> regex.Pattern[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of set operations that `regex` may read otherwise one day
            return regex.compile(text)
    except (regex.error, RecursionError, OverflowError) as error:
        raise ValueError(str(error) or "it is too deeply nested") from error
