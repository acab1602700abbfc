"""What gettext reads in a PO file, by its own `msgfmt`: the oracle of our reader."""

from __future__ import annotations

import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

import pytest

needs_gettext = pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
HEADER = 'msgid ""\nmsgstr ""\n"Language: lv\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def accepted(raw: bytes) -> None:
    """Have `msgfmt -c` check a file."""
    _msgfmt(raw, "-c")


def messages(raw: bytes) -> dict[bytes, bytes]:
    """Return the translations that programs see, by `context EOT msgid NUL msgid_plural`; forms have NUL between."""
    catalog = _msgfmt(raw)
    count, sources, targets = struct.unpack_from("<III", catalog, 8)
    pairs = (
        (
            struct.unpack_from("<II", catalog, sources + 8 * index),
            struct.unpack_from("<II", catalog, targets + 8 * index),
        )
        for index in range(count)
    )
    found = {catalog[at : at + size]: catalog[to : to + length] for (size, at), (length, to) in pairs}
    found.pop(b"", None)
    return found


def _msgfmt(raw: bytes, *options: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file, catalog = Path(folder, "x.po"), Path(folder, "x.mo")
        file.write_bytes(raw)
        done = subprocess.run(["msgfmt", *options, "-o", catalog, file], capture_output=True, check=False, cwd=folder)
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
        return catalog.read_bytes()
