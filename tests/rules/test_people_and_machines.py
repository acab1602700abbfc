"""What careful reviewers let people do and not machines, and slips of the source that a translation may put right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sides import context_in, run

from l10nqa.quality import Certainty
from l10nqa.rules.code import code
from l10nqa.rules.emphasis_count import emphasis_count
from l10nqa.rules.end_punctuation import end_punctuation
from l10nqa.rules.escape import escape
from l10nqa.rules.link_count import link_count
from l10nqa.rules.number import number
from l10nqa.rules.placeholder import placeholder

_OF_PEOPLE = [
    (emphasis_count, "ja-JP", "This is _easy_.", "これは簡単です。", Certainty.POSSIBLE),
    (emphasis_count, "ar-SA", "This is _easy_.", "هذا سهل.", Certainty.POSSIBLE),
    (emphasis_count, "th-TH", "This is _easy_.", "นี่เป็นเรื่องง่าย", Certainty.POSSIBLE),
    (emphasis_count, "ru-RU", "This is _easy_.", "Это просто.", None),
    (emphasis_count, "ja-JP", "This is **easy**.", "これは簡単です。", None),
    (emphasis_count, "de-DE", "This is not easy.", "Das ist **nicht** leicht.", Certainty.LIKELY),
    (link_count, "hu-HU", "See the guide.", "Lásd az [útmutatót](u).", Certainty.LIKELY),
    (link_count, "hu-HU", "See the [guide](u).", "Lásd az útmutatót.", None),
    (code, "tr-TR", 'It prints `"small"` twice.', '`"küçük"` iki kez yazılır.', Certainty.POSSIBLE),
    (code, "ar-SA", "It is `Newtons` here.", "هنا `نيوتن` (Newtons).", Certainty.POSSIBLE),
    (code, "sv-SE", "Run `match` now.", "Kör `matcha` nu.", None),
    (number, "cs-CZ", "a credit of $200", "kredit €170", Certainty.POSSIBLE),
    (number, "cs-CZ", "a credit of $200", "kredit $170", None),
    (placeholder, "es-ES", "Edit boats/sails/index.cshtml.", "Edite boats/sail/index.cshtml.", Certainty.LIKELY),
    (placeholder, "es-ES", "Edit boats/sails/index.cshtml.", "Edite barcos/velas/index.cshtml.", Certainty.POSSIBLE),
]


@pytest.mark.parametrize(("rule", "locale", "source", "target", "certainty"), _OF_PEOPLE)
def test_what_people_may_do_is_less_certain(rule, locale, source, target, certainty) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    (issue,) = run(rule, source, target, replace(context_in(locale), origin="HT"))
    assert issue.certainty == certainty
    if certainty is Certainty.POSSIBLE:
        assert not issue.edits
        assert all(
            found.certainty is None
            for found in run(rule, source, target, replace(context_in(locale), origin="MT"))
            if rule is not placeholder
        )


@pytest.mark.parametrize("locale", ["de-DE", "ko-KR", "hi-IN"])
def test_a_sentence_whose_author_forgot_the_full_stop_may_get_one(locale: str) -> None:
    source = "In the list select the boat that you want to sail next"
    certainties = {
        origin: [
            issue.certainty
            for issue in run(end_punctuation, source, f"{source}.", replace(context_in(locale), origin=origin))
        ]
        for origin in ("MT", "HT", None)
    }
    assert certainties["HT"] == certainties[None] == [Certainty.POSSIBLE]
    assert Certainty.POSSIBLE not in certainties["MT"]


_SLIPS = [
    r"If OfficeBoat\` is null, stop.",
    r"Select the \**Electronic sail* tile.",
    r"Click\*\* Save & Sail\*\*.",
    r"You get 5 \* 3 sails.",
]


@pytest.mark.parametrize("source", _SLIPS)
def test_a_slip_of_the_source_may_be_put_right(source: str) -> None:
    target = source.replace("\\*", "").replace("\\`", "")
    found = run(escape, source, target, context_in("nl-NL"))
    assert [issue.certainty for issue in found] == [Certainty.POSSIBLE]


@pytest.mark.parametrize("source", [r"Enter \*\* here.", r"Name\* is needed.", r"Write \`a\` here.", r"\* Required"])
def test_signs_that_mean_something_must_stay(source: str) -> None:
    found = run(escape, source, source.replace("\\*", "").replace("\\`", ""), context_in("nl-NL"))
    assert [issue.certainty for issue in found] == [None]
