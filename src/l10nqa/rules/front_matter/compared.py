"""The front matter of a translated document beside that of its source: keys, types and values that programs read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from l10nqa.front_matter import find_front_matter, typed_front_matter
from l10nqa.model import Issue
from l10nqa.quality import Certainty
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.align import DocumentPair

__all__ = ["compared"]

_NEEDED = frozenset(
    "id title weight layout type template page-type sidebar_position sidebar nav_order toc ms.topic uid".split()
)
"""Keys without which a page is built otherwise, or not at all."""
_IDENTIFIERS = frozenset(
    "id layout type template page-type sidebar ms.topic ms.service ms.prod uid category_slug".split()
)
"""Keys whose value is a name that a program knows."""
_LOCALES = frozenset("lang locale language lng".split())
_NAME = re.compile(r"[A-Za-z][\w./-]*")
_TYPES = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "a table",
    type(None): "empty",
}


def compared(document: DocumentPair, source_locale: str, target_locale: str) -> Iterator[Issue]:
    """Yield what differs; nothing where one of the two cannot be read."""
    ours_at, theirs_at = find_front_matter(document.source_text), find_front_matter(document.text)
    ours = typed_front_matter(ours_at.of(document.source_text)) if ours_at.end else None
    if not ours:
        return
    if not theirs_at.end:
        if not document.text.startswith(("---", "\ufeff---")):
            yield Issue("the front matter of the source is missing", None, Span(0, 0))
        return
    theirs = typed_front_matter(theirs_at.of(document.text))
    if theirs is None:
        return
    yield from _keys(document, ours, theirs)
    for key, was in ours.items():
        if key in theirs:
            yield from _value(document, key, was, theirs[key], source_locale, target_locale)


def _keys(document: DocumentPair, ours: dict[Any, Any], theirs: dict[Any, Any]) -> Iterator[Issue]:
    missing, extra = [key for key in ours if key not in theirs], [key for key in theirs if key not in ours]
    for key in missing:
        found = _translated(key, ours, theirs, extra)
        if found is not None:
            extra.remove(found)
            yield Issue(
                f"the key “{found}” stands in the place of “{key}” in the source", None, _place(document, found)
            )
        elif key in _NEEDED:
            end = find_front_matter(document.text).end
            certainty = Certainty.CERTAIN if key == "title" else Certainty.LIKELY
            yield Issue(
                f"the front matter lacks the key “{key}” of the source", None, Span(end, end), certainty=certainty
            )


def _translated(key: object, ours: dict[Any, Any], theirs: dict[Any, Any], extra: list[Any]) -> Any:
    """Return the key that a key of the source became: it follows the same key, and has a value of the same type."""
    order, their_order = list(ours), list(theirs)
    index = order.index(key)
    before = order[index - 1] if index else None
    for candidate in extra:
        place = their_order.index(candidate)
        same_neighbour = (their_order[place - 1] if place else None) == before
        same_type = type(ours[key]) is type(theirs[candidate])
        is_word = isinstance(candidate, str) and not candidate.isascii()
        if (
            same_type
            and same_neighbour
            and (is_word or (ours[key] == theirs[candidate] and ours[key] not in (None, "")))
        ):
            return candidate
    return None


def _value(
    document: DocumentPair, key: Any, was: Any, now: Any, source_locale: str, target_locale: str
) -> Iterator[Issue]:
    kinds = _kind(was), _kind(now)
    if kinds[0] != kinds[1]:
        if "empty" not in kinds:
            message = f"the value of “{key}” is {kinds[1]}, in the source {kinds[0]}"
            yield Issue(message, None, _place(document, key))
    elif key in _LOCALES and isinstance(now, str) and _is_of(now, source_locale) and not _is_of(now, target_locale):
        message = f"“{key}” says {now}, and the document is in {target_locale}"
        yield Issue(message, None, _place(document, key), certainty=Certainty.LIKELY)
    elif key in _IDENTIFIERS and was != now and isinstance(was, str) and _NAME.fullmatch(was):
        message = f"the value of “{key}” is “{now}”, in the source “{was}”"
        yield Issue(message, None, _place(document, key), certainty=Certainty.LIKELY)


def _kind(value: object) -> str:
    return next((name for kind, name in _TYPES.items() if type(value) is kind), "a date")


def _is_of(tag: str, locale: str) -> bool:
    return locale != "und" and tag.lower().partition("-")[0] == locale.lower().partition("-")[0]


def _place(document: DocumentPair, key: object) -> Span:
    """Return where the key stands in the target, with its value if that is on the same line."""
    front = find_front_matter(document.text)
    found = re.search(rf"^[\"']?{re.escape(str(key))}[\"']?[ \t]*:[^\r\n]*", front.of(document.text), re.MULTILINE)
    return Span(*found.span()).shift(front.start) if found else Span(front.start, front.start)
