"""Aligned documents: a document with itself, with parts left out, put in and moved."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_blocks import DOCUMENTS

from l10nqa.align import BlockKind, align_documents
from l10nqa.align.monotone import align_monotone
from l10nqa.align.sections import heaviest_rising


@given(DOCUMENTS)
def test_a_document_is_its_own_translation(text: str) -> None:
    alignment = align_documents(text, text)
    assert [(pair.source, pair.target) for pair in alignment.blocks] == [
        (index, index) for index in range(len(alignment.source_blocks))
    ]
    assert all(pair.source == pair.target for pair in alignment.pairs)


@given(DOCUMENTS, DOCUMENTS)
def test_pairs_cover_each_block_once(source: str, target: str) -> None:
    alignment = align_documents(source, target)
    ours, theirs = [p.source for p in alignment.blocks], [p.target for p in alignment.blocks]
    assert len(set(ours)) == len(ours)
    assert len(set(theirs)) == len(theirs)
    assert sorted([*ours, *alignment.missing]) == list(range(len(alignment.source_blocks)))
    assert sorted([*theirs, *alignment.extra]) == list(range(len(alignment.target_blocks)))
    for pair in alignment.blocks:
        one, other = alignment.source_blocks[pair.source].kind, alignment.target_blocks[pair.target].kind
        assert one == other or (one.has_text and other.has_text)


_SCORES = st.integers(1, 5).flatmap(
    lambda n: st.integers(1, 5).flatmap(
        lambda m: st.lists(st.lists(st.integers(-8, 8), min_size=m, max_size=m), min_size=n, max_size=n)
    )
)


@given(_SCORES, st.integers(-3, 0))
def test_the_monotone_alignment_has_the_highest_score(table: list[list[int]], gap: int) -> None:
    """Compared with a recursion over all alignments."""
    n, m = len(table), len(table[0])

    def best(i: int, j: int) -> float:
        if i == n or j == m:
            return gap * (n - i + m - j)
        return max(table[i][j] + best(i + 1, j + 1), gap + best(i + 1, j), gap + best(i, j + 1))

    cells = np.array(table, np.float64)
    pairs = align_monotone(lambda i, first, last: cells[i, first:last], np.full(n, float(gap)), np.full(m, float(gap)))
    assert all(i < k and j < h for (i, j), (k, h) in pairwise(pairs))
    assert sum(table[i][j] for i, j in pairs) + gap * (n + m - 2 * len(pairs)) == best(0, 0)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 4)), max_size=8))
def test_the_heaviest_rising_run_weighs_most(items: list[tuple[int, int]]) -> None:
    pairs = [(index, target, weight) for index, (target, weight) in enumerate(items)]
    weight_of = {index: weight for index, _, weight in pairs}

    def best(start: int, above: int) -> int:
        return max(
            (weight + best(index + 1, target) for index, target, weight in pairs[start:] if target > above), default=0
        )

    run = heaviest_rising(pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(run))
    assert sum(weight_of[index] for index, _ in run) == best(0, -1)


_ENGLISH = """# Guide

Install it with `pip install tool`. Then start the server.

## Settings {#settings}

Set `PORT` to 8080. The server listens there.

```sh
tool --port 8080 --verbose
```

## Logs {#logs}

Logs go to `/var/log/tool`. They are kept for 30 days.

- Rotate them every week.
- Read them with `tool logs`.

## Help {#help}

Ask in the [forum](https://example.org/forum).
"""
_GERMAN = """# Anleitung

Installieren Sie es mit `pip install tool`. Starten Sie dann den Server.

## Einstellungen {#settings}

Setzen Sie `PORT` auf 8080. Dort lauscht der Server.

```sh
tool --port 8080 --verbose
```

## Protokolle {#logs}

Protokolle liegen in `/var/log/tool`. Sie werden 30 Tage aufbewahrt.

- Wechseln Sie sie jede Woche.
- Lesen Sie sie mit `tool logs`.

## Hilfe {#help}

Fragen Sie im [Forum](https://example.org/forum).
"""


def _pairs(source: str, target: str) -> set[tuple[str, str]]:
    alignment = align_documents(source, target)
    return {(pair.source.of(source), pair.target.of(target)) for pair in alignment.pairs}


def test_sentences_of_a_translated_page() -> None:
    pairs = _pairs(_ENGLISH, _GERMAN)
    assert len(pairs) == 13
    assert ("Then start the server.", "Starten Sie dann den Server.") in pairs
    assert ("They are kept for 30 days.", "Sie werden 30 Tage aufbewahrt.") in pairs
    assert ("Settings", "Einstellungen") in pairs


def test_moved_sections_are_found() -> None:
    first, second = _GERMAN.index("## Einstellungen"), _GERMAN.index("## Protokolle")
    third = _GERMAN.index("## Hilfe")
    moved = _GERMAN[:first] + _GERMAN[second:third] + _GERMAN[first:second] + _GERMAN[third:]
    assert _pairs(_ENGLISH, moved) == _pairs(_ENGLISH, _GERMAN)
    assert any(pair.is_moved for pair in align_documents(_ENGLISH, moved).blocks)


def test_missing_and_extra_blocks_are_told_and_disturb_nothing() -> None:
    target = _GERMAN.replace("- Wechseln Sie sie jede Woche.\n", "").replace(
        "## Hilfe", "Neu hier: 77 Zeichen.\n\n## Hilfe"
    )
    alignment = align_documents(_ENGLISH, target)
    assert [alignment.source_blocks[i].span.of(_ENGLISH) for i in alignment.missing] == ["Rotate them every week."]
    assert [alignment.target_blocks[j].span.of(target) for j in alignment.extra] == ["Neu hier: 77 Zeichen."]
    assert _pairs(_ENGLISH, target) < _pairs(_ENGLISH, _GERMAN)


def test_code_is_aligned_with_code_only() -> None:
    alignment = align_documents("Text one.\n\n```\na\n```\n", "```\na\n```\n\nText eins.\n")
    for pair in alignment.blocks:
        kinds = {alignment.source_blocks[pair.source].kind, alignment.target_blocks[pair.target].kind}
        assert kinds != {BlockKind.CODE, BlockKind.PARAGRAPH}


def test_a_number_at_the_beginning_that_makes_a_list_is_part_of_the_text() -> None:
    assert ("Line 1: red", "1. rinda: sarkana") in _pairs("Line 1: red\n", "1. rinda: sarkana\n")
    wanted = ("On June 17, 2020, you create it.", "2020. gada 17. jūnijā jūs to izveidojat.")
    assert wanted in _pairs(f"4. {wanted[0]}\n", f"4. {wanted[1]}\n")


@pytest.mark.parametrize(
    "wanted",
    [
        [
            ("Run the troubleshooter.", "ツールを実行する"),
            ("Then restart your device.", "その後、再起動してください。"),
        ],
        [("See the [list of articles](a.md).", "[記事の一覧](a.md)"), ("It has more.", "詳細が書かれています。")],
        [
            ("Can't sign in to your account?", "サインインできない場合、"),
            ("See [help](a.md).", "「[ヘルプ](a.md)」を参照。"),
        ],
        [("Set it up by using drivers (MSR).", "To var iestatīt (MJL)"), ("Then use it.", "Pēc tam lietojiet to.")],
    ],
)
def test_a_sentence_that_lost_its_mark_is_found_where_the_source_has_one(wanted: list[tuple[str, str]]) -> None:
    gap = "\n" if "記事" in wanted[0][1] else " "
    source, target = (gap.join(texts) for texts in zip(*wanted, strict=True))
    assert _pairs(f"{source}\n", f"{target}\n") == set(wanted)
