"""Compiles what searches use, before tests that search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from l10nqa.memory import Memory
from l10nqa.memory.fuzzy import searcher
from l10nqa.memory.fuzzy.searcher import compiled
from l10nqa.model import TranslationUnit
from shared import shared_folder, taking_turns

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile what searches use, once, before Hypothesis watches every line: that makes minutes of seconds."""
    with taking_turns(shared_folder(tmp_path_factory, "compiling") / "lock"):
        compiled()  # what one worker compiles is kept on disk for the next
    place = tmp_path_factory.mktemp("warm") / "tm.db"
    with pytest.MonkeyPatch.context() as patch, Memory(place, create=True) as memory:
        patch.setattr(searcher, "_FEW", 0)
        patch.setattr(searcher, "_PATIENCE", (0.0,))
        with memory.intake() as intake:
            for at in range(100):
                intake.unit(
                    TranslationUnit(f"Open the folder {at}. 日本", "", "en-US", "lv-LV", "a.md", str(at)), "a.md"
                )
        for text in ("Open the folder 42.", "日本 the file 7", "Open the folder 43."):
            memory.search(text)
    return place
