"""Who may read a memory and not write it can use it all the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA, l10nqa

if TYPE_CHECKING:
    from pathlib import Path

_AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
_DROP = ["setpriv", "--inh-caps=-dac_override", "--bounding-set=-dac_override"] if _AS_ROOT else []


@pytest.mark.skipif(
    _AS_ROOT and not shutil.which("setpriv"), reason="root may write everything, and there is no setpriv"
)
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ("tm stats --tm {tm}", 0),
        ("tm search Account --tm {tm}", 0),
        ("tm concordance the --tm {tm}", 0),
        ("tm clean --tm {tm}", 0),
        ("tm export --tm {tm} -o {out}/x.po", 0),
        ("check {docs} --tm {tm}", 1),
        ("tm analyse {docs} --tm {tm}", 0),
        ("extract {docs} --tm {tm}", 2),
        ("tm learn --tm {tm}", 0),
    ],
)
def test_a_memory_that_may_only_be_read(arguments: str, status: int, tmp_path: Path) -> None:
    folder, out, docs = tmp_path / "tm", tmp_path / "out", tmp_path / "docs"
    folder.mkdir()
    out.mkdir()
    shutil.copytree(CORPORA / "lv-LV", docs)
    l10nqa("extract", str(CORPORA / "lv-LV"), "--tm", str(folder / "tm.db"))
    (folder / "tm.db").chmod(0o444)
    folder.chmod(0o555)
    filled = arguments.format(tm=folder / "tm.db", out=out, docs=docs).split()
    run = subprocess.run([*_DROP, sys.executable, "-m", "l10nqa", *filled], capture_output=True, text=True, check=False)
    folder.chmod(0o755)
    assert (run.returncode, run.stderr if run.returncode != status else "") == (status, "")
    assert [file.name for file in folder.iterdir()] == ["tm.db"]
    assert ("readonly" in run.stderr, "you may read it only" in run.stderr) == (status == 2, status == 2)
