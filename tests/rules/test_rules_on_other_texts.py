"""What rules make of strings of programs and of what people translate: facts of these texts are no faults."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sides import context_in, run, run_segment

from l10nqa.markup import Kind, parse_inline
from l10nqa.model import MARKDOWN, PLAIN, Dialect, InlineCode, Markup, Plural, Profile, Segment
from l10nqa.quality import Certainty
from l10nqa.rules import RULES
from l10nqa.rules.bracket import bracket
from l10nqa.rules.code import code
from l10nqa.rules.end_punctuation import end_punctuation
from l10nqa.rules.link_target import link_target
from l10nqa.rules.number import number
from l10nqa.rules.placeholder import placeholder
from l10nqa.rules.untranslated import untranslated
from l10nqa.termbase import Concept, Status, Term, Termbase

_TYPICAL = [
    ("&File", "&Datei", "de-DE"),
    ("Save &As…", "Speichern &unter...", "de-DE"),
    ("_Open", "Ö_ffnen", "de-DE"),
    ("&Open...", "打开(&O)...", "zh-CN"),
    ("Name:", "名前:", "ja-JP"),
    ("Press * to [x] `y` #1", "Drücken Sie * bis [x] `y` #1", "de-DE"),
    ("**Not bold**", "Nicht fett", "de-DE"),
    ("Save [all](x)", "Alles (x) speichern", "de-DE"),
    ("%d%% done", "%d%% fertig", "de-DE"),
    ("Size: {0} KB", "{0} KB groß", "de-DE"),
    ("5 < 6 & 7 > 2", "5 < 6 & 7 > 2", "de-DE"),
    ("C:\\new\\table", "C:\\neu\\tabelle", "de-DE"),
    ("Email address", 'כתובת דוא"ל', "he-IL"),
    ("Midnight", "24 Uhr", "de-DE"),
]


@pytest.mark.parametrize(("source", "target", "locale"), _TYPICAL)
def test_strings_of_programs_that_are_right(source: str, target: str, locale: str) -> None:
    reported = [
        (rule.name, issue.message) for rule in RULES for issue in run(rule, source, target, context_in(locale), PLAIN)
    ]
    assert [found for found in reported if found[0] != "escape" or "\\" not in source] == []


def test_a_rule_of_one_dialect_is_not_run_in_another() -> None:
    of_markdown = replace(number, dialects=frozenset({Dialect.MARKDOWN}))
    assert run(of_markdown, "Over 500", "Über 50", context_in("de-DE"), MARKDOWN)
    assert not run(of_markdown, "Over 500", "Über 50", context_in("de-DE"), PLAIN)


@pytest.mark.parametrize(("may_omit", "found"), [(True, 0), (False, 1)])
def test_a_form_of_one_number_may_say_another(may_omit: bool, found: int) -> None:  # noqa: FBT001
    plural = Plural(0, 2, may_omit_number=may_omit)
    segment = Segment("1", "2 of 500 files", "1 von 500 Dateien", profile=Profile(markup=PLAIN), plural=plural)
    assert len(run_segment(number, segment, context_in("de-DE"))) == found


def _certainty(rule_index: str, source: str, target: str, locale: str, markup: Markup = MARKDOWN) -> list[Certainty]:
    rule = next(rule for rule in RULES if rule.name == rule_index)
    return [issue.certainty or rule.certainty for issue in run(rule, source, target, context_in(locale), markup)]


@pytest.mark.parametrize(
    ("rule", "source", "target", "locale", "certainty"),
    [
        (code.name, "The impl blocks", "Die `impl`-Blöcke", "de-DE", Certainty.POSSIBLE),
        (code.name, "`a` keeps it", "`a` behält es, und nur `a`", "de-DE", Certainty.POSSIBLE),
        (code.name, "The blocks", "Die `impl`-Blöcke", "de-DE", Certainty.POSSIBLE),
        (code.name, "`a` gives up `b`", "`a` `b`'yi bırakır", "tr-TR", Certainty.POSSIBLE),
        (code.name, "`a` gives up `b`", "`a` `b` gibt auf", "de-DE", Certainty.LIKELY),
        (untranslated.name, '"The diary is not to be"', '"The diary is not to be"', "ja-JP", Certainty.POSSIBLE),
        (untranslated.name, "// This is the end of it", "// This is the end of it", "ja-JP", Certainty.POSSIBLE),
        (untranslated.name, "The diary is not to be", "The diary is not to be", "ja-JP", Certainty.LIKELY),
        (end_punctuation.name, "Is it open?", "開いていますか。", "ja-JP", Certainty.POSSIBLE),
        (end_punctuation.name, "Is it open?", "開いています。", "ja-JP", Certainty.LIKELY),
        (end_punctuation.name, "An expression.", "式", "ja-JP", Certainty.POSSIBLE),
        (end_punctuation.name, "Save the file.", "ファイルを保存します", "ja-JP", Certainty.LIKELY),
        (end_punctuation.name, "A list.", "목록", "ko-KR", Certainty.POSSIBLE),
        (end_punctuation.name, "Save it.", "저장합니다", "ko-KR", Certainty.LIKELY),
        (number.name, "one sextillion", "1000の7乗", "zh-CN", Certainty.POSSIBLE),
        (placeholder.name, "{}st", "{}<sup>er</sup>", "fr-FR", None),
    ],
)  # fmt: skip
def test_what_people_do_is_less_certain(
    rule: str, source: str, target: str, locale: str, certainty: Certainty | None
) -> None:
    if certainty is None:
        assert _certainty(rule, source, target, locale, PLAIN) == [Certainty.POSSIBLE]
    else:
        assert _certainty(rule, source, target, locale) == [certainty]


def test_lost_code_is_reported_once() -> None:
    source, target = "An `i32` in `Option<T>`", "i32 と Option<T>"
    assert {rule.name for rule in RULES if run(rule, source, target, context_in("ja-JP"))} == {"code"}


def test_gershayim_is_no_quotation_mark() -> None:
    assert not run(bracket, "Email", 'דוא"ל', context_in("he-IL"), PLAIN)
    assert run(bracket, "Email", '"דואל', context_in("he-IL"), PLAIN)


def test_a_text_about_a_scheme_has_no_torn_address() -> None:
    assert not run(link_target, "Starts with “https://”.", "Débute par « https:// ».", context_in("fr-FR"), PLAIN)
    assert run(link_target, "Starts with “https://”.", 'Empieza por "https: //".', context_in("es-ES"), PLAIN)
    assert run(link_target, "Go to https://a.b", "Aller à https:// a.b", context_in("fr-FR"), PLAIN)


def test_an_accelerator_is_no_part_of_a_term() -> None:
    term = Concept((Term("save", "", Status.PREFERRED, "source"), Term("speichern", "", Status.PREFERRED, "target")))
    terms = Termbase((term,)).terms("en", "de")
    assert terms is not None
    assert terms.used(parse_inline("S&peichern", PLAIN), ("speichern",))


def test_a_code_of_no_width_that_stands_alone_parts_words() -> None:
    def texts(role: str) -> list[str]:
        return [node.value for node in parse_inline("ab", PLAIN, (InlineCode(1, 1, role, "1"),)).of(Kind.TEXT)]

    assert texts("single") == ["a", "b"]
    assert texts("open") == ["ab"]


def test_what_stands_under_a_code_begins_no_markup() -> None:
    inline = parse_inline("*a* {0}", MARKDOWN, (InlineCode(0, 1, "open", "1"), InlineCode(4, 6, "single", "2")))
    assert not inline.of(Kind.EMPHASIS | Kind.VARIABLE)


def test_a_block_of_code_in_a_segment_is_code() -> None:
    source = 'Run:\n\n```rust\n// Say that it is 100\nlet x = "(";\n```\n\nThen stop.'
    target = '実行します。\n\n```rust\n// 10 です\nlet x = "（";\n```\n\n終わりです。'
    assert parse_inline(source).of(Kind.CODE_BLOCK)[0].value == "rust"
    reported = [rule.name for rule in RULES if run(rule, source, target, context_in("ja-JP"))]
    assert reported == []
    assert run(code, source, "実行します。\n\n終わりです。", context_in("ja-JP"))
    assert not parse_inline("a ``` b\nc").of(Kind.CODE_BLOCK)
