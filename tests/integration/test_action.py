"""action.yml: what it runs, in real repositories, with the variables that a runner sets; it installs nothing here."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml

from bilingual import copy_of, markup
from gating import commit, git
from installed import ROOT, on_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

_ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
_STEP = _ACTION["runs"]["steps"][-1]
_INPUT = re.compile(r"\$\{\{ inputs\.([\w-]+)[^}]*\}\}")
_NEW = markup("0f0f0-901", "Gaidiet {O} sekundes.", "Wait {0} seconds.")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Return a clone in which a branch stands that adds one fault to many; what it left, main, went on meanwhile."""
    origin = tmp_path / "origin"
    origin.mkdir()
    copy_of("lv-LV", origin / "docs")
    commit(origin, "one")
    git(origin, "branch", "-M", "main")
    git(tmp_path, "clone", "-q", str(origin), "work")
    folder = tmp_path / "work"
    page = folder / "docs" / "users" / "add-user.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{_NEW}\n", "utf-8")
    commit(folder, "branch")
    (origin / "docs" / "alerts" / "configure-alerts.md").unlink()
    commit(origin, "others")
    git(folder, "fetch", "-q")
    return folder


@pytest.fixture
def run(work: Path, tmp_path: Path) -> Run:
    """Return what runs the step as a runner does, with inputs and with variables of the runner's."""
    environment = {**on_path(tmp_path / "bin"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}

    def run_step(variables: dict[str, str] | None = None, **inputs: str) -> subprocess.CompletedProcess[str]:
        values = {
            name: inputs.get(name.replace("-", "_"), given["default"]) for name, given in _ACTION["inputs"].items()
        }
        step = {name: _INPUT.sub(lambda found: values[found[1]], text) for name, text in _STEP["env"].items()}
        assert not any("${{" in text for text in step.values())
        # https://docs.github.com/actions/reference/workflow-syntax#jobsjob_idstepsshell
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", _STEP["run"]]
        given = {**environment, **step, **(variables or {})}
        return subprocess.run(command, cwd=work, env=given, capture_output=True, text=True, check=False)

    return run_step


def annotated(log: str) -> list[str]:
    return re.findall(r"^::(?:error|warning|notice) .*", log, re.MULTILINE)


def test_no_input_stands_in_a_script() -> None:
    scripts = [step.get("run", "") for step in _ACTION["runs"]["steps"]]
    assert len([script for script in scripts if script]) == 2
    assert not any("${{" in script for script in scripts)


def test_a_pull_request_shows_its_own_fault_on_its_line_and_fails(work: Path, run: Run, tmp_path: Path) -> None:
    done = run({"GITHUB_BASE_REF": "main"}, paths="docs", sarif="l10nqa.sarif")
    assert done.returncode == 1
    line = (work / "docs" / "users" / "add-user.md").read_text(encoding="utf-8").count("\n")
    (only,) = annotated(done.stdout)
    assert only.startswith(f"::error file=docs/users/add-user.md,line={line},")
    assert "## l10nqa: 1 finding in 1 document" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    results = json.loads((work / "l10nqa.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert len(results) > 10, "code scanning takes what is missing for mended"


def test_a_pull_request_without_a_new_fault_passes(work: Path, run: Run) -> None:
    git(work, "checkout", "-q", "HEAD~1")
    done = run({"GITHUB_BASE_REF": "main"}, paths="docs")
    assert (done.returncode, annotated(done.stdout)) == (0, [])


def test_a_push_checks_everything_and_so_does_none(run: Run) -> None:
    pushed, everything = run(paths="docs"), run({"GITHUB_BASE_REF": "main"}, paths="docs", changed_since="none")
    assert pushed.returncode == everything.returncode == 1
    assert len(annotated(pushed.stdout)) > 10
    assert annotated(pushed.stdout) == annotated(everything.stdout)


def test_further_options_and_several_paths(run: Run) -> None:
    paths, arguments = "docs/users\n\ndocs/billing\n", "--select\nplaceholder\n\n--jobs=1"
    done = run(paths=paths, arguments=arguments, fail_on="critical")
    assert done.returncode == 1
    assert len(annotated(done.stdout)) == 1
    assert "of 2 documents" in done.stderr


def test_what_an_input_holds_is_not_run(work: Path, run: Run) -> None:
    done = run(paths="$(touch ran)\n`touch ran`", tm="; touch ran", arguments="--select=number;touch ran")
    assert done.returncode == 2
    assert not (work / "ran").exists()


def test_a_checkout_without_history_is_told_what_to_do(work: Path, run: Run) -> None:
    git(work, "update-ref", "-d", "refs/remotes/origin/main")
    done = run({"GITHUB_BASE_REF": "main"}, paths="docs")
    assert done.returncode == 2
    assert "fetch-depth: 0" in done.stderr
