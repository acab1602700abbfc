"""A pair of documents as a bitext: places, write-back, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.bitext import PairBitext, parse_pair
from l10nqa.errors import InputError
from l10nqa.model import Edit, Fix, Segment, State, Target, edited
from l10nqa.quality import Certainty
from l10nqa.text import Span

SOURCE = """---
title: Guide
---

# Guide

Install it with `pip install tool`. Then start the server.

- Read the **manual**.
- Ask in the [forum](https://example.org/forum).

## Logs {#logs}

They are kept for 30 days.
"""
TARGET = """---
title: Anleitung
---

# Anleitung

Installieren Sie es mit `pip install tool`. Starten Sie dann den Server.

- Lesen Sie das **Handbuch**.
- Fragen Sie im [Forum](https://example.org/forum).

## Protokolle {#logs}

Sie werden 30 Tage aufbewahrt.
"""


def pair(target: str = TARGET, source: str = SOURCE) -> PairBitext:
    return parse_pair(target.encode(), "de/a.md", "a.md", source=source, source_path="en/a.md", target_locale="de")


def of(bitext: PairBitext, source: str) -> Segment:
    return next(segment for segment in bitext.segments if segment.source == source)


def test_segments_are_sentences_with_their_places_in_both_files() -> None:
    bitext = pair()
    assert len({segment.id for segment in bitext.segments}) == len(bitext.segments) == 8
    for segment in bitext.segments:
        assert segment.target_span.of(TARGET) == segment.target
        assert segment.source_span.of(SOURCE) == segment.source
        assert segment.profile.target_locale == "de"
        assert segment.certainty is Certainty.CERTAIN
    logs = of(bitext, "They are kept for 30 days.")
    assert logs.target == "Sie werden 30 Tage aufbewahrt."
    assert bitext.position(logs, "target", Span(4, 6)) == (14, 5)
    assert bitext.region(logs, "source", Span(5, 8))[:2] == (14, 6)
    assert bitext.raw == TARGET.encode()
    assert bitext.front_matter == "title: Anleitung\n"


def test_an_id_does_not_change_with_what_stands_before_it() -> None:
    more = "# Guide\n\nNew text.\n"
    assert (
        of(pair(source=SOURCE.replace("# Guide\n", more, 1)), "Read the **manual**.").id
        == of(pair(), "Read the **manual**.").id
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@given(chosen=st.sets(st.integers(0, 7)), suffix=st.sampled_from(["", " mehr", " `x`", " **y**", "…"]))
def test_new_targets_stand_in_their_places_and_every_other_byte_stays(
    line_end: str, chosen: set[int], suffix: str
) -> None:
    text = TARGET.replace("\n", line_end)
    bitext = pair(text, SOURCE.replace("\n", line_end))
    segments = [bitext.segments[index] for index in sorted(chosen)]
    targets = {
        segment.id: Target(segment.target.rstrip(".") + suffix + "." * segment.target.endswith("."))
        for segment in segments
    }
    written = bitext.with_targets(targets)
    expected = text
    for segment in reversed(segments):
        if segment.id not in written.refused:
            start, end = segment.target_span
            expected = expected[:start] + str(targets[segment.id].text) + expected[end:]
    assert written.raw == expected.encode()
    again = {segment.id: segment.target for segment in bitext.again(written.raw).segments}
    for name, target in targets.items():
        if name not in written.refused and name in again:
            assert again[name] == target.text


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Read the **manual**.", "Eins.\n\nZwei."),
        ("Read the **manual**.", "# Titel"),
        ("Read the **manual**.", ""),
        ("Read the **manual**.", "\udc80"),
        ("Logs", "Protokolle\n\n```\nx\n```"),
        ("Guide", "a: b"),  # in the front matter: no text any more
    ],
)
def test_a_target_that_would_make_other_blocks_is_refused(source: str, target: str) -> None:
    bitext = pair()
    name = of(bitext, source).id
    other = of(bitext, "Then start the server.").id
    written = bitext.with_targets({name: Target(target), other: Target("Starten Sie ihn.")})
    assert set(written.refused) == {name}
    assert written.raw == TARGET.replace("Starten Sie dann den Server.", "Starten Sie ihn.").encode()


def test_what_is_missing_is_untranslated_and_comes_into_its_place() -> None:
    lines = TARGET.splitlines(keepends=True)
    short = "".join(line for line in lines if "Forum" not in line and "Protokolle" not in line)
    bitext = pair(short)
    missing = [segment for segment in bitext.segments if segment.state is State.UNTRANSLATED]
    assert [segment.source for segment in missing] == ["Ask in the [forum](https://example.org/forum).", "Logs"]
    texts = ["Fragen Sie im [Forum](https://example.org/forum).", "Protokolle"]
    written = bitext.with_targets({segment.id: Target(text) for segment, text in zip(missing, texts, strict=True)})
    assert not written.refused
    assert "- Fragen Sie im [Forum](https://example.org/forum).\n" in written.raw.decode()
    assert "\n\n## Protokolle {#logs}\n\n" in written.raw.decode()
    assert all(segment.state is State.TRANSLATED for segment in bitext.again(written.raw).segments)


def test_what_only_the_target_has_is_told() -> None:
    bitext = pair(TARGET + "\nNur hier steht dieser lange Satz mit vielen Worten und 77 Zeichen.\n")
    (told,) = bitext.left_out
    assert (told.message, told.line) == ("1 block without a counterpart in the source", 16)


def test_edits_of_a_fix_give_what_with_targets_writes() -> None:
    bitext = pair()
    segment = of(bitext, "Read the **manual**.")
    edits = (Edit(4, 5, "  "),)
    result = edited(segment.target, edits)
    (edit,) = bitext.edits(segment, Fix(safe=True, edits=edits, result=result))
    assert (edit.region.start_line, edit.region.start_column, edit.text) == (9, 7, "  ")
    assert (
        bitext.with_targets({segment.id: Target(result)}).raw
        == TARGET.replace("- Lese", "- Lese").replace(segment.target, result).encode()
    )


def test_sentences_that_were_not_told_apart_are_less_certain() -> None:
    source = "Alpha beta gamma delta one. Alpha beta gamma delta two. Alpha beta gamma delta six.\n"
    target = "Eins zwei drei vier fünf sechs sieben acht. Eins zwei drei vier fünf sechs sieben neun.\n"
    (segment,) = pair(target, source).segments
    assert segment.certainty is Certainty.LIKELY


def test_bytes_that_are_not_utf8_stay_and_are_told() -> None:
    raw = TARGET.encode().replace(b"Anleitung\n\n", b"Anl\xe4itung\n\n", 1)
    bitext = parse_pair(raw, "a.md", "a.md", source=SOURCE, source_path="en/a.md")
    assert bitext.raw == raw
    assert len(bitext.problems) == 1
    with pytest.raises(InputError):
        parse_pair(b"\xff\xfea\0", "a.md", "a.md", source=SOURCE, source_path="en/a.md")
