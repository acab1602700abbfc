"""What gettext can hold of a text, and the way back after a person has edited it.

`msgfmt -c` wants `msgid` and `msgstr` both to begin, and both to end, with a line end or not, and gettext has no
carriage returns in mind. Real documents keep to neither.
"""

from __future__ import annotations

import re

from l10nqa.bitext.exact import put_back, show
from l10nqa.bitext.po.quoting import UNFIT
from l10nqa.text import with_line_feeds

__all__ = ["as_message", "as_translation", "edged_like", "one_line", "place_of", "restore"]

_UNFIT_ONCE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")
"""What l10nqa did not write as escapes before it knew those of C; its files are still about."""
_CONTROL = re.compile("[\x00-\x1f]")


def as_message(text: str) -> str:
    """Return the text as a `msgid` or `msgctxt` shows it."""
    return show(with_line_feeds(text), UNFIT)


def as_translation(target: str, source: str) -> str:
    """Return the target as a `msgstr` shows it: like the source, it begins and ends with a line end or does not."""
    return edged_like(as_message(target), as_message(source))


def one_line(text: str) -> str:
    """Return the text as a comment or a field of the header shows it."""
    return show(as_message(" ".join(text.split())), _CONTROL)


def restore(msgstr: str, source: str, exact: str) -> str:
    """Return the target that a `msgstr` means, given the exact one that it was exported from.

    Untouched, that is the exact one; edited, it is the edited text with everything undone that the export did to it.
    """
    once = edged_like(show(with_line_feeds(exact), _UNFIT_ONCE), show(with_line_feeds(source), _UNFIT_ONCE))
    if msgstr in (as_translation(exact, source), once):
        return exact
    unfit = _UNFIT_ONCE if once != as_translation(exact, source) and not _CONTROL.search(msgstr) else UNFIT
    return put_back(edged_like(msgstr, exact), with_line_feeds(exact), unfit)


def place_of(context: str | None) -> tuple[str | None, str | None]:
    """Return the path and the segment that a `msgctxt` names; neither where it is not `path#segment`."""
    path, _, segment = (context or "").rpartition("#")
    return (path, segment) if path and segment else (None, None)


def edged_like(text: str, model: str) -> str:
    """Return the text with a line end at its beginning, and at its end, only where the model has one."""
    if text and text.startswith("\n") != model.startswith("\n"):
        text = "\n" + text if model.startswith("\n") else text.lstrip("\n")
    if text and text.endswith("\n") != model.endswith("\n"):
        text = text + "\n" if model.endswith("\n") else text.rstrip("\n")
    return text
