"""A reviewer annotates the sentence on the card; it goes into the file that `l10nqa lqa` writes and scores."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

import pytest

from bilingual import l10nqa, text_of
from reviewing import Reviewed, reviewing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("server_extra")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Reviewed]:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_text(text_of(("Wait 5 seconds.", "Gaidiet 50 sekundes un vēl 3.")), "utf-8")
    with reviewing(folder) as review:
        yield review


def shown(served: Reviewed) -> dict[str, str]:
    """Return the fields that tell which sentence is on the card."""
    card = served.ask("GET", "/card").text
    return dict(re.findall(r'name="(group|sentence)" value="([^"]*)"', card))


def test_an_annotation_is_written_and_can_be_scored(served: Reviewed, tmp_path: Path) -> None:
    fields, file = shown(served), tmp_path / "docs" / "l10nqa-lqa.jsonl"
    form = served.ask("GET", "/annotate", None, **fields)
    assert form.status == 200
    assert '<option value="mistranslation" selected>' in form.text
    assert not file.exists()
    words = html.unescape(re.findall(r'name="words" value="([^"]*)"', form.text)[0])
    own = {**fields, "type": "mistranslation", "severity": "critical", "words": words, "note": "ten\ntimes"}
    assert "annotated by Anna" in served.ask("POST", "/annotate", None, **own).text
    assert "annotated before by Anna" in served.ask("POST", "/annotate", None, **own).text
    (found,) = map(json.loads, file.read_text("utf-8").splitlines())
    assert (found["path"], found["type"], found["target_words"], found["rule"]) == (
        "a.md",
        "mistranslation",
        words,
        "number",
    )
    assert found["note"] == "ten times"
    style = {**fields, "type": "awkward-style", "severity": "minor", "words": "vēl"}
    assert "annotated by Anna" in served.ask("POST", "/annotate", None, **style).text
    done = l10nqa("lqa", "score", str(file), "--words", "3", "--outdated", "--format", "json", cwd=tmp_path / "docs")
    assert json.loads(done.stdout)["scorecards"][0]["points"] == 26
    assert "changed" not in done.stderr


@pytest.mark.parametrize(
    "change",
    [{"type": "gramar"}, {"severity": "fatal"}, {"words": "e"}, {"words": "nowhere"}, {"group": "none"}],
)
def test_a_wrong_annotation_is_told_and_nothing_is_written(
    change: dict[str, str], served: Reviewed, tmp_path: Path
) -> None:
    fields = {**shown(served), "type": "grammar", "severity": "minor", "words": "<script>"} | change
    reply = served.ask("POST", "/annotate", None, **fields)
    assert reply.status == 200
    assert "note failed" in reply.text
    assert "<script>" not in reply.text
    assert not (tmp_path / "docs" / "l10nqa-lqa.jsonl").exists()


def test_what_has_changed_meanwhile_is_not_annotated(served: Reviewed, tmp_path: Path) -> None:
    fields = shown(served)
    (tmp_path / "docs" / "a.md").write_text(text_of(("Wait 5 seconds.", "Gaidiet 51 sekundi.")), "utf-8")
    reply = served.ask("POST", "/annotate", None, **fields, type="grammar", severity="minor", words="")
    assert "changed meanwhile" in reply.text
    assert not (tmp_path / "docs" / "l10nqa-lqa.jsonl").exists()
