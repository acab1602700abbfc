"""Kinds of findings that readers of eleven corpora found false, and faults that they missed, in several languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sides import context_in, run, run_segment

from l10nqa.model import Dialect, Markup, PlaceholderSyntax, Plural, Profile, Segment
from l10nqa.quality import Certainty
from l10nqa.rules.bracket import bracket
from l10nqa.rules.code import code
from l10nqa.rules.emphasis_count import emphasis_count
from l10nqa.rules.end_punctuation import end_punctuation
from l10nqa.rules.escape import escape
from l10nqa.rules.link_punctuation import link_punctuation
from l10nqa.rules.number import number
from l10nqa.rules.placeholder import placeholder
from l10nqa.rules.spacing import spacing

_RIGHT = [
    (spacing, "nl-NL", "Use ampersands (&).", "Gebruik en-tekens (&)."),
    (spacing, "de-DE", "the AND operator", "der und-Operator"),
    (spacing, "nl-NL", "for en-US and nl-NL", "voor en-US en nl-NL"),
    (spacing, "fi-FI", "audio and video", "ääni- ja videoasetukset"),
    (spacing, "es-ES", "The plan - if any - opens.", "El plan -si lo hay- se abre."),
    (spacing, "tr-TR", "They are -- at no cost -- freed.", "Tam -sıfır maliyetle- serbest kalır."),
    (spacing, "fi-FI", "Teams - the tool", "Microsoft Teams -työkalu"),
    (spacing, "it-IT", "Use it - with -Force.", "Usalo con -Force."),
    (spacing, "el-GR", "Do whatever works.", "Κάντε ό,τι λειτουργεί."),
    (spacing, "el-GR", "Whatever works.", "Ό,τι λειτουργεί."),
    (spacing, "fr-FR", "Only @, . and + are.", "Seulement « @ », « . » et « + »."),
    (spacing, "th-TH", "Date: x", "วันที่ : x"),
    (spacing, "hi-IN", "Order: x", "क्रम : x"),
    (bracket, "de-DE", "Objects lack get_url().", "Objekten fehlt get_url ()."),
    (escape, "fi-FI", "HKLM\\Boats\\", "HKLM\\Boats\\\\\\-kansio"),
    (code, "de-DE", "Run `a b`.", "`a\nb` ausführen."),
    (code, "ja-JP", "/// Is `R<A, \n/// B>`.", "/// `R<A, B>` です。"),
    (link_punctuation, "es-ES", "See [Why pay](u)?", "Vea [¿Por qué pagar?](u)"),
    (link_punctuation, "gl-ES", "See [Run](u)!", "Vexa [¡Corre!](u)"),
    (end_punctuation, "zh-TW", "You can add it!)", "您可以新增！ )"),
    (end_punctuation, "de-DE", "(You can.)", "(Sie können. )"),
    (number, "ar-SA", "more than 2 minutes", "أكثر من دقيقتين"),
    (number, "nl-NL", "It ends at 12:00:00 AM.", "Het eindigt om 00:00 uur."),
    (placeholder, "fr-FR", "Sail :rocket: now.", "Naviguez :rocket: maintenant."),
]


@pytest.mark.parametrize(("rule", "locale", "source", "target"), _RIGHT)
def test_what_is_right_is_left_alone(rule, locale, source, target) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    assert run(rule, source, target, context_in(locale)) == []


_WRONG = [
    (spacing, "et-EE", "time and date", "kella-ja kuupäev"),
    (spacing, "hu-HU", "on and off", "be-és kikapcsolás"),
    (spacing, "sv-SE", "setup and management", "Installation och-hantering"),
    (spacing, "hu-HU", "It ends - or stops - here.", "Itt véget ér– vagy megáll."),
    (spacing, "vi-VN", "**Sails** - the list", "**Buồm** -danh sách"),
    (spacing, "es-ES", "[A](u) - the list", "[A](u) -la lista"),
    (spacing, "uk-UA", "Sail, if it is so.", "Пливіть\u202f, якщо так."),
    (spacing, "zh-TW", "See [a](u).", "請參閱[a](u)\u202f。"),
    (escape, "th-TH", r"It has no \*.", r"ไม่มี \\*"),
    (link_punctuation, "hu-HU", "See [Why pay](u)?", "Lásd: [Miért fizessek?](u)"),
    (placeholder, "ru-RU", r"Open HKLM\Software\Boat.", r"Откройте HKLM\ПО\Лодка."),
    (placeholder, "de-DE", "Sail :rocket: now.", "Segeln Sie :rakete: jetzt."),
]


@pytest.mark.parametrize(("rule", "locale", "source", "target"), _WRONG)
def test_what_was_missed_is_found(rule, locale, source, target) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    issues = run(rule, source, target, context_in(locale))
    assert issues
    assert all(issue.certainty in (None, Certainty.LIKELY) for issue in issues)


@pytest.mark.parametrize(
    ("locale", "source", "target"),
    [
        ("ja-JP", "Open the file", "ファイルを開きます。"),
        ("ko-KR", "No year", "연도가 없습니다."),
        ("de-DE", "// none", "// keine."),
    ],
)
def test_a_sentence_of_the_target_may_end_as_one(locale: str, source: str, target: str) -> None:
    of_people, of_machines = (
        run(end_punctuation, source, target, replace(context_in(locale), origin=origin)) for origin in (None, "MT")
    )
    assert [issue.certainty for issue in of_people] == [Certainty.POSSIBLE]
    assert [issue.certainty for issue in of_machines] == [None]


def test_the_words_for_none_may_leave_variables_out() -> None:
    plural = Plural(0, 6, may_omit_number=True)
    texts = Segment("1", "{count} files of {name}", "لا ملفات")
    profile = Profile(markup=Markup(Dialect.PLAIN, frozenset({PlaceholderSyntax.PYTHON_BRACE})))
    certainties = [
        [issue.certainty for issue in run_segment(placeholder, segment, context_in("ar-SA"))]
        for segment in (texts._replace(profile=profile, plural=plural), texts._replace(profile=profile))
    ]
    assert certainties == [[Certainty.POSSIBLE], [None, None]]


@pytest.mark.parametrize(("source", "found"), [("50% off", 0), ("50 % off", 0), ("% d off", 1), ("%d off", 1)])
def test_a_percentage_before_a_word_is_no_format_of_xcode(source: str, found: int) -> None:
    markup = Markup(Dialect.PLAIN, frozenset({PlaceholderSyntax.OBJC}))
    assert len(run(placeholder, source, "reduziert", context_in("de-DE"), markup)) == found


@pytest.mark.parametrize(
    ("locale", "target", "certainty"),
    [
        ("uk-UA", 'Якщо параметр "Керування функцією "Мітка" вимкнено.', Certainty.LIKELY),
        ("uk-UA", 'Якщо параметр "Керування вимкнено.', None),
        ("uk-UA", 'Якщо параметр "Керування" функцією" вимкнено.', None),
    ],
)
def test_one_mark_may_close_two_quotations(locale: str, target: str, certainty: Certainty | None) -> None:
    (issue,) = run(bracket, 'If "Manage the feature" is off.', target, context_in(locale))
    assert issue.certainty == certainty


@pytest.mark.parametrize(
    ("locale", "target", "certainties"),
    [
        ("zh-TW", "按一下 [同步]。", (Certainty.LIKELY, Certainty.POSSIBLE, Certainty.POSSIBLE)),
        ("ja-JP", "「同期」をクリックします。", (Certainty.LIKELY, Certainty.POSSIBLE, Certainty.POSSIBLE)),
        ("ja-JP", "同期をクリックします。", (None, None, None)),
        ("de-DE", "Klicken Sie auf [Synchronisieren].", (None, None, None)),
    ],
)
def test_brackets_may_stand_for_bold_where_they_tell_labels(
    locale: str, target: str, certainties: tuple[Certainty | None, ...]
) -> None:
    found = [
        [
            issue.certainty
            for issue in run(emphasis_count, "Click **Sync**.", target, replace(context_in(locale), origin=origin))
        ]
        for origin in ("MT", "HT", None)
    ]
    assert found == [[certainty] for certainty in certainties]


def test_a_missing_mark_is_missed_behind_the_link_that_the_text_ends_with() -> None:
    target = "[ガイド](https://a.example/b)"
    (issue,) = run(end_punctuation, "See [the guide](https://a.example/b).", target, context_in("ja-JP"))
    assert issue.target == (len(target), len(target))
