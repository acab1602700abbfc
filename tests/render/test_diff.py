"""The diff that `fix` shows: `patch` and `git apply` make the new version of the former one, byte for byte."""

from __future__ import annotations

import difflib
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10nqa.render.diff import unified_diff

_PROGRAMS = [
    pytest.param(command, marks=pytest.mark.skipif(not shutil.which(command[0]), reason=f"no {command[0]}"))
    for command in (["patch", "-p1", "--binary", "-s"], ["git", "apply", "-"])
]
_LINES = st.lists(st.sampled_from([b"", b"a", b"b", b"c", b'msgid "x"', b"+d", b"-e", b" f", b"\\ g\r", b"\xff\x0c"]))


def _text(lines: list[bytes], end: bytes) -> bytes:
    return b"\n".join(lines) + end


@pytest.mark.parametrize("command", _PROGRAMS)
@settings(max_examples=60, deadline=None)
@given(before=_LINES, after=_LINES, ends=st.tuples(*[st.sampled_from([b"", b"\n"])] * 2))
def test_programs_apply_the_diff(
    command: list[str], before: list[bytes], after: list[bytes], ends: tuple[bytes, bytes]
) -> None:
    former, latter = _text(before, ends[0]), _text(after, ends[1])
    if not former or not latter:
        return  # a file that comes or goes needs another head
    diff = b"".join(unified_diff("folder/a.po", former, latter))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "folder", "a.po")
        file.parent.mkdir()
        file.write_bytes(former)
        if diff:
            subprocess.run(command, input=diff, cwd=folder, check=True, capture_output=True)
        assert file.read_bytes() == latter


@given(st.lists(st.integers(0, 59), unique=True, max_size=20), st.data())
def test_changed_lines_are_shown_as_difflib_shows_them(changed: list[int], data: st.DataObject) -> None:
    """Fixes change lines in place; where others are equal, there is one shortest diff."""
    before = [b"line %d\n" % index for index in range(60)]
    after = list(before)
    for index in changed:
        after[index] = b"%s line %d\n" % (data.draw(st.sampled_from([b"a", b"b"])), index)
    wanted = difflib.diff_bytes(difflib.unified_diff, before, after, b"a/x", b"b/x", lineterm=b"\n")
    assert list(unified_diff("x", b"".join(before), b"".join(after))) == list(wanted)


def test_a_change_takes_in_no_equal_line_beside_it() -> None:
    entry = 'msgid "{0}"\nmsgstr "{1}"\n\n'
    before = "".join(entry.format(number, "same") for number in range(500)).encode()
    after = "".join(entry.format(number, "other") for number in range(500)).encode()
    lines = list(unified_diff("x", before, after))
    assert sum(line.startswith(b"-") for line in lines) == sum(line.startswith(b"+") for line in lines) == 501
