"""The `l10nqa` program as hooks, CI jobs and people call it: by its name, found on the PATH."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[1]


def on_path(folder: Path) -> Mapping[str, str]:
    """Put a program `l10nqa` that runs this checkout into the folder; return an environment whose PATH leads there."""
    folder.mkdir()
    program = folder / "l10nqa"
    command = f"from l10nqa.cli import main; import sys; sys.argv[0] = {str(program)!r}; main()"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c {shlex.quote(command)} "$@"\n', "utf-8")
    program.chmod(0o755)
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "CI_"))},
        "PATH": os.pathsep.join([str(folder), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUTF8": "1",
    }
