"""One engine: the same pairs give the same findings and fixes, in whatever kind of file they are."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import l10nqa
from bilingual import CORPORA, LOCALES, contents
from l10nqa.bitext.xliff import XLIFF_VERSIONS
from l10nqa.workspace.exporting import export_documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from l10nqa import Finding

_COMES_BACK = (".po", ".xlf")
_KINDS = (*_COMES_BACK, ".tmx", ".csv", ".tsv", ".jsonl", ".parquet")
_FOUND_IN_DOCUMENTS_ONLY = {"front-matter"}


def _alike(findings: Iterable[Finding]) -> Sequence[object]:
    """Return the findings without what depends on the file: path, line, column, the name of the segment."""
    return sorted(
        (each.rule, each.certainty.value, each.fingerprint, each.message, each.source, each.target, each.fix)
        for each in findings
        if each.rule not in _FOUND_IN_DOCUMENTS_ONLY
    )


def _assert_one_engine(documents: Path, folder: Path, suffix: str, **options: str) -> None:
    file = folder / f"work{suffix}"
    export_documents([str(documents)], file, **options)  # type: ignore[arg-type] # the version of XLIFF
    expected = _alike(l10nqa.check(documents, min_certainty="possible"))
    assert _alike(l10nqa.check(file, min_certainty="possible")) == expected
    assert expected


@pytest.mark.parametrize("suffix", _KINDS)
@pytest.mark.parametrize("locale", LOCALES)
def test_the_findings_of_a_file_are_those_of_its_documents(locale: str, suffix: str, tmp_path: Path) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow")
    if locale == "learn":
        pytest.skip("is no folder of documents")
    _assert_one_engine(CORPORA / locale, tmp_path, suffix)


@pytest.mark.parametrize("version", XLIFF_VERSIONS)
def test_so_they_are_in_every_version_of_xliff(version: str, tmp_path: Path) -> None:
    _assert_one_engine(CORPORA / "lv-LV", tmp_path, ".xlf", xliff_version=version)


@pytest.mark.parametrize("suffix", _COMES_BACK)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_file_that_is_fixed_and_applied_gives_the_fixed_documents(locale: str, suffix: str, tmp_path: Path) -> None:
    if locale == "learn":
        pytest.skip("is no folder of documents")
    for name in ("fixed", "applied"):
        shutil.copytree(CORPORA / locale, tmp_path / name)
    fixes = l10nqa.fix(tmp_path / "fixed", write=True)
    file = tmp_path / f"work{suffix}"
    l10nqa.export(tmp_path / "applied", file)
    before = file.read_bytes()
    assert l10nqa.fix(file, write=True).segments == fixes.segments
    applied = l10nqa.apply(file, tmp_path / "applied")
    assert (applied.changed, applied.refused) == (fixes.segments, [])
    assert contents(tmp_path / "applied") == contents(tmp_path / "fixed")
    changed = sum(old != new for old, new in zip(before.split(b"\n"), file.read_bytes().split(b"\n"), strict=True))
    assert changed <= fixes.segments


@pytest.mark.corpora
@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".po", ".xlf", ".tmx"])
@pytest.mark.parametrize("name", ["alchemy-ar-SA", "alchemy-ja-JP"])
def test_the_findings_are_the_same_in_real_documents(
    real_corpora: Mapping[str, Path], name: str, suffix: str, tmp_path: Path
) -> None:
    files = sorted((real_corpora[name] / "bilingual").rglob("*.md"))[::20]
    for file in files:
        target = tmp_path / "docs" / file.relative_to(real_corpora[name])
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    _assert_one_engine(tmp_path / "docs", tmp_path, suffix)
