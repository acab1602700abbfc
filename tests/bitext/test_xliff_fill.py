"""Translations put into XLIFF documents that are there: what is filled, what is not, and that all else stays."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import pytest
from foreign_xliff import WORDS, Content, contents, document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from official_schemas import needs_xliff, xliff_schema
from units import texts, units
from xliff_files import fill, filled, mark, match, offered, segments

from l10nqa.bitext.xliff import XLIFF_VERSIONS, write_xliff
from l10nqa.errors import InputError
from l10nqa.model import Origin, State, TranslationUnit

VERSIONS = ("1.2", "2.0")
every_version = pytest.mark.parametrize("version", VERSIONS)
every_prefix = pytest.mark.parametrize("prefix", ["", "xlf"])


def _units(raw: bytes) -> list[etree._Element]:
    root = etree.fromstring(raw)
    space = root.tag.partition("}")[0] + "}"
    return list(root.iter(f"{space}trans-unit", f"{space}unit"))


def _codes(element: etree._Element, name: str) -> Counter[tuple[str, tuple[tuple[str, str], ...]]]:
    side = element.find(f"{{*}}segment/{{*}}{name}") if element.tag.endswith("}unit") else element.find(f"{{*}}{name}")
    assert side is not None
    return Counter(
        (str(each.tag), tuple(sorted((str(name), str(value)) for name, value in each.attrib.items())))
        for each in side.iterdescendants()
    )


def assert_valid(raw: bytes, version: str) -> None:
    root = etree.fromstring(raw)
    for foreign in list(root.iter("{urn:tool}*")):  # of which the schema of 1.2 wants to have schemas
        if (parent := foreign.getparent()) is not None:
            parent.remove(foreign)
    for each in root.iter():
        for name in [name for name in each.attrib if str(name).startswith("{urn:tool}")]:
            del each.attrib[name]
    xliff_schema(version).assertValid(root)


def without_units(raw: bytes) -> bytes:
    root = etree.fromstring(raw)
    root.attrib.pop("trgLang", "")
    for unit in _units(raw):
        for own in root.iter(unit.tag):
            own.clear()
    return etree.tostring(root, method="c14n")


@every_version
@every_prefix
@needs_xliff
@given(st.lists(contents, min_size=1, max_size=3), st.data())
def test_a_filled_document_is_valid_and_says_what_it_said(
    version: str, prefix: str, given_units: list[Content], data: st.DataObject
) -> None:
    raw = document(version, given_units, prefix).encode()
    assert_valid(raw, version)
    assert filled(raw, {}) == raw
    before = segments(raw)
    targets = [data.draw(translations_of(unit.source)) for unit in before]
    fills = {at: fill(match(target), finished=at == 1, notes=("n",)) for at, target in enumerate(targets) if at != 2}
    left: dict[int, str] = {}
    out = filled(raw, fills, left)
    assert_valid(out, version)
    assert without_units(out) == without_units(raw)
    for at, (unit, old, new) in enumerate(zip(segments(out), _units(raw), _units(out), strict=True)):
        assert unit.source == before[at].source
        if at == 2:
            assert etree.tostring(old, method="c14n") == etree.tostring(new, method="c14n")
        elif at in left:
            assert unit.target == before[at].target
        else:
            assert unit.target == targets[at]
            assert _codes(new, "source") == _codes(new, "target")


def translations_of(source: str) -> st.SearchStrategy[str]:
    """Return texts that have the words of the source, in another order or not, and perhaps others."""
    words = [word for word in WORDS for _ in range(source.count(word))]
    return st.one_of(
        st.just(source), st.permutations(words).map("".join), st.lists(st.sampled_from(WORDS)).map("".join)
    ).filter(str.strip)


CODES: list[tuple[Content, str, str | None]] = [
    ([("g", ["Save all"])], "Saglabāt visu", "<g>Saglabāt visu</g>"),
    ([("ph", ""), "Save", ("ph", "")], "Saglabāt", "<ph/>Saglabāt<ph/>"),
    (["Save ", ("ph", "%s")], "%s saglabāt", "<ph>%s</ph> saglabāt"),
    (["Save ", ("ph", "%s")], "Saglabāt", None),
    (["Save ", ("ph", "%s")], "%s %s", None),
    (["Save %s ", ("ph", "%s")], "Saglabāt %s %s", None),
    (["Save ", ("ph", ""), " it"], "Saglabāt to", None),
    (["Save ", ("g", ["it"])], "Saglabāt", None),
    ([("g", [("ph", "%s"), " files"])], "failu: %s", "<g>failu: <ph>%s</ph></g>"),
    ([("ph", "%s"), ("ph", ""), "files"], "%s failu", None),
    ([("pair", "<b>"), "x"], "y <b>z<b>", "y <bpt><b></bpt>z<ept><b></ept>"),
]


@every_version
@pytest.mark.parametrize(("content", "target", "expected"), CODES)
def test_codes_go_where_they_belong_or_the_match_is_only_offered(
    version: str, content: Content, target: str, expected: str | None
) -> None:
    left: dict[int, str] = {}
    raw = document(version, [content]).encode()
    out = filled(raw, {0: fill(match(target), finished=True)}, left)
    if expected is None:
        assert "have no place in the translation" in left[0]
        assert [unit.target for unit in segments(out)] == [""]
        assert offered(out) == {"u0": [target]}
    else:
        assert left == {}
        assert [unit.target for unit in segments(out)] == [target]
        assert offered(out) == {"u0": [target]}
        if version == "1.2":
            (element,) = etree.fromstring(out).iterfind(".//{*}trans-unit/{*}target")
            inside = etree.tostring(element, encoding="unicode", with_tail=False).partition(">")[2].rpartition("<")[0]
            assert _bare(inside) == expected


def _bare(text: str) -> str:
    root = etree.fromstring(f"<r>{text}</r>")
    for each in root.iter():
        each.attrib.clear()
    return etree.tostring(root, encoding="unicode")[3:-4].replace("&lt;", "<").replace("&gt;", ">")


@pytest.mark.parametrize("version", XLIFF_VERSIONS)
@pytest.mark.parametrize("plain", [False, True])
@given(units(), texts.filter(bool), st.sampled_from(["MT", "HT", None]))
def test_ours_takes_any_translation_and_gives_it_back(
    version: str,
    plain: bool,  # noqa: FBT001
    unit: TranslationUnit,
    target: str,
    origin: Origin | None,
) -> None:
    stream = BytesIO()
    write_xliff([unit._replace(target="")], stream, xliff_version=version, plain=plain)
    (before,) = segments(stream.getvalue())
    new = match(target, origin=origin)
    out = filled(stream.getvalue(), {0: fill(new, finished=True)})
    (after,) = segments(out)
    assert (after.id, after.source, after.target, after.origin) == (before.id, before.source, target, origin)
    assert (after.document, after.key, after.exported_hash) == (before.document, before.key, before.exported_hash)
    assert filled(out, {0: fill(new, finished=True)}) == out


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-be", "UTF-16"), ("iso-8859-1", "ISO-8859-1")],
)
def test_an_encoding_stays(encoding: str, declared: str) -> None:
    text = document("1.2", [["é"], ["Open"]]).replace("UTF-8", declared).replace("\n", "\r\n")
    raw = text.encode(encoding)
    assert filled(raw, {}) == raw
    out = filled(raw, {1: fill(match("ā"), finished=True)})
    assert [unit.target for unit in segments(out)] == ["", "ā"]
    at = text.index("<trans-unit", text.index("<trans-unit") + 1)
    assert out.startswith(text[:at].encode(encoding))


def test_bytes_that_are_no_characters_stay() -> None:
    raw = document("1.2", [["é \x01"], ["Open"]]).encode("iso-8859-1")
    with pytest.raises(InputError, match="broken XML"):
        segments(raw)
    raw = document("1.2", [["é \x01"], ["Open"]]).encode().replace(b"theirs", b"&#x2;")
    out = filled(raw, {1: fill(match("x"), finished=True)})
    assert [unit.target for unit in segments(out)] == ["", "x"]
    assert b"\x01" in out
    assert b"&#x2;" in out


def test_a_unit_in_a_unit_of_no_namespace_does_no_harm() -> None:
    raw = b"<xliff version='2.0'><file id='f'><unit id='1'><x><unit xmlns='urn:x'/></x><segment><source>a</source>"
    raw += b"</segment></unit></file></xliff>"
    out = filled(raw, {0: fill(match("x"), finished=True)})
    assert [unit.target for unit in segments(out)] == ["x"]
    assert b"<x><unit xmlns='urn:x'/></x>" in out


def test_references_to_what_xml_forbids_are_no_hindrance() -> None:
    raw = document("2.0", [["a"]]).replace(">a<", ">a&#1;b<")
    out = filled(raw.encode(), {0: fill(match("x"), finished=True)})
    assert [(unit.source, unit.target) for unit in segments(out)] == [("a\ufffdb", "x")]
    assert b">a&#1;b<" in out


def test_marks_and_locks_of_1_2() -> None:
    raw = document("1.2", [["a"], ["b"], ["c"], ["d"]]).replace('id="u0"', 'id="u0" translate="no"')
    raw = raw.replace('id="u1"', "id='u1' approved='yes'").replace('state="new"', 'state="final"', 1)
    raw = raw.replace('<target state="final" t:y="1 &gt; 2" />', "<target state='final'>B</target>")
    states = [State.LOCKED, State.FINAL, State.UNTRANSLATED, State.UNTRANSLATED]
    assert [segment.state for segment in segments(raw)] == states
    out = filled(raw.encode(), {1: fill(match("bb"), finished=False), 3: fill(match("dd"), finished=True)}).decode()
    assert 'approved="no"' in out
    assert '<target state="needs-review-translation" state-qualifier="fuzzy-match">bb</target>' in out
    assert '<target state="translated" t:y="1 &gt; 2" state-qualifier="exact-match">dd</target>' in out
    marked = filled(out.encode(), {3: mark("the source changed")}).decode()
    assert '<target state="needs-review-translation" t:y="1 &gt; 2" state-qualifier="exact-match">dd</target>' in marked
    assert marked.count("the source changed") == 1
    assert filled(marked.encode(), {3: mark()}).decode() == marked


@pytest.mark.parametrize("version", VERSIONS)
def test_a_second_run_replaces_what_the_first_one_said(version: str) -> None:
    raw = document(version, [["a"], ["b"]]).encode()
    first = {at: fill(match("x", "like"), finished=False, notes=("one",)) for at in (0, 1)}
    second = {at: fill(match("y"), finished=True, notes=("two",)) for at in (0, 1)}
    once, twice = filled(raw, first), filled(filled(raw, first), second)
    assert filled(once, first) == once
    assert [unit.target for unit in segments(twice)] == ["y", "y"]
    assert [twice.decode().count(word) for word in (">one<", ">two<", ">theirs<")] == [0, 2, raw.count(b">theirs<")]
    assert {name: sorted(found) for name, found in offered(twice).items()} == {"u0": ["x", "y"], "u1": ["x", "y"]}


def test_ours_stays_whole_whatever_a_tool_has_made_of_it() -> None:
    stream = BytesIO()
    write_xliff([TranslationUnit("a", "", "en", "lv", "a.md", "1")], stream, xliff_version="2.1")
    raw = stream.getvalue().replace(b"</segment>", b"</segment><segment><source>b</source></segment>")
    assert [unit.source for unit in segments(raw)] == ["ab"]
    left: dict[int, str] = {}
    assert filled(raw, {0: fill(match("x"), finished=True)}, left) == raw
    assert left == {0: "the source is in several segments, the translation is of the whole"}


def test_the_only_segment_of_1_2_keeps_its_mark() -> None:
    one = '<seg-source><g id="1"><mrk mtype="seg" mid="1">a</mrk></g></seg-source>'
    raw = document("1.2", [[("g", ["a"])]]).replace("</source>", f"</source>{one}")
    out = filled(raw.encode(), {0: fill(match("x"), finished=True)}).decode()
    assert '<g id="1"><mrk mtype="seg" mid="1">x</mrk></g></target>' in out
    assert [unit.id for unit in segments(out.encode())] == ["u0"]


def test_units_of_other_namespaces_are_none_and_take_nothing_with_them() -> None:
    raw = document("1.2", [["a"]]).replace("</source>", "</source><target>b</target>")
    raw = raw.replace("<t:more a='/>'/>", "<unit xmlns='urn:tool'><source>c</source></unit><group xmlns='urn:tool'/>")
    assert [(unit.source, unit.target) for unit in segments(raw.encode())] == [("a", "b")]
    assert [
        (unit.source, unit.target) for unit in segments(raw.replace("<trans-unit", "<trans-unit xmlns=''").encode())
    ] == [("a", "b")]


@pytest.mark.parametrize(
    "raw", [b"", b"<a/>", b"</x>", b"<xliff><unit>", b"<xliff><unit></xliff></unit>", b"\xff\xfe<\0"]
)
def test_what_is_no_xliff_is_refused(raw: bytes) -> None:
    with pytest.raises(InputError):
        filled(raw, {0: fill(match("x"), finished=True)})


def test_entities_are_neither_declared_nor_expanded() -> None:
    text = document("1.2", [["a"]])
    bomb = text.replace("<!--", '<!DOCTYPE xliff [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><!--').replace(">a<", ">&c;<")
    with pytest.raises(InputError, match="declares entities"):
        filled(bomb.encode(), {0: fill(match("x"), finished=True)})
    elsewhere = text.replace("<!--", '<!DOCTYPE xliff SYSTEM "nowhere.dtd" [<!ELEMENT a ANY><!-- ]> -->]><!--')
    out = filled(elsewhere.encode(), {0: fill(match("x"), finished=True)})
    assert [unit.target for unit in segments(out)] == ["x"]
    assert out.startswith(elsewhere.encode().partition(b"<trans-unit")[0])


@every_version
def test_what_only_looks_like_markup_is_left_alone(version: str) -> None:
    inside = "a<!-- <source>c</source> --><?p <g>?><![CDATA[<x/> & ]]>b"
    raw = document(version, [["a"]]).replace(">a<", f">{inside}<").replace("theirs", "<![CDATA[</source>]]>")
    out = filled(raw.encode(), {0: fill(match("<x/> & y"), finished=True)})
    assert [(unit.source, unit.target) for unit in segments(out)] == [("a<x/> & b", "<x/> & y")]
    assert inside in out.decode()
