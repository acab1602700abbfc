"""What an editor says of a segment, and where it leads: source, rules, memory, terms; in one file and in two."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

pytest.importorskip("pygls", reason="needs l10nqa[lsp]")

import l10nqa
from bilingual import text_of
from editor import Editor
from l10nqa.lsp.markdown import block, code

if TYPE_CHECKING:
    from pathlib import Path

_WRONG = ("Select **Save**.", "Atlasiet **Saglabāt.**")
_KINDS = (".md", ".po", ".xlf", ".tmx", ".csv", ".jsonl")


@pytest.mark.parametrize("suffix", _KINDS)
def test_source_and_target_lead_to_each_other(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "a.md").write_text(text_of(("Wait.", "Gaidiet."), _WRONG), "utf-8")
    if suffix != ".md":
        l10nqa.export(tmp_path / "a.md", tmp_path / f"a{suffix}")
    with Editor(tmp_path) as editor:
        uri = editor.open(f"a{suffix}")
        (found,) = editor.diagnostics(uri)
        source = editor.definition(uri, found.range.start)
        assert source
        assert source.uri == uri
        assert _words(editor.text_at(uri, source.range)) == ["Select", "Save"]
        target = editor.definition(uri, source.range.start)
        assert target
        assert _words(editor.text_at(uri, target.range)) == ["Atlasiet", "Saglabāt"]
        said = editor.hover(uri, found.range.start)
        assert "**Source** (en-US)\n\n```text\nSelect **Save**.\n```" in said
        assert "[emphasis-punctuation](file:///" in said
        assert "stands inside the emphasis" in said
        assert "**Target** (lv-LV)" in editor.hover(uri, source.range.start)


def _words(text: str) -> list[str]:
    """Return the words of a text without the markup of its kind of file."""
    return re.findall(r"\b[A-Z]\w+", re.sub(r"<[^>]*>", " ", text))


def test_between_segments_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text_of(_WRONG), "utf-8")
    with Editor(tmp_path) as editor:
        uri = editor.open("a.md")
        assert editor.diagnostics(uri)
        assert editor.hover(uri, editor.position(uri, "title")) == ""
        assert editor.definition(uri, editor.position(uri, "title")) is None


def test_the_source_of_a_pair_is_another_file(tmp_path: Path) -> None:
    (tmp_path / "l10nqa.toml").write_text('[pairs]\nsource = "english/{path}"\ntarget = "{locale}/{path}"\n')
    for folder, text in (
        ("english", "# \U0001f600 Guide\n\nSelect **Save**.\n\nWait for 15 minutes.\n"),
        ("lv", "# Ceļvedis\n\nAtlasiet **Saglabāt.**\n\nGaidiet 30 minūtes.\n"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_text(text, "utf-8")
    with Editor(tmp_path) as editor:
        uri = editor.open("lv/a.md")
        found, number = editor.diagnostics(uri)
        source = editor.definition(uri, found.range.start)
        assert source
        assert source.uri == (tmp_path / "english" / "a.md").as_uri()
        assert editor.text_at(source.uri, source.range) == "Select **Save**."
        (related,) = number.related_information or ()
        assert related.location.uri == source.uri
        assert editor.text_at(source.uri, related.location.range) == "15"
        # The source is changed in the editor, and not saved.
        editor.forget()
        english = editor.open("english/a.md")
        place = editor.texts[english].index("**Save**.")
        editor.type(english, place, place + len("**Save**."), "**Save.**")
        assert [each.code for each in editor.diagnostics(uri)] == ["number"]
        assert "Select **Save.**" in editor.hover(uri, editor.position(uri, "Atlasiet"))
        editor.forget()
        editor.close(english)
        assert [each.code for each in editor.diagnostics(uri)] == ["emphasis-punctuation", "number"]


def test_memory_and_terms_are_said(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text(
        text_of(("Select **Save** and close.", "Atlasiet **Saglabāt** un aizveriet.")), "utf-8"
    )
    l10nqa.extract(tmp_path / "old.md", tmp_path / "tm.db")
    (tmp_path / "terms.csv").write_text("source,target,status\nsave,glābt,preferred\nsave,seivot,forbidden\n", "utf-8")
    (tmp_path / "l10nqa.toml").write_text('tm = "tm.db"\ntermbases = ["terms.csv"]\n')
    (tmp_path / "a.md").write_text(text_of(("Select **Save** and close it.", "Atlasiet **Glābt** un viss.")), "utf-8")
    with Editor(tmp_path) as editor:
        uri = editor.open("a.md")
        editor.diagnostics(uri)
        said = ""
        for _ in range(100):  # the first search opens the memory, for which no hover waits
            said = editor.hover(uri, editor.position(uri, "Atlasiet"))
            if "**Memory**" in said:
                break
            time.sleep(0.1)
        assert "`save` → `glābt`" in said
        assert "**Memory** 90 %\n\n```text\nSelect **Save** and close.\n```" in said
        assert "Atlasiet **Saglabāt** un aizveriet." in said


@given(text=st.text(st.sampled_from("a`~ \n*<![](x)\\&")))
def test_a_block_is_the_text_and_nothing_else(text: str) -> None:
    tokens = MarkdownIt().parse(f"before\n\n{block(text)}\n\nafter")
    assert [token.type for token in tokens[3:-3]] == ["fence"]
    assert tokens[3].content == f"{text}\n"


@given(text=st.text(st.sampled_from("a`*<![](x)\\& ")).filter(str.strip))
def test_a_code_span_is_the_text_and_nothing_else(text: str) -> None:
    (inline,) = [token for token in MarkdownIt().parse(f"x {code(text)} y") if token.type == "inline"]
    spans = [child for child in inline.children or () if child.type == "code_inline"]
    assert [" ".join(child.content.split()) for child in spans] == [" ".join(text.split())]
