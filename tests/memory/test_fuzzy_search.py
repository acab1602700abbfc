"""The law of the search: it finds what measuring every unit finds, in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from l10nqa.memory import Memory
from l10nqa.memory.fuzzy import parts, searcher
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterable

_Found = list[tuple[float, int]]


def brute_force(memory: Memory, text: str, limit: int, least: float, target_locale: str | None = None) -> _Found:
    """Return score and id by measuring all units, in order of their ids."""
    units = list(memory.units(target_locale=target_locale))
    found = process.extract(
        text,
        [unit.source for unit in units],
        scorer=Levenshtein.normalized_similarity,
        limit=limit,
        score_cutoff=max(least / 100 - 1e-6, 0),  # it drops some that reach a cutoff exactly: 1 - 0.8 < 0.2
    )
    return [(100 * score, units[place].id) for _, score, place in found if score >= least / 100]


def search(memory: Memory, text: str, limit: int, least: float, target_locale: str | None = None) -> _Found:
    found = memory.search(text, limit=limit, least=least, target_locale=target_locale)
    return [(match.score, match.unit.id) for match in found]


def unit(number: int, source: str, locale: str = "lv-LV") -> TranslationUnit:
    return TranslationUnit(source, f"T{number}", "en-US", locale, f"{locale}.md", f"s-{number}")


def take_in(memory: Memory, units: Iterable[TranslationUnit]) -> None:
    with memory.intake() as intake:
        for one in units:
            intake.unit(one, "x")


_ALPHABETS = ["ab", "abc .", "abcdefghij ", "日本語の文、。書", "aé😀\x01\x02\0", "אבגדה "]
_texts = st.sampled_from(_ALPHABETS).flatmap(lambda letters: st.text(st.sampled_from(letters), max_size=24))


@st.composite
def _alike(draw: st.DrawFn) -> list[str]:
    """Texts of which many are edits of others."""
    texts = draw(st.lists(_texts, min_size=1, max_size=10))
    for _ in range(draw(st.integers(0, 30))):
        text = draw(st.sampled_from(texts))
        at = draw(st.integers(0, len(text)))
        texts.append(text[:at] + draw(st.text("abc 日", max_size=3)) + text[at + draw(st.integers(0, 3)) :])
    return texts


@pytest.mark.parametrize("few", [0, 2_000], ids=["in an index", "one by one"])
@given(data=st.data(), sources=_alike(), later=_alike())
@settings(max_examples=60, deadline=None)
def test_search_finds_what_measuring_every_unit_finds(
    tmp_path_factory: pytest.TempPathFactory, few: int, data: st.DataObject, sources: list[str], later: list[str]
) -> None:
    tm = tmp_path_factory.mktemp("tm") / "tm.db"
    locales = st.sampled_from(["lv-LV", "lv", "de-DE", "ja-JP"])
    numbers = st.integers(0, len(sources) + 3)
    with pytest.MonkeyPatch.context() as patch, Memory(tm, create=True) as memory:
        patch.setattr(searcher, "_FEW", few)
        patch.setattr(parts, "_AT_ONCE", 4)
        take_in(memory, [unit(at, source, data.draw(locales)) for at, source in enumerate(sources)])
        for round_ in range(3):
            for text in data.draw(st.lists(_texts | st.sampled_from(sources + later), min_size=1, max_size=5)):
                limit, least = data.draw(st.integers(1, 8)), data.draw(st.sampled_from([70.0, 75.0, 100.0, 50.0, 0.0]))
                locale = data.draw(st.sampled_from([None, "lv", "ja-JP", "fr"]))
                assert search(memory, text, limit, least, locale) == brute_force(memory, text, limit, least, locale)
            if round_ == 0:  # some change their sources, some are new
                take_in(memory, [unit(data.draw(numbers), source, data.draw(locales)) for source in later])
            else:
                gone = data.draw(st.sampled_from(["lv-LV.md", "ja-JP.md"]))
                memory._connection.execute(
                    "DELETE FROM unit WHERE document IN (SELECT id FROM document WHERE path = ?)", (gone,)
                )
                memory._connection.execute("INSERT INTO generation (token) VALUES (randomblob(16))")
