"""`l10nqa tm analyse` from end to end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bilingual import CORPORA, l10nqa, text_of
from l10nqa.bitext import find_bitexts, open_bitext

if TYPE_CHECKING:
    from pathlib import Path

_LV = CORPORA / "lv-LV"


@pytest.fixture(scope="module")
def tm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("tm") / "tm.db"
    assert l10nqa("extract", _LV, "--tm", file).returncode == 0
    return file


def bands(*arguments: str | Path) -> dict[str, int]:
    done = l10nqa("tm", "analyse", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    total: dict[str, dict[str, Any]] = json.loads(done.stdout)["total"]["bands"]
    return {name: row["segments"] for name, row in total.items() if row["segments"]}


def test_documents_that_the_memory_holds_are_known_in_their_contexts(tm: Path) -> None:
    many = sum(len(open_bitext(place).segments) for place in find_bitexts([str(_LV)]))
    assert bands(_LV, "--tm", tm) == {"102": many}
    first = bands(_LV, "--tm", tm, "--repetitions-first")
    assert sum(first.values()) == many
    assert first.keys() <= {"102", "repetition", "repetition-across-files"}


@pytest.mark.parametrize("format_", ["json", "jsonl", "csv", "html", "console"])
def test_a_name_that_is_not_unicode_stops_no_format(tm: Path, tmp_path: Path, format_: str) -> None:
    (tmp_path / "\udcff.md").write_text(text_of(("S", "T"), locale="lv-LV"), encoding="utf-8")
    done = l10nqa("tm", "analyse", tmp_path, "--tm", tm, "--format", format_)
    assert (done.returncode, "1 segment of 1 file" in done.stderr) == (0, True)
    if format_ in {"json", "jsonl"}:
        report = json.loads(done.stdout)
        assert report.get("files", [report])[0]["path"].endswith("/\udcff.md")


def test_only_with_any_target_does_another_locale_count(tm: Path, tmp_path: Path) -> None:
    source = open_bitext(find_bitexts([str(_LV)])[0]).segments[1].source
    (tmp_path / "a.md").write_text(text_of((source, "x"), locale="de-DE"), encoding="utf-8")
    assert bands(tmp_path, "--tm", tm) == {"new": 1}
    assert "no translations into de-DE (it has lv-LV)" in l10nqa("tm", "analyse", tmp_path, "--tm", tm).stderr
    assert bands(tmp_path, "--tm", tm, "--any-target") == {"100": 1}


@pytest.mark.parametrize("name", ["a.po", "a.jsonl", "a.md"])
def test_a_file_without_segments_is_no_job(tm: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    done = l10nqa("tm", "analyse", tmp_path / name, "--tm", tm)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no segment was read" in done.stderr
    done = l10nqa("tm", "analyse", tmp_path / name, "--tm", tm, "--allow-empty")
    assert done.returncode == 0
    assert "0 segments" in done.stderr


def test_a_po_file_has_the_figures_of_its_documents(tm: Path, tmp_path: Path) -> None:
    po = tmp_path / "work.po"
    assert l10nqa("export", _LV, "-o", po).returncode == 0
    assert bands(po, "--tm", tm) == bands(_LV, "--tm", tm)


def test_repetitions_and_matches_within_the_job(tm: Path, tmp_path: Path) -> None:
    pairs = [("Quite another sentence of ours.", "x"), ("Quite another sentence of yours.", "y")]
    (tmp_path / "a.md").write_text(text_of(*pairs, pairs[0]), encoding="utf-8")
    (tmp_path / "b.md").write_text(text_of(pairs[1]), encoding="utf-8")
    found = {"new": 1, "internal-95-99": 1, "repetition": 1, "repetition-across-files": 1}
    assert bands(tmp_path, "--tm", tm) == found
    assert bands(tmp_path, "--tm", tm, "--no-internal")["new"] == 2


def test_several_processes_find_the_same(tm: Path, tmp_path: Path) -> None:
    words = ["open", "close", "the", "red", "blue", "page", "list", "row", "and", "save"]
    pairs = [(" ".join(words[(at * step) % 10] for step in range(1, 9)) + f" {at}.", "x") for at in range(450)]
    (tmp_path / "a.md").write_text(text_of(*pairs), encoding="utf-8")
    one, two = (bands(tmp_path, "--tm", tm, "--jobs", jobs) for jobs in ("1", "2"))
    assert one == two
    assert sum(one.values()) == 450


def test_rates_and_a_file_to_write(tm: Path, tmp_path: Path) -> None:
    rates, output = tmp_path / "rates.toml", tmp_path / "analysis.html"
    rates.write_text("102 = 1\n", encoding="utf-8")
    done = l10nqa("tm", "analyse", _LV, "--tm", tm, "--rates", rates, "--format", "html", "-o", output)
    assert (done.returncode, done.stdout) == (0, "")
    assert output.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    total = json.loads(l10nqa("tm", "analyse", _LV, "--tm", tm, "--rates", rates, "--format", "json").stdout)["total"]
    assert total["weighted_words"] == total["words"] > 0
    rates.write_text("103 = 1\n", encoding="utf-8")
    done = l10nqa("tm", "analyse", _LV, "--tm", tm, "--rates", rates)
    assert done.returncode == 2
    assert "no such band: 103" in done.stderr
    assert "did you mean" in done.stderr


def test_what_cannot_be_read_is_told(tm: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\xfe\0")
    assert l10nqa("tm", "analyse", tmp_path, "--tm", tm).returncode == 2
    (tmp_path / "b.md").write_text(text_of(("One.", "x")), encoding="utf-8")
    assert l10nqa("tm", "analyse", tmp_path, "--tm", tm).returncode == 1
    assert l10nqa("tm", "analyse", tmp_path / "none", "--tm", tm).returncode == 2


@pytest.mark.parametrize(
    ("options", "beginning"),
    [
        (("-o", "x.html"), "<!DOCTYPE html>"),
        (("-o", "x.CSV"), "path,"),
        (("-o", "x.json"), "{"),
        (("-o", "x.txt"), "band"),
        (("--format", "json", "-o", "x.csv"), "{"),
    ],
)
def test_the_suffix_says_the_format_unless_it_is_given(
    tm: Path, tmp_path: Path, options: tuple[str, ...], beginning: str
) -> None:
    (tmp_path / "a.md").write_text(text_of(("One.", "Viens.")), encoding="utf-8")
    done = l10nqa("tm", "analyse", "a.md", "--tm", tm, *options, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / options[-1]).read_text(encoding="utf-8").startswith(beginning)


def test_a_memory_of_other_locales_is_told_with_the_way_to_count_it(tm: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text_of(("One.", "Viens.")), encoding="utf-8")
    done = l10nqa("tm", "analyse", tmp_path, "--tm", tm, "--target-locale", "fr-FR")
    assert f"{tm} has no translations into fr-FR (it has lv-LV); --any-target counts those" in done.stderr
    assert (
        "no translations"
        not in l10nqa("tm", "analyse", tmp_path, "--tm", tm, "--target-locale", "fr-FR", "--any-target").stderr
    )
