"""What documents hold takes no effect on a terminal, in any format of any command: run on a real one (a pty)."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import unicodedata
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual import l10nqa, markup
from l10nqa.render import RENDERERS
from l10nqa.render.terminal import printable_lines, terminal_stream
from l10nqa.text import printable

if TYPE_CHECKING:
    from pathlib import Path

_HOSTILE = "\x1b]52;c;QUJD\x07\x1b[2J\x1b[8m\x9b31m\x90q\u202eabc\u2066\u2028\u2029\u200f\u061c\x7f\x08"
"""The clipboard, the whole screen, hidden text, the same in C1, and what reorders or breaks lines."""
_STYLE = re.compile(r"\x1b\[([0-79]|[349][0-7])?(;([0-79]|[349][0-7]))*m")
_CURSOR = re.compile(r"\x1b\[(\?25[lh]|\d*[ABK])|\x1b\[(1;)?38;[0-9;]*m")
"""What the progress bar of rich writes, on stderr only."""
_BIDIRECTIONAL = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def on_terminal(cwd: Path, *arguments: str) -> tuple[str, str]:
    """Return what the command writes to a terminal: to stdout, and to stderr."""
    (out, out_end), (err, err_end) = pty.openpty(), pty.openpty()
    environment = {**os.environ, "COLUMNS": "200", "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(
        [sys.executable, "-m", "l10nqa", *arguments],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=out_end,
        stderr=err_end,
        env=environment,
    )
    os.close(out_end)
    os.close(err_end)
    written = {out: b"", err: b""}
    left = [out, err]
    while left:  # both at once: a terminal holds few bytes, and who writes more waits for a reader
        for ready in select.select(left, [], [], 120)[0]:
            try:
                read = os.read(ready, 65536)
            except OSError:  # so a terminal ends on Linux
                read = b""
            written[ready] += read
            if not read:
                left.remove(ready)
                os.close(ready)
    process.wait(timeout=60)
    return written[out].decode("utf-8"), written[err].decode("utf-8")


def effects(text: str) -> set[str]:
    """Return the characters that take effect, except our own styles, line ends and tabs; by the Unicode database.

    The terminal itself puts a carriage return before each line feed.
    """
    return {
        f"U+{ord(character):04X}"
        for character in _STYLE.sub("", text)
        .replace("\r\r\n", "")
        .replace("\r\n", "")
        .replace("\n", "")
        .replace("\t", "")
        if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(character) in _BIDIRECTIONAL
        or character in "\u200e\u200f\u061c"
    }


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which everything that can hold such characters does."""
    folder = tmp_path_factory.mktemp("work")
    docs = folder / "docs"
    docs.mkdir()
    text = (
        markup("1a2b3-101", f"Gaidiet {_HOSTILE} 4 **f** .", f"Wait {_HOSTILE} 3 **f**.")
        + "\n\n"
        + markup("1a2b3-102", f"Sagl {_HOSTILE}  fails .", "Save the **file** 1.")
        + "\n"
    )
    head = "---\nms.contentlocale: lv-LV\n---\n\n"
    (docs / "a.md").write_bytes((head + text).encode())
    (docs / "n\x1b[2J\u202e\x9b\u2028.md").write_bytes((head + text).encode())
    (docs / "broken\x1b[2J.md").write_bytes(b"\xff\xfe\x00")
    lines = [
        {
            "path": f"p{_HOSTILE}",
            "segment": f"s{_HOSTILE}",
            "source": f"Wait {_HOSTILE} 3.",
            "target": f"Gaidiet {_HOSTILE} 4.",
            "source_locale": "en-US",
            "target_locale": "lv\x1b[2J\u202e",
            "line": 1,
        },
        {
            "path": f"p{_HOSTILE}",
            "segment": "t",
            "source": f"Wait {_HOSTILE}3.",
            "target": f"Wait {_HOSTILE}3.",
            "source_locale": "en-US",
            "target_locale": "lv-LV",
            "line": 1,
        },
    ]
    (folder / "m.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    l10nqa("extract", "docs", "m.jsonl", "--tm", "m.db", cwd=folder)
    check = f'[[check]]\nname = "own"\nsource = \'x\'\nmessage = {json.dumps("say" + _HOSTILE)}\nmode = "forbid"\n'
    (folder / "own.toml").write_text(f"{check}", "utf-8")
    ledger = {"decision": "accepted", "reason": f"r{_HOSTILE}", "author": f"a{_HOSTILE}", "date": "2026-01-01"}
    (folder / "ledger.jsonl").write_text(json.dumps({"text": f"t{_HOSTILE}", **ledger}) + "\n", "utf-8")
    l10nqa("export", "docs/a.md", "-o", "edited.po", cwd=folder)
    edited = folder / "edited.po"
    edited.write_text(edited.read_text("utf-8").replace("Gaidiet", "Pagaidiet"), "utf-8")
    return folder


_TEXT_FORMATS = sorted(set(RENDERERS) - {"html"})
_COMMANDS = [
    *(("check", "docs", "--format", format_) for format_ in _TEXT_FORMATS),
    ("fix", "docs"),
    ("fix", "docs", "--suggested"),
    ("fix", "docs", "--suggested", "--tm", "m.db"),
    ("apply", "edited.po", "docs", "--dry-run"),
    ("apply", "edited.po", "docs/n\x1b[2J\u202e\x9b\u2028.md", "--dry-run"),
    *(("tm", "search", f"Wait {_HOSTILE} 3.", "--tm", "m.db", "--format", each) for each in ("console", "jsonl")),
    *(("tm", "concordance", "Wait", "--tm", "m.db", "--format", each) for each in ("console", "jsonl")),
    *(("tm", "clean", "--tm", "m.db", "--format", each) for each in ("console", "csv", "json")),
    *(("tm", "analyse", "docs", "--tm", "m.db", "--format", each) for each in ("console", "csv", "json")),
    *(("tm", "stats", "--tm", "m.db", "--format", each) for each in ("console", "json")),
    ("ledger", "list", "--ledger", "ledger.jsonl"),
    ("check", "docs", "--ledger", "ledger.jsonl"),
    ("config", "--config", "own.toml"),
    ("rules", "--config", "own.toml"),
    ("rules", "own", "--config", "own.toml"),
    ("check", "no such \x1b[2J\u202efile"),
    ("extract", "docs", "m.jsonl", "--tm", "other.db"),
    ("report", "docs", "-o", "r\x1b[2J\u202e"),
    ("publish", "docs", "-o", "p\x1b[2J\u202e"),
]


@pytest.mark.parametrize("command", _COMMANDS, ids=lambda command: ascii(" ".join(command))[1:60])
def test_nothing_takes_effect_on_a_terminal(work: Path, command: tuple[str, ...]) -> None:
    out, err = on_terminal(work, *command)
    assert out + err
    assert effects(out) == set()
    assert effects(_CURSOR.sub("", err).replace("\r", "")) == set()
    assert "\x1b[8m" not in out + err
    if command[0] == "check" and "--format" in command:
        assert "a.md" in out, "it is shown all the same"


@pytest.mark.parametrize("format_", ["csv", "junit", "json", "jsonl"])
def test_a_pipe_gets_what_the_file_holds(work: Path, format_: str) -> None:
    """Programs get the very characters, as far as their format can hold them."""
    out = l10nqa("check", "docs/a.md", "--format", format_, cwd=work).stdout
    assert "\u202e" in out or "\\u202e" in out


@given(st.text(st.characters() | st.sampled_from(_HOSTILE + "\r\n\t m;[]0123")), st.integers(0, 30))
def test_a_stream_escapes_the_same_however_it_is_cut(text: str, cut: int) -> None:
    streams = []
    for pieces in ([text], [text[:cut], text[cut:]], list(text)):
        raw = StringIO(newline="")
        stream = terminal_stream(raw, styled=False)
        stream.writelines(pieces)
        stream.flush()
        streams.append(raw.getvalue())
    assert streams[0] == streams[1] == streams[2]
    assert effects(streams[0]) == set()
    assert "\r" not in streams[0].replace("\r\n", "")
    if effects(text) == set() and "\r" not in text:
        assert streams[0] == text
    assert "\n" not in printable(text)
    assert effects(printable(text)) == set()
    assert effects(printable_lines(text)) == set()
