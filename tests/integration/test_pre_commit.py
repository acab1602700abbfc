"""The hooks of .pre-commit-hooks.yaml, run by pre-commit itself; only what installs l10nqa is left out."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from bilingual import copy_of, text_of
from gating import commit, git
from installed import ROOT, on_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

pytest.importorskip("pre_commit", reason="pre-commit is not installed")
_HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    copy_of("lv-LV/billing/cancel-plan.md", folder / "docs")
    for page in ("README.md", "CHANGELOG.md"):
        (folder / page).write_text("# Kaivaro\n\nNot *bilingual*, [and so](no fault.\n", "utf-8")
    commit(folder, "one")
    return folder


@pytest.fixture
def run(work: Path, tmp_path: Path) -> Run:
    """Return what runs hooks over what is staged, or as told; `given` goes into the configuration."""
    environment = {**on_path(tmp_path / "bin"), "PRE_COMMIT_HOME": str(tmp_path / "home")}

    def run_hook(name: str, *arguments: str, **given: object) -> subprocess.CompletedProcess[str]:
        hook = next(hook for hook in _HOOKS if hook["id"] == name)
        config = {"repos": [{"repo": "local", "hooks": [{**hook, "language": "system", **given}]}]}
        (tmp_path / "config.yaml").write_text(yaml.safe_dump(config), "utf-8")
        command = [sys.executable, "-m", "pre_commit", "run", "--config", str(tmp_path / "config.yaml"), *arguments]
        return subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=False)

    return run_hook


def stage(work: Path, name: str, text: str) -> None:
    (work / name).parent.mkdir(exist_ok=True)
    (work / name).write_text(text, "utf-8")
    git(work, "add", "--", name)


def test_the_manifest_is_valid() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], check=False
    )
    assert done.returncode == 0


def test_check_blocks_a_fault_and_shows_it(work: Path, run: Run) -> None:
    stage(work, "docs/mazs (1) ķirsis.md", text_of(("Wait {0} seconds.", "Gaidiet {O} sekundes.")))
    done = run("l10nqa-check")
    assert done.returncode == 1
    assert "docs/mazs (1) ķirsis.md" in done.stdout
    assert "placeholder" in done.stdout
    assert "1 finding in 1 segment of 1 document" in done.stdout, "what is not staged is not looked at"


def test_check_passes_what_is_not_bilingual(run: Run) -> None:
    done = run("l10nqa-check", "--all-files", "--verbose")
    assert done.returncode == 0, done.stdout
    assert "0 findings" in done.stdout


def test_check_takes_its_settings_from_the_configuration(work: Path, run: Run) -> None:
    stage(work, "docs/new.md", text_of(("Wait {0} seconds.", "Gaidiet {O} sekundes.")))
    (work / "l10nqa.toml").write_text('paths = ["elsewhere"]\nignore = ["placeholder"]\n', "utf-8")
    assert run("l10nqa-check").returncode == 0


def test_check_can_be_held_to_what_a_commit_changes(work: Path, run: Run) -> None:
    stage(work, "docs/old.md", text_of(("Wait {0} seconds.", "Gaidiet {O} sekundes.")))
    commit(work, "two")
    pairs = ("Wait {0} seconds.", "Gaidiet {O} sekundes."), ("Save it.", "Saglabājiet to.")
    stage(work, "docs/old.md", text_of(*pairs))
    assert run("l10nqa-check").returncode == 1
    assert run("l10nqa-check", args=["--changed-since=HEAD"]).returncode == 0


def test_the_name_of_a_file_is_no_option(work: Path, run: Run) -> None:
    stage(work, "-oREADME.md", text_of(("See [Plans](u).", "Skatiet [Plāni.](u)")))
    before = (work / "README.md").read_bytes()
    assert "Skipped" in run("l10nqa-check").stdout
    assert (work / "README.md").read_bytes() == before


def test_fix_repairs_what_is_staged_and_fails_so_that_it_is_looked_at(work: Path, run: Run) -> None:
    stage(work, "docs/new.md", text_of(("See [Plans](u).", "Skatiet [Plāni.](u)")))
    done = run("l10nqa-fix")
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert "Skatiet [Plāni](u)." in (work / "docs" / "new.md").read_text(encoding="utf-8")
    git(work, "add", "-A")
    assert run("l10nqa-fix").returncode == 0
    assert run("l10nqa-check").returncode == 0


def test_more_files_than_one_command_line_holds(work: Path, run: Run) -> None:
    for number in range(1200):
        folder = f"docs/{'a rather long name of a folder, as there are' * 3}"
        (work / folder).mkdir(exist_ok=True)
        pair = ("Wait {0} seconds.", "Gaidiet {O} sekundes." if number == 1199 else "Gaidiet {0} sekundes.")
        (work / folder / f"{number:04}.md").write_text(text_of(pair), "utf-8")
    done = run("l10nqa-check", "--all-files") if not git(work, "add", "-A") else None
    assert done is not None
    assert done.returncode == 1
    assert done.stdout.count(" placeholder: ") == 1
    assert done.stdout.count("segments of") == 2, "pre-commit calls it twice, one after the other"
