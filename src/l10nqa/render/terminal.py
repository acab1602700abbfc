"""The writer for terminals: what documents hold is shown there, and takes no effect.

A terminal executes escape sequences (ECMA-48): they move the cursor, set the clipboard, and on some terminals run
programs. Bidirectional controls and separators of Unicode reorder and break lines. All of these are shown as escapes.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, TextIO, cast

from l10nqa.text import EFFECTIVE, escaped

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["printable_lines", "terminal_stream"]

_STYLE = r"\x1b\[[0-9;]*m"
"""A style, which is what our own renderers write (ECMA-48, SGR)."""
_IN_LINES = rf"\r(?!\n)|(?![\n\r\t]){EFFECTIVE}"
"""What takes effect in a text of lines: line ends and tabs stay."""


class _TerminalStream(io.TextIOBase):
    """Passes text on to a terminal, with all that would take effect there escaped."""

    def __init__(self, terminal: TextIO, *, styled: bool, before_write: Callable[[str], None] | None) -> None:
        self._terminal = terminal
        self._before_write = before_write
        self._substitute = re.compile(f"{_STYLE}|{_IN_LINES}" if styled else _IN_LINES).sub
        self._held = ""

    def write(self, text: str) -> int:
        """Write the text, and return its length."""
        whole = self._held + text
        # Whether a carriage return ends a line shows in what follows it.
        self._held = "\r" if whole.endswith("\r") else ""
        shown = self._substitute(_shown, whole.removesuffix("\r") if self._held else whole)
        if self._before_write:
            self._before_write(shown)
        self._terminal.write(shown)
        return len(text)

    def flush(self) -> None:
        """Write what is held back."""
        if self._held:
            self._terminal.write(escaped(self._held))
            self._held = ""
        self._terminal.flush()

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._terminal.fileno()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding of the terminal."""
        return self._terminal.encoding


def printable_lines(text: str) -> str:
    """Return whole lines for a terminal, with escapes for everything in them that would take effect."""
    return re.sub(_IN_LINES, _shown, text)


def _shown(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) > 1 else escaped(found[0])  # what is longer than a character is a style


def terminal_stream(terminal: TextIO, *, styled: bool, before_write: Callable[[str], None] | None = None) -> TextIO:
    """Return a stream that writes to the terminal; with `styled`, styles (colours, underlines) take effect.

    `before_write` is called with each text before it is written: to clear what else stands on the terminal.
    What documents hold must be escaped before it is styled (`printable`): the stream cannot tell it from our own.
    """
    return cast("TextIO", _TerminalStream(terminal, styled=styled, before_write=before_write))
