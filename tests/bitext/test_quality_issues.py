"""Findings as issues of ITS 2.0 in XLIFF 2.1: by the rules of its Schematron, valid, and nothing is lost."""

from __future__ import annotations

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from official_schemas import needs_xliff, xliff_schema

from l10nqa.bitext.xliff import QualityIssue, parse_xliff, write_xliff
from l10nqa.model import TranslationUnit
from l10nqa.mqm import ITS_TYPES
from l10nqa.text import Span

_ITS = "{http://www.w3.org/2005/11/its}"
_XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_TYPES = set(
    "terminology mistranslation omission untranslated addition duplication inconsistency grammar legal register "
    "locale-specific-content locale-violation style characters misspelling typographical formatting "
    "inconsistent-entities numbers markup pattern-problem whitespace internationalization length non-conformance "
    "uncategorized other".split()
)
_targets = st.lists(
    st.sampled_from(["**a**", "*b", "c*", "`d`", " ", "é", "👩‍💻", "[e](f)", "[g", "](h)", "<b>", "</b>", "&", "{0}"]),
    min_size=1,
    max_size=9,
).map("".join)


@st.composite
def units_with_issues(draw: st.DrawFn) -> tuple[TranslationUnit, list[QualityIssue]]:
    target = draw(_targets)
    spans = st.tuples(st.integers(0, len(target)), st.integers(0, len(target))).map(lambda both: Span(*sorted(both)))
    found = draw(st.lists(st.none() | spans, min_size=1, max_size=4))
    issues = [QualityIssue("markup", f"rule: <{span}>", 20, span, span.of(target) if span else "") for span in found]
    return TranslationUnit("Source", target, "en-US", "lv-LV", "a.md", "1"), issues


def written(unit: TranslationUnit, issues: list[QualityIssue]) -> bytes:
    stream = BytesIO()
    write_xliff([unit], stream, xliff_version="2.1", issues={unit.key or "": issues})
    return stream.getvalue()


def covered(target: etree._Element, identifier: str) -> str | None:
    """Return the text between a mark and its end, without codes; None where there is no such mark."""
    inside, text, found = False, "", False
    for event, element in etree.iterwalk(target, events=("start", "end")):
        is_mark = element.tag in (f"{_XLIFF}mrk", f"{_XLIFF}sm") and element.get("id") == identifier
        if event == "start":
            inside, found = inside or is_mark, found or is_mark
            inside = inside and not (element.tag == f"{_XLIFF}em" and element.get("startRef") == identifier)
            text += (element.text or "") if inside else ""
        else:
            inside = inside and not (element.tag == f"{_XLIFF}mrk" and is_mark)
            text += (element.tail or "") if inside else ""
    return text if found else None


@needs_xliff
@given(units_with_issues())
def test_it_is_valid_and_every_reference_leads_to_issues(
    given_unit: tuple[TranslationUnit, list[QualityIssue]],
) -> None:
    unit, issues = given_unit
    raw = written(unit, issues)
    root = etree.fromstring(raw)
    xliff_schema("2.1").assertValid(root)
    groups = {each.get(_ID): each for each in root.iter(f"{_ITS}locQualityIssues")}
    marks = [each for each in root.iter() if each.get(f"{_ITS}locQualityIssuesRef")]
    assert sorted(each.get(f"{_ITS}locQualityIssuesRef", "") for each in marks) == sorted(
        f"#its={id_}" for id_ in groups
    )
    assert {each.get("type") for each in marks} == {"its:generic"}
    assert len(list(root.iterfind(f".//{_XLIFF}unit/{_ITS}locQualityIssues"))) == len(groups)
    assert sum(map(len, groups.values())) == len(issues)
    for each in root.iter(f"{_ITS}locQualityIssue"):
        assert each.get("locQualityIssueType") in _TYPES
        assert 0 <= float(each.get("locQualityIssueSeverity", "-1")) <= 100
    starts = [each.get("id", "") for each in root.iter(f"{_XLIFF}sm")]
    ends = [each.get("startRef", "") for each in root.iter(f"{_XLIFF}em")]
    assert sorted(starts) == sorted(ends)


@given(units_with_issues())
def test_a_reader_loses_nothing(given_unit: tuple[TranslationUnit, list[QualityIssue]]) -> None:
    unit, issues = given_unit
    with_issues, without = (parse_xliff(written(unit, each), "a.xlf", "a.xlf") for each in (issues, []))
    (first,), (second,) = with_issues.segments, without.segments
    assert first.target == second.target == unit.target
    assert (first.source, first.state, first.target_codes) == (second.source, second.state, second.target_codes)
    assert first.exported_hash == second.exported_hash
    assert first.notes == second.notes


@given(st.text("abc é𝔘", min_size=1, max_size=12), st.data())
def test_a_mark_is_around_the_words_of_the_spot(target: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(target) - 1))
    end = data.draw(st.integers(start + 1, len(target)))
    second = data.draw(st.integers(start, len(target) - 1))
    spans = list(dict.fromkeys([Span(start, end), Span(second, len(target))]))
    unit = TranslationUnit("Source", target, "en-US", "lv-LV", "a.md", "1")
    root = etree.fromstring(
        written(unit, [QualityIssue("style", str(each), 4, each, each.of(target)) for each in spans])
    )
    (element,) = root.iter(f"{_XLIFF}target")
    for group in root.iter(f"{_ITS}locQualityIssues"):
        comment = group[0].get("locQualityIssueComment", "")
        (span,) = [each for each in spans if str(each) == comment]
        assert covered(element, group.get(_ID, "")) == span.of(target)


def test_every_type_of_mqm_has_one_of_its() -> None:
    assert set(ITS_TYPES.values()) <= _TYPES


def test_an_issue_whose_words_are_not_at_its_spot_is_about_all_of_the_target() -> None:
    unit = TranslationUnit("Source", "eins zwei", "en-US", "de-DE", "a.md", "1")
    for spot, words in ((Span(0, 4), "zwei"), (Span(5, 99), "zwei"), (Span(4, 4), ""), (None, "")):
        root = etree.fromstring(written(unit, [QualityIssue("style", "x", 4, spot, words)]))
        (element,) = root.iter(f"{_XLIFF}target")
        assert covered(element, "lqi1") == "eins zwei"
