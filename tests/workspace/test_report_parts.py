"""Law 8 for reports: what the shards of `report` wrote becomes the report of one run."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA, l10nqa

if TYPE_CHECKING:
    from pathlib import Path

_CALL = ("docs/lv-LV", "docs/de-DE", "docs/pairs", "--tm", "lv.db", "--tm", "de.db", "--no-record")


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("report")
    shutil.copytree(CORPORA, work / "docs")
    for locale in ("lv", "de"):
        (folder,) = (work / "docs").glob(f"{locale}-*")
        assert not l10nqa("extract", folder, "--tm", f"{locale}.db", cwd=work).returncode
    return work


def _pages(folder: Path) -> dict[str, object]:
    """Return the files of a report, without the time at which it was made."""
    time = re.compile(r"20\d\d-\d\d-\d\d( |T)\d\d:\d\d")
    pages: dict[str, object] = {file.name: time.sub("", file.read_text("utf-8")) for file in folder.glob("*.html")}
    record = json.loads((folder / "report.json").read_text("utf-8"))
    record.pop("made")
    return {**pages, "report.json": record, "findings.jsonl": (folder / "findings.jsonl").read_bytes()}


@pytest.mark.parametrize("total", [1, 3])
def test_a_report_of_parts_is_that_of_one_run(work: Path, total: int) -> None:
    folders = [f"shard-{number}-{total}" for number in range(1, total + 1)]
    for number, folder in enumerate(folders, 1):
        done = l10nqa("report", *_CALL, "--shard", f"{number}/{total}", "-o", folder, cwd=work)
        assert not done.returncode, done.stderr
        assert f"shard {number}/{total}: " in done.stderr
        assert not (work / folder / "index.html").exists()
    given = [argument for folder in folders[::-1] for argument in ("--parts", folder)]
    merged = l10nqa("report", *_CALL, *given, "-o", f"report-{total}", cwd=work)
    whole = l10nqa("report", *_CALL, "-o", "report", cwd=work)
    shutil.rmtree(work / "expected", ignore_errors=True)
    shutil.move(work / "report", work / "expected")
    assert (merged.returncode, whole.returncode) == (0, 0), merged.stderr
    assert merged.stderr.replace(f"report-{total}", "report") == whole.stderr
    found, expected = _pages(work / f"report-{total}"), _pages(work / "expected")
    assert found.keys() == expected.keys()
    for name, page in expected.items():
        shown = found[name]
        assert (shown.replace(f"report-{total}/", "report/") if isinstance(shown, str) else shown) == page, name


def test_parts_of_another_call_are_refused(work: Path) -> None:
    for number in (1, 2):
        l10nqa("report", *_CALL, "--shard", f"{number}/2", "-o", f"other-{number}", cwd=work)
    one, two = ("--parts", "other-1"), ("--parts", "other-2")
    for arguments, said in (
        ((*_CALL, *one), "other-1/part-1.jsonl: is shard 1/2, of which shard 2 is missing"),
        ((*_CALL, *one, *one), "other-1/part-1.jsonl: is shard 1/2, as is other-1/part-1.jsonl"),
        (("docs/de-DE", "--tm", "de.db", *one, *two), "other-1/part-1.jsonl: was made with the files"),
        ((*_CALL, *one, *two, "--shard", "1/2"), "give --shard to write a part, or --parts"),
    ):
        done = l10nqa("report", *arguments, "-o", "new", cwd=work)
        assert done.returncode == 2
        assert said in done.stderr, done.stderr
        assert not (work / "new" / "index.html").exists()
    (work / "mine").mkdir()
    (work / "mine" / "part-1.jsonl").write_text("mine", "utf-8")
    done = l10nqa("report", *_CALL, "--shard", "1/2", "-o", "mine", cwd=work)
    assert done.returncode == 2
    assert "is not a part of a report, and is not replaced" in done.stderr
    assert (work / "mine" / "part-1.jsonl").read_text("utf-8") == "mine"
