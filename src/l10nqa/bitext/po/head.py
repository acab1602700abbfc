"""The lines before the texts of an entry (comments, flags, former texts) on their way to be changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.entries import FORMER
from l10nqa.bitext.po.flags import flags_of
from l10nqa.bitext.po.quoting import quoted
from l10nqa.bitext.po.remarks import OUR_NOTE
from l10nqa.bitext.po.texts import as_message, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Head"]

_KINDS = ("#.", "#:", "#,", "#=", "#|", "#~")
_OURS = (f"# {OUR_NOTE}", "#. l10nqa: ", "#. origin: ")
_KEPT = f"# {OUR_NOTE}{FORMER}"
"""Text found there occurs nowhere else."""


class _HeadLine(NamedTuple):
    kind: str
    """The mark that it begins with; `""` for a blank one."""
    text: str
    """With its end."""


class Head:
    """The lines between the end of the previous entry and the first keyword of an entry."""

    def __init__(self, text: str, line_end: str, encoding: str) -> None:
        self._line_end, self._encoding = line_end, encoding
        lines = re.findall(r"[^\r]*\r|[^\r]+" if line_end == "\r" else r"[^\n]*\n|[^\n]+", text)
        self._lines = [_HeadLine(_kind_of(line), line) for line in lines]

    @property
    def text(self) -> str:
        """The lines as they are now."""
        return "".join(line.text for line in self._lines)

    def drop_ours(self) -> None:
        """Drop the comments of l10nqa on a target, but keep former translations."""
        self._lines = [line for line in self._lines if not _is_ours(line)]

    def drop_previous(self) -> None:
        """Drop the former texts of the message."""
        self._lines = [line for line in self._lines if line.kind != "#|"]

    def say(self, extracted: Sequence[str]) -> None:
        """Put extracted comments behind those that there are, in place of those that l10nqa has put there."""
        kept: list[_HeadLine] = []
        follows_mark = False
        for line in self._lines:
            is_ours = line.kind == "#." and (line.text.startswith(_OURS) or (follows_mark and "{" in line.text))
            follows_mark = is_ours and "{" not in line.text  # where a tool has wrapped the mark
            if not is_ours:
                kept.append(line)
        self._lines = kept
        self._put([f"#. {text}" for text in extracted], "#.", "#")

    def note(self, notes: Sequence[str]) -> None:
        """Append comments for the translator, except those that are there already."""
        self._put([f"# {OUR_NOTE}{one_line(note)}" for note in notes], "#")

    def flag_fuzzy(self, *, is_fuzzy: bool) -> None:
        """Add or remove the flag; the other flags of a line that changes stay in their order."""
        flags = [flag for line in self._lines if line.kind == "#," for flag in flags_of(line.text.strip()[2:])]
        if is_fuzzy is ("fuzzy" in flags):
            return
        wanted = (["fuzzy"] if is_fuzzy else []) + [flag for flag in flags if flag != "fuzzy"]
        lines = self._made("#,", [f"#, {', '.join(wanted)}"] if wanted else [])
        places = (index for index, line in enumerate(self._lines) if line.kind in ("#,", "#|"))
        index = next(places, len(self._lines))
        rest = [line for line in self._lines[index:] if line.kind != "#,"]
        self._lines = [*self._lines[:index], *lines, *rest]

    def say_previous(self, source: str) -> None:
        """Say which source the translation is of."""
        text = f"#| msgid {quoted(as_message(source), self._line_end, '#| ')}"
        self._lines += self._made("#|", [text])

    def _put(self, texts: Sequence[str], *behind: str) -> None:
        """Put lines behind the last one of the first of the kinds that there are, else in front."""
        present = {line.text.strip() for line in self._lines}
        lines = [line for line in self._made(behind[0], texts) if line.text.strip() not in present]
        places = (
            index + 1 for kind in behind for index, line in reversed([*enumerate(self._lines)]) if line.kind == kind
        )
        index = next(places, 0)
        self._lines[index:index] = lines

    def _made(self, kind: str, texts: Sequence[str]) -> list[_HeadLine]:
        # A comment may lose a character that the encoding lacks; a translation may not.
        held = (text.encode(self._encoding, "replace").decode(self._encoding) for text in texts)
        return [_HeadLine(kind, text + self._line_end) for text in held]


def _kind_of(line: str) -> str:
    said = line.strip()
    return said[:2] if said.startswith(_KINDS) else said[:1]


def _is_ours(line: _HeadLine) -> bool:
    return line.kind == "#" and line.text.startswith(_OURS) and not line.text.startswith(_KEPT)
