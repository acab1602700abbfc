"""What a line of structure has in every language: its names and settings, without what a reader sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.markup import attributes_of, find_templates, is_text_value, pieces_of
from l10nqa.text import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.text import Span

__all__ = ["SkeletonPart", "first_difference", "images_of", "skeleton"]

_TAG = compile_pattern(
    r"<(?P<slash>/?)(?P<name>[A-Za-z][\w.:-]*)(?P<rest>(?:[^<>\"'{}]|\"[^\"]*\"|'[^']*'|\{[^{}]*\})*+)>"
)
_ALERT = compile_pattern(
    r"\[!(?P<keyword>[A-Za-z]+)[ \t]*(?:\[[^\[\]\n]*\]\((?P<path>[^()\n]*)\)|(?P<rest>[^\[\]\n]*))\]?"
)
_ADMONITION = compile_pattern(r"(?P<marks>!!!|\?\?\?\+?|===)[ \t]*(?P<name>[\w-]*)")
_IMAGE = compile_pattern(r"!\[(?:[^\[\]\\\n]|\\.)*+\]\(\s*<?(?P<address>[^\s()<>]+)")
_WORDS = re.compile(r"[^\W\d_]+(?:[\s'’.,:!?&()-]+[^\W\d_]*)*")
"""Words alone: what might be translated."""
_SETTING = frozenset(
    "class classname href id src type lang language color colour style url path file width height ref rel target icon"
    " image columns level layout property data-type kind".split()
)
"""Attributes that a program reads, although their values may be words."""


class SkeletonPart(NamedTuple):
    """A part of a line of structure that must be the same in every language."""

    name: str
    """What it is, in words for a message."""
    value: str


def skeleton(text: str) -> list[SkeletonPart]:
    """Return the parts of a line of structure, in order."""
    templates = find_templates(text)
    found = [(span.start, list(_template(text, span))) for span in templates]
    for pattern, parts_of in ((_TAG, _tag), (_ALERT, _alert)):
        for match in pattern.finditer(text):
            if not any(span.start <= match.start() < span.end for span in templates):
                found.append((match.start(), list(parts_of(match))))  # noqa: PERF401 - reads better so
    admonition = _ADMONITION.match(text.lstrip(" \t>"))
    if admonition:
        found.append((0, [SkeletonPart("the admonition", f"{admonition['marks']} {admonition['name']}".strip())]))
    if not found and text.startswith(("import ", "export ", "--8<--")):
        found.append((0, [SkeletonPart("the line", " ".join(text.split()))]))
    return [part for _, parts in sorted(found, key=lambda each: each[0]) for part in parts]


def _template(text: str, span: Span) -> Iterator[SkeletonPart]:
    pieces = [piece.value for piece in pieces_of(text, span)]
    if not pieces or pieces[0] in ("{/*", "{#") or pieces[0].startswith(("{#", "[^")):
        return
    named = False
    for value in pieces:
        key, equals, setting = value.partition("=")
        if equals:
            if _is_fixed(key, setting):
                yield SkeletonPart(f"the setting {key}", setting.strip("\"'"))
        elif not named and re.search(r"\w", value):
            named = True
            yield SkeletonPart("the name", value)
        elif not _WORDS.fullmatch(value):
            yield SkeletonPart("a part" if named else "the delimiter", value)


def _tag(match: re.Match[str]) -> Iterator[SkeletonPart]:
    name = match["name"]
    yield SkeletonPart("the tag", f"{match['slash']}{name if name[:1].isupper() else name.lower()}")
    for key, value in sorted(attributes_of(match["rest"])):
        if _is_fixed(key, value):
            yield SkeletonPart(f"the attribute {key}", value)


def _alert(match: re.Match[str]) -> Iterator[SkeletonPart]:
    yield SkeletonPart("the keyword", match["keyword"].upper())
    if match["path"] is not None:
        yield SkeletonPart("the path", match["path"].strip())
    elif match["rest"] and match["rest"].startswith("http"):
        yield SkeletonPart("the address", match["rest"].strip())


def _is_fixed(key: str, value: str) -> bool:
    """Tell whether the value of an attribute is the same in every language."""
    bare = value.strip("\"'")
    key = key.strip().lower()
    if not bare:
        return False
    if key in _SETTING:
        return True
    return not is_text_value(key, bare) and not _WORDS.fullmatch(bare)


def first_difference(source: str, target: str) -> tuple[SkeletonPart | None, SkeletonPart | None] | None:
    """Return the first parts in which two lines of structure differ; None where they have the same."""
    ours, theirs = skeleton(source), skeleton(target)
    if ours == theirs:
        return None
    for index in range(max(len(ours), len(theirs))):
        pair = (ours[index] if index < len(ours) else None), (theirs[index] if index < len(theirs) else None)
        if pair[0] != pair[1]:
            return pair
    return None


def images_of(text: str) -> list[str]:
    """Return the addresses of the images in a text, in order."""
    return [match["address"] for match in _IMAGE.finditer(text)]
