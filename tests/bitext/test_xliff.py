from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from units import plain, texts, units
from xliff_files import opened, segments
from xliff_rules import NS_1, NS_2, check_xliff

from l10nqa.bitext.entries import target_hash
from l10nqa.bitext.xliff import XLIFF_VERSIONS, write_xliff
from l10nqa.errors import ConfigError, InputError
from l10nqa.model import AppliedPenalty, Context, Match, Penalty, State, TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

UNIT = TranslationUnit("Save *now*", "Saglabāt *tūlīt*", "en-US", "lv-LV", "dir/a.md", "1-101", "MT", line=7)
every_version = pytest.mark.parametrize("version", XLIFF_VERSIONS)


def xliff(given_units: Sequence[TranslationUnit], **options: Any) -> bytes:
    stream = BytesIO()
    write_xliff(given_units, stream, **options)
    return stream.getvalue()


def back(raw: bytes | str) -> list[TranslationUnit]:
    return [
        TranslationUnit(
            segment.source,
            segment.target,
            segment.profile.source_locale,
            segment.profile.target_locale,
            segment.document,
            segment.key,
            segment.origin,
            line=segment.line,
        )
        for segment in segments(raw)
    ]


@every_version
@pytest.mark.parametrize("as_text", [False, True])
@given(given_units=st.lists(units(), max_size=4))
@example(given_units=[UNIT._replace(segment="a b"), UNIT._replace(segment="a_b"), UNIT, UNIT, UNIT._replace(path="b")])
def test_what_is_written_is_read(version: str, as_text: bool, given_units: list[TranslationUnit]) -> None:  # noqa: FBT001
    raw = xliff(given_units, xliff_version=version, plain=as_text)
    assert back(raw) == [plain(unit) for unit in given_units]
    check_xliff(etree.fromstring(raw))


_deductions = st.lists(st.builds(AppliedPenalty, st.sampled_from(Penalty), st.floats(0.1, 99)), max_size=2).map(tuple)
_matches = st.builds(
    Match,
    st.floats(0, 100),
    units().map(lambda unit: unit._replace(source_locale="en-US", target_locale="lv-LV", line=0)),
    st.sampled_from(["", "memory", "a <b> c.db"]),
    st.none() | st.sampled_from(Context),
    _deductions,
)


@every_version
@given(note=texts, matches=st.lists(_matches, max_size=3))
def test_notes_and_matches_keep_the_rules_and_are_no_part_of_the_unit(
    version: str, note: str, matches: list[Match]
) -> None:
    key = str(UNIT.key)
    raw = xliff([UNIT], xliff_version=version, notes={key: [note]}, matches={key: matches})
    check_xliff(etree.fromstring(raw))
    assert back(raw) == [UNIT]


@every_version
@given(matches=st.lists(_matches, min_size=1, max_size=3))
def test_matches_come_back(version: str, matches: list[Match]) -> None:
    raw = xliff([UNIT], xliff_version=version, matches={str(UNIT.key): matches})
    bitext = opened(raw)
    (segment,) = bitext.segments
    found = bitext.matches(segment)
    kept = ("source", "target", "path", "segment", "origin", "created", "changed")
    assert [(each.similarity, each.memory, each.context, each.penalties) for each in found] == [
        (each.similarity, each.memory, each.context, each.penalties) for each in matches
    ]
    assert [[getattr(each.unit, name) for name in kept] for each in found] == [
        [getattr(each.unit, name) for name in kept] for each in matches
    ]


def test_the_first_version_is_written_unless_another_is_asked_for() -> None:
    assert etree.fromstring(xliff([UNIT])).get("version") == "1.2"
    assert etree.fromstring(xliff([UNIT], xliff_version="2.1")).get("version") == "2.1"
    with pytest.raises(ConfigError, match=r"no XLIFF 2\.0") as caught:
        xliff([UNIT], xliff_version="2.0")
    assert caught.value.hint == "known versions: 1.2, 2.1"


def test_a_unit_of_1_2_in_full() -> None:
    note, match = (
        "emphasis-count: one",
        Match(87.5, TranslationUnit("Save", "Saglabāt", "en-US", "lv-LV"), "memory"),
    )
    raw = xliff([UNIT], notes={"dir/a.md#1-101": [note]}, matches={"dir/a.md#1-101": [match]})
    assert (
        raw.decode()
        == f"""<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="dir/a.md" source-language="en-US" target-language="lv-LV" datatype="x-markdown"><body>
<trans-unit id="1-101" xml:space="preserve">
<source>Save <bpt id="1" ctype="italic">*</bpt>now<ept id="1">*</ept></source>
<target state="translated" state-qualifier="mt-suggestion">Saglabāt <bpt id="1" ctype="italic">*</bpt>tūlīt<ept id="1">*</ept></target>
<context-group purpose="location"><context context-type="linenumber">7</context></context-group>
<context-group purpose="x-l10nqa"><context context-type="x-target-hash">{target_hash(UNIT.target)}</context></context-group>
<note from="l10nqa" annotates="target">emphasis-count: one</note>
<alt-trans match-quality="87.5%" origin="memory" xml:space="preserve"><source>Save</source><target>Saglabāt</target></alt-trans>
</trans-unit>
</body></file>
</xliff>
"""  # noqa: E501 - the file has lines as long
    )


def test_a_unit_of_2_1_in_full() -> None:
    note, match = (
        "emphasis-count: one",
        Match(87.5, TranslationUnit("Save", "Saglabāt", "en-US", "lv-LV"), "memory"),
    )
    raw = xliff([UNIT], xliff_version="2.1", notes={"dir/a.md#1-101": [note]}, matches={"dir/a.md#1-101": [match]})
    _, _, _, *lines = raw.decode().splitlines()
    code = '<pc id="1" dataRefStart="d1" dataRefEnd="d1" type="fmt" subType="xlf:i">{}</pc>'
    texts_ = f"<source>Save {code.format('now')}</source><target>Saglabāt {code.format('tūlīt')}</target>"
    meta = f'<mda:meta type="target-hash">{target_hash(UNIT.target)}</mda:meta>'
    match_ = '<mtc:match ref="#s1" similarity="87.5" origin="memory"><source>Save</source><target>Saglabāt</target>'
    notes = '<note category="location">dir/a.md:7</note><note category="l10nqa" appliesTo="target">'
    assert lines == [
        '<unit id="1-101">',
        f"<mtc:matches>{match_}</mtc:match></mtc:matches>",
        f'<mda:metadata><mda:metaGroup category="l10nqa">{meta}</mda:metaGroup></mda:metadata>',
        f"<notes>{notes}emphasis-count: one</note></notes>",
        '<originalData><data id="d1">*</data></originalData>',
        f'<segment id="s1" state="translated" subState="l10nqa:MT">{texts_}</segment>',
        "</unit>",
        "</file>",
        "</xliff>",
    ]


@every_version
def test_a_document_is_a_file(version: str) -> None:
    given_units = [UNIT, UNIT._replace(segment="2"), UNIT._replace(path="b.md"), UNIT._replace(segment="3")]
    root = etree.fromstring(xliff(given_units, xliff_version=version))
    found = [
        (file.get("original"), [unit.get("id") for unit in file.iter("{*}unit", "{*}trans-unit")]) for file in root
    ]
    assert found == [("dir/a.md", ["1-101", "2"]), ("b.md", ["1-101"]), ("dir/a.md", ["3"])]


@every_version
def test_two_locales_are_refused(version: str) -> None:
    with pytest.raises(ConfigError, match="en-US > lv-LV and en-US > de-DE") as caught:
        xliff([UNIT, UNIT._replace(target_locale="de-DE")], xliff_version=version)
    assert caught.value.hint


@every_version
def test_pairs_that_cross_are_taken_apart_in_2_1_and_nested_ones_are_not(version: str) -> None:
    unit = UNIT._replace(source="**a <b>b** c</b> *d [e](f)*")
    raw = xliff([unit], xliff_version=version)
    source = next(etree.fromstring(raw).iter("{*}source"))
    names = [etree.QName(element).localname for element in source.iterdescendants()]
    assert (
        names
        == {
            "1.2": ["bpt", "bpt", "ept", "ept", "bpt", "bpt", "ept", "ept"],
            "2.1": ["sc", "pc", "ec", "pc", "pc"],
        }[version]
    )


@every_version
def test_ours_says_which_segment_of_which_document_each_is(version: str) -> None:
    second = UNIT._replace(segment="2", source="two", target="divi")
    given_units = [UNIT, second, second, UNIT._replace(segment="3", target=""), UNIT._replace(path=None, segment="4")]
    raw = xliff(given_units, xliff_version=version, plain=True)
    raw = raw.replace("Saglabāt *tūlīt*".encode(), "Saglabāt **tagad**".encode(), 1)
    found = segments(raw)
    assert [segment.id for segment in found] == ["dir/a.md#1-101", "dir/a.md#2", "dir/a.md#2~2", "dir/a.md#3", "4"]
    assert [(segment.document, segment.key) for segment in found] == [(unit.path, unit.segment) for unit in given_units]
    assert [segment.target for segment in found] == ["Saglabāt **tagad**", "divi", "divi", "", UNIT.target]
    assert [segment.exported_hash for segment in found] == [target_hash(unit.target) for unit in given_units]
    states = [State.TRANSLATED, State.TRANSLATED, State.TRANSLATED, State.UNTRANSLATED, State.TRANSLATED]
    assert [segment.state for segment in found] == states
    assert all(segment.profile.markup.is_markdown and not segment.target_codes for segment in found)


@every_version
@pytest.mark.parametrize(("old", "new", "meant"), [("b\ufffd", "c\ufffd", "c\x01"), ("b\ufffd", "c", "c")])
def test_an_edit_keeps_the_characters_that_xml_forbids(version: str, old: str, new: str, meant: str) -> None:
    raw = xliff([UNIT._replace(source="a\x02", target="b\x01")], xliff_version=version)
    (found,) = segments(raw.replace(old.encode(), new.encode()))
    assert (found.source, found.target) == ("a\x02", meant)


HEAD_1 = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a.md" source-language="EN-us" '
)
HEAD_1 += 'target-language="lv_lv" datatype="x"><body><group id="g">'
TAIL_1 = "</group></body></file></xliff>"
HEAD_2 = '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en-US" trgLang="lv-LV">'
HEAD_2 += '<file id="f" original="a.md"><group id="g">'
TAIL_2 = "</group></file></xliff>"


def one(raw: str) -> TranslationUnit:
    (unit,) = back(raw)
    return unit


def pair_1(source: str, target: str, *, attributes: str = "", more: str = "") -> str:
    unit = f'<trans-unit id="1"><source>{source}</source><target {attributes}>{target}</target>{more}</trans-unit>'
    return HEAD_1 + unit + TAIL_1


def pair_2(source: str, target: str, *, before: str = "", attributes: str = "") -> str:
    texts_ = f"<source>{source}</source><target>{target}</target>"
    return f'{HEAD_2}<unit id="1">{before}<segment {attributes}>{texts_}</segment></unit>{TAIL_2}'


SAVE = TranslationUnit("Save", "Saglabāt", "en-US", "lv-LV", "a.md", "1")


@pytest.mark.parametrize(
    "raw",
    [
        pair_1("Save", "Saglabāt"),
        pair_1("Save", "Saglabāt").replace('xmlns="urn:oasis:names:tc:xliff:document:1.2"', ""),
        pair_1("Save", "Saglabāt").replace(":1.2", ":1.1"),
        re.sub(r"(</?)([a-z])", r"\1x:\2", pair_1("Save", "Saglabāt")).replace("xmlns=", "xmlns:x="),
        pair_1("Sa<mrk mtype='seg' mid='1'>ve</mrk>", "<mrk mtype='seg' mid='1'>Sagla</mrk><mrk mtype='seg'>bāt</mrk>"),
        pair_1("Save", "Saglabāt", attributes='foo="bar" xmlns:o="urn:o" o:x="y"', more="<o/><note>n</note>"),
        pair_1("Save", "Saglabāt", more="<alt-trans><source>Other</source><target>Cits</target></alt-trans>"),
        pair_1("Save", "Saglabāt").replace("<target", "<seg-source>Sa<mrk mtype='seg'>ve</mrk></seg-source><target"),
        '<!DOCTYPE xliff PUBLIC "-//XLIFF//DTD XLIFF//EN" "http://localhost:9/xliff.dtd">' + pair_1("Save", "Saglabāt"),
        pair_2("Save", "Saglabāt"),
        pair_2("Save", "Saglabāt").replace(":2.0", ":2.2"),
        pair_2("Sa<mrk id='m' type='term'>ve</mrk>", "<sm id='m'/>Saglabāt<em startRef='m'/>"),
        pair_2("Save", "Saglabāt", before="<notes><note>a:x</note></notes>", attributes='foo="bar"'),
        pair_2(
            "Save",
            "Saglabāt",
            before='<m:matches xmlns:m="urn:oasis:names:tc:xliff:matches:2.0"><m:match ref="#1"><source>Other</source>'
            "<target>Cits</target></m:match></m:matches>",
        ),
    ],
)
def test_files_of_other_tools(raw: str) -> None:
    assert one(raw) == SAVE
    assert back(raw.encode("utf-16")) == [SAVE]


@pytest.mark.parametrize(
    ("qualifier", "origin"), [("mt-suggestion", "MT"), ("leveraged-mt", "MT"), ("exact-match", None), ("x-HT", "HT")]
)
def test_who_translated_is_what_the_state_says(qualifier: str, origin: str | None) -> None:
    assert one(pair_1("a", "b", attributes=f'state-qualifier="{qualifier}"')).origin == origin


def test_codes_of_1_2_are_read_as_the_text_they_hold() -> None:
    source = 'a <bpt id="1">*</bpt>b<ept id="1">*</ept> <ph id="2">{0}<sub>alt</sub></ph><it id="3" pos="open">[</it>'
    assert one(pair_1(source, "x")).source == "a *b* {0}alt["


def test_codes_without_text_have_that_of_the_source() -> None:
    source = '<bpt id="1">[</bpt>b<ept id="1">](c)</ept> <ph id="2">`d`</ph> <it id="3" pos="open">*</it>'
    target = (
        '<ph id="2"/><x id="2"/> <g id="1">β<it id="3"/></g> <bx rid="1"/>γ<ex rid="1"/><ph id="9" equiv-text="e"/>'
    )
    assert one(pair_1(source, target)).target == "`d``d` [β*](c) [γ](c)e"
    source = '<pc id="1" dataRefStart="d1" dataRefEnd="d2">b</pc> <ph id="2" dataRef="d3"/>'
    target = '<ph id="2"/> <sc id="1"/>β<ec startRef="1"/> <pc id="1">γ</pc><ph id="9" equiv="e"/><cp hex="0007"/>'
    data = '<data id="d1">[</data><data id="d2">](<cp hex="0001"/>)</data><data id="d3">`d`</data>'
    unit = one(pair_2(source, target, before=f"<originalData>{data}</originalData>"))
    assert (unit.source, unit.target) == ("[b](\x01) `d`", "`d` [β](\x01) [γ](\x01)e\x07")


SPLIT = (
    '<segment id="1" state="final"><source>One. </source><target order="3">Viens. </target></segment>'
    "<ignorable><source> </source></ignorable>"
    '<segment id="2" state="final"><source>Two.</source><target order="1">Divi.</target></segment>'
)


def test_each_segment_of_a_unit_is_a_unit() -> None:
    raw = f'{HEAD_2}<unit id="1">{SPLIT}</unit>{TAIL_2}'
    first, second = back(raw)
    assert (first.source, first.target, first.segment) == ("One. ", "Viens. ", "1/1")
    assert (second.source, second.target, second.segment) == ("Two.", "Divi.", "1/2")
    missing = raw.replace('<target order="1">Divi.</target>', "")
    assert [unit.target for unit in back(missing.encode())] == ["Viens. ", ""]


@every_version
@pytest.mark.parametrize("is_whole", [False, True])
def test_ours_is_whole_though_a_tool_has_cut_it_up(version: str, *, is_whole: bool) -> None:
    raw = xliff([UNIT._replace(source="One. Two.", target="")], xliff_version=version, plain=True).decode()
    if version == "1.2":
        inside = '<mrk mtype="seg" mid="1">{}</mrk> <mrk mtype="seg" mid="2">{}</mrk>'
        target = inside.format("Viens.", "Divi." if is_whole else "")
        cut = f"</source><seg-source>{inside.format('One.', 'Two.')}</seg-source><target>{target}</target>"
        raw = raw.replace("</source>", cut)
    else:
        second = '<target order="1">Divi.</target>' if is_whole else ""
        parts = (
            '<segment><source>One.</source><target order="3">Viens. </target></segment><ignorable><source> </source>'
        )
        parts += f"</ignorable><segment><source>Two.</source>{second}</segment>"
        raw = re.sub("<segment.*</segment>", parts, raw)
    (segment,) = segments(raw)
    assert (segment.id, segment.source) == ("dir/a.md#1-101", "One. Two.")
    # The targets of 2.1 say which comes first.
    whole = "Viens. Divi." if version == "1.2" else "Divi. Viens. "
    assert segment.target == (whole if is_whole else "")
    assert segment.state is (State.TRANSLATED if is_whole else State.UNTRANSLATED)


@pytest.mark.parametrize(
    ("raw", "state"),
    [
        (pair_1("a", "b", attributes='state="needs-translation"'), State.DRAFT),
        (pair_1("a", "b", attributes='state="new"'), State.DRAFT),
        (pair_1("a", "b", attributes='state="translated"'), State.TRANSLATED),
        (pair_1("a", "b", attributes='state="signed-off"'), State.FINAL),
        (pair_1("a", "b").replace("<trans-unit", '<trans-unit approved="yes"'), State.FINAL),
        (pair_1("a", "b").replace("<group", '<group translate="no"'), State.LOCKED),
        (pair_1("a", "").replace("<group", '<group translate="no"'), State.LOCKED),
        (pair_1("a", "b", attributes='state="new"').replace("<group", '<group translate="no"'), State.DRAFT),
        (pair_1("a", "a", attributes='state="translated"'), State.TRANSLATED),
        (pair_1("a", " \n"), State.UNTRANSLATED),
        (pair_2("a", "b", attributes='state="initial"'), State.DRAFT),
        (pair_2("a", "b", attributes='state="translated"'), State.TRANSLATED),
        (pair_2("a", "b", attributes='state="final"'), State.FINAL),
        (pair_2("a", "b"), State.TRANSLATED),
        (pair_2("a", "b").replace("<unit", '<unit translate="no"'), State.LOCKED),
        (pair_1("a", "").replace("<target ></target>", ""), State.UNTRANSLATED),
        (pair_1("a", "", attributes='state="translated"'), State.UNTRANSLATED),
        (pair_2("a", "").replace("<target></target>", ""), State.UNTRANSLATED),
        (pair_2("a", "", attributes='state="final"'), State.UNTRANSLATED),
    ],
)
def test_the_state_is_what_the_file_says(raw: str, state: State) -> None:
    (segment,) = segments(raw)
    assert segment.state is state


@every_version
def test_an_untranslated_unit_says_no_state_that_a_translation_would_keep(version: str) -> None:
    raw = xliff([UNIT._replace(target="")], xliff_version=version).decode()
    (segment,) = segments(raw.replace("</source>", "</source><target>Jauns</target>"))
    assert (segment.target, segment.state) == ("Jauns", State.TRANSLATED)


@every_version
def test_a_tool_that_formats_the_file_anew_changes_no_text(version: str) -> None:
    unit = UNIT._replace(source="**a** *b*\n `c`  `d` ", target="`d`  `c` **β**")
    root = etree.fromstring(xliff([unit], xliff_version=version), etree.XMLParser(remove_blank_text=True))
    assert back(etree.tostring(root, pretty_print=True)) == [unit]


@every_version
def test_what_a_tool_has_dropped_is_done_without(version: str) -> None:
    root = etree.fromstring(xliff([UNIT], xliff_version=version))
    for element in list(root.iter("{*}context-group", "{*}metadata", "{*}notes")):
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
    (found,) = segments(etree.tostring(root))
    assert (found.document, found.key, found.source, found.target) == ("dir/a.md", "1-101", UNIT.source, UNIT.target)
    assert found.exported_hash is None


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("", "broken XML"),
        ("<tmx/>", "is no XLIFF: its root element is <tmx>"),
        (HEAD_1 + "<trans-unit", "broken XML"),
        ('<!DOCTYPE xliff [<!ENTITY x "y">]>' + pair_1("&x;", "b"), "declares entities"),
    ],
)
def test_what_is_no_xliff_or_could_do_harm_is_refused(raw: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        opened(raw)


def test_units_are_written_as_they_come() -> None:
    stream = BytesIO()
    sizes = []

    def coming() -> Any:
        for at in range(2000):
            sizes.append(stream.tell())
            yield UNIT._replace(segment=str(at))

    write_xliff(coming(), stream)
    assert sizes[-1] > 1900 * 100


def test_both_namespaces_are_those_of_the_standards() -> None:
    assert etree.fromstring(xliff([UNIT])).tag == f"{NS_1}xliff"
    assert etree.fromstring(xliff([UNIT], xliff_version="2.1")).tag == f"{NS_2}xliff"
