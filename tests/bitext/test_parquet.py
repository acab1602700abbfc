from __future__ import annotations

import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from units import back, needs_pyarrow, units, written

from l10nqa.bitext.parquet import parse_parquet, read_parquet, write_parquet
from l10nqa.errors import ConfigError, InputError
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNIT = TranslationUnit("a", "b", "en", "lv", "p", "s", "MT", 1, 2, 3, 4, 5)
REQUIRED = ["source", "target", "source_locale", "target_locale"]


@needs_pyarrow
@given(st.lists(units(), max_size=4))
def test_what_is_written_is_read(given_units: list[TranslationUnit]) -> None:
    assert back(".parquet", written(".parquet", given_units)) == given_units


@needs_pyarrow
def test_pandas_reads_the_same_and_what_it_writes_is_read(tmp_path: Path) -> None:
    import pandas as pd  # noqa: PLC0415 - its Parquet takes pyarrow

    given_units = [UNIT, UNIT._replace(source="a\udcff", path=None, origin=None)]
    frame = pd.read_parquet(BytesIO(written(".parquet", given_units)))
    assert frame["source"].tolist() == ["a", "a\ufffd"]
    assert frame["previous_hash"].tolist() == [1, 1]
    assert frame["path"].isna().tolist() == [False, True]
    file = tmp_path / "x.parquet"
    frame.to_parquet(file)
    assert list(read_parquet(file)) == given_units
    gaps = pd.DataFrame({name: ["x", "y"] for name in REQUIRED} | {"line": [7, None], "other": [1, 2]})
    gaps.to_parquet(file)
    assert [(unit.source, unit.line) for unit in read_parquet(file)] == [("x", 7), ("y", 0)]


@needs_pyarrow
def test_rows_are_written_as_they_come_and_in_groups() -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    stream = BytesIO()
    sizes = []

    def coming() -> Iterator[TranslationUnit]:
        for at in range(50_000):
            sizes.append(stream.tell())
            yield UNIT._replace(source=str(at))

    write_parquet(coming(), stream)
    assert 0 < sizes[20_000] < sizes[40_000]
    assert pq.ParquetFile(stream).num_row_groups == 4


@needs_pyarrow
def test_a_row_that_is_no_unit_is_named_and_the_rest_read(tmp_path: Path) -> None:
    import pandas as pd  # noqa: PLC0415 - its Parquet takes pyarrow

    file = tmp_path / "x.parquet"
    values: dict[str, Any] = {name: ["x"] * 3 for name in REQUIRED}
    pd.DataFrame(values | {"target": ["a", None, "c"], "origin": ["MT", "MT", "robot"]}).to_parquet(file)
    with pytest.raises(InputError, match="row 2 is not a unit: its target is missing or of the wrong kind"):
        list(read_parquet(file))
    skipped: list[InputError] = []
    assert [unit.target for unit in read_parquet(file, skipped=skipped.append)] == ["a"]
    assert [error.message.partition(":")[0] for error in skipped] == ["row 2 is not a unit", "row 3 is not a unit"]
    pd.DataFrame(values | {"next_hash": [2**63, 0, 2**64 - 1]}).astype({"next_hash": "uint64"}).to_parquet(file)
    with pytest.raises(InputError, match="row 1 is not a unit: its next_hash"):
        list(read_parquet(file))
    pd.DataFrame({"source": ["x"]}).to_parquet(file)
    with pytest.raises(InputError, match="lacks the columns target, source_locale, target_locale; found: source"):
        list(read_parquet(file))


@needs_pyarrow
@given(st.binary(max_size=300), st.integers(0, 5000), st.integers(0, 255))
def test_damaged_files_are_refused(rubbish: bytes, at: int, byte: int) -> None:
    raw = bytearray(written(".parquet", [UNIT]))
    raw[at % len(raw)] ^= byte
    for each in (rubbish, bytes(raw)):
        try:
            back(".parquet", each)
        except InputError as error:
            assert error.path  # noqa: PT017 - or it is read


def test_without_pyarrow_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # which makes its import fail
    for run in (lambda: write_parquet([UNIT], BytesIO()), lambda: list(read_parquet(tmp_path / "x.parquet"))):
        with pytest.raises(ConfigError, match="pyarrow") as caught:
            run()
        assert caught.value.hint == 'install it: pip install "l10nqa[parquet]"'


@needs_pyarrow
def test_a_row_that_is_no_unit_is_a_problem_on_its_row() -> None:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow import parquet  # noqa: PLC0415

    stream = BytesIO()
    columns = {
        "source": ["a", None, "c"],
        "target": ["x"] * 3,
        "source_locale": ["en"] * 3,
        "target_locale": ["lv"] * 3,
    }
    parquet.write_table(pa.table(columns), stream)
    bitext = parse_parquet(stream.getvalue(), "a.parquet", "a.parquet")
    assert [problem.line for problem in bitext.problems] == [2]
    assert [bitext.position(segment, "target", None) for segment in bitext.segments] == [(1, 1), (3, 1)]
