"""The law of the search: it finds what measuring every unit finds, in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import brute_force, search, sentences, take_in, unit

from l10nqa.memory import Memory
from l10nqa.memory.fuzzy import candidates, searcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from l10nqa.memory import Location

pytestmark = pytest.mark.usefixtures("warm")
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


@pytest.mark.parametrize(
    ("few", "patience"),
    [
        pytest.param(0, (), id="in an index"),
        pytest.param(0, (0.0,), id="compiled"),
        pytest.param(2_000, (), id="one by one"),
    ],
)
@given(data=st.data(), sources=_alike(), later=_alike())
def test_search_finds_what_measuring_every_unit_finds(
    new_memory: Callable[[], Location],
    few: int,
    patience: tuple[float, ...],
    data: st.DataObject,
    sources: list[str],
    later: list[str],
) -> None:
    locales = st.sampled_from(["lv-LV", "lv", "de-DE", "ja-JP"])
    numbers = st.integers(0, len(sources) + 3)
    with pytest.MonkeyPatch.context() as patch, Memory(new_memory(), create=True) as memory:
        patch.setattr(searcher, "_FEW", few)
        patch.setattr(searcher, "_PATIENCE", patience)
        patch.setattr(candidates, "_AT_ONCE", 4)
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
                with memory.intake() as intake:
                    for key in [known for known in intake._documents if known[0] == gone]:
                        intake._drop(key)


@pytest.fixture
def tm(new_place: Location) -> Location:
    return new_place


@pytest.fixture(params=[(), (0.0,)], ids=["plain", "compiled"])
def memory(tm: Location, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    """A memory of 3,000 units in two locales, searched by what is compiled after `param` seconds."""
    monkeypatch.setattr(searcher, "_PATIENCE", request.param)
    with Memory(tm, create=True) as made:
        take_in(made, [unit(at, text, ("lv-LV", "ja-JP")[at % 2]) for at, text in enumerate(sentences(3_000))])
        yield made


_QUERIES = [
    "",
    "S",
    "日",
    "Open the folder 42.",
    "Select the file 0.",
    "Delete the repport 911 in the left pane",
    "Rename the 日本語 5 before you go on to the next step of the wizard.",
    "\ud800 a lone surrogate",
    "\U0001f600" * 30,
    "x" * 10_000,
    "Open the folder. " * 600,
]


@pytest.mark.parametrize("text", _QUERIES, ids=lambda text: ascii(text[:20]))
@pytest.mark.parametrize("least", [70, 80, 40])
def test_any_text_may_be_searched_for(memory: Memory, text: str, least: float) -> None:
    assert search(memory, text, 7, least) == brute_force(memory, text, 7, least)
    assert search(memory, text, 7, least, "ja") == brute_force(memory, text, 7, least, "ja")


def test_sources_of_any_length_and_script_are_found(memory: Memory) -> None:
    long = [
        "word " * 2_000,
        "word " * 1_990 + "end",
        "語" * 9_000,
        "語" * 8_000 + "文" * 900,
        "",
        "a",
        "é",
        "\U0001f600",
    ]
    take_in(memory, [unit(10_000 + at, text) for at, text in enumerate(long)])
    memory.index()
    for text in long:
        assert search(memory, text) == brute_force(memory, text)
        assert search(memory, text[1:] + "z") == brute_force(memory, text[1:] + "z")


def test_a_match_is_the_unit_with_its_place(memory: Memory) -> None:
    (match,) = memory.search("Open the folder 42.", limit=1, target_locale="ja-JP")
    (expected,) = [unit for unit in memory.units() if unit.id == match.unit.id]
    assert match.unit == expected
    assert match.unit.path == "ja-JP.md"


def test_of_many_units_of_one_source_the_first_are_found(tm: Location) -> None:
    with Memory(tm, create=True) as memory:
        locales = [f"l{at:02}" for at in range(40)]
        texts = sentences(100)
        take_in(memory, [unit(at, text, locale) for at, text in enumerate(texts) for locale in locales])
        for text in (texts[3], texts[50] + "!"):
            for limit in (1, 5, 60):
                assert search(memory, text, limit) == brute_force(memory, text, limit)
                assert search(memory, text, limit, 70, "l39") == brute_force(memory, text, limit, 70, "l39")
        assert memory.search(texts[3], target_locale="xx") == []


def test_nothing_is_found_in_an_empty_memory(tm: Location) -> None:
    with Memory(tm, create=True) as memory:
        assert memory.search("a") == memory.search("") == []
        assert memory.index() == 0
        assert memory.search("a", min_score=0) == []
