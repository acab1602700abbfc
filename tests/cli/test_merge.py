"""`--shard` and `l10nqa merge` as people run them: formats, exit status, and what is refused, by name and reason."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from bilingual import CORPORA, copy_of, l10nqa, text_of
from l10nqa.render import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_WRONG = ("See [Plans](u).", "Skatiet [Plāni.](u)")
_CONFIG = """paths = ["docs"]

[rules.number]
severity = "critical"

[[check]]
name = "own-name"
target = "Plāni"
message = "say it in another way"
severity = "minor"
"""


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents, a configuration with a rule and severities of its own, a baseline and a ledger."""
    work = tmp_path_factory.mktemp("work")
    copy_of("lv-LV", work / "docs")
    copy_of("oddities", work / "docs" / "odd")
    (work / "docs" / "own.md").write_text(text_of(_WRONG), "utf-8")
    (work / "l10nqa.toml").write_text(_CONFIG, "utf-8")
    known = l10nqa("baseline", "docs/users", "-o", "known.jsonl", cwd=work)
    assert known.returncode == 1 or not known.returncode, known.stderr
    decided = l10nqa("decide", "--rule", "code", "--path", "docs/*", "--as", "accepted", "--reason", "r", cwd=work)
    assert not decided.returncode, decided.stderr
    return work


@pytest.fixture(scope="module")
def shards(work: Path) -> Callable[..., list[str]]:
    """What makes the parts of a run of `check` with options, and returns their files."""

    def run(*options: str, total: int = 3, name: str = "part", form: str = "jsonl") -> list[str]:
        files = [f"{name}-{number}.{form}" for number in range(1, total + 1)]
        for number, file in enumerate(files, 1):
            done = l10nqa("check", "--shard", f"{number}/{total}", *options, "-o", file, cwd=work)
            assert done.returncode in (0, 1), done.stderr
            assert f"shard {number}/{total}" in done.stderr
        return files

    return run


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_that_of_the_whole_run(work: Path, shards: Callable[..., list[str]], form: str) -> None:
    parts = shards("--baseline", "known.jsonl", form="json" if form == "sarif" else "jsonl")
    output = ["-o", "out"] if form not in ("console", "concise") else []
    whole = l10nqa("check", "--baseline", "known.jsonl", "--format", form, *output, cwd=work)
    expected = (work / "out").read_bytes() if output else whole.stdout
    merged = l10nqa("merge", *parts, "--format", form, *output, cwd=work)
    found = (work / "out").read_bytes() if output else merged.stdout
    assert _comparable(found, form) == _comparable(expected, form)
    assert merged.returncode == whole.returncode == 1
    hint = "can be repaired"
    assert merged.stderr == "".join(line for line in whole.stderr.splitlines(keepends=True) if hint not in line)


def _comparable(written: str | bytes, form: str) -> object:
    """Return what was written, without the times in a workbook and the words that are drawn at random."""
    if form == "xlsx" and isinstance(written, bytes):
        with ZipFile(BytesIO(written)) as book:
            return {name: book.read(name) for name in book.namelist() if name != "docProps/core.xml"}
    return re.sub(rb"::[0-9a-f]{32}|-commands::.*", b"", written) if isinstance(written, bytes) else written


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["docs/own.md"], 1),
        (["docs/own.md", "--fail-on", "critical"], 0),
        (["docs/own.md", "--score-threshold", "99"], 1),
        (["docs/own.md", "--fail-on", "critical", "--score-threshold", "99"], 1),
        (["docs/odd/empty.md"], 2),
        (["docs/odd/empty.md", "--allow-empty"], 0),
        (["docs", "--fail-on", "critical", "--block-certainty", "possible"], 1),
    ],
)
def test_the_status_is_that_of_the_whole_run(
    work: Path, shards: Callable[..., list[str]], options: list[str], status: int
) -> None:
    whole = l10nqa("check", *options, "--quiet", cwd=work)
    merged = l10nqa("merge", *shards(*options), "--quiet", cwd=work)
    assert (whole.returncode, merged.returncode) == (status, status), merged.stderr
    assert merged.stdout == whole.stdout


def test_a_shard_without_a_file_is_in_order_and_says_so(work: Path) -> None:
    done = [l10nqa("check", "docs/own.md", "--shard", f"{n}/4", "-o", f"one-{n}.jsonl", cwd=work) for n in range(1, 5)]
    assert sorted(each.returncode for each in done) == [0, 0, 0, 1]
    empty = next(each for each in done if not each.returncode)
    assert "0 of 1 file" in empty.stderr
    assert "no segment was read in shard" in empty.stderr
    assert "score" not in empty.stderr
    none = l10nqa("check", "l10nqa.toml", "--allow-empty", "--shard", "1/4", cwd=work)
    assert "nothing was looked at" in none.stderr


def test_a_folder_without_documents_is_an_error_in_every_shard(tmp_path: Path) -> None:
    assert l10nqa("check", tmp_path, "--shard", "1/2").returncode == 2


def test_what_only_the_whole_can_tell_no_shard_tells(work: Path, shards: Callable[..., list[str]]) -> None:
    l10nqa("decide", "--rule", "bracket", "--path", "docs/a*", "--as", "accepted", "--reason", "r", cwd=work)
    parts = shards("--baseline", "known.jsonl", "--score-threshold", "100", name="told")
    for number in (1, 2, 3):
        shard = l10nqa("check", "--shard", f"{number}/3", "--baseline", "known.jsonl", cwd=work)
        assert "unused decision" not in shard.stderr
        assert " gone" not in shard.stderr
        assert "score" not in shard.stderr
    merged = l10nqa("merge", *parts, cwd=work)
    assert "unused decision: bracket docs/a*" in merged.stderr
    assert "below the threshold of 100" in merged.stderr


def test_the_findings_of_the_parts_are_those_of_the_whole_with_more_keys(
    work: Path, shards: Callable[..., list[str]]
) -> None:
    whole = [json.loads(line) for line in l10nqa("check", "--format", "jsonl", cwd=work).stdout.splitlines()]
    lines = [json.loads(line) for file in shards() for line in (work / file).read_text("utf-8").splitlines()]
    found = [each for each in lines if "fingerprint" in each and not each["suppression"]]
    key = whole[0].keys()
    place = ("path", "line", "column", "rule", "fingerprint")
    assert sorted([each[name] for name in place] for each in found) == sorted(
        [each[name] for name in place] for each in whole
    )
    assert all(key <= each.keys() for each in found)


def _altered(file: Path, **options: str) -> None:
    head, rest = file.read_text("utf-8").split("\n", 1)
    record = json.loads(head)
    record["part"] |= options
    file.write_text(f"{json.dumps(record)}\n{rest}", "utf-8")


def test_parts_that_are_not_all_the_shards_of_one_run_are_refused(work: Path, shards: Callable[..., list[str]]) -> None:
    one, two, three = shards(name="good")
    others = {
        "options": shards("--select", "number", name="options")[1],
        "certainty": shards("--certainty", "possible", name="certainty")[1],
        "fail": shards("--fail-on", "major", name="fail")[1],
        "count": shards(total=4, name="count")[1],
        "files": shards("docs/users", name="files")[1],
        "baseline": shards("--baseline", "known.jsonl", name="baseline")[1],
        "version": shards(name="version")[1],
    }
    _altered(work / others["version"], version="0.0.1")
    (work / "cut.jsonl").write_bytes((work / two).read_bytes()[:-40])
    (work / "tail.jsonl").write_bytes(b"".join((work / two).read_bytes().splitlines(keepends=True)[:-1]))
    (work / "odd.jsonl").write_bytes(b"".join(_spoilt((work / two).read_bytes().splitlines(keepends=True))))
    whole = l10nqa("check", "--format", "jsonl", "-o", "plain.jsonl", cwd=work)
    assert whole.returncode == 1
    for parts, said in (
        ([one, three], "good-1.jsonl: is one of 2 parts of a run in shards, of which shard 2 is missing: 3 are needed"),
        ([three], "good-3.jsonl: is shard 3/3, of which shards 1, 2 are missing"),
        ([one, two, two], "good-2.jsonl: is shard 2/3, as is good-2.jsonl"),
        ([one, two, three, one], "good-1.jsonl: is shard 1/3, as is good-1.jsonl"),
        ([one, others["count"], three], "count-2.jsonl: is shard 2/4, but good-1.jsonl is shard 1/3"),
        ([one, others["options"], three], "options-2.jsonl: was made with the rules 1 ("),
        ([one, others["certainty"], three], "certainty-2.jsonl: was made with --certainty possible, but good-1.jsonl"),
        ([one, others["fail"], three], "fail-2.jsonl: was made with --fail-on major, but good-1.jsonl with minor"),
        ([one, others["files"], three], "files-2.jsonl: was made with PATH docs/users, but good-1.jsonl with docs"),
        ([one, others["baseline"], three], "baseline-2.jsonl: was made with --baseline known.jsonl ("),
        ([one, others["version"], three], "version-2.jsonl: was written by l10nqa 0.0.1, but good-1.jsonl by "),
        ([one, "cut.jsonl", three], "cut.jsonl: breaks off"),
        ([one, "tail.jsonl", three], "tail.jsonl: breaks off"),
        ([one, "odd.jsonl", three], "odd.jsonl: is damaged"),
        ([one, "plain.jsonl", three], "plain.jsonl: is no part of a run in shards"),
        ([one, "known.jsonl", three], "known.jsonl: is no part of a run in shards"),
        ([one, "l10nqa.toml", three], "l10nqa.toml: is no part of a run in shards"),
        ([one, "nowhere.jsonl", three], "nowhere.jsonl: cannot be read"),
    ):
        (work / "result.jsonl").write_text("before", "utf-8")
        done = l10nqa("merge", *parts, "-o", "result.jsonl", cwd=work)
        assert done.returncode == 2, parts
        assert f"error: {said}" in done.stderr.replace("\n", " "), done.stderr
        assert (work / "result.jsonl").read_text("utf-8") == "before"


def _spoilt(lines: list[bytes]) -> list[bytes]:
    return [line.replace(b'"severity": "', b'"severity": "very ') for line in lines]


def test_a_part_is_no_output_and_a_rule_must_be_known(work: Path, shards: Callable[..., list[str]]) -> None:
    parts = shards(name="own")
    assert "is also an input: the part own-2.jsonl" in l10nqa("merge", *parts, "-o", parts[1], cwd=work).stderr
    unknown = l10nqa("merge", *parts, "--no-config", "--format", "jsonl", cwd=work)
    assert unknown.returncode == 2
    assert "a rule that is not known here: own-name" in unknown.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["docs", "--shard", "0/8"], "0/8: there is no shard 0 of 8; they are 1 to 8"),
        (["docs", "--shard", "9/8"], "9/8: there is no shard 9 of 8"),
        (["docs", "--shard", "1/0"], "1/0: there must be at least one shard"),
        (["docs", "--shard", "a/b"], "“a/b” is not a shard"),
        (["-", "--shard", "1/2", "--format", "json"], "standard input has no shards"),
        (["docs", "--shard", "1/2", "--format", "jsonl", "--max-findings", "3"], "give --max-findings to l10nqa merge"),
    ],
)
def test_what_is_no_shard_is_refused(work: Path, arguments: list[str], said: str) -> None:
    done = l10nqa("check", *arguments, cwd=work)
    assert done.returncode == 2
    assert said in done.stderr


def test_memories(tmp_path: Path) -> None:
    docs = str(CORPORA / "lv-LV")
    for number in (1, 2):
        done = l10nqa("extract", docs, "--tm", f"part-{number}.db", "--shard", f"{number}/2", cwd=tmp_path)
        assert not done.returncode, done.stderr
    l10nqa("extract", docs, "--tm", "whole.db", cwd=tmp_path)
    l10nqa("extract", docs, "--tm", "other.db", "--shard", "1/2", cwd=tmp_path)
    merged = l10nqa("merge", "part-1.db", "part-2.db", "-o", "merged.db", cwd=tmp_path)
    assert "merged.db: 72 units written, 0 removed; 6 files read" in merged.stderr
    for arguments, said in (
        (["part-1.db", "-o", "m.db"], "part-1.db: is shard 1/2, of which shard 2 is missing"),
        (["part-1.db", "part-1.db", "-o", "m.db"], "part-1.db: is shard 1/2, as is part-1.db"),
        (["part-1.db", "whole.db", "-o", "m.db"], "whole.db: is a memory, but no part of one"),
        (["part-1.db", "part-2.db", "-o", "part-1.db"], "part-1.db is also an input: the part part-1.db"),
        (["part-1.db", "part-2.db", "-o", "other.db"], "other.db is a part itself"),
        (["part-1.db", "part-2.db"], "give -o TM.db"),
        (["part-1.db", "part-2.db", "-o", "m.db", "--format", "json"], "give -o TM.db"),
    ):
        done = l10nqa("merge", *arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert said in done.stderr, done.stderr
        assert not (tmp_path / "m.db").exists()
    over = l10nqa("extract", docs, "--tm", "whole.db", "--shard", "1/2", cwd=tmp_path)
    assert over.returncode == 2
    assert "whole.db: is a memory already, and no part of one" in over.stderr


def test_lexicons(tmp_path: Path) -> None:
    l10nqa("extract", CORPORA, "--tm", "tm.db", cwd=tmp_path)
    for number in (1, 2):
        done = l10nqa("tm", "learn", "--tm", "tm.db", "--shard", f"{number}/2", "-o", f"{number}.jsonl", cwd=tmp_path)
        assert not done.returncode, done.stderr
    merged = l10nqa("merge", "1.jsonl", "2.jsonl", "-o", "tm.db", cwd=tmp_path)
    learned = l10nqa("tm", "learn", "--tm", "tm.db", cwd=tmp_path)
    assert sorted(merged.stderr.splitlines()) == sorted(learned.stderr.splitlines())
    l10nqa("extract", CORPORA / "lv-LV", "--tm", "other.db", cwd=tmp_path)
    other = l10nqa("merge", "1.jsonl", "2.jsonl", "-o", "other.db", cwd=tmp_path)
    assert other.returncode == 2
    assert "but the shards observed" in other.stderr
    assert l10nqa("merge", "2.jsonl", "-o", "tm.db", cwd=tmp_path).returncode == 2
    assert l10nqa("tm", "learn", "--tm", "tm.db", "--shard", "1/2", cwd=tmp_path).returncode == 2
