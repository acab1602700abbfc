"""Kinds of findings that readers of eleven corpora found false, and faults that they missed, in several languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sides import context_in, run, run_segment

from l10nqa.lexicon import learn
from l10nqa.model import Dialect, Markup, Origin, PlaceholderSyntax, Plural, Profile, Segment
from l10nqa.quality import Certainty
from l10nqa.rules.bracket import bracket
from l10nqa.rules.code import code
from l10nqa.rules.emphasis_count import emphasis_count
from l10nqa.rules.emphasis_punctuation import emphasis_punctuation
from l10nqa.rules.emphasis_scope import emphasis_scope
from l10nqa.rules.end_punctuation import end_punctuation
from l10nqa.rules.escape import escape
from l10nqa.rules.link_punctuation import link_punctuation
from l10nqa.rules.number import number
from l10nqa.rules.placeholder import placeholder
from l10nqa.rules.spacing import spacing
from l10nqa.rules.untranslated import untranslated

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
    (number, "lv-LV", "Repeat step 4b. Then sail.", "Atkārtojiet 4.b darbību. Pēc tam kuģojiet."),
    (number, "de-DE", "Since 2021-03-04", "Seit 04.03.2021"),
    (
        untranslated,
        "zh-TW",
        "You are trying to sail a boat of a type that is blocked by your port.",
        "You are trying to save a boat of a type that is blocked by this port. (您嘗試儲存的船已被封鎖)",
    ),
    (
        untranslated,
        "uk-UA",
        "Select Improvement actions for recommendations on securing your boat",
        "Виберіть Improvement actions for recommendations on secring your boat (Дії з покращення для захисту)",
    ),
    (end_punctuation, "zh-TW", "You can sail:", "您可以航行︰"),
    (end_punctuation, "ja-JP", "The ratio is:", "比率は次のとおりです∶"),
    (emphasis_punctuation, "uk-UA", "See (the **boat**).", "Див. (**човен**)."),
    (emphasis_punctuation, "el-GR", "See **a (b**) now.", "Δείτε **α (β**) τώρα."),
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
    (number, "de-DE", "Since 2021-03-04", "Seit 2021-04-03"),
    (number, "ar-SA", "In Q1 of 2021", "في ربع 2021"),
    (number, "ja-JP", "Since 2021/3/4", "2021/4/3 から"),
    (emphasis_punctuation, "uk-UA", "Click **Add +**.", "Натисніть **Add + (додати +**)."),
    (emphasis_punctuation, "hu-HU", "**TTL**: 3600", "**TTL (TTL**): 3600"),
    (emphasis_punctuation, "zh-CN", "Click **Add**.", "单击**添加（新建**）。"),
    (link_punctuation, "cs-CZ", "Set it to [False](u).", "Nastavte [hodnotu false (NEPRAVDA](u))."),
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


@pytest.mark.parametrize(
    ("locale", "source", "target"),
    [
        ("lv-LV", "Set the **Qty** field to *10*.", "Iestatiet lauku **Daudz.** uz *10*."),
        ("lv-LV", "Select the code (_Zone replen_).", "Atlasiet kodu (_Zonas papild._)"),
        ("de-DE", "Set the **Qty** field to *10*.", "Setzen Sie das Feld **Menge.** auf *10*."),
        ("ru-RU", "In the **Qty** field, sail.", "В поле **Колво.** плывите."),
    ],
)
def test_a_label_within_a_sentence_may_be_abbreviated(locale: str, source: str, target: str) -> None:
    pairs = [(f"Take the {n} of it", f"{word} {n}") for n in range(5) for word in ("daudz", "papild", "menge", "колво")]
    context = replace(context_in(locale), lexicon=learn(pairs))  # a memory that has the words, without a full stop
    assert all(issue.certainty == Certainty.POSSIBLE for issue in run(emphasis_punctuation, source, target, context))


@pytest.mark.parametrize(
    ("locale", "source", "target"),
    [
        ("uk-UA", "In Q1 of 2021", "У першому кварталі 2021"),
        ("cs-CZ", "Since H2 of 2021", "Od druhého pololetí 2021"),
        ("lv-LV", "In Q3 of 2021", "2021. gada trešajā ceturksnī"),
        ("pl-PL", "Since H2 of 2021", "Od drugiego półrocza 2021"),
        ("ja-JP", "aim for 100% perfection", "完璧を目指す"),
        ("fr-FR", "It is 100 % yours.", "Il est entièrement à vous."),
    ],
)
def test_numbers_that_people_say_in_words_are_doubtful(locale: str, source: str, target: str) -> None:
    assert {issue.certainty for issue in run(number, source, target, context_in(locale))} <= {Certainty.POSSIBLE}


def test_a_compound_may_be_written_onto_markup_where_nouns_have_capitals() -> None:
    certainties = {}
    for word in ("seite", "und"):
        (issue,) = run(spacing, "the **Sails** page", f"die **Segel**{word}", context_in("de-DE"))
        certainties[word] = issue.certainty, bool(issue.edits)
    assert certainties == {"seite": (Certainty.LIKELY, False), "und": (None, True)}


def test_a_memory_tells_a_compound_from_a_verb_written_onto_markup() -> None:
    pairs = [(f"the page {n} of sails", f"die Seite {n} von Segeln") for n in range(600)]
    pairs += [(f"click the sail {n}", f"Segel {n} klicken") for n in range(600)]
    context = replace(context_in("de-DE"), lexicon=learn(pairs))
    certainties = []
    for word in ("seite", "klicken"):
        (issue,) = run(spacing, "the **Sails** page", f"die **Segel**{word}", context)
        certainties.append(issue.certainty)
    assert certainties == [Certainty.POSSIBLE, None]


@pytest.mark.parametrize(
    ("locale", "source", "target"),
    [
        ("zh-TW", "Choose **History**.", "選取 [歷程記錄 **]**。"),
        ("uk-UA", "Choose **History**.", "Виберіть Журнал **.**"),
        ("ja-JP", "Choose **History**.", "履歴 **]** を選択します。"),
    ],
)
@pytest.mark.parametrize("origin", ["MT", "HT", None])
def test_markup_on_nothing_but_a_bracket_is_certain(locale: str, source: str, target: str, origin: Origin) -> None:
    issues = run(emphasis_scope, source, target, replace(context_in(locale), origin=origin))
    assert [issue.certainty for issue in issues] == [Certainty.CERTAIN]


@pytest.mark.parametrize(
    ("source", "target"), [("Choose **...** now.", "選取 **[...]**。"), ("Choose **>**.", "選取 **>**。")]
)
def test_a_label_of_signs_may_be_one_of_signs(source: str, target: str) -> None:
    assert run(emphasis_scope, source, target, context_in("zh-TW")) == []


@pytest.mark.parametrize(
    ("source", "target", "repaired"),
    [
        ("**Note**: .nk2 files are old.", "**Huomautus**:. nk2-tiedostot ovat.", "**Huomautus**: .nk2-tiedostot ovat."),
        ("The .nk2 file is old.", "Tiedosto. nk2 on vanha.", "Tiedosto .nk2 on vanha."),
        ("Use files (.nk2) here.", "Käytä tiedostoja (. nk2) tässä.", "Käytä tiedostoja (.nk2) tässä."),
        ("Use files(.nk2) here.", "Käytä:. nk2 tässä.", "Käytä:. nk2 tässä."),
    ],
)
def test_the_dot_of_an_extension_takes_its_blank_along(source: str, target: str, repaired: str) -> None:
    (issue,) = run(placeholder, source, target, context_in("fi-FI"))
    text = target
    for edit in sorted(issue.edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    assert text == repaired
