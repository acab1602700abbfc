"""The matrices of docs/shards.md: valid, and run as the runners of GitHub and GitLab do, shard by shard."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bilingual import copy_of, l10nqa
from installed import ROOT, on_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PAGE = (ROOT / "docs" / "shards.md").read_text(encoding="utf-8")
_BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", _PAGE, re.MULTILINE | re.DOTALL)
_EXAMPLES = {text.splitlines()[0].removeprefix("# "): text for text in _BLOCKS}
_GITHUB, _GITLAB = ".github/workflows/translations-in-shards.yml", ".gitlab-ci.yml"
_SCHEMAS = {_GITHUB: "vendor.github-workflows", _GITLAB: "vendor.gitlab-ci"}


@pytest.fixture
def work(tmp_path: Path) -> Path:
    copy_of("lv-LV", tmp_path / "work" / "locale")
    return tmp_path / "work"


def _status(script: str, work: Path, variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script as a runner does, which stops it where a command fails."""
    environment = {**on_path(work.parent / f"bin{len(list(work.parent.iterdir()))}"), **variables}
    command = ["bash", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=work, env=environment, check=False, capture_output=True, text=True)


def _step(job: Mapping[str, Any], name: str) -> dict[str, Any]:
    (step,) = [step for step in job["steps"] if step.get("name") == name]
    return dict(step)


def _action(job: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the inputs of the step that uses an action."""
    (step,) = [step for step in job["steps"] if step.get("uses", "").startswith(name)]
    return dict(step["with"])


def test_the_examples_are_valid(tmp_path: Path) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    assert _EXAMPLES.keys() == _SCHEMAS.keys()
    for name, schema in _SCHEMAS.items():
        file = tmp_path / "example.yml"
        file.write_text(_EXAMPLES[name], "utf-8")
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_matrix_of_github_judges_as_one_job_does(work: Path) -> None:
    jobs = yaml.safe_load(_EXAMPLES[_GITHUB])["jobs"]
    numbers = jobs["shard"]["strategy"]["matrix"]["shard"]
    step = _step(jobs["shard"], "Check one shard")
    upload, download = _action(jobs["shard"], "actions/upload"), _action(jobs["merge"], "actions/download")
    (work / download["path"]).mkdir()

    def filled(text: str, number: int) -> str:
        return text.replace("${{ matrix.shard }}", str(number)).replace("${{ strategy.job-total }}", str(len(numbers)))

    for number in numbers:
        done = _status(step["run"], work, {name: filled(text, number) for name, text in step["env"].items()})
        assert done.returncode == 0, done.stderr
        part = work / filled(upload["path"], number)
        part.rename(work / download["path"] / part.name)  # what the two actions do, one artifact for each part
    merged = _status(_step(jobs["merge"], "Merge and judge")["run"], work, {})
    whole = l10nqa("check", "locale", "--format", "github", cwd=work)
    assert merged.returncode == whole.returncode == 1
    assert _annotations(merged.stdout) == _annotations(whole.stdout) != []


def _annotations(output: str) -> list[str]:
    return [line for line in output.splitlines() if line.startswith(("::error", "::warning", "::notice"))]


@pytest.mark.parametrize("total", [1, 3, 8])
def test_the_jobs_of_gitlab_judge_as_one_job_does(work: Path, total: int) -> None:
    jobs = yaml.safe_load(_EXAMPLES[_GITLAB])
    assert jobs["shard"]["parallel"] == 8
    for number in range(1, total + 1):
        variables = {"CI_NODE_INDEX": str(number), "CI_NODE_TOTAL": str(total)}
        done = _status("\n".join(jobs["shard"]["script"]), work, variables)
        assert done.returncode == 0, done.stderr
    merged = _status("\n".join(jobs["translations"]["script"]), work, {})
    whole = l10nqa("check", "locale", "--format", "gitlab", cwd=work)
    assert merged.returncode == whole.returncode == 1
    (report,) = jobs["translations"]["artifacts"]["reports"].values()
    assert json.loads((work / report).read_text("utf-8")) == json.loads(whole.stdout)


def test_a_shard_that_could_not_run_fails_its_job(work: Path) -> None:
    jobs = yaml.safe_load(_EXAMPLES[_GITLAB])
    script = "\n".join(jobs["shard"]["script"]).replace("locale/", "nowhere/")
    assert _status(script, work, {"CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "8"}).returncode != 0


def test_a_memory_made_in_shards_is_checked_in_shards(work: Path) -> None:
    """The rounds of the last section, two machines of which are done one after the other."""
    (block,) = re.findall(r"^```sh\n(.*?)^```$", _PAGE, re.MULTILINE | re.DOTALL)
    for line in block.replace("docs/", "locale/").splitlines():
        for number in (1, 2) if "$I" in line else (0,):
            done = _status(line, work, {"I": str(number), "N": "2"})
            assert done.returncode in (0, 1), done.stderr
    assert (work / "findings.html").exists()
    l10nqa("extract", "locale/", "--tm", "whole.db", cwd=work)
    whole = l10nqa("check", "locale/", "--tm", "whole.db", "--format", "jsonl", cwd=work)
    merged = l10nqa("merge", "part-1.jsonl", "part-2.jsonl", "--format", "jsonl", cwd=work)
    assert merged.stdout == whole.stdout != ""
