"""`l10nqa lqa`: from a sample to a scorecard."""

from __future__ import annotations

import csv
import json
import shutil
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest

from bilingual import CORPORA
from command import l10nqa

if TYPE_CHECKING:
    from pathlib import Path

_PO = """\
msgid ""
msgstr "Language: de\\n"

msgid "Open the file now"
msgstr "Öffne jetzt die Datei"

msgid "Save the other file"
msgstr "Sichere den anderen Datei"

#, fuzzy
msgid "A draft of two words"
msgstr "Ein Entwurf"

msgid "Not translated at all"
msgstr ""
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "de.po").write_text(_PO, encoding="utf-8")
    return tmp_path


def sampled(folder: Path, *options: str, paths: tuple[str, ...] = ("de.po",)) -> list[dict[str, Any]]:
    done = l10nqa("lqa", "sample", *paths, "--words", "500", "-o", "s.jsonl", *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in (folder / "s.jsonl").read_text(encoding="utf-8").splitlines()]


def annotate(folder: Path, *options: str) -> None:
    done = l10nqa("lqa", "annotate", *options, cwd=folder)
    assert done.returncode == 0, done.stderr


def ids(folder: Path) -> list[str]:
    return [f"{each['path']}#{each['segment']}" for each in sampled(folder)[1:]]


def test_drafts_and_untranslated_segments_are_not_drawn(folder: Path) -> None:
    head, *segments = sampled(folder)
    assert [each["source"] for each in segments] == ["Open the file now", "Save the other file"]
    assert (head["words"], head["segments_drawn_from"], head["target_locales"]) == (8, 2, ["de"])


@pytest.mark.parametrize("by", ["segment", "document"])
def test_a_seed_draws_the_same_sample_wherever_the_files_are(by: str, tmp_path: Path) -> None:
    names = []
    for place in ("here", "there/below"):
        shutil.copytree(CORPORA, tmp_path / place / "corpora")
        for seed in ("1", "2"):
            options = ("lqa", "sample", "corpora", "--words", "60", "--seed", seed, "--by", by, "-o", f"{seed}.jsonl")
            done = l10nqa(*options, "--target-locale", "lv-LV", cwd=tmp_path / place)
            assert done.returncode == 0, done.stderr
            head, *segments = map(
                json.loads, (tmp_path / place / f"{seed}.jsonl").read_text(encoding="utf-8").splitlines()
            )
            assert head["words"] == sum(each["words"] for each in segments) >= 60
            if by == "segment":
                assert head["words"] - max(each["words"] for each in segments) < 60
            else:
                assert len({each["path"] for each in segments}) < len(segments)
            names.append(head["sample"])
    assert names[:2] == names[2:]
    assert names[0] != names[1]


def test_two_annotators_get_a_scorecard_each(folder: Path) -> None:
    first, second = ids(folder)
    annotate(folder, second, "--type", "Grammar", "--severity", "minor", "--text", "den", "--annotator", "Anna")
    annotate(folder, second, "--type", "grammar", "--severity", "major", "--annotator", "Berta", "-o", "b.jsonl")
    annotate(folder, first, "--type", "style", "--severity", "neutral", "--annotator", "Berta", "-o", "b.jsonl")
    score = ("lqa", "score", "l10nqa-lqa.jsonl", "b.jsonl", "--sample", "s.jsonl")
    done = l10nqa(*score, "--format", "json", "--threshold", "80", cwd=folder)
    assert done.returncode == 1, done.stderr
    assert "unreliable" in done.stderr
    result = json.loads(done.stdout)
    anna, berta = result["scorecards"]
    assert (anna["annotator"], anna["points"], anna["raw_score"], anna["passes"]) == ("Anna", 1, 87.5, True)
    assert (berta["annotator"], berta["points"], berta["raw_score"], berta["passes"]) == ("Berta", 5, 37.5, False)
    # Berta's other annotation costs nothing: both found an error in the second segment only.
    assert result["agreements"][0]["kappa"] == 1
    table = l10nqa(*score, "--format", "csv", cwd=folder).stdout
    assert [row["points"] for row in csv.DictReader(StringIO(table))] == ["1", "5", "0"]
    assert "agree on 100.0 %" in " ".join(l10nqa(*score, cwd=folder).stdout.split())


def test_who_found_nothing_must_be_named(folder: Path) -> None:
    sampled(folder)
    (folder / "l10nqa-lqa.jsonl").touch()
    score = ("lqa", "score", "l10nqa-lqa.jsonl", "--sample", "s.jsonl", "--threshold", "99")
    assert l10nqa(*score, cwd=folder).returncode == 2
    done = l10nqa(*score, "--annotator", "Anna", cwd=folder)
    assert (done.returncode, "raw score                       100.00" in done.stdout) == (0, True)


def test_an_annotation_of_another_text_is_told(folder: Path) -> None:
    _, second = ids(folder)
    annotate(folder, second, "--type", "grammar", "--severity", "minor", "--annotator", "Anna")
    (folder / "de.po").write_text(_PO.replace("den anderen", "die andere"), encoding="utf-8")
    old = l10nqa("lqa", "score", "l10nqa-lqa.jsonl", "--words", "8", "--outdated", cwd=folder)
    assert f"{second}: the text has changed since" in old.stderr
    sampled(folder)
    left_out = l10nqa(
        "lqa", "score", "l10nqa-lqa.jsonl", "--sample", "s.jsonl", "--annotator", "Anna", "--format", "json", cwd=folder
    )
    assert json.loads(left_out.stdout)["outdated"] == 1
    assert "1 annotation is of a text that the sample has otherwise" in left_out.stderr


def test_findings_are_taken_over_and_marked(folder: Path) -> None:
    wrong = _PO.replace("the file now", "3 files now").replace("jetzt die Datei", "jetzt 5 Dateien")
    (folder / "de.po").write_text(wrong, encoding="utf-8")
    assert l10nqa("check", "de.po", "--format", "jsonl", "-o", "f.jsonl", cwd=folder).returncode == 1
    annotate(folder, "--from", "f.jsonl", "--annotator", "Anna")
    annotate(folder, "--from", "f.jsonl", "--annotator", "Anna")
    (line,) = (folder / "l10nqa-lqa.jsonl").read_text(encoding="utf-8").splitlines()
    found = json.loads(line)
    assert (found["rule"], found["type"], found["target_words"]) == ("number", "mistranslation", "5")
    assert found["severity"] == json.loads((folder / "f.jsonl").read_text(encoding="utf-8"))["severity"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("de.po#none", "--type", "grammar", "--severity", "minor"), "no segment"),
        (("none.po#1", "--type", "grammar", "--severity", "minor"), "names no segment"),
        (("SECOND", "--type", "gramar", "--severity", "minor"), "did you mean grammar"),
        (("SECOND", "--type", "grammar", "--severity", "minor", "--text", "e"), "times"),
        (("SECOND", "--type", "grammar", "--severity", "minor", "--text", "nicht"), "has no"),
        (("SECOND", "--type", "grammar"), "--severity"),
        (("--from", "de.po"), "is no finding"),
    ],
)
def test_slips_are_told_and_write_nothing(options: tuple[str, ...], message: str, folder: Path) -> None:
    second = ids(folder)[1]
    done = l10nqa("lqa", "annotate", *(second if each == "SECOND" else each for each in options), cwd=folder)
    assert done.returncode == 2
    assert message in done.stderr
    assert not (folder / "l10nqa-lqa.jsonl").exists()


@pytest.mark.parametrize("spot", [(-8, -3), (0, 99), (3, 1), (None, 4)])
def test_a_finding_with_an_impossible_spot_is_none(spot: tuple[int | None, int], folder: Path) -> None:
    second = ids(folder)[1].partition("#")[2]
    target = {"start": spot[0], "end": spot[1], "text": "Datei"}
    finding = {"path": "de.po", "segment": second, "rule": "number", "severity": "minor", "message": "x"}
    (folder / "f.jsonl").write_text(json.dumps({**finding, "source": None, "target": target}), encoding="utf-8")
    done = l10nqa("lqa", "annotate", "--from", "f.jsonl", "--annotator", " ", cwd=folder)
    assert (done.returncode, "is no finding" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    "options",
    [("--calibrated", "0=95"), ("--calibrated", "5=100"), ("--calibrated", "nan=9"), ("--weights", "minor=-1"),
     ("--weights", "tiny=1"), ("--scheme", "sae-j2450", "--threshold", "9"), ("--sample", "de.po")],
)  # fmt: skip
def test_wrong_options_of_a_score_are_refused(options: tuple[str, ...], folder: Path) -> None:
    annotate(folder, ids(folder)[0], "--type", "grammar", "--severity", "minor")
    words = () if "--sample" in options else ("--words", "8")
    done = l10nqa("lqa", "score", "l10nqa-lqa.jsonl", *words, *options, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")


def test_a_hostile_name_runs_nothing_in_the_page(folder: Path) -> None:
    name = "<script>alert(1)</script>"
    annotate(folder, ids(folder)[0], "--type", "grammar", "--severity", "minor", "--annotator", name)
    l10nqa("lqa", "score", "l10nqa-lqa.jsonl", "--words", "8", "-o", "card.html", cwd=folder)
    page = (folder / "card.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize("scheme", ["mqm", "sae-j2450", "its"])
def test_the_list_of_types_fits_its_line(scheme: str) -> None:
    done = l10nqa("lqa", "types", "--scheme", scheme)
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "mistranslation" in done.stdout


def test_samples_and_annotations_in_other_folders_belong_together(folder: Path) -> None:
    (folder / "work").mkdir()
    assert l10nqa("lqa", "sample", "de.po", "--words", "9", "-o", "work/s.jsonl", cwd=folder).returncode == 0
    lines = (folder / "work" / "s.jsonl").read_text(encoding="utf-8").splitlines()
    named = json.loads(lines[1])
    assert named["path"] == "../de.po"
    annotate(folder, f"de.po#{named['segment']}", "--type", "style", "--severity", "minor", "-o", "work/a.jsonl")
    annotate(folder, f"de.po#{named['segment']}", "--type", "grammar", "--severity", "minor", "-o", "b.jsonl")
    files = ("../b.jsonl", "a.jsonl")
    score = l10nqa("lqa", "score", *files, "--sample", "s.jsonl", "--format", "json", cwd=folder / "work")
    result = json.loads(score.stdout)
    assert (result["outside"], result["scorecards"][0]["points"]) == (0, 2)
