from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from units import back, plain, units, written

from l10nqa.bitext.jsonl import read_jsonl
from l10nqa.errors import InputError
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from pathlib import Path

KEYS = ["path", "segment", "source", "target", "source_locale", "target_locale", "origin", "line"]
GOOD = b'{"source": "a", "target": "b", "source_locale": "en", "target_locale": "lv"}\n'


@given(st.lists(units(), max_size=4))
def test_what_is_written_is_read(given_units: list[TranslationUnit]) -> None:
    raw = written(".jsonl", given_units)
    assert back(".jsonl", raw) == [plain(unit) for unit in given_units]
    lines = raw.decode("utf-8").splitlines()
    assert len(lines) == len(given_units)
    assert all(list(json.loads(line)) == KEYS for line in lines)


def test_texts_stay_readable() -> None:
    unit = TranslationUnit("“Quotes”", "引用符", "en-US", "ja-JP", "a.md", "1", "MT", line=3)
    assert written(".jsonl", [unit]).decode() == (
        '{"path": "a.md", "segment": "1", "source": "“Quotes”", "target": "引用符", '
        '"source_locale": "en-US", "target_locale": "ja-JP", "origin": "MT", "line": 3}\n'
    )


def test_only_texts_and_locales_are_needed() -> None:
    assert back(".jsonl", b"\xef\xbb\xbf" + GOOD + b"\r\n") == [TranslationUnit("a", "b", "en", "lv")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"source": "a"', "delimiter"),
        (b"[1]", "not an object"),
        (b"[" * 100_000, "recursion"),
        (b'"\xff"', "decode"),
        (GOOD.replace(b'"b"', b"1"), "its target is missing or of the wrong kind"),
        (GOOD.replace(b'"source":', b'"Source":'), "its source is missing"),
        (GOOD.replace(b"}", b', "origin": ["MT"]}'), "its origin is"),
        (GOOD.replace(b"}", b', "path": 7}'), "its path is"),
        (GOOD.replace(b"}", b', "line": "7"}'), "its line is"),
    ],
)
def test_a_broken_line_is_named_and_the_rest_can_be_read(line: bytes, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(GOOD + line.rstrip() + b"\n" + GOOD)
    with pytest.raises(InputError, match=reason) as caught:
        list(read_jsonl(file))
    assert caught.value.line == 2
    skipped: list[InputError] = []
    assert len(list(read_jsonl(file, skipped=skipped.append))) == 2
    assert [error.line for error in skipped] == [2]
