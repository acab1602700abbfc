"""What gettext can hold of a text, and the way back after a person has edited it.

A message has no carriage return and no other control character than tab and line end; `msgfmt -c` also wants `msgid`
and `msgstr` both to begin, and both to end, with a line end or not. Real documents keep to neither.
"""

from __future__ import annotations

import re

from l10nqa.bitexts.entries import with_line_feeds
from l10nqa.bitexts.exact import put_back, show

__all__ = ["as_message", "as_translation", "one_line", "place_of", "restore"]

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")


def as_message(text: str) -> str:
    """Return the text as a `msgid` or `msgctxt` shows it."""
    return show(with_line_feeds(text), _UNFIT) if _UNFIT.search(text) else text


def as_translation(target: str, source: str) -> str:
    """Return the target as a `msgstr` shows it: like the source, it begins and ends with a line end or does not."""
    return _edged_like(as_message(target), as_message(source))


def one_line(text: str) -> str:
    """Return the text as a comment or a field of the header shows it."""
    return as_message(" ".join(text.split()))


def restore(msgstr: str, source: str, exact: str) -> str:
    """Return the target that a `msgstr` means, given the exact one that it was exported from.

    Untouched, that is the exact one; edited, it is the edited text with everything undone that the export did to it.
    """
    if msgstr == as_translation(exact, source):
        return exact
    return put_back(_edged_like(msgstr, exact), with_line_feeds(exact), _UNFIT)


def place_of(context: str | None) -> tuple[str | None, str | None]:
    """Return the path and the segment that a `msgctxt` names; neither where it is not `path#segment`."""
    path, _, segment = (context or "").rpartition("#")
    return (path, segment) if path and segment else (None, None)


def _edged_like(text: str, other: str) -> str:
    if text and text.startswith("\n") != other.startswith("\n"):
        text = "\n" + text if other.startswith("\n") else text.lstrip("\n")
    if text and text.endswith("\n") != other.endswith("\n"):
        text = text + "\n" if other.endswith("\n") else text.rstrip("\n")
    return text
