"""`l10nqa tm concordance`, run as a user runs it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bilingual import l10nqa
from l10nqa.memory import Memory
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tm(tmp_path: Path) -> Path:
    path = tmp_path / "tm.db"
    pairs = [("Open **Settings**.", "設定を開きます。"), ("Close it.", "閉じます。"), ("settings", "設定")]
    with Memory(path, create=True) as memory, memory.intake() as intake:
        for at, (source, target) in enumerate(pairs):
            intake.unit(TranslationUnit(source, target, "en-US", "ja-JP", "a.md", f"s-{at}"), "x")
    return path


def test_the_text_is_marked_where_it_stands(tm: Path) -> None:
    done = l10nqa("tm", "concordance", "settings", "--tm", tm)
    assert done.returncode == 0
    assert "Open **[Settings]**." in done.stdout
    assert "[settings]" in done.stdout
    assert "Close" not in done.stdout


def test_two_characters_are_enough_on_the_target_side(tm: Path) -> None:
    done = l10nqa("tm", "concordance", "設定", "--side", "target", "--tm", tm, "--limit", "1", "--format", "jsonl")
    page = json.loads(done.stdout)
    assert [(hit["unit"], hit["spans"]) for hit in page["hits"]] == [(1, [[0, 2]])]
    assert page["more"]
    rest = l10nqa("tm", "concordance", "設定", "--side", "target", "--tm", tm, "--after", "1")
    assert "settings" in rest.stdout
    assert "Open" not in rest.stdout


def test_no_unit_is_said_plainly(tm: Path) -> None:
    done = l10nqa("tm", "concordance", "nowhere", "--tm", tm)
    assert done.returncode == 0
    assert "no unit holds it" in done.stdout
