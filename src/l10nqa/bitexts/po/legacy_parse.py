"""A PO file as polib reads it, cut down to what a unit needs, and checked where polib looks away.

polib keeps 1 KB an entry. It drops an entry without its msgstr, the last entry if an empty comment follows it, and the
last character of a text whose closing quote is missing. It knows comments and keywords only with a space behind them,
which gettext does not ask for. This module makes up for all of that. Nothing here knows what the texts mean.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import polib

from l10nqa.bitexts.reading import bad_line, reading
from l10nqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Message", "PoFile", "load"]

_QUOTED = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_LINE = re.compile(rf"\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?{_QUOTED}\s*|)$", re.DOTALL)
_KEYWORD = re.compile(r"(#~\s*)?(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*(?=\")")
_USUAL = re.compile(r'"|(?:msgctxt|msgid|msgstr) |# |#[.:,|] ')
_BEGINNINGS = {"msgctx": ("msgctx",), "msgid ": ("msgid ", "msgctx")}
"""The first letters of what begins an entry, and those of what cannot follow before its msgstr."""
_POLIB_LINE = re.compile(r"\(line (\d+)\)")
_MARKS = frozenset({"#.", "#:", "#,", "#|", "#="})
_MARK = re.compile(r"^l10nqa:\s+(?P<hash>[0-9a-f]{16})(?:\s+(?P<exact>\{\S*\}))?$", re.MULTILINE)
_ORIGIN = re.compile(r"^origin: (MT|HT)$", re.MULTILINE)


class Message(NamedTuple):
    """One entry: its texts, what our comments say of it, and why it gives no translation, if it gives none."""

    context: str | None
    source: str
    target: str
    origin: str | None
    exported_hash: str | None
    exact: str | None
    """The JSON of a unit that PO cannot say exactly."""
    document_line: int
    left_out: str | None
    line: int


class PoFile(NamedTuple):
    """The header fields, the entries and the encoding of one file."""

    header: Mapping[str, str]
    messages: list[Message]
    encoding: str


class _Entries(polib.POFile):
    """Cuts each entry down as soon as polib has read it; only the header stays as polib's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cut: list[Message] = []

    def append(self, entry: polib.POEntry) -> None:
        cut = _cut(entry)
        if cut.context is None and not cut.source and cut.left_out != "obsolete":
            super().append(entry)
        else:
            self.cut.append(cut)


def load(file: Path) -> PoFile:
    """Read a whole PO file.

    Raises:
        InputError: it cannot be read, is not in the encoding that its header names, or breaks PO syntax.
    """
    path = str(file)
    with reading(file):
        file.open("rb").close()  # polib takes the name of a missing file for the text of one
        encoding = polib.detect_encoding(path)
        try:
            entries = polib.pofile(_Text("\n".join(_usual_lines(file, encoding))), klass=_Entries, encoding=encoding)
        except (UnicodeError, LookupError) as error:  # the second: a codec that is not for text
            hint = "save it as UTF-8 and let its header say so"
            raise InputError(
                f"is not in the encoding of its header, {encoding}", path=path, line=bad_line(file, encoding), hint=hint
            ) from error
        except OSError as error:
            place = _POLIB_LINE.search(str(error))
            if place is None:
                raise
            raise _syntax_error(path, int(place[1])) from error
    return PoFile(entries.metadata, entries.cut, encoding)


class _Text(str):
    """The text of a file, which polib shall not take for more lines than it has: U+2028 and others end none."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:  # noqa: ARG002, FBT001, FBT002 - as str has it
        return self.split("\n")


def _usual_lines(file: Path, encoding: str) -> Iterator[str]:
    begun, last, after_comment = 0, "", False
    with file.open(encoding=encoding) as lines:
        for number, line in enumerate(lines, 1):
            said = (line.removeprefix("\ufeff") if number == 1 else line).strip()
            text = _as_usual(said)
            if not _LINE.match(said) or (after_comment and text.startswith('"')):
                raise _syntax_error(str(file), number)
            after_comment = said.startswith("#") and not text
            keyword = text.removeprefix("#~ ")[:6]
            if begun and keyword in _BEGINNINGS.get(last, ()):
                break
            if keyword in _BEGINNINGS:
                begun, last = begun or number, keyword
            elif keyword == "msgstr":
                begun = 0
            yield text
    if begun:
        hint = "an entry ends with its msgstr; check that the file is complete"
        raise InputError("is no PO file: an entry without its msgstr", path=str(file), line=begun, hint=hint)


def _as_usual(line: str) -> str:
    """Return a line as polib knows it; an empty one in place of a comment that says nothing to it."""
    if _USUAL.match(line):
        return line
    if not line.startswith("#"):
        return _KEYWORD.sub(r"\2 ", line, count=1)
    mark, rest = line[:2], line[2:]
    if mark == "#~":
        obsolete = rest.strip()
        return "" if obsolete.startswith("|") or not obsolete else _KEYWORD.sub(r"#~ \2 ", f"#~ {obsolete}", count=1)
    if mark in _MARKS:
        return f"{mark} {rest.removeprefix(' ')}" if rest.strip() and mark != "#=" else ""
    return line if mark in ("#", "# ", "##") else f"# {line[1:]}"


def _syntax_error(path: str, line: int) -> InputError:
    hint = 'msgfmt -c says more; a text stands in quotes, and a quote in it is written \\"'
    return InputError("is no PO file: broken syntax", path=path, line=line, hint=hint)


def _cut(entry: polib.POEntry) -> Message:
    mark = _MARK.search(entry.comment)
    origin = _ORIGIN.search(entry.comment)
    # polib takes a file name with spaces for several; the line stands after the last of them.
    line = entry.occurrences[-1][1] if entry.occurrences else ""
    left_out = "obsolete" if entry.obsolete else "plural" if entry.msgid_plural else "fuzzy" if entry.fuzzy else None
    return Message(
        context=entry.msgctxt,
        source=entry.msgid,
        target=entry.msgstr,
        origin=origin[1] if origin else None,
        exported_hash=mark["hash"] if mark else None,
        exact=mark["exact"] if mark else None,
        document_line=int(line) if line.isdecimal() and len(line) < 10 else 0,
        left_out=left_out,
        line=entry.linenum or 1,
    )
