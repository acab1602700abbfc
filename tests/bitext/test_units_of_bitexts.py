from __future__ import annotations

from typing import TYPE_CHECKING, cast

from hypothesis import given
from hypothesis import strategies as st

from l10nqa.bitext.sxs.read import parse_sxs
from l10nqa.bitext.text_file import TextFile
from l10nqa.bitext.units import units
from l10nqa.model import Profile, Segment
from l10nqa.text import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from l10nqa.model import Bitext, TranslationUnit


class Records(TextFile):
    @property
    def is_document(self) -> bool:
        return False


def units_of(file: TextFile) -> Iterator[TranslationUnit]:
    return units(cast("Bitext", file))  # reading and writing, which a kind of file adds, are not needed here


def neighbours(bitext: TextFile) -> list[tuple[int, int]]:
    return [(unit.previous_hash, unit.next_hash) for unit in units_of(bitext)]


def pair(identifier: str, source: str) -> str:
    return (
        f'<span data-ttu-id="{identifier}">t</span><span class="sxs-lookup">'
        f'<span data-stu-id="{identifier}">{source}</span></span>\n'
    )


def test_a_document_gives_units_with_place_and_neighbours() -> None:
    document = parse_sxs((pair("1", "a") + pair("2", "b") + pair("3", "c")).encode(), "x/a.md", "a.md")
    assert neighbours(document) == [(0, text_hash("b")), (text_hash("a"), text_hash("c")), (text_hash("b"), 0)]
    assert [(unit.path, unit.segment, unit.line) for unit in units(document)] == [
        ("x/a.md", "1", 1),
        ("x/a.md", "2", 2),
        ("x/a.md", "3", 3),
    ]


def brute_force(segments: list[Segment]) -> Iterable[tuple[int, int]]:
    """Return the hashes by looking to both sides for the next segment of the same document and locales."""
    for index, segment in enumerate(segments):
        same = [(other.document, other.profile) == (segment.document, segment.profile) for other in segments]
        before = [text_hash(segments[i].source) for i in range(index) if same[i]]
        after = [text_hash(segments[i].source) for i in range(index + 1, len(segments)) if same[i]]
        yield (before or [0])[-1], (after or [0])[0]


@given(
    st.lists(
        st.builds(
            lambda source, document, profile: Segment("1", source, "t", document=document, profile=profile),
            st.sampled_from("abcdef"),
            st.sampled_from(["p", "q", None]),
            st.sampled_from([Profile(), Profile(target_locale="de")]),
        ),
        max_size=8,
    )
)
def test_neighbours_are_those_of_the_same_document_and_locales(segments: list[Segment]) -> None:
    expected = list(brute_force(segments))
    assert neighbours(TextFile("x", "x", "", segments)) == expected
    assert neighbours(Records("x", "x", "", segments)) == [
        found if segment.document else (0, 0) for segment, found in zip(segments, expected, strict=True)
    ]


def test_what_the_file_says_goes_first() -> None:
    said = Segment("2", "b", "t", document="p", key="k", previous_hash=7, next_hash=0, line=5, created=1, changed=2)
    first, second = units_of(TextFile("x", "x", "", [Segment("1", "a", "t", document="p"), said]))
    assert (first.previous_hash, first.next_hash, first.line) == (0, text_hash("b"), 0)
    assert (second.previous_hash, second.next_hash) == (7, 0)
    assert (second.path, second.segment, second.line, second.created, second.changed) == ("p", "k", 5, 1, 2)
