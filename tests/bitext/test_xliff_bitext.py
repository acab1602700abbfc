"""XLIFF as a bitext: unchanged targets give the same bytes, spots are exact, edits touch only their target."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from foreign_xliff import Content, Segments, contents, document, segmented
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from units import texts, units
from xliff_files import fill, match, opened

from l10nqa.bitext.find import Place
from l10nqa.bitext.sources import SOURCES, open_bitext, parse_bitext, source_of_name
from l10nqa.bitext.text_file import changed
from l10nqa.bitext.xliff import XliffFile, is_xliff, write_xliff
from l10nqa.errors import ConfigError, InputError
from l10nqa.model import Fix, Segment, Side, State, Target
from l10nqa.text import Span

VERSIONS = ("1.2", "2.0")
every_version = pytest.mark.parametrize("version", VERSIONS)
_targets = st.none() | st.just("") | st.sampled_from(["Jau", "Jā & nē", "<b> ]]>", " "])
_cut = st.builds(
    Segments, st.lists(st.tuples(contents, _targets), min_size=1, max_size=3), st.booleans(), st.booleans()
)
_prefixes = st.sampled_from(["", "xlf"])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Return a file of another tool, some of whose segments are translated, with codes and without."""
    version, prefix = draw(st.sampled_from(VERSIONS)), draw(_prefixes)
    if draw(st.booleans()):
        return segmented(version, draw(st.lists(_cut, min_size=1, max_size=2)), prefix).encode()
    bitext = opened(document(version, draw(st.lists(contents, min_size=1, max_size=3)), prefix))
    targets = {each.id: Target(each.source, draw(st.sampled_from(State))) for each in bitext.segments}
    return bitext.with_targets(targets).raw


@st.composite
def ours(draw: st.DrawFn) -> bytes:
    stream, version = BytesIO(), draw(st.sampled_from(["1.2", "2.1"]))
    write_xliff(
        draw(st.lists(units(), min_size=1, max_size=3)), stream, xliff_version=version, plain=draw(st.booleans())
    )
    return stream.getvalue()


@given(files() | ours())
def test_segments_put_back_unchanged_give_the_same_bytes(raw: bytes) -> None:
    bitext = opened(raw)
    assert len({segment.id for segment in bitext.segments}) == len(bitext.segments)
    for state in (False, True):
        targets = {each.id: Target(each.target, each.state if state else None) for each in bitext.segments}
        written = bitext.with_targets(targets)
        assert (written.raw, dict(written.refused)) == (raw, {})


@given(files() | ours(), st.data())
def test_an_edit_changes_the_content_of_its_target_and_nothing_else(raw: bytes, data: st.DataObject) -> None:
    bitext = opened(raw)
    segment = data.draw(st.sampled_from(list(bitext.segments)))
    first = data.draw(st.integers(0, len(segment.target)))
    last = data.draw(st.integers(first, len(segment.target)))
    text = (
        segment.target[:first]
        + data.draw(st.sampled_from(["", "!", " & ", "<", "言葉", "]]>"]))
        + segment.target[last:]
    )
    written = bitext.with_targets({segment.id: Target(text)})
    after = bitext.again(written.raw)
    assert [each.id for each in after.segments] == [each.id for each in bitext.segments]
    for old, new in zip(bitext.segments, after.segments, strict=True):
        is_edited = old is segment and not written.refused
        assert (new.source, new.target) == (old.source, text if is_edited else old.target)
        assert is_edited or new.state is old.state
    if segment.target and text.strip():
        assert after.segments[bitext.segments.index(segment)].state in (segment.state, State.TRANSLATED, State.DRAFT)
    place = segment.target_span
    if segment.target:
        assert after.text[: place.start] == bitext.text[: place.start]
        assert after.text.endswith(bitext.text[place.end :])
        changes = bitext.changes(segment, Fix(safe=True, edits=(), result=text))
        assert changed(bitext.text, changes) == after.text
        assert all(change.span.inside(place) for change in changes)


@given(files() | ours())
def test_a_spot_is_where_the_file_writes_the_text(raw: bytes) -> None:
    bitext = opened(raw)
    sides: tuple[Side, ...] = ("source", "target")
    for segment in bitext.segments:
        for side in sides:
            _check_spots(bitext, segment, side)


def _check_spots(bitext: XliffFile, segment: Segment, side: Side) -> None:
    text = segment.source if side == "source" else segment.target
    place = segment.source_span if side == "source" else segment.target_span
    assert bitext.spot(segment, side, None) == place
    reached = 0
    for offset, character in enumerate(text):
        spot = bitext.spot(segment, side, Span(offset, offset + 1))
        assert spot.inside(place)
        written = spot.of(bitext.text)
        if len(written) == 1:  # not in a code whose text stands elsewhere, and no reference
            assert written == character or character in "\n\ufffd" or not character.isprintable()
            assert spot.start >= reached
        reached = max(reached, spot.start)
    if text:
        whole = bitext.spot(segment, side, Span(0, len(text)))
        assert whole.inside(place)
    assert bitext.position(segment, side, None) == bitext.lines.position(place.start)


def test_a_spot_is_found_across_references_sections_and_codes() -> None:
    inside = 'a &amp; <g id="1">b<!-- c -->c</g><![CDATA[d<e]]>&#x66;<ph id="2">g<sub>h</sub></ph>i'
    bitext = opened(document("1.2", [["x"]]).replace("<target", "<TARGET").replace(">x<", f">{inside}<"))
    (segment,) = bitext.segments
    assert segment.source == "a & bcd<efghi"
    wanted = ["a", " ", "&amp;", " ", "b", "c", "d", "<", "e", "&#x66;", "g", "h", "i"]
    found = [bitext.spot(segment, "source", Span(at, at + 1)).of(bitext.text) for at in range(len(segment.source))]
    assert found == wanted
    assert bitext.spot(segment, "source", Span(2, 7)).of(bitext.text) == '&amp; <g id="1">b<!-- c -->c</g><![CDATA[d'
    line, column = bitext.position(segment, "source", Span(4, 5))
    assert bitext.text.splitlines()[line - 1][column - 1 :].startswith("b<!--")


def test_a_line_that_ends_as_in_windows_is_one_character() -> None:
    bitext = opened(document("1.2", [["one\ntwo"]]).replace("\n", "\r\n").encode("utf-16"))
    (segment,) = bitext.segments
    assert segment.source == "one\ntwo"
    assert bitext.spot(segment, "source", Span(4, 7)).of(bitext.text) == "two"
    written = bitext.with_targets({segment.id: Target("viens\ndivi", State.TRANSLATED)})
    assert bitext.again(written.raw).segments[0].target == "viens\ndivi"


@every_version
@pytest.mark.parametrize("state", [each for each in State if each is not State.UNTRANSLATED])
@pytest.mark.parametrize("text", ["Saglabāt", None])
def test_the_state_that_is_put_in_comes_back(version: str, state: State, text: str | None) -> None:
    bitext = opened(document(version, [["Save"], ["Open"]]))
    first, second = (segment.id for segment in bitext.segments)
    bitext = bitext.again(bitext.with_targets({first: Target("Glabāt", State.DRAFT)}).raw)
    written = bitext.with_targets({first: Target(text, state)})
    assert not written.refused
    after = bitext.again(written.raw)
    assert [each.state for each in after.segments] == [state, State.UNTRANSLATED]
    assert after.segments[0].target == (text or "Glabāt")
    assert after.segments[1].id == second
    assert after.with_targets({first: Target(text, state)}).raw == written.raw or state is State.LOCKED


@every_version
def test_what_cannot_be_put_in_is_refused_by_name_and_the_rest_goes_on(version: str) -> None:
    bitext = opened(document(version, [["Save ", ("ph", ""), " it"], ["Open"]]))
    written = bitext.with_targets({"u0": Target("Saglabāt"), "u1": Target("Atvērt"), "u9": Target("x")})
    assert written.refused == {
        "u0": "inline codes of the source have no place in the translation",
        "u9": "there is no such segment",
    }
    assert [each.target for each in bitext.again(written.raw).segments] == ["", "Atvērt"]


def test_a_control_character_is_refused_by_1_x_and_held_by_2_x() -> None:
    for version, is_held in (("1.2", False), ("2.0", True)):
        bitext = opened(document(version, [["Bell"]], "xlf"))
        written = bitext.with_targets({"u0": Target("Zvans\x07", State.TRANSLATED)})
        assert (not written.refused) is is_held
        assert bitext.again(written.raw).segments[0].target == ("Zvans\x07" if is_held else "")
        if is_held:
            etree.fromstring(written.raw)
            assert b'Zvans<xlf:cp hex="0007"/></xlf:target>' in written.raw


def test_locales_and_markup_given_by_the_caller_overrule_the_file() -> None:
    raw = document("1.2", [["Save"]]).replace('target-language="lv"', "").encode()
    assert opened(raw).target_locale == "und"
    bitext = opened(raw, target_locale="fr-CA", source_locale="de")
    assert {(each.profile.source_locale, each.profile.target_locale) for each in bitext.segments} == {("de", "fr-CA")}
    assert bitext.again(raw).target_locale == "fr-CA"
    place = Place(Path("messages.fr.xlf"), "messages.fr.xlf", "messages.fr.xlf", Path())
    assert parse_bitext(raw, place, target_locale="fr").segments[0].profile.target_locale == "fr"


@every_version
def test_a_root_that_names_no_locale_gets_that_of_its_targets(version: str) -> None:
    bitext = opened(document(version, [["Save"]]), target_locale="lv-LV")
    written = bitext.with_targets({"u0": Target("Saglabāt", State.TRANSLATED)})
    assert (b'trgLang="lv-LV"' in written.raw) == (version == "2.0")
    assert b"trgLang" not in bitext.with_targets({"u0": Target(None, None, ("a note",))}).raw


def test_translations_of_the_same_kind_of_file_are_told_by_name_or_root(tmp_path: Path) -> None:
    for suffix in (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".txlf"):
        source = source_of_name(f"a{suffix.upper()}")
        assert source is not None
        assert source.takes_targets
        assert suffix in source.searched_for
        assert (suffix in source.only_in_place) == (suffix not in (".xlf", ".xliff"))
    raw = document("2.0", [["Save"]], "x").encode("utf-16")
    assert is_xliff(raw)
    assert is_xliff(b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- <a> -->\n<!DOCTYPE xliff [<!ELEMENT a ANY>]><xliff>')
    assert not is_xliff(b"<tmx><!-- <xliff> --></tmx>")
    assert not is_xliff(b"text <xliff>")
    file = tmp_path / "job"
    file.write_bytes(raw)
    assert isinstance(open_bitext(Place(file, "job", "job", tmp_path)), XliffFile)
    file.write_bytes(b"neither")
    with pytest.raises(ConfigError, match="not a kind of file"):
        open_bitext(Place(file, "job", "job", tmp_path))
    assert len({suffix for source in SOURCES for suffix in source.suffixes}) == sum(len(s.suffixes) for s in SOURCES)


def test_a_broken_file_is_an_error_with_its_line() -> None:
    with pytest.raises(InputError) as caught:
        opened(document("1.2", [["a"]]).replace("</trans-unit>", ""))
    assert (caught.value.path, bool(caught.value.line), bool(caught.value.hint)) == ("x.xlf", True, True)


@given(st.binary(max_size=40) | texts.map(lambda text: f"<xliff>{text}</xliff>".encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_bitext_or_an_input_error(raw: bytes) -> None:
    try:
        bitext = opened(raw)
    except InputError:
        return
    assert not bitext.segments


def test_hundreds_of_segments_of_one_unit_are_filled_in_one_go() -> None:
    content: list[tuple[Content, str | None]] = [([f"Text {number}"], None) for number in range(300)]
    for version in VERSIONS:
        bitext = opened(segmented(version, [Segments(content)]))
        targets = {each.id: fill(match(f"T{n}"), finished=n % 2 == 0) for n, each in enumerate(bitext.segments)}
        written = bitext.with_targets(targets)
        assert not written.refused
        after = bitext.again(written.raw).segments
        assert [each.target for each in after] == [f"T{number}" for number in range(300)]
        assert {each.state for each in after[::2]} == {State.TRANSLATED}
        assert {each.state for each in after[1::2]} == {State.DRAFT}


SYMFONY = sorted(Path("/usr/share/php/Symfony").rglob("translations/*.xlf"))


@pytest.mark.skipif(not SYMFONY, reason="no XLIFF of Symfony is installed (Debian: php-symfony-validator)")
def test_files_of_symfony() -> None:
    for file in SYMFONY:
        raw = file.read_bytes()
        bitext = opened(raw)
        tree = etree.fromstring(raw)
        pairs = [
            tuple(str(unit.findtext(f"{{*}}{name}")) for name in ("source", "target"))
            for unit in tree.iter("{*}trans-unit")
        ]
        assert [(segment.source, segment.target) for segment in bitext.segments] == pairs
        written = bitext.with_targets({each.id: Target(f"{each.target} & <") for each in bitext.segments})
        assert not written.refused
        assert [each.target for each in bitext.again(written.raw).segments] == [f"{target} & <" for _, target in pairs]
