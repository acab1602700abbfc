"""Leverage analysis: its laws, and a judge that knows nothing of how it is computed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from bilingual import CORPORA
from examples import min_examples
from l10nqa.bitext import find_bitexts, open_bitext
from l10nqa.errors import ConfigError, InputError
from l10nqa.markup import parse_inline, volume_of
from l10nqa.memory.analysis import (
    DEFAULT_RATES,
    Analysis,
    Band,
    FileFigures,
    JobFile,
    Known,
    Nearest,
    classify,
    distinct_sources,
    fuzzy_band,
    read_rates,
    similarity,
    sum_of,
)
from l10nqa.model import TranslationUnit
from l10nqa.text import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Sources = tuple[str, ...]


def job(*files: Sources) -> list[JobFile]:
    return [
        JobFile(f"{at}.md", "en-US", "lv-LV", tuple(map(str, range(len(sources)))), sources)
        for at, sources in enumerate(files)
    ]


def units(files: Sequence[JobFile], *, moved: str = "elsewhere/") -> Iterator[TranslationUnit]:
    for file in files:
        hashes = [0, *map(text_hash, file.sources), 0]
        for at, (segment, source) in enumerate(zip(file.identifiers, file.sources, strict=True)):
            yield TranslationUnit(
                source,
                "x",
                "en-US",
                "lv-LV",
                path=moved + file.path,
                segment=segment,
                previous_hash=hashes[at],
                next_hash=hashes[at + 2],
            )


def figures(
    files: Sequence[JobFile],
    memory: Sequence[TranslationUnit] = (),
    *,
    internal: bool = True,
    repetitions_first: bool = False,
) -> list[FileFigures]:
    sources = distinct_sources(files)
    known = Known()
    known.learn(memory, set(sources))
    texts = Nearest(list(dict.fromkeys(unit.source for unit in memory if unit.target)))
    earlier = Nearest(sources) if internal else None
    similar = {
        source: similarity(source, texts, earlier, before)
        for before, source in enumerate(sources)
        if source not in known
    }
    return list(classify(files, known, similar, repetitions_first=repetitions_first))


def segments(found: Sequence[FileFigures]) -> Counter[Band]:
    return Counter({band: amount.segments for band, amount in Analysis(tuple(found), DEFAULT_RATES).amounts.items()})


# Words of one alphabet so small that repetitions, fuzzy and exact matches are all frequent.
_words = st.sampled_from(["save", "the", "file", "now", "`x`", "**bold**", "保存", "{0}"])
_sources = st.lists(_words, min_size=1, max_size=5).map(" ".join)
_files = st.lists(st.lists(_sources, max_size=6).map(tuple), max_size=4)


def judged(files: Sequence[Sources], memory: Sequence[Sources], *, internal: bool, first: bool) -> list[Counter[str]]:
    """Return the segments of each file by band: every decision made anew from the texts, segment by segment."""
    known = [(text, *around(sources, at)) for sources in memory for at, text in enumerate(sources)]
    before: list[tuple[int, str]] = []
    result = []
    for number, sources in enumerate(files):
        counts: Counter[str] = Counter()
        for at, text in enumerate(sources):
            counts[judge(text, around(sources, at), known, before, number, internal=internal, first=first)] += 1
            before.append((number, text))
        result.append(counts)
    return result


def around(sources: Sources, at: int) -> tuple[str | None, str | None]:
    return (sources[at - 1] if at else None), (sources[at + 1] if at + 1 < len(sources) else None)


def judge(
    text: str,
    context: tuple[str | None, str | None],
    known: Sequence[tuple[str, str | None, str | None]],
    before: Sequence[tuple[int, str]],
    number: int,
    *,
    internal: bool,
    first: bool,
) -> str:
    # A unit without neighbours on either side has no context that could agree.
    same = [contexts for source, *contexts in known if source == text]
    agreeing = [[mine == its for mine, its in zip(context, theirs, strict=True)] for theirs in same if any(theirs)]
    exact = 102 if [True, True] in agreeing else 101 if any(map(any, agreeing)) else 100 if same else 0
    places = [file for file, source in before if source == text]
    if places and (first or exact <= 100):
        return "repetition" if number in places else "repetition-across-files"
    if exact:
        return str(exact)
    in_memory = max((score(text, source) for source, *_ in known), default=0.0)
    in_job = max((score(text, source) for _, source in before), default=0.0) if internal else 0.0
    best = max(in_memory, in_job)
    for least, name in ((95, "95-99"), (85, "85-94"), (75, "75-84"), (50, "50-74")):
        if best >= least:
            return f"internal-{name}" if in_job > in_memory else name
    return "new"


def score(one: str, other: str) -> float:
    longer = max(len(one), len(other), 1)
    pairs, others = (Counter(zip(["start", *text], [*text, "end"], strict=True)) for text in (one, other))
    return 100 - 100 * Levenshtein.distance(one, other) / longer if (pairs & others).total() >= 0.5 * longer else 0.0


@min_examples(200)
@given(files=_files, memory=_files, internal=st.booleans(), first=st.booleans())
def test_bands_are_those_of_a_judge_that_looks_at_every_pair(
    files: list[Sources], memory: list[Sources], *, internal: bool, first: bool
) -> None:
    found = figures(job(*files), list(units(job(*memory))), internal=internal, repetitions_first=first)
    expected = judged(files, memory, internal=internal, first=first)
    assert [
        Counter({str(band): amount.segments for band, amount in file.amounts.items()}) for file in found
    ] == expected


_texts = st.lists(st.lists(st.sampled_from(["ab", "c", " ", "abc", "é", "日本", "\0", "**"]), max_size=30).map("".join))


@given(st.text(max_size=30) | _texts.map(" ".join), _texts, st.sampled_from([50.0, 62.5, 80.0, 95.0]), st.data())
def test_the_nearest_is_that_of_a_look_at_every_text(
    text: str, texts: list[str], least: float, data: st.DataObject
) -> None:
    before = data.draw(st.none() | st.integers(0, len(texts)))
    scores = [score(text, other) for other in texts[:before]]
    expected = max((found for found in scores if found >= least), default=0.0)
    assert Nearest(texts).best(text, min_score=least, before=before) == pytest.approx(expected, abs=1e-9)


def test_the_nearest_of_real_sentences_is_that_of_a_look_at_every_text() -> None:
    sources = sorted({s.source for place in find_bitexts([str(CORPORA)]) for s in open_bitext(place).segments})
    assert len(sources) > 200
    nearest = Nearest(sources)
    for before, text in enumerate(sources):
        expected = max((score(text, other) for other in sources[:before]), default=0.0)
        found = nearest.best(text, min_score=50, before=before)
        assert found == pytest.approx(expected if expected >= 50 else 0.0, abs=1e-9)


@given(_files, _files)
def test_bands_add_up_to_what_there_is(files: list[Sources], memory: list[Sources]) -> None:
    found = figures(job(*files), list(units(job(*memory))))
    for file, sources in zip(found, files, strict=True):
        volumes = [volume_of(parse_inline(source)) for source in sources]
        expected = (len(sources), *(sum(column) for column in zip(*volumes, strict=True)))
        assert sum_of(file.amounts.values()) == (expected if sources else (0,) * 6)
    analysis = Analysis(tuple(found), DEFAULT_RATES)
    assert sum_of(analysis.amounts.values()) == sum_of(sum_of(file.amounts.values()) for file in found)


@given(_files, _files, _files)
def test_a_file_changes_nothing_of_those_before_it(
    files: list[Sources], more: list[Sources], memory: list[Sources]
) -> None:
    known = list(units(job(*memory)))
    assert figures(job(*files, *more), known)[: len(files)] == figures(job(*files), known)


@given(files=_files, first=st.booleans())
def test_a_job_that_the_memory_holds_is_exact_or_repeated(files: list[Sources], *, first: bool) -> None:
    found = figures(job(*files), list(units(job(*files))), repetitions_first=first)
    repeated = {Band.REPETITION, Band.REPETITION_ACROSS_FILES}
    exact = {Band.BOTH_CONTEXTS, Band.ONE_CONTEXT, Band.EXACT}
    assert segments(found).keys() <= repeated | exact
    for file, sources in zip(found, files, strict=True):
        # What stands alone in its file has no neighbour to be known by.
        assert first or len(sources) < 2 or file.amounts.keys() == {Band.BOTH_CONTEXTS}


@given(_files, _files)
def test_more_is_leveraged_with_internal_matches(files: list[Sources], memory: list[Sources]) -> None:
    known = list(units(job(*memory)))
    without, having = (segments(figures(job(*files), known, internal=internal)) for internal in (False, True))
    assert having[Band.NEW] <= without[Band.NEW]
    assert not [band for band in without if band.startswith("internal")]
    exact = (Band.BOTH_CONTEXTS, Band.ONE_CONTEXT, Band.EXACT, Band.REPETITION, Band.REPETITION_ACROSS_FILES)
    assert [having[band] for band in exact] == [without[band] for band in exact]


def test_the_place_of_a_segment_is_context_too() -> None:
    memory = [TranslationUnit("save", "x", "en", "lv", path="0.md", segment="1")]
    assert segments(figures(job(("a", "save", "b")), memory))[Band.ONE_CONTEXT] == 1
    assert segments(figures(job(("save", "b")), memory))[Band.EXACT] == 1


def test_a_unit_without_translation_is_none() -> None:
    memory = [TranslationUnit("save the file", "", "en", "lv")]
    assert segments(figures(job(("save the file", "save the files")), memory, internal=False)) == {Band.NEW: 2}


@pytest.mark.parametrize(
    ("score_", "band"),
    [(99.9, "95-99"), (95, "95-99"), (94.99, "85-94"), (85, "85-94"), (84.9, "75-84"), (75, "75-84"), (50, "50-74")],
)
def test_scores_are_rounded_down(score_: float, band: str) -> None:
    assert fuzzy_band(score_) == band
    assert fuzzy_band(score_, internal=True) == f"internal-{band}"
    assert fuzzy_band(49.99) == Band.NEW


def test_words_are_weighed_by_the_rates() -> None:
    found = figures(job(("one two three", "one two three", "4 5")))
    rates = {**DEFAULT_RATES, Band.REPETITION: 0.25, Band.NEW: 0.5}
    analysis = Analysis(tuple(found), rates)
    assert analysis.weighted_words(analysis.amounts) == 3 * 0.25 + 5 * 0.5


def test_rates_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "rates.toml"
    file.write_text('# ours\n95-99 = 0.5\n"new" = 1\n', encoding="utf-8")
    assert read_rates(file) == {**DEFAULT_RATES, Band.FROM_95: 0.5}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("102 = 0\n95-98 = 1\n", 2, "95-98"),
        ("\nnew = 2\n", 2, "number from 0 to 1"),
        ("new = true\n", 1, "number"),
        ("new = nan\n", 1, "number"),
        ('100 = "a"\n', 1, "number"),
        ("[new]\nx = 1", 1, "number"),
        ("new = \n", 1, "table of rates"),
    ],
)
def test_rates_that_cannot_be_meant_are_refused(tmp_path: Path, text: str, line: int, said: str) -> None:
    file = tmp_path / "rates.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=said) as error:
        read_rates(file)
    assert (error.value.path, error.value.line) == (str(file), line)


def test_rates_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_rates(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"# \xe9")
    with pytest.raises(InputError):
        read_rates(tmp_path / "latin.toml")
