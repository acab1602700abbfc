"""The best matches after ranking, from searches that know nothing of it.

Penalties only lower a score, and context lifts the very text alone. So a search that goes on in order of similarity
can stop: what it has not yet given is no better than its last match would be without a penalty and, where that is the
very text, with the best context. The search is asked for more until the worst match kept comes before that; the very
text first, and what is less alike only as far down as it can still come before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from l10nqa.memory.ranking.context import Query, context_of
from l10nqa.memory.ranking.penalties import Judge
from l10nqa.model import Context, Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from l10nqa.model import Penalty, TranslationUnit

__all__ = ["Ranked", "Searchable", "ranked"]

_AT_FIRST = 8
"""Matches asked for beyond those wanted; then each time as many again as there are, and three times that."""
_MORE = 4


class Searchable(Protocol):
    """A memory, however it is searched."""

    def search(
        self, text: str, *, limit: int, least: float, source_locale: str | None, target_locale: str | None
    ) -> list[Match]:
        """Return the units most like the text: the most similar first, those of one similarity by their ids."""
        ...

    def units(self) -> Iterator[TranslationUnit]:
        """Yield all units in order of their ids."""
        ...

    def locales(self, within: str | None = None) -> list[str]:
        """Return the locales that the memory translates into; `within` a language: only its own."""
        ...


class Ranked(NamedTuple):
    """A memory among others."""

    name: str
    """What its user calls it."""
    memory: Searchable
    penalty: float = 0.0
    """The points that each of its matches loses."""


_Key = tuple[float, int, int]
"""What matches are ordered by: score from the greatest down, place of the memory, id."""


def ranked(
    memories: Sequence[Ranked],
    query: Query,
    points: Mapping[Penalty, float],
    *,
    limit: int = 5,
    least: float = 70.0,
    source_locale: str | None = None,
    target_locale: str | None = None,
) -> list[Match]:
    """Return the best matches of all memories; see the package for what ranking is.

    `points` has those penalties that count. `least` is the score to reach after them, 0 to 102; `lv` stands for
    `lv-LV` too.

    Raises:
        StoreError: a memory cannot be read.
    """
    asked = _Asked(query, Judge(query.text, points), limit, least, source_locale, target_locale)
    best: dict[_Key, Match] = {}
    for place, opened in enumerate(memories):
        # The very text is a look-up, which often settles it.
        best = _with_matches(best, asked, place, opened, 100.0)
        worst = -max(best)[0] if len(best) == limit else 0.0
        # Scores end at 0, where less alike ones may have lower ids.
        settled = worst > 0 and worst >= 100 - opened.penalty
        if least <= 100 and not settled:
            # What scores more is at least as like; the margin is for what is lost in floating point.
            best = _with_matches(best, asked, place, opened, max(least, worst - 1e-6))
    return list(best.values())


class _Asked(NamedTuple):
    """What one call wants."""

    query: Query
    judge: Judge
    limit: int
    least: float
    source_locale: str | None
    target_locale: str | None


def _with_matches(
    best: Mapping[_Key, Match], asked: _Asked, place: int, opened: Ranked, similarity: float
) -> dict[_Key, Match]:
    """Return the best of those given and of the memory's matches of at least a similarity."""
    text, locales = asked.query.text, {"source_locale": asked.source_locale, "target_locale": asked.target_locale}
    many = asked.limit + _AT_FIRST
    while True:
        raw = opened.memory.search(text, limit=many, least=similarity, **locales)
        judged = {_key(match, place): match for match in _judged(raw, opened, asked.query, asked.judge)}
        found = _best_of({**best, **judged}, asked.limit, asked.least)
        if len(raw) < many or _come_before(found, asked.limit, _best_unseen(raw[-1], opened, place, asked.query)):
            return found
        many *= _MORE


def _judged(raw: Iterable[Match], opened: Ranked, query: Query, judge: Judge) -> Iterable[Match]:
    for match in raw:
        unit = match.unit
        if unit.target:
            context = context_of(query, unit) if unit.source == query.text else None
            yield match._replace(memory=opened.name, context=context, penalties=judge.penalties(unit, opened.penalty))


def _key(match: Match, place: int) -> _Key:
    return -match.score, place, match.unit.id


def _best_of(matches: Mapping[_Key, Match], limit: int, least: float) -> dict[_Key, Match]:
    """Return the first so many of different texts, in order."""
    texts: set[tuple[str, str]] = set()
    found: dict[_Key, Match] = {}
    for key in sorted(matches):
        unit = matches[key].unit
        if len(found) == limit or -key[0] < least:
            break
        if (unit.source, unit.target) not in texts:
            texts.add((unit.source, unit.target))
            found[key] = matches[key]
    return found


def _best_unseen(last: Match, opened: Ranked, place: int, query: Query) -> _Key:
    """Return a key that none of the matches behind the last one can come before."""
    lifted = Context.BOTH.points if last.similarity == 100 and query.has_context else 0
    score = last.similarity + lifted - opened.penalty
    # Where scores end at 0, those of lower similarity may have lower ids.
    return (-score, place, last.unit.id + 1) if score > 0 else (0.0, place, 0)


def _come_before(found: Mapping[_Key, Match], limit: int, key: _Key) -> bool:
    return len(found) == limit and max(found) < key
