"""The examples of docs/for-ci.md are valid, by the schemas that the systems publish and by pre-commit itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from bilingual import copy_of
from gating import commit, git
from installed import ROOT, on_path

if TYPE_CHECKING:
    from pathlib import Path

_PAGE = (ROOT / "docs" / "for-ci.md").read_text(encoding="utf-8")
_BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", _PAGE, re.MULTILINE | re.DOTALL)
_EXAMPLES = {text.splitlines()[0].removeprefix("# "): text for text in _BLOCKS}
_SCHEMAS = {".github/workflows/translations.yml": "vendor.github-workflows", ".gitlab-ci.yml": "vendor.gitlab-ci"}


def by_schema(schema: str, file: Path) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_example_is_tested() -> None:
    assert _EXAMPLES.keys() == {*_SCHEMAS, ".pre-commit-config.yaml"}


@pytest.mark.parametrize("name", sorted(_SCHEMAS))
def test_an_example_is_valid(name: str, tmp_path: Path) -> None:
    file = tmp_path / "example.yml"
    file.write_text(_EXAMPLES[name], "utf-8")
    done = by_schema(_SCHEMAS[name], file)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_is_valid() -> None:
    done = by_schema("vendor.github-actions", ROOT / "action.yml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_not_valid_is_told(tmp_path: Path) -> None:
    file = tmp_path / "example.yml"
    file.write_text(_EXAMPLES[".gitlab-ci.yml"].replace("script:", "scripts:"), "utf-8")
    assert by_schema("vendor.gitlab-ci", file).returncode == 1


def test_the_workflow_gives_the_action_inputs_that_it_has() -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    steps = yaml.safe_load(_EXAMPLES[".github/workflows/translations.yml"])["jobs"]["check"]["steps"]
    (given,) = [step["with"] for step in steps if step["uses"].endswith("/l10nqa@main")]
    assert given.keys() <= inputs.keys()
    listed = re.search(r"The action's inputs: (.*?)\. They", _PAGE, re.DOTALL)
    assert listed
    assert set(re.findall(r"`([a-z-]+)`", listed[1])) - {"none"} == inputs.keys()


def test_the_gitlab_job_reports_everything_and_fails_for_what_is_new(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    page = copy_of("lv-LV", work / "locale") / "users" / "add-user.md"
    commit(work, "one")
    script = "\n".join(yaml.safe_load(_EXAMPLES[".gitlab-ci.yml"])["translations"]["script"])

    def status(**variables: str) -> int:
        environment = {**on_path(tmp_path / f"bin{len(list(tmp_path.iterdir()))}"), **variables}
        return subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script], cwd=work, env=environment, check=False
        ).returncode

    base = git(work, "rev-parse", "HEAD").strip()
    assert status() == 0, "the default branch has faults of old"
    assert status(CI_MERGE_REQUEST_DIFF_BASE_SHA=base) == 0
    old = json.loads((work / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    page.write_text(page.read_text(encoding="utf-8").replace("derīgs 7 dienas", "derīgs 14 dienas"), "utf-8")
    assert status(CI_MERGE_REQUEST_DIFF_BASE_SHA=base) == 1
    new = json.loads((work / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    known = {issue["fingerprint"] for issue in old}
    (added,) = [issue for issue in new if issue["fingerprint"] not in known]
    assert added["location"] == {"path": "locale/users/add-user.md", "lines": {"begin": 25, "end": 25}}


def test_the_pre_commit_example_is_valid_and_names_our_hooks(tmp_path: Path) -> None:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    file = tmp_path / "config.yaml"
    file.write_text(_EXAMPLES[".pre-commit-config.yaml"], "utf-8")
    assert subprocess.run([sys.executable, "-m", "pre_commit", "validate-config", file], check=False).returncode == 0
    named = {hook["id"] for hook in yaml.safe_load(file.read_text(encoding="utf-8"))["repos"][0]["hooks"]}
    assert named == {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
