"""Terms are found whatever their form, and for the right pair of locales."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.markup import parse_inline
from l10nqa.termbase import Concept, Status, Term, Termbase, Terms


def _terms(*pairs: tuple[str, str], locales: tuple[str, str] = ("en-US", "de-DE"), status: str = "preferred") -> Terms:
    concepts = (
        Concept((Term(source, "", Status.PREFERRED, "source"), Term(target, "", Status(status), "target")))
        for source, target in pairs
    )
    terms = Termbase(tuple(concepts)).terms(*locales)
    assert terms is not None
    return terms


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("folder", "Open the Folders.", ["Folders"]),
        ("folder", "The folder's name", ["folder's"]),
        ("policy", "All policies apply.", ["policies"]),
        ("settings", "Open Settings.", ["Settings"]),
        ("settings", "Setting up", []),
        ("user account", "A **user** account", ["user** account"]),
        ("user account", "A user. Account", []),
        ("sign-in", "Your sign in page", ["sign in"]),
        ("IT", "Do it, says IT.", ["IT"]),
        ("user", "user@a.example, C:\\\\user, $user, user.name", []),
        ("folder", "`folder` and [x](folder)", []),
        ("port", "The portal supports it.", []),
    ],
)
def test_terms_of_the_source(term: str, text: str, found: list[str]) -> None:
    spans = [one.span for one in _terms((term, "x")).in_source(parse_inline(text))]
    assert [span.of(text) for span in spans] == found


def test_the_longest_term_wins() -> None:
    terms = _terms(("power", "x"), ("power app", "y"), ("power app portal", "z"), ("portal", "w"))
    found = terms.in_source(parse_inline("Power app portals, power apps, portal power"))
    assert [one.demand.source for one in found] == ["power app portal", "power app", "portal", "power"]


def test_a_source_without_spaces_is_searched_by_characters() -> None:
    terms = _terms(("フォルダー", "folder"), ("共有フォルダー", "shared folder"), locales=("ja-JP", "en-US"))
    found = [one.demand.source for one in terms.in_source(parse_inline("**共有フォルダー**を開きます。"))]
    assert found == ["共有フォルダー"]


@pytest.mark.parametrize(
    ("locale", "term", "text"),
    [
        ("de-DE", "Ordner", "in den Ordnern"),
        ("de-DE", "Zugang", "Zugänge"),
        ("de-DE", "Datei", "Konfigurationsdateien"),
        ("lv-LV", "lietotāja konts", "lietotāju kontiem"),
        ("lv-LV", "lapa", "uz **lapu**"),
        ("ar-SA", "ملف", "الملفات"),
        ("ar-SA", "ترخيص", "تراخيص"),
        ("ar-SA", "مركز الإدارة", "مركز إدارة"),
        ("he-IL", "קובץ", "הקבצים"),
        ("ja-JP", "管理 センター", "管理センター"),
        ("th-TH", "ไฟล์", "เปิดไฟล์นี้"),
        ("ko-KR", "파일", "파일을"),
    ],
)
def test_a_target_term_counts_in_any_form(locale: str, term: str, text: str) -> None:
    assert _terms(("x", term), locales=("en-US", locale)).used(parse_inline(text), (term,))


@pytest.mark.parametrize(
    ("locale", "term", "text"),
    [("de-DE", "Ordner", "Verzeichnis"), ("ja-JP", "会議", "集会"), ("de-DE", "IP", "Kippe")],
)
def test_another_word_does_not_count(locale: str, term: str, text: str) -> None:
    assert not _terms(("x", term), locales=("en-US", locale)).used(parse_inline(text), (term,))


def test_a_forbidden_term_is_found_as_a_word() -> None:
    text = "Die Verzeichnisse im **Verzeichnis**, nicht das Inhaltsverzeichnis"
    found = _terms(("x", "y")).occurrences(parse_inline(text), "Verzeichnis")
    assert [span.of(text) for span in found] == ["Verzeichnisse", "Verzeichnis"]


@pytest.mark.parametrize(
    ("tag", "locale", "fits"),
    [
        ("", "de-DE", True),
        ("de", "de-DE", True),
        ("DE-de", "de-DE", True),
        ("de-AT", "de-DE", False),
        ("de-AT", "de", True),
        ("lv", "de-DE", False),
        ("zh-Hans", "zh-CN", True),
        ("zh-Hant", "zh-CN", False),
        ("sr-Latn", "sr-Cyrl-RS", False),
    ],
)
def test_a_term_is_for_its_locale(tag: str, locale: str, fits: bool) -> None:  # noqa: FBT001 - a table of cases
    concept = Concept((Term("a", "", Status.PREFERRED, "source"), Term("b", tag, Status.PREFERRED, "target")))
    assert (Termbase((concept,)).terms("en-US", locale) is not None) == fits


def test_a_concept_serves_both_directions() -> None:
    concept = Concept((Term("folder", "en", Status.PREFERRED), Term("Ordner", "de", Status.PREFERRED)))
    termbase = Termbase((concept,))
    for source, target, text in (("en-US", "de-DE", "folder"), ("de-DE", "en-GB", "Ordner")):
        terms = termbase.terms(source, target)
        assert terms is not None
        assert [one.demand.source for one in terms.in_source(parse_inline(text))] == [text]


def test_what_one_concept_allows_another_does_not_forbid() -> None:
    source = Term("a", "", Status.PREFERRED, "source")
    concepts = tuple(
        Concept((source, Term("b", "", status, "target")))
        for status in (Status.FORBIDDEN, Status.ADMITTED, Status.FORBIDDEN)
    )
    terms = Termbase(concepts).terms("en", "de")
    assert terms is not None
    (found,) = terms.in_source(parse_inline("a"))
    assert (found.demand.usable, found.demand.refused) == (("b",), ())


def test_a_termbase_goes_to_other_processes() -> None:
    termbase = Termbase((Concept((Term("a", "en", Status.PREFERRED), Term("b", "de", Status.PREFERRED))),))
    termbase.terms("en", "de")
    assert pickle.loads(pickle.dumps(termbase)).concepts == termbase.concepts


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=40), st.sampled_from(("de", "ja", "ar", "th", "en")))
def test_any_terms_and_texts_are_taken(source: str, target: str, text: str, locale: str) -> None:
    if not source.strip() or not target.strip():
        return
    for locales in (("en", locale), (locale, "en")):
        terms = _terms((source, target), locales=locales, status="forbidden")
        side = parse_inline(text)
        for found in terms.in_source(side):
            assert 0 <= found.span.start < found.span.end <= len(text)
        for span in terms.occurrences(side, target):
            assert 0 <= span.start < span.end <= len(text)
        terms.used(side, (target,))
