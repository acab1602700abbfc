"""A real bash completes with the script that we write."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_BASH = shutil.which("bash")
_ASK = """
eval "$(l10nqa completion bash)"
COMP_WORDS=({words}) COMP_CWORD={at}
_l10nqa_completion l10nqa
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.skipif(_BASH is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("l10nqa ch", ["check"]),
        ("l10nqa tm conc", ["concordance"]),
        ("l10nqa check --certainty l", ["likely"]),
        ("l10nqa rules link-p", ["link-punctuation"]),
        ("l10nqa check --select number,emphasis-s", ["number,emphasis-scope"]),
    ],
)
def test_bash_completes(typed: str, offered: list[str]) -> None:
    words = typed.split()
    script = _ASK.format(words=" ".join(words), at=len(words) - 1)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    run = subprocess.run([_BASH or "", "-c", script], capture_output=True, text=True, env=environment, check=True)
    assert run.stdout.split() == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_calls_us(shell: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "l10nqa", "completion", shell], capture_output=True, text=True, check=True
    )
    assert f"_L10NQA_COMPLETE={shell}_complete" in run.stdout
