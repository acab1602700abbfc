"""Findings on a terminal: every line fits, the spot is seen, and words are whole."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.model import CheckedDocument, Edit, Finding, Fix, Spot, edited
from l10nqa.quality import Certainty, Severity
from l10nqa.render import RENDERERS
from l10nqa.render.columns import cells_of, excerpt, width_of
from l10nqa.render.console import render_console
from l10nqa.render.wrapping import wrapped

TEXTS = st.text(st.sampled_from("abc  .\n\r\t日本語ไทยا\u200b\u00a0\u0301🦀\x07"), max_size=300)


PLACES = st.integers(0, 300)


def finding(
    source: str,
    target: str,
    spots: tuple[Spot | None, Spot | None],
    message: str = "it is wrong",
    fix: Fix | None = None,
) -> Finding:
    return Finding(
        *("a/b.po", "menu#1", "number", Severity.MINOR, Certainty.LIKELY, message, 12, 7, *spots, fix),
        *("0" * 16, source, target),
    )


def rendered(*findings: Finding, width: int, color: bool = False) -> list[str]:
    stream = StringIO()
    render_console([CheckedDocument("a/b.po", 1, 1, findings)], stream, width=width, color=color)
    return stream.getvalue().splitlines()


def spot_of(text: str, start: int, end: int) -> Spot:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    return Spot(start, end, text[start:end])


@pytest.mark.parametrize("color", [False, True])
@given(source=TEXTS, target=TEXTS, start=PLACES, end=PLACES, width=st.integers(40, 200), message=st.text(max_size=200))
def test_every_line_fits(
    source: str, target: str, start: int, end: int, width: int, message: str, *, color: bool
) -> None:
    spot = spot_of(target, start, end)
    edits = (Edit(spot.start, spot.end, "新 text"),)
    fix = Fix(safe=True, edits=edits, result=edited(target, edits))
    lines = rendered(finding(source, target, (None, spot), message, fix), width=width, color=color)
    for line in lines:
        assert width_of(re.sub("\x1b\\[[0-9;]*m", "", line)) <= width


@given(TEXTS, st.integers(0, 300), st.integers(0, 300))
def test_a_wide_terminal_shows_everything(target: str, start: int, end: int) -> None:
    spot = spot_of(target, start, end)
    line = next(line for line in rendered(finding("s", target, (None, spot)), width=10_000) if " target  " in line)
    assert "…" not in line
    assert line.count("⟦") == 1


@pytest.mark.parametrize(
    ("target", "start", "end", "shown"),
    [
        ("one two three four five six seven eight nine ten", 19, 23, "…three four ⟦five⟧ six seven…"),
        ("start of a sentence that goes on and on and on", 0, 5, "⟦start⟧ of a sentence that goes on…"),
        ("a sentence that goes on and on up to the end", 41, 44, "…goes on and on up to the ⟦end⟧"),
        ("no mark at the end of this", 26, 26, "no mark at the end of this⟦⟧"),
        ("a\u200bb", 1, 2, "a⟦\\u200b⟧b"),
        ("a\u00a0b", 1, 2, "a⟦\\u00a0⟧b"),
        ("a\u00a0b", 0, 1, "⟦a⟧\u00a0b"),
        ("a\r\nb", 0, 4, "⟦a⏎b⟧"),
    ],
)
def test_excerpts(target: str, start: int, end: int, shown: str) -> None:
    lines = rendered(finding("s", target, (None, spot_of(target, start, end))), width=56)
    found = next(line for line in lines if " target  " in line).strip().removeprefix("target  ")
    assert found.replace("… ", "…").replace(" …", "…") == shown


WORDS = st.lists(st.text(st.sampled_from("abcdef"), min_size=1, max_size=9), min_size=1, max_size=60)


@given(WORDS, st.integers(0, 59), st.integers(30, 100))
def test_no_word_is_torn(words: list[str], index: int, width: int) -> None:
    index = min(index, len(words) - 1)
    start = len(" ".join(words[:index])) + (index > 0)
    shown = excerpt(cells_of(" ".join(words)), start, start + len(words[index]), width)
    left = shown.strip("… ").split(" ")
    assert words[index] in left
    assert any(words[place : place + len(left)] == left for place in range(len(words)))


@given(WORDS, st.integers(20, 100))
def test_wrapped_text_loses_nothing(words: list[str], width: int) -> None:
    text = wrapped(" ".join(words), width, 4, 0)
    assert text.split() == words
    assert all(len(line) <= width for line in text.split("\n"))


def test_the_middle_of_a_spot_that_is_too_long_is_left_out() -> None:
    target = "x " * 10 + "begin " + "y " * 100 + "finish" + " z" * 10
    lines = rendered(finding("s", target, (None, Spot(20, 232, target[20:232]))), width=80, color=True)
    line = next(line for line in lines if "target" in line)
    assert "begin" in line
    assert "finish" in line
    assert line.count("\x1b[7m") == 1
    assert line.index("\x1b[7m") < line.index("finish") < line.rindex("\x1b[0m")


def test_concise_is_a_line_each_whatever_a_file_holds() -> None:
    stream = StringIO()
    one = finding("s", "t", (None, None), "first\nsecond \x1b[31m")
    RENDERERS["concise"]([CheckedDocument("a/b.po", 1, 1, (one, one))], stream)
    assert stream.getvalue() == 2 * "a/b.po:12:7: number: first⏎second \\u001b[31m\n"


def test_a_finding_about_a_whole_document_is_its_message_alone() -> None:
    whole = finding("", "", (None, Spot(0, 0, "")))._replace(segment="")
    assert [line.strip() for line in rendered(whole, width=80)] == [
        "a/b.po",
        "12:7  minor    number (likely): it is wrong  []",
        "",
    ]
