"""Translations of similar sources that an export offers, and that they are not taken for the units' own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bilingual import l10nqa, text_of
from l10nqa.bitext.xliff import XLIFF_VERSIONS
from l10nqa.errors import ConfigError
from l10nqa.memory import Memory
from l10nqa.workspace.applying import apply
from l10nqa.workspace.exporting import export_documents
from l10nqa.workspace.extracting import extract
from reading import offered

if TYPE_CHECKING:
    from pathlib import Path

_PAIRS = (("Open file 1.", "Atveriet 1. failu."), ("Open file 2.", "Atveriet 2. failu."), ("Else.", "Citādi."))


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A document, and beside it the memory of it."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_text(text_of(*_PAIRS, origin="HT"), encoding="utf-8")
    extract([str(folder)], tmp_path / "tm.db")
    return folder


@pytest.mark.parametrize("version", XLIFF_VERSIONS)
def test_each_unit_is_offered_what_is_like_it_but_not_itself(docs: Path, version: str) -> None:
    out, tm = docs.parent / "out.xlf", docs.parent / "tm.db"
    export_documents([str(docs)], out, tm=tm, matches=2, xliff_version=version)
    found = {unit.source: [match.unit.target for match in matches] for unit, matches in offered(out)}
    assert found == {"Open file 1.": ["Atveriet 2. failu."], "Open file 2.": ["Atveriet 1. failu."]}
    ((_, (match,)), _) = offered(out)
    assert (match.memory, match.unit.key) == (str(tm), f"{docs}/a.md#1a2b3-102")
    assert [(penalty.value, points) for penalty, points in match.penalties] == [("numbers", 1.0)]


@pytest.mark.parametrize("version", XLIFF_VERSIONS)
def test_offers_are_not_the_units_own(docs: Path, version: str) -> None:
    out, again = docs.parent / "out.xlf", docs.parent / "again.db"
    export_documents([str(docs)], out, tm=docs.parent / "tm.db", matches=5, xliff_version=version)
    extract([str(out)], again)
    with Memory(again) as memory:
        assert [(unit.source, unit.target) for unit in memory.units()] == list(_PAIRS)
    assert apply(out, [str(docs)]).unchanged == 3


def test_matches_need_a_memory_and_a_format_that_has_them(docs: Path) -> None:
    with pytest.raises(ConfigError, match="XLIFF only"):
        export_documents([str(docs)], docs.parent / "out.po", tm=docs.parent / "tm.db", matches=2)
    done = l10nqa("export", docs, "-o", docs.parent / "out.xlf", "--matches", "2")
    assert (done.returncode, "--matches needs PATH… and --tm TM.db" in done.stderr) == (2, True)
