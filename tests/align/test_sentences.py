"""Where sentences may end, and which of two blocks go together."""

from __future__ import annotations

from itertools import pairwise, product
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.align.bead_scores import MAX_SOURCES, MAX_TARGETS, BeadScores
from l10nqa.align.sentence_alignment import align_sentences
from l10nqa.align.sentences import SentencePart, sentence_parts

_TEXTS = st.lists(
    st.sampled_from(
        [
            *("One. ", "Two! ", "z.B. ", "`a. B` ", "[A. B](c. D) ", "**x. Y** ", "3. ", "。", "日本"),
            *("(c.) ", "\n> ", "<br>", "a: ", "<p>", "…"),
        ]
    ),
    max_size=9,
).map("".join)  # fmt: skip


def _certain(text: str) -> list[str]:
    """Return the sentences that the text has for sure."""
    sentences, start = [], None
    for piece in sentence_parts(text):
        start = piece.span.start if start is None else start
        if piece.strength > 0.5:
            sentences.append(text[start : piece.span.end])
            start = None
    return sentences


@given(_TEXTS)
def test_pieces_hold_everything_but_white_space_tags_and_numbers_of_items(text: str) -> None:
    pieces = sentence_parts(text)
    reached = 0
    between = []
    for piece in pieces:
        assert reached <= piece.span.start <= piece.span.end <= len(text)
        between.append(text[reached : piece.span.start])
        reached = piece.span.end
    left = "".join([*between, text[reached:]])
    for tag in ("<br>", "<p>", "3.", "日本"[:0], ">"):
        left = left.replace(tag, "") if tag else left
    assert not left.strip()
    assert pieces[-1].strength == 1.0


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One two. Three?", ["One two.", "Three?"]),
        ("See e.g. Contoso, Inc. for it. Done.", ["See e.g. Contoso, Inc. for it.", "Done."]),
        ("Das ist z. B. Text. Ende.", ["Das ist z. B. Text.", "Ende."]),
        ("Run `a. B`. Then [C. D](e) ends.", ["Run `a. B`.", "Then [C. D](e) ends."]),
        ("Wählen Sie [mehr.](x) Dann **weiter.** Ende.", ["Wählen Sie [mehr.](x)", "Dann **weiter.**", "Ende."]),
        ("一つ目です。二つ目です。", ["一つ目です。", "二つ目です。"]),
        ("「はい。」と言う。次。", ["「はい。」と言う。", "次。"]),
        ("هل هذا؟ نعم.", ["هل هذا؟", "نعم."]),
        ("Do this: a. Open it.\nb. Close it.", ["Do this:", "Open it.", "Close it."]),
        ("一つ目です。\nb. 二つ目です。", ["一つ目です。", "二つ目です。"]),
        ("**Do this:**\n1. Open it.", ["**Do this:**", "Open it."]),
        ("First line.\n> Second line.", ["First line.", "Second line."]),
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("In version 10. Then more.", ["In version 10.", "Then more."]),
        ('"オン"にします。"既存"を選びます。', ['"オン"にします。', '"既存"を選びます。']),
        ('"はい。"と言う。次。', ['"はい。"と言う。', "次。"]),
        ("[**その他の..** > **拡張機能**] を選びます。", ["[**その他の..** > **拡張機能**] を選びます。"]),
        ("Run this:\n<br>set a<br>set b", ["Run this:", "set a", "set b"]),
        ("Am 3. Mai kam er. Ja.", ["Am 3.", "Mai kam er.", "Ja."]),  # which only the other language can tell
    ],
)
def test_ends_of_sentences(text: str, sentences: list[str]) -> None:
    assert _certain(text) == sentences


def test_a_doubtful_end_counts_where_the_other_side_has_two_sentences() -> None:
    source = "He came on 3 May at noon to see them. Yes, he did so at once."
    target = "Am 3. Mai kam er mittags, um sie zu sehen. Ja, das tat er sofort."
    pieces = sentence_parts(source), sentence_parts(target)
    beads = align_sentences(source, pieces[0], target, pieces[1])
    cut = [target[pieces[1][bead.targets[0]].span.start : pieces[1][bead.targets[-1]].span.end] for bead in beads]
    assert cut == ["Am 3. Mai kam er mittags, um sie zu sehen.", "Ja, das tat er sofort."]
    assert all(bead.is_settled for bead in beads)


def test_what_cannot_be_told_apart_stays_together() -> None:
    source = "Alpha beta gamma delta one. Alpha beta gamma delta two. Alpha beta gamma delta six."
    target = "Eins zwei drei vier fünf sechs sieben acht. Eins zwei drei vier fünf sechs sieben neun."
    pieces = sentence_parts(source), sentence_parts(target)
    beads = align_sentences(source, pieces[0], target, pieces[1])
    assert any(not bead.is_settled for bead in beads) or len(beads) == 1


_STRENGTHS = st.sampled_from([0.05, 0.5, 0.99])
_WORDS = st.sampled_from(["alpha", "beta 12", "gamma delta", "`x`", "eta theta iota kappa", "日本語"])


@st.composite
def _blocks(draw: st.DrawFn) -> tuple[str, list[SentencePart]]:
    words = draw(st.lists(_WORDS, min_size=1, max_size=4))
    text, pieces = "", []
    for index, word in enumerate(words):
        start = len(text)
        text += word
        from l10nqa.text import Span  # noqa: PLC0415

        strength = 1.0 if index == len(words) - 1 else draw(_STRENGTHS)
        pieces.append(SentencePart(Span(start, len(text)), strength))
        text += " "
    return text.rstrip(), pieces


def _ways(n: int, m: int) -> list[list[tuple[int, int]]]:
    """Return all ways from (0, 0) to (n, m), each as its cuts; by brute force."""
    if (n, m) == (0, 0):
        return [[(0, 0)]]
    found = []
    for height, width in product(range(MAX_SOURCES + 1), range(MAX_TARGETS + 1)):
        if (min(height, width) in {1, 2} or height + width == 1) and height <= n and width <= m:
            found += [[*way, (n, m)] for way in _ways(n - height, m - width)]
    return found


@given(_blocks(), _blocks())
def test_the_probability_of_a_bead_is_that_of_all_ways_through_it(
    ours: tuple[str, list[SentencePart]], theirs: tuple[str, list[SentencePart]]
) -> None:
    (source, sources), (target, targets) = ours, theirs
    n, m = len(sources), len(targets)
    beads = align_sentences(source, sources, target, targets)
    assert [index for bead in beads for index in bead.sources] == list(range(n))
    assert [index for bead in beads for index in bead.targets] == list(range(m))
    if n == m == 1:
        return
    scores = BeadScores(source, sources, target, targets, 1.0, None)
    weights = {}
    for way in _ways(n, m):
        weight = 1.0
        for (i, j), (k, h) in pairwise(way):
            weight *= scores.weight(i, k, j, h)
        weights[tuple(way)] = weight
    total = sum(weights.values())
    cuts = [(0, 0)]
    for bead in beads:
        cuts.append((cuts[-1][0] + len(bead.sources), cuts[-1][1] + len(bead.targets)))
    for bead, before, after in zip(beads, cuts[:-1], cuts[1:], strict=True):
        through = sum(w for way, w in weights.items() if (before, after) in set(pairwise(way)))
        sure = [sum(w for way, w in weights.items() if cut in way) / total for cut in (before, after)]
        assert isclose(bead.certainty, min([through / total, *sure]), abs_tol=1e-6)
        assert all(probability >= 0.9 - 1e-9 for probability in sure)
