"""What the comments of an entry say: flags, notes, its place in a document, and what l10nqa wrote there itself."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.exact import from_json
from l10nqa.bitext.po.flags import flags_of
from l10nqa.bitext.reading import origin_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.bitext.po.parse import Entry
    from l10nqa.model import Origin

__all__ = ["OUR_NOTE", "Remarks", "remarks_of"]

OUR_NOTE = "(l10nqa) "
"""So begin the translator comments that l10nqa writes."""
# Some tools wrap comments at spaces.
_MARK = re.compile(r"^l10nqa:\s+([0-9a-f]{16})(?:\s+(\{\S*\}))?$", re.MULTILINE)
_ORIGIN = re.compile(r"^origin: (MT|HT)$", re.MULTILINE)
_CONTEXT = re.compile(r"^context: (.+)$", re.MULTILINE)
_BEGINNINGS = ("l10nqa:", "origin: ")
# gettext manual, "PO Files": a file name with spaces in it stands between U+2068 and U+2069.
_ISOLATED = re.compile("\u2068[^\u2069]*\u2069")
_LINE = re.compile(r":([0-9]{1,9})(?!\S)")
_REFERENCE = re.compile("(?:\u2068([^\u2069]+)\u2069|(\\S+)):[0-9]{1,9}(?!\\S)")
_MARKDOWN = re.compile(r"\.(?:md|markdown|mdx)\b", re.IGNORECASE)


class Remarks(NamedTuple):
    """What the comments before an entry say."""

    flags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """A line each, those of l10nqa left out."""
    line: int = 0
    """The line of the first reference that has one."""
    document: str | None = None
    """The file of that reference."""
    is_of_markdown: bool | None = None
    """Whether it refers to a Markdown document; None where it refers to nothing."""
    exported_hash: str | None = None
    exact: Mapping[str, str | None] = MappingProxyType({})
    """What PO could not say exactly of a unit that l10nqa wrote."""
    origin: Origin | None = None
    context: str | None = None
    """What l10nqa wrote of the context that the unit had in the file of another tool."""

    @property
    def is_fuzzy(self) -> bool:
        """Whether nobody may use the translation yet."""
        return "fuzzy" in self.flags


_NONE = Remarks()


def remarks_of(entry: Entry, text: str) -> Remarks:
    """Return what the comments of an entry say, given the text of the file (`in_lines`)."""
    if entry.start == entry.body:
        return _NONE
    flags: list[str] = []
    notes: list[str] = []
    extracted: list[str] = []
    references: list[str] = []
    for kind, said in entry.comments(text):
        if kind == "#,":
            flags += flags_of(said)
        elif kind == "#=":
            flags += (flag for flag in flags_of(said) if flag != "fuzzy")  # gettext 0.24: flags that are for good
        elif kind == "#:":
            references.append(said)
        elif kind == "#.":
            extracted.append(said)
        elif said and not said.startswith(OUR_NOTE):
            notes.append(said)
    mark, origin, context = _ours(extracted)
    notes += filter(None, extracted)
    return Remarks(
        tuple(flags),
        tuple(notes),
        _line(references),
        _document(references) if mark else None,
        _is_of_markdown(references),
        mark[1] if mark else None,
        from_json(mark[2]) if mark else {},
        origin_of(origin[1]) if origin else None,
        context[1] if context else None,
    )


def _ours(extracted: list[str]) -> tuple[re.Match[str] | None, ...]:
    """Take the mark of l10nqa, the origin and the context out of extracted comments, and return them."""
    if not any(said.startswith(_BEGINNINGS) for said in extracted):
        return None, None, None
    said = "\n".join(extracted)
    mark, origin = _MARK.search(said), _ORIGIN.search(said)
    said = _ORIGIN.sub("", _MARK.sub("", said))
    context = _CONTEXT.search(said) if mark else None
    extracted[:] = (_CONTEXT.sub("", said) if mark else said).split("\n")
    return mark, origin, context


def _is_of_markdown(references: list[str]) -> bool | None:
    if not references:
        return None
    return any(".m" in said.lower() and _MARKDOWN.search(said) is not None for said in references)


def _document(references: list[str]) -> str | None:
    """Return the file that the first reference with a line names."""
    found = next(filter(None, map(_REFERENCE.search, references)), None)
    return (found[1] or found[2]) if found else None


def _line(references: list[str]) -> int:
    """Return the line that the first reference names which names any."""
    for said in references:
        found = _LINE.search(_ISOLATED.sub("", said) if "\u2068" in said else said)
        if found:
            return int(found[1])
    return 0
