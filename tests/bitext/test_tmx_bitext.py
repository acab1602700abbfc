"""TMX as a bitext: places, ids, inline codes, new targets."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from test_tmx import HEADER, PAIR, SAVE, tmx, tu
from tmx_rules import check_tmx
from units import texts, units

from l10nqa.bitext.tmx import parse_tmx, read_tmx, write_tmx
from l10nqa.bitext.units import units as units_of
from l10nqa.model import State, Target, TranslationUnit
from l10nqa.text import Span, text_hash

if TYPE_CHECKING:
    from l10nqa.bitext.tmx.parse import TmxFile

CASE_14 = Path(__file__).parents[2] / "../shared/cases/formats/14-tmx-ut/in.tmx"


def parse(raw: str | bytes) -> TmxFile:
    return parse_tmx(raw.encode() if isinstance(raw, str) else raw, "x.tmx", "x.tmx")


def streamed(raw: bytes) -> list[TranslationUnit]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "x.tmx")
        file.write_bytes(raw)
        return list(read_tmx(file))


def as_streamed(bitext: TmxFile) -> list[TranslationUnit]:
    """Return the units of a bitext as a stream gives them: with the path and the neighbours that the file says."""
    return [
        unit._replace(path=segment.document, previous_hash=segment.previous_hash, next_hash=segment.next_hash)
        for unit, segment in zip(units_of(bitext), bitext.segments, strict=True)
    ]


# Elements of a seg as tools write them, in any order.
PIECES = [
    *("a", "b c", " ", "&amp;", "&lt;", "&#233;", "\r\n", "\t", "é", "😀", "<!-- c -->", "<![CDATA[x<y]]>", "<?pi?>"),
    *(
        '<bpt i="1">{\\b </bpt>',
        '<ept i="1">}</ept>',
        "<ut>\\i </ut>",
        '<ph x="1"/>',
        '<ph x="2">%s</ph>',
        "<hi>h</hi>",
    ),
    *('<bpt i="2">&lt;b></bpt>', '<ept i="2">&lt;/b></ept>', '<it pos="begin">[</it>', "<ph>{0}<sub>alt</sub></ph>"),
    *(
        '<ph>&lt;img alt="<sub>A</sub>"/></ph>',
        "<ph>\\f<sub>n<ph/>o</sub></ph>",
        '<ph>&lt;img alt="<sub>A<ph/>B</sub>"/></ph>',
        "&#1;",
        "&nope;",
    ),
]
contents = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)
files = st.builds(
    lambda pairs, datatype: tmx(
        "\n".join(tu(("en-US", a), ("lv-LV", b)) for a, b in pairs), doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    ).replace('datatype="plaintext"', f'datatype="{datatype}"'),
    st.lists(st.tuples(contents, contents), max_size=3),
    st.sampled_from(["plaintext", "rtf", "html", "unknown"]),
)


@given(files)
def test_the_stream_gives_the_units_of_the_bitext(raw: str) -> None:
    assert streamed(raw.encode()) == as_streamed(parse(raw))


LANGUAGES = ["en-US", "en", "EN_us", "lv-LV", "lv", "de", "", ""]
dates = st.sampled_from(["", ' creationdate="20200102T030405Z"', ' creationdate="20210102T030405Z" changedate="?"'])
plain_contents = st.sampled_from(["<seg>a</seg>", "<seg>b</seg>", "\n <seg> c </seg>\n", "<seg/>"])
other_contents = st.sampled_from(
    ["", "d", "<x/>", "<seg>d<ph>%s</ph></seg>", "<seg>e</seg><seg>f</seg>", '<prop type="p">p</prop><seg>g</seg>']
)
variants = st.builds(
    lambda language, date, content: f'<tuv xml:lang="{language}"{date}>{content}</tuv>',
    *(st.sampled_from(LANGUAGES), dates, plain_contents),
)
other_variants = st.builds(
    lambda language, content: f'<tuv xml:lang="{language}">{content}</tuv>', st.sampled_from(LANGUAGES), other_contents
)
plain_tus = st.builds(
    lambda attributes, date, variants: f"<tu{attributes}{date}>{''.join(variants)}</tu>",
    st.sampled_from(["", "", ' srclang="lv"', ' srclang="*all*"', ' srclang=""', ' tuid="1"']),
    dates,
    st.lists(variants, min_size=1, max_size=4),
)
other_tus = st.builds(
    lambda before, variants, behind: f"<tu>{before}{''.join(variants)}{behind}</tu>",
    st.sampled_from(["", "<note>n</note>", '<prop type="x-path">a.md</prop>', '<prop type="x-origin">MT</prop>']),
    st.lists(variants | other_variants, max_size=4),
    st.sampled_from(["", "\n", "text", '<tu><tuv xml:lang="en"><seg>h</seg></tuv></tu>']),
)
tus = st.lists(plain_tus | other_tus, min_size=2, max_size=8)


@given(tus.map("".join), st.sampled_from(["en-US", "en", "de", "*all*"]), st.booleans())
def test_the_stream_gives_what_the_bitext_does_whatever_a_unit_holds(body: str, srclang: str, named: bool) -> None:  # noqa: FBT001
    raw = tmx(body, srclang=srclang)
    if named:
        raw = raw.replace("<tmx ", '<tmx xmlns="http://www.lisa.org/tmx14" ')
    assert streamed(raw.encode()) == as_streamed(parse(raw))


@given(st.lists(units() | units(source_locale="de", target_locale="sr-Latn-RS"), max_size=4), st.booleans())
def test_of_files_of_ours_too(given_units: list[TranslationUnit], plain: bool) -> None:  # noqa: FBT001
    stream = BytesIO()
    write_tmx(given_units, stream, plain=plain)
    bitext = parse(stream.getvalue())
    assert as_streamed(bitext) == streamed(stream.getvalue()) == [unit._replace(line=0) for unit in given_units]
    assert len({segment.id for segment in bitext.segments}) == len(given_units)
    assert all(segment.profile.markup.is_markdown for segment in bitext.segments)


@given(files)
def test_targets_put_back_unchanged_leave_the_bytes_as_they_are(raw: str) -> None:
    for encoding in ("utf-8", "utf-16", "utf-16-be"):
        bitext = parse(raw.replace('"1.0"', f'"1.0" encoding="{encoding[:6]}"').encode(encoding))
        written = bitext.with_targets({segment.id: Target(segment.target) for segment in bitext.segments})
        assert written.raw == bitext.raw
        assert not written.refused


@given(st.lists(st.sampled_from([p for p in PIECES if p not in {"&#1;", "&nope;"}]), max_size=7).map("".join))
def test_each_character_stands_where_the_file_has_it(content: str) -> None:
    bitext = parse(tmx(tu(("en-US", content), ("lv-LV", content))))
    for segment in bitext.segments:
        for offset, character in enumerate(segment.target):
            found = bitext.spot(segment, "target", Span(offset, offset + 1)).of(bitext.text)
            in_cdata = found == "<"
            assert in_cdata or etree.fromstring(f"<x>{found}</x>").text == character
        assert bitext.spot(segment, "source", None) == segment.source_span


@given(files, st.data())
def test_a_new_target_reads_back_or_is_refused_and_nothing_else_changes(raw: str, data: st.DataObject) -> None:
    bitext = parse(raw)
    new = {segment.id: data.draw(texts | st.just(segment.target[1:] + " z")) for segment in bitext.segments}
    written = bitext.with_targets({name: Target(text) for name, text in new.items()})
    again = parse(written.raw)
    assert [(s.id, s.source, s.source_codes) for s in again.segments] == [
        (s.id, s.source, s.source_codes) for s in bitext.segments
    ]
    for before, after in zip(bitext.segments, again.segments, strict=True):
        assert after.target == (before.target if before.id in written.refused else new[before.id])
    places = [segment.target_span for segment in bitext.segments if "sub" not in segment.id]
    assert without(bitext.text, places) == without(
        again.text, [segment.target_span for segment in again.segments if "sub" not in segment.id]
    )


def without(text: str, spans: list[Span]) -> str:
    for span in sorted(spans, reverse=True):
        text = text[: span.start] + "@" + text[span.end :]
    return text.replace("<seg@</seg>", "<seg@").replace("<seg>@</seg>", "<seg@")


@given(st.lists(units(), min_size=1, max_size=3), texts)
def test_files_of_ours_stay_valid_with_new_targets(given_units: list[TranslationUnit], new: str) -> None:
    stream = BytesIO()
    write_tmx(given_units, stream)
    bitext = parse(stream.getvalue())
    written = bitext.with_targets({bitext.segments[0].id: Target(new)})
    check_tmx(etree.fromstring(written.raw))
    assert parse(written.raw).segments[0].target == (given_units[0].target if written.refused else new)


def test_formatting_is_no_text_and_what_a_plain_file_would_show_is() -> None:
    raw = tmx(
        tu(
            ("en-US", 'Press <ut>{\\b </ut>Enter<ut>}</ut> now <bpt i="1" x="7"/>or<ept i="1"/> <ph x="1">{0}</ph>.'),
            (
                "lv-LV",
                'a <bpt i="1">&lt;b></bpt>b<ept i="1">&lt;/b></ept><ph type="lb">&lt;br/></ph><ph>&lt;mq:x/></ph>',
            ),
        )
    ).replace('datatype="plaintext"', 'datatype="rtf"')
    segment = parse(raw).segments[0]
    assert (segment.source, segment.target) == ("Press Enter now or {0}.", "a <b>b</b><br/>")
    assert [(code.start, code.end, code.role, code.id, code.equivalent) for code in segment.source_codes] == [
        (6, 6, "single", "{\\b ", "{\\b "),
        (11, 11, "single", "}", "}"),
        (16, 16, "open", "7", ""),
        (18, 18, "close", "7", ""),
    ]
    assert [code.equivalent for code in segment.target_codes] == ["<mq:x/>"]


@pytest.mark.skipif(not CASE_14.exists(), reason="the cases are not here")
def test_case_14() -> None:
    bitext = parse(CASE_14.read_bytes())
    assert [(segment.id, segment.source, segment.target) for segment in bitext.segments] == [
        ("1", "Press Enter now.", "Appuyez sur Entrée."),
        ("2", "Click here.", "Cliquez ici."),
        ("3/fr-FR", "Two", "Deux"),
        ("3/fr-FR/2", "Two", "Deux fois"),
        ("4", "Line<br/>break", "Saut<br/>de ligne"),
        ("5", "   ", ""),
    ]
    assert bitext.segments[-1].state is State.UNTRANSLATED
    assert bitext.profile.target_locale == "fr-FR"


def test_a_text_within_a_code_is_a_text_of_its_own() -> None:
    bitext = parse(
        tmx(tu(("en-US", "A<ph>\\fn <sub>note</sub></ph>."), ("lv-LV", "B<ph>\\fn <sub>piezīme</sub></ph>.")))
    )
    assert [(segment.id, segment.source, segment.target) for segment in bitext.segments] == [
        ("1", "A.", "B."),
        ("1/sub1", "note", "piezīme"),
    ]
    written = bitext.with_targets({"1/sub1": Target("vēre")})
    assert written.raw == bitext.raw.replace("piezīme".encode(), "vēre".encode())


def test_codes_stay_beside_their_words() -> None:
    inside = 'Appuyez sur <ut>{\\b </ut>Entrée<ut>}</ut> &#233; <ph x="1">%s</ph>.'
    bitext = parse(tmx(tu(("en-US", "x"), ("fr-FR", inside))))
    target = bitext.segments[0].target
    assert target == "Appuyez sur Entrée é %s."
    for new, expected in [
        (target.replace(".", " !"), inside[:-1] + " !"),
        (target.replace("Appuyez", "Tapez"), inside.replace("Appuyez", "Tapez")),
        (target.replace("Entrée", "Entrée (Enter)"), inside.replace("</ut> &", "</ut> (Enter) &")),
        ("Entrée", None),
        (target.replace("Entrée", "Enter"), inside.replace("Entrée", "Enter")),
        ("Rien de tout cela", None),
    ]:
        written = bitext.with_targets({"1": Target(new)})
        found = parse(written.raw)
        if expected is None:
            assert written.refused or found.segments[0].target == new
        else:
            assert not written.refused
            assert written.raw == bitext.raw.replace(inside.encode(), expected.encode())


@pytest.mark.parametrize(
    ("inside", "new", "expected"),
    [
        (
            'Press <bpt i="1"/>Enter<ept i="1"/>.',
            "Press the Enter key.",
            'Press the <bpt i="1"/>Enter<ept i="1"/> key.',
        ),
        ('A <bpt i="1"/><ept i="1"/>B', "A x B", 'A x <bpt i="1"/><ept i="1"/>B'),
        ("<![CDATA[a & b < c]]><ut>}</ut> d", "a & b < c e", "a &amp; b &lt; c<ut>}</ut> e"),
        ("a &#38; <ut>}</ut>b", "a & bc", "a &#38; <ut>}</ut>bc"),
        ("a b<ut>}</ut>c d", "a x d", None),
        ("a &#38; <ut>}</ut>b c", "x & b c", "x &#38; <ut>}</ut>b c"),
        ("a &#38; b", "c & b", "c &#38; b"),
        ("", "c & b", "c &amp; b"),
    ],
)
def test_what_a_new_target_looks_like(inside: str, new: str, expected: str | None) -> None:
    bitext = parse(tmx(tu(("en-US", "x"), ("fr-FR", inside))))
    written = bitext.with_targets({"1": Target(new)})
    if expected is None:
        assert "certain place" in written.refused["1"]
        assert written.raw == bitext.raw
    else:
        assert not written.refused
        assert f"<seg>{expected}</seg>" in written.raw.decode()


def test_an_empty_element_takes_a_translation() -> None:
    for empty in ("<seg/>", "<seg />", "<seg></seg>"):
        bitext = parse(tmx(SAVE.replace("<seg>Saglabāt</seg>", empty)))
        assert bitext.segments[0].state is State.UNTRANSLATED
        written = bitext.with_targets({"1": Target("A & B")})
        assert parse(written.raw).segments[0].target == "A & B"
        assert b"A &amp; B</seg></tuv>" in written.raw


def test_ids_are_the_place_then_the_tuid_then_the_number() -> None:
    place = '<prop type="x-path">a.md</prop><prop type="x-segment">{}</prop><tuv'
    raw = tmx(
        "".join(
            [
                SAVE.replace("<tuv", place.format("s1"), 1),
                SAVE.replace("<tuv", place.format("s2"), 1),
                tu(("en-US", "Save"), ("de-DE", "c")).replace("<tuv", place.format("s2"), 1),
                SAVE.replace("<tu ", '<tu tuid="seven" '),
                SAVE.replace("<tu ", '<tu tuid="6" '),
                SAVE.replace("<tu ", '<tu tuid="dup" '),
                SAVE.replace("<tu ", '<tu tuid="dup" '),
                tu(("en-US", "Save"), ("lv-LV", "a"), ("de-DE", "b"), ("de-DE", "c"), attributes='tuid="t"'),
            ]
        )
    )
    assert [segment.id for segment in parse(raw).segments] == [
        *("a.md#s1", "a.md#s2/lv-LV", "a.md#s2/de-DE", "seven", "6", "#6", "7", "t/lv-LV", "t/de-DE", "t/de-DE/2"),
    ]


def test_locales_given_choose_and_overrule() -> None:
    raw = tmx(tu(("en-US", "Save"), ("lv-LV", "Saglabāt"), ("de-DE", "Speichern"))).encode()
    segments = parse_tmx(raw, "x", "x", source_locale="de", target_locale="lv").segments
    assert [(s.source, s.target, s.profile.source_locale, s.profile.target_locale) for s in segments] == [
        ("Speichern", "Saglabāt", "de", "lv-LV"),
    ]
    one = parse_tmx(tmx(SAVE).encode(), "x", "x", target_locale="ltg-LV")
    assert one.target_locale == "ltg-LV"
    assert one.again(one.raw) == one


def test_what_tools_say_comes_along() -> None:
    header = HEADER.format("EN-US").replace('creationtool="t"', 'creationtool="OmegaT"')
    raw = (
        f'<?xml version="1.0"?><tmx version="1.1">{header}<body><tu><note>n1</note>'
        '<prop type="file">a/b.txt</prop><prop type="id">k</prop>'
        '<prop type="prev">Before</prop><prop type="next">After</prop><tuv lang="EN-US"><seg>Save</seg></tuv>'
        '<tuv lang="LV" changedate="19700101T000009Z" creationdate="19700101T000002Z"><note>n2</note>'
        "<seg>Saglabāt</seg></tuv></tu></body></tmx>"
    )
    segment = parse(raw).segments[0]
    assert (segment.id, segment.document, segment.key) == ("a/b.txt#k", "a/b.txt", "k")
    assert segment.notes == ("n1", "n2")
    assert (segment.previous_hash, segment.next_hash) == (text_hash("Before"), text_hash("After"))
    assert (segment.created, segment.changed) == (2, 9)
    assert not segment.profile.markup.is_markdown


def test_what_is_no_unit_is_a_problem_and_forbidden_characters_are_told() -> None:
    bitext = parse(tmx(f"{tu(('de-DE', 'a'), ('lv-LV', 'b'))}\n{SAVE.replace('Save', 'Sa&#1;')}"))
    assert [segment.source for segment in bitext.segments] == ["Sa\ufffd"]
    assert [(problem.line, problem.message) for problem in bitext.problems] == [
        (4, "translation unit without a source in en-US")
    ]
    assert [(error.line, error.message) for error in bitext.left_out] == [
        (5, "characters that XML forbids, read as \ufffd: 1")
    ]
    assert PAIR.target == bitext.segments[0].target
