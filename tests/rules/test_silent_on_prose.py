"""Rules that say that they are silent on prose are, and a check finds the same whether or not it relies on that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.bitext import find_bitexts, open_bitext
from l10nqa.counting import source_words
from l10nqa.engine import check_bitext
from l10nqa.model import MARKDOWN, PLAIN, Profile, Segment
from l10nqa.rule import RuleContext, parsed_segment
from l10nqa.rules import RULES

if TYPE_CHECKING:
    from l10nqa.rule import Rule

CORPORA = Path(__file__).parents[2] / "corpora"
SILENT = [rule for rule in RULES if rule.silent_on_prose]
LOCALES = sorted({example.locales.partition(">")[2] for rule in RULES for example in rule.examples})
WORDS = """how to use the list for your plan http https www mailto AUTOTITLE PDF PCs iPhone Save Next May two eighteen
    million pm etc usw jne vb nbsp amp null googol Mai mayo mars Januar eins zwei zwölf deux juin milliard ½ x² ª № ß ς
    Ένα μία εκατό μάιος два май млн г Сохранить И שתיים מאי שלום ثلاثة مايو مليون và hai İstanbul ı ŉ ǆ ﬁle ٣ 三 五月
    ファイル มีนาคม в. no Nr""".split()
TEXTS = st.lists(
    st.one_of(st.sampled_from(WORDS), st.text("aAbBZéÄßжЖλאس一½_9-'’.", min_size=1, max_size=6)), min_size=1, max_size=7
).flatmap(
    lambda words: st.sampled_from([" ".join(words), ", ".join(words), " ".join(words) + ".", " ".join(words) + ":"])
)
PROSE_WORDS = st.one_of(
    st.sampled_from([word for word in WORDS if word.isalpha()]),
    st.text("abcdéäßжзλאבسب", min_size=1, max_size=6),
    st.text("ABC", min_size=1, max_size=4),
)
JOINED = st.tuples(PROSE_WORDS, st.sampled_from("'’-"), st.text("abcdef", min_size=1, max_size=8)).map("".join)


def prose(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return words with blanks or commas between them, some of them in bold."""
    labels = st.lists(words, min_size=1, max_size=3).map(lambda label: f"**{' '.join(label)}**")
    return st.lists(st.one_of(words, words, labels), min_size=1, max_size=7).flatmap(
        lambda pieces: st.sampled_from([" ".join(pieces), ", ".join(pieces), f"{' '.join(pieces)}."])
    )


PROSE = prose(PROSE_WORDS)
SOURCES = prose(st.one_of(PROSE_WORDS, JOINED))


@pytest.mark.parametrize("rule", SILENT, ids=lambda rule: rule.name)
@given(source=st.one_of(SOURCES, TEXTS), target=st.one_of(PROSE, TEXTS), data=st.data())
def test_a_rule_that_is_silent_on_prose_yields_nothing_there(
    rule: Rule, source: str, target: str, data: st.DataObject
) -> None:
    locale, markup = data.draw(st.sampled_from(LOCALES)), data.draw(st.sampled_from([MARKDOWN, PLAIN]))
    target = data.draw(st.sampled_from([target, source]))
    if data.draw(st.booleans()) and "**" in source + target:
        target = " ".join([target, *["**ab**"] * (source.count("**") // 2 - target.count("**") // 2)])
    if data.draw(st.booleans()):
        target = target.rstrip(".") + "." * source.endswith(".")
    segment = parsed_segment(Segment("1", source, target, profile=Profile("en", locale, markup=markup)))
    if segment.is_prose:
        assert (
            list(rule.check(segment, RuleContext("en", locale, data.draw(st.sampled_from(["MT", "HT", None]))))) == []
        )


@pytest.mark.parametrize(
    ("source", "target", "is_prose"),
    [
        ("Save the file.", "Speichern Sie die Datei.", True),
        ("Next, wait", "Далее, ждите", True),
        ("Save the file.", "Speichern Sie die Datei", False),
        ("Save the  file.", "Speichern Sie die Datei.", False),
        ("Save the file .", "Speichern Sie die Datei .", False),
        ("Save **it**.", "Sichern Sie es.", False),
        ("Save **it**.", "Sichern Sie **es**.", True),
        ("Save **it**, now", "**Sichern Sie** das", True),
        ("Save **it**.", "Sichern Sie **es.**", False),
        ("Save **it**.", "Sichern Sie ** es**.", False),
        ("Save *it*.", "Sichern Sie *es*.", False),
        ("Don't save it step-by-step.", "Nicht sichern.", True),
        ("Save it.", "Speichern Sie's.", False),
        ("Save -it.", "Sichern Sie es.", False),
        ("abcdefab-abcd-abcd-abcd-abcdefabcdef", "abc", False),
        ("Save iPhone.", "Sichern Sie es.", False),
        ("Save it.", "ファイル", False),
        ("Save ½.", "Sichern.", False),
        ("Save it ", "Sichern ", False),
        ("", "", False),
    ],
)
def test_prose_is_words_with_single_blanks_and_commas(source: str, target: str, *, is_prose: bool) -> None:
    assert parsed_segment(Segment("1", source, target)).is_prose is is_prose


@pytest.mark.parametrize("corpus", sorted(path.name for path in CORPORA.iterdir() if path.is_dir()))
def test_a_check_finds_the_same_where_every_rule_is_asked(corpus: str) -> None:
    asked = [replace(rule, silent_on_prose=False) for rule in RULES]
    for place in find_bitexts([str(CORPORA / corpus)]):
        bitext = open_bitext(place)
        assert check_bitext(bitext, RULES, with_fixes=False) == check_bitext(bitext, asked, with_fixes=False)


@given(source=SOURCES, target=PROSE)
def test_prose_has_one_word_more_than_blanks(source: str, target: str) -> None:
    if parsed_segment(Segment("1", source, target)).is_prose:
        assert source_words(source) == source.count(" ") + 1
