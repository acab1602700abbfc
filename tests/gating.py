"""Findings and runs as the tests of the gate need them, and git repositories made of folders."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from l10nqa.model import Finding
from l10nqa.quality import Certainty, Severity
from l10nqa.workspace.checking import check

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Unpack

    from l10nqa.workspace.checking import Gate
    from l10nqa.workspace.run_options import RunOptions


def finding(
    fingerprint: str = "f0", path: str = "a.md", rule: str = "number", *, source: str = "Wait 3.", target: str = "W."
) -> Finding:
    return Finding(
        path=path,
        segment="1a2b3-101",
        rule=rule,
        severity=Severity.MAJOR,
        certainty=Certainty.CERTAIN,
        message="m",
        line=1,
        column=1,
        source=None,
        target=None,
        fix=None,
        fingerprint=fingerprint,
        source_text=source,
        target_text=target,
    )


def findings(folder: Path, gate: Gate | None = None, **choices: Unpack[RunOptions]) -> list[Finding]:
    """Return all findings of a check of a folder."""
    return [found for result in check([str(folder)], gate=gate, **choices) for found in result.findings]


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Tester", "-c", "user.email=tester@example.com", "-c", "commit.gpgsign=false")
    command = ["git", "-C", str(folder), *identity, *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def commit(folder: Path, tag: str) -> None:
    """Commit everything in the folder, which becomes a repository if it is none, and tag it."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", tag)
    git(folder, "tag", tag)
