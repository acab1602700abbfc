from __future__ import annotations

import re
from pathlib import Path

import pytest
from units import every_suffix

import l10nqa.bitexts.exchange
from l10nqa.bitexts.exchange import FORMATS, format_of
from l10nqa.errors import ConfigError, InputError


def test_all_names_are_there() -> None:
    assert all(hasattr(l10nqa.bitexts.exchange, name) for name in l10nqa.bitexts.exchange.__all__)


def test_a_suffix_names_its_format_whatever_its_capitals() -> None:
    assert format_of("a/b.PO") is FORMATS[".po"]
    assert format_of(Path("memory.2024.tmx")).name == "TMX"


@pytest.mark.parametrize("name", ["x.docx", "x", "x.po.bak"])
def test_an_unknown_suffix_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(ConfigError) as caught:
        format_of(name)
    assert (
        caught.value.hint
        == "known suffixes: .csv, .jsonl, .mqxliff, .parquet, .po, .sdlxliff, .tmx, .tsv, .xlf, .xliff"
    )


@every_suffix
def test_a_file_that_cannot_be_read_is_named(suffix: str, tmp_path: Path) -> None:
    missing = tmp_path / f"missing{suffix}"
    with pytest.raises(InputError, match=rf"^{re.escape(str(missing))}: cannot be read: No such file"):
        list(FORMATS[suffix].read(missing))
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        list(FORMATS[suffix].read(tmp_path))


@every_suffix
@pytest.mark.parametrize(
    "raw", [b"", b"\x00", b"\xff\xfe", b"\xff\xfeA", b'\x80\n"', b"PK\x03\x04\x00\x00", b'"', b"<a>", b"{}\n[]\n" * 3]
)
def test_rubbish_gives_an_input_error_or_nothing(suffix: str, raw: bytes, tmp_path: Path) -> None:
    file = tmp_path / f"x{suffix}"
    file.write_bytes(raw)
    try:
        assert list(FORMATS[suffix].read(file)) == []
    except InputError as error:
        assert error.path == str(file)  # noqa: PT017 - either is right


@every_suffix
def test_no_units_make_a_file_without_units(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"x{suffix}"
    with file.open("wb") as stream:
        if suffix in (".mqxliff", ".sdlxliff"):
            with pytest.raises(ConfigError, match="only filled in place"):
                FORMATS[suffix].write([], stream)
            return
        FORMATS[suffix].write([], stream)
        assert not stream.closed
    assert list(FORMATS[suffix].read(file)) == []
