"""Units of XLIFF in several segments: each is read, looked up and filled by itself, and the others stay as they are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from foreign_xliff import Segments, contents, segmented
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from official_schemas import needs_xliff
from test_xliff_fill import assert_valid, every_prefix, every_version, translations_of, without_units
from translate.storage.xliff import xlifffile
from xliff_files import fill, filled, mark, match, offered, segments, usable

from l10nqa.model import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.model import InlineCode

_targets = st.none() | st.just("") | st.sampled_from(["Jau", "Jā & nē"])
_units = st.builds(
    Segments, st.lists(st.tuples(contents, _targets), min_size=1, max_size=3), st.booleans(), st.booleans()
)


def _sources(raw: bytes) -> list[bytes]:
    root = etree.fromstring(raw)
    found = [*root.iter("{*}source", "{*}seg-source")]
    return [etree.tostring(each, method="c14n") for each in found if not _is_offer(each)]


def _is_offer(element: etree._Element) -> bool:
    return any(str(each.tag).rpartition("}")[2] in ("alt-trans", "match") for each in element.iterancestors())


@every_version
@every_prefix
@needs_xliff
@given(st.lists(_units, min_size=1, max_size=2), st.data())
def test_each_segment_is_filled_by_itself(
    version: str, prefix: str, given_units: list[Segments], data: st.DataObject
) -> None:
    raw = segmented(version, given_units, prefix).encode()
    assert_valid(raw, version)
    assert filled(raw, {}) == raw
    before, taken = segments(raw), usable(raw)
    chosen = {at: data.draw(translations_of(unit.source)) for at, unit in enumerate(before) if unit.source}
    fills = {
        at: fill(match(target), finished=data.draw(st.booleans()), notes=("n",))
        for at, target in chosen.items()
        if data.draw(st.booleans())
    }
    left: dict[int, str] = {}
    out = filled(raw, fills, left)
    assert_valid(out, version)
    assert without_units(out) == without_units(raw)
    assert _sources(out) == _sources(raw)
    after, now = segments(out), usable(out)
    assert [unit.source for unit in after] == [unit.source for unit in before]
    for at, (old, new) in enumerate(zip(before, after, strict=True)):
        is_filled = at in fills and at not in left
        assert new.target == (chosen[at] if is_filled else old.target)
        # What the memory would have taken of the others it still takes, and of these what is sure.
        wanted = (chosen[at] if fills[at].state is State.TRANSLATED else None) if is_filled else taken.get(old.id)
        assert now.get(new.id) == wanted
    assert filled(out, {at: fill for at, fill in fills.items() if at not in left}) == out
    for at in fills.keys() - left.keys():
        assert Counter(_unplaced(after[at].target_codes)) == Counter(_unplaced(after[at].source_codes))


def _unplaced(codes: Sequence[InlineCode]) -> list[tuple[str, str]]:
    return [(code.role, code.id) for code in codes]


_HEAD_1 = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" '
    'xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns:mq="urn:tool">'
    '<file original="a" source-language="en" target-language="lv" datatype="x"><body>\n'
)
_TAIL_1 = "\n</body></file></xliff>\n"
TRADOS = f"""{_HEAD_1}<trans-unit id="7f"><source><g id="4">Open it. <x id="9"/>Save it.</g></source>
<seg-source><g id="4"><mrk mtype="x-sdl-comment" sdl:cid="c1"><mrk mtype="seg" mid="1">Open it.</mrk></mrk> <x id="9"/>\
<mrk mtype="seg" mid="2">Save it.</mrk></g></seg-source>
<sdl:seg-defs><sdl:seg id="1" /><sdl:seg id="2" percent="0"/></sdl:seg-defs></trans-unit>{_TAIL_1}"""
MEMOQ = f"""{_HEAD_1}<trans-unit id="1" mq:status="PartiallyEdited"><source>Open it. Save it.</source>
<seg-source><mrk mtype="seg" mid="1">Open it.</mrk> <mrk mtype="seg" mid="2">Save it.</mrk></seg-source>
<target state="needs-translation" mq:a="b"><mrk mtype="seg" mid="1">Ver to.</mrk> <mrk mtype="seg" mid="2"/></target>
<mq:minorversions/></trans-unit>{_TAIL_1}"""
OKAPI = f"""{_HEAD_1}<trans-unit id="1"><source>Note: Open <bx id="1"/>it. Save<ex id="1"/> it. Run.</source>
<seg-source>Note: <mrk mid="0" mtype="seg">Open <bx id="1"/>it.</mrk> \
<mrk mid="1" mtype="seg">Save<ex id="1"/> it.</mrk> \
<mrk mid="2" mtype="seg">Run <mrk mtype="x-its">it</mrk>.</mrk></seg-source></trans-unit>{_TAIL_1}"""


def test_a_unit_as_trados_writes_it_gets_its_target_in_segments() -> None:
    out = filled(TRADOS.encode(), {1: fill(match("Saglabā."), finished=True)}).decode()
    target = '<target state="needs-translation" state-qualifier="exact-match"><g id="4"><mrk mtype="x-sdl-comment" '
    target += 'sdl:cid="c1"><mrk mtype="seg" mid="1"/></mrk> <x id="9"/><mrk mtype="seg" mid="2">Saglabā.</mrk></g>'
    before, _, after = TRADOS.partition("</seg-source>")
    assert out.startswith(f"{before}</seg-source>{target}</target>")
    told = after.replace(
        '<sdl:seg id="2" percent="0"/>', '<sdl:seg id="2" percent="90" conf="Translated" origin="tm"/>'
    )
    assert out.endswith(told)
    assert [unit.id for unit in segments(out.encode())] == ["7f/1", "7f/2"]
    assert usable(out.encode()) == {"7f/2": "Saglabā."}
    assert offered(out.encode()) == {"7f/2": ["Saglabā."]}
    both = filled(out.encode(), {0: fill(match("Atver."), finished=True)}).decode()
    assert '<target state="translated"' in both
    assert usable(both.encode()) == {"7f/1": "Atver.", "7f/2": "Saglabā."}
    (unit,) = xlifffile.parsestring(both.encode()).units  # type: ignore[no-untyped-call]
    assert unit.target == "Atver. Saglabā."


def test_what_trados_says_of_each_segment_holds() -> None:
    target = (
        '<target><g id="4"><mrk mtype="seg" mid="1">Atver.</mrk> <mrk mtype="seg" mid="2">Glabā.</mrk></g></target>'
    )
    raw = TRADOS.replace("</seg-source>", f"</seg-source>{target}")
    assert usable(raw.encode()) == {"7f/1": "Atver.", "7f/2": "Glabā."}
    told = raw.replace('<sdl:seg id="1" />', '<sdl:seg id="1" conf="Draft" origin="mt"/>')
    told = told.replace('<sdl:seg id="2"', '<sdl:seg id="2" conf="ApprovedSignOff"')
    assert usable(told.encode()) == {"7f/2": "Glabā."}
    assert [unit.origin for unit in segments(told.encode())] == ["MT", None]
    assert [each.state for each in segments(told)] == [State.DRAFT, State.FINAL]
    locked = raw.replace('<sdl:seg id="1" />', '<sdl:seg id="1" locked="true"/>')
    assert [each.state for each in segments(locked)] == [State.LOCKED, State.TRANSLATED]
    (both,) = segments(raw.replace("<seg-source>", "<seg-source/><x>").replace("</seg-source>", "</x>").encode())
    assert both.target == "Atver. Glabā."


def test_a_unit_as_memoq_writes_it_keeps_the_segment_that_is_translated() -> None:
    assert usable(MEMOQ.encode()) == {"1/1": "Ver to."}
    out = filled(MEMOQ.encode(), {1: fill(match("Saglabā."), finished=False)}).decode()
    standing = 'mq:a="b"><mrk mtype="seg" mid="1">Ver to.</mrk> <mrk mtype="seg" mid="2">Saglabā.</mrk></target>'
    assert f'<target state="needs-review-translation" {standing}' in out
    assert usable(out.encode()) == {"1/1": "Ver to."}
    assert 'mid="2" xml:space="preserve"><source>like it</source>' in out
    sure = filled(out.encode(), {1: fill(match("Saglabā."), finished=True)}).decode()
    assert f'<target state="translated" {standing}' in sure
    assert usable(sure.encode()) == {"1/1": "Ver to.", "1/2": "Saglabā."}


def test_segments_that_share_a_code_stay_open_with_their_match() -> None:
    left: dict[int, str] = {}
    fills = {at: fill(match(target), finished=True) for at, target in enumerate(["Atver.", "Saglabā.", "Dari."])}
    out = filled(OKAPI.encode(), fills, left)
    assert list(left) == [0, 1, 2]  # of the last nobody knows what its mark is around
    assert [unit.target for unit in segments(out)] == ["", "", ""]
    assert offered(out) == {"1/0": ["Atver."], "1/1": ["Saglabā."], "1/2": ["Dari."]}
    whole = OKAPI.replace('<mrk mtype="x-its">it</mrk>', "it")
    out = filled(whole.encode(), {2: fill(match("Dari."), finished=True)})
    assert b'<target state="needs-translation" state-qualifier="exact-match">Note: <mrk mid="0" mtype="seg"/> ' in out


def test_a_text_in_a_code_goes_where_the_code_goes() -> None:
    code = '<ph id="2">{<sub>tip</sub>}</ph>'
    raw = MEMOQ.replace('mid="2">Save it.', f'mid="2">Save {code} it.').encode()
    left: dict[int, str] = {}
    out = filled(raw, {1: fill(match("Saglabā."), finished=True)}, left)
    assert list(left) == [1]
    assert offered(out) == {"1/2": ["Saglabā."]}
    out = filled(raw, {1: fill(match("Saglabā to {tip}."), finished=True)})
    assert f'<mrk mtype="seg" mid="2">Saglabā to {code}.</mrk></target>' in out.decode()


_HEAD_2 = (
    '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="lv">'
    '<file id="f" original="a">\n'
)


def unit_2(inside: str) -> bytes:
    return f'{_HEAD_2}<unit id="u">{inside}</unit></file></xliff>'.encode()


def test_segments_of_2_have_states_and_matches_of_their_own() -> None:
    raw = unit_2(
        '<segment><source>Open <sc id="1"/>it. </source></segment><ignorable><source> </source></ignorable>'
        '<segment id="s1" state="final"><source>Save it.</source><target order="1">Glabā.</target></segment>'
        '<segment id="x"><source><ec startRef="1"/>Run.</source></segment><segment><source>End.</source></segment>'
    )
    assert [unit.id for unit in segments(raw)] == ["u/s2", "u/s1", "u/x", "u/s3"]
    assert usable(raw) == {"u/s1": "Glabā."}
    left: dict[int, str] = {}
    out = filled(raw, {at: fill(match(f"T{at}"), finished=at == 3) for at in (0, 2, 3)}, left)
    assert list(left) == [0, 2]
    assert b'<segment id="s3" state="translated" subState="l10nqa:exact-match"><source>End.</source><target>T3' in out
    assert out.count(b"state=") == 2
    assert offered(out) == {"u/s2": ["T0"], "u/x": ["T2"], "u/s3": ["T3"]}
    assert [unit.id for unit in segments(out)] == [unit.id for unit in segments(raw)]


def test_a_segment_of_which_the_source_changed_is_marked_and_the_others_are_not() -> None:
    fill = mark("the source changed")
    raw = MEMOQ.replace('mid="2"/></target>', 'mid="2">Glabā.</mrk></target>').replace(
        "needs-translation", "translated"
    )
    out = filled(raw.encode(), {0: fill})
    assert usable(out) == {"1/2": "Glabā."}
    assert b">segment 1: the source changed<" in out
    out = filled(
        unit_2("".join(f"<segment><source>{at}</source><target>{at}x</target></segment>" for at in "ab")), {0: fill}
    )
    assert usable(out) == {"u/s2": "bx"}


def test_who_translated_is_said_of_each_segment() -> None:
    machine = match("Saglabā.")
    machine = machine._replace(unit=machine.unit._replace(origin="MT"))
    for raw in (MEMOQ.encode(), unit_2("<segment><source>a</source></segment><segment><source>b</source></segment>")):
        human = match("Atver.")._replace(unit=machine.unit._replace(target="Atver.", origin="HT"))
        out = filled(raw, {0: fill(human, finished=True), 1: fill(machine, finished=True)})
        assert [unit.origin for unit in segments(out)] == ["HT", "MT"]


@pytest.mark.parametrize(
    ("broken", "target"),
    [
        (MEMOQ.replace('mid="2">S', 'mid="1">S'), "Ver to. "),
        (MEMOQ.replace(' mid="2">S', ">S"), "Ver to. "),
        (MEMOQ.replace('mid="2"/>', 'mid="3">x</mrk>'), "Ver to. x"),
        (
            MEMOQ.replace('<mrk mtype="seg" mid="1">Ver to.</mrk> <mrk mtype="seg" mid="2"/>', "Ver un glabā."),
            "Ver un glabā.",
        ),
    ],
)
def test_what_cannot_be_told_apart_stays_whole(broken: str, target: str) -> None:
    (unit,) = segments(broken.encode())
    assert (unit.source, unit.target, unit.id) == ("Open it. Save it.", target, "1")
    left: dict[int, str] = {}
    out = filled(broken.encode(), {0: fill(match("Cits."), finished=True)}, left)
    assert [each.target for each in segments(out)] == [target]
    assert list(left) == [0]


def test_a_target_that_lacks_the_mark_gets_it_where_the_source_has_it() -> None:
    raw = MEMOQ.replace(' <mrk mtype="seg" mid="2"/></target>', "</target>")
    out = filled(raw.encode(), {1: fill(match("Saglabā."), finished=True)}).decode()
    assert '>Ver to.</mrk> <mrk mtype="seg" mid="2">Saglabā.</mrk></target>' in out
    left: dict[int, str] = {}
    raw = raw.replace("</mrk></target>", "</mrk> un</target>")
    out = filled(raw.encode(), {1: fill(match("Saglabā."), finished=True)}, left).decode()
    assert left == {1: "its target holds more than segments; the translation is offered beside it"}
    assert usable(out.encode()) == {"1/1": "Ver to."}


@every_version
@pytest.mark.parametrize("is_finished", [False, True])
def test_a_draft_that_another_translation_replaces_is_kept_beside_it(version: str, *, is_finished: bool) -> None:
    draft = "mans <b> uzmetums"
    raw = segmented(version, [Segments([(["Open ", ("ph", "%s")], draft), (["Save"], "cits")])]).encode()
    out = filled(raw, {0: fill(match("Atver %s"), finished=is_finished)})
    assert_valid(out, version)
    (kept,) = offered(out).values()
    assert kept == ["Atver %s", draft]
    again = filled(out, {0: fill(match("Ver %s"), finished=is_finished)})
    assert sorted(*offered(again).values()) == sorted(["Atver %s", draft, "Ver %s"])
    assert [unit.target for unit in segments(again)] == ["Ver %s", "cits"]


def test_a_draft_is_kept_with_its_codes() -> None:
    raw = MEMOQ.replace(">Ver to.<", '><g id="1">Ver</g><x id="2"/> to.<').encode()
    out = filled(raw, {0: fill(match("Atver."), finished=True)}).decode()
    kept = '<source>Open it.</source><target><g id="1">Ver</g><x id="2"/> to.</target></alt-trans>'
    assert f'<alt-trans alttranstype="previous-version" mid="1" xml:space="preserve">{kept}' in out
    raw = unit_2(
        '<originalData><data id="d">%s</data></originalData><segment id="s" state="initial"><source>a '
        '<ph id="1" dataRef="d"/></source><target order="1">mans <ph id="1" dataRef="d"/></target></segment>'
    )
    out = filled(raw, {0: fill(match("a %s"), finished=True)}).decode()
    kept = '<source>a <ph id="1" dataRef="d"/></source><target>mans <ph id="1" dataRef="d"/></target></mtc:match>'
    assert f'<originalData><data id="d">%s</data></originalData>{kept}' in out
    assert offered(out.encode()) == {"u": ["a %s", "mans %s"]}
