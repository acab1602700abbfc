"""A unified diff of two versions of a document, for `git apply` and `patch -p1`."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["unified_diff"]

_NO_END = b"\\ No newline at end of file\n"
_COLORS = ((b"---", b"1"), (b"+++", b"1"), (b"@@", b"36"), (b"-", b"31"), (b"+", b"32"))
"""The colour number of terminals for lines by their beginning."""
_ESCAPED = {ord("\\"): "\\\\", ord('"'): '\\"', 9: "\\t", 10: "\\n", 13: "\\r"}


def unified_diff(path: str, before: bytes, after: bytes, *, color: bool = False) -> Iterator[bytes]:
    """Yield the lines of the diff; none if the versions are equal. Bytes that are not UTF-8 pass through."""
    lines = difflib.diff_bytes(
        difflib.unified_diff, _lines(before), _lines(after), _name("a", path), _name("b", path), lineterm=b"\n"
    )
    for line in lines:
        whole = line if line.endswith(b"\n") else line + b"\n" + _NO_END
        yield _colored(whole) if color else whole


def _lines(text: bytes) -> list[bytes]:
    # Only \n ends a line of a diff, not the form feeds and the like of splitlines().
    *lines, rest = text.split(b"\n")
    return [line + b"\n" for line in lines] + ([rest] if rest else [])


def _name(side: str, path: str) -> bytes:
    """Return the path as git writes it: relative, and quoted if one of its characters would break the line."""
    name = f"{side}/{path.lstrip('/')}"
    quoted = name.translate(_ESCAPED)
    if quoted != name or not all(character >= " " for character in name):
        controls = {code: f"\\{code:03o}" for code in range(32)}
        return f'"{quoted.translate(controls)}"'.encode("utf-8", "surrogateescape")
    # After a name with a space, git writes a tab to mark its end.
    return (name + "\t" * (" " in name)).encode("utf-8", "surrogateescape")


def _colored(line: bytes) -> bytes:
    code = next((code for start, code in _COLORS if line.startswith(start)), None)
    return line if code is None else b"\x1b[" + code + b"m" + line.rstrip(b"\n") + b"\x1b[m\n"
