"""The shape of the package: layers, sizes, names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_MODULES = sorted((_ROOT / "src" / "l10nqa").rglob("*.py"))
_LONGEST = 400
_NO_PLACE = {"utils", "util", "helpers", "helper", "common", "misc"}


def test_imports_point_downwards_only() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", _MODULES, ids=lambda path: path.relative_to(_ROOT).as_posix())
def test_a_module_is_short_enough_to_be_read(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= _LONGEST


def test_no_module_is_a_place_for_everything() -> None:
    assert [module for module in _MODULES if module.stem.lstrip("_") in _NO_PLACE] == []
