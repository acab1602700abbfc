"""Markup that spelling, signs or emptiness show on the wrong words, in several languages and scripts."""

from __future__ import annotations

import re
from itertools import product

import pytest

from l10nqa.lexicon import learn, plain_evidence
from l10nqa.lexicon.plain_evidence import index_of_kept
from l10nqa.locale import facts_of
from l10nqa.markup import EMPHASES, Kind, parse_inline

_NOTHING_LEARNED = learn(())


def _told(locale: str, source_text: str, target_text: str, *, by_machine: bool) -> str | None:
    """Return what is told of the only label: the words, in parentheses where they belong to it; None for nothing."""
    source, target = parse_inline(source_text), parse_inline(target_text)
    kinds = EMPHASES | Kind.LINK
    (label,), (node,) = source.of(kinds)[:1], target.of(kinds)[:1]
    found = plain_evidence(source, label, target, node, facts_of(locale), _NOTHING_LEARNED, by_machine=by_machine)
    if found is None:
        return None
    words = found.words.of(target_text) if found.words else ""
    return f"({words})" if found.belongs else words


@pytest.mark.parametrize(
    ("locale", "source", "target", "told"),
    [
        ("cs-CZ", "Set *SailCount* to 2.", "Nastavte *SailCount na* 2.", "na"),
        ("es-ES", "Visit [Boat Store](u) to sail.", "Visite [Boat Store para](u) navegar.", "para"),
        ("lv-LV", "Enter *VE-102*, and go.", "Ievadiet *VE-102 un* ejiet.", "un"),
        ("de-DE", "See [Sail Guide](u).", "Dazu [finden Sie mehr in Sail Guide](u).", "finden Sie mehr in"),
        ("ru-RU", "The **SailClass** property", "**Свойство SailClass**", "Свойство"),
        ("el-GR", "The **SailClass** property", "**Ιδιότητα SailClass**", "Ιδιότητα"),
        ("hi-IN", "Open *SailCount* here.", "*SailCount में* खोलें।", "में"),
        ("cs-CZ", "Use [Sail Helper for Boat 365](u).", "Použijte Boat [365 a pomocníka](u).", "(Boat)"),
        ("ja-JP", "Use [Sail Helper for Boat 365](u).", "Boat [365 のヘルパー](u)を使います。", "(Boat)"),
    ],
)  # fmt: skip
def test_spelling_tells_of_people_and_machines_alike(locale: str, source: str, target: str, told: str) -> None:
    assert [_told(locale, source, target, by_machine=by_machine) for by_machine in (False, True)] == [told, told]


@pytest.mark.parametrize(
    ("locale", "source", "target", "told"),
    [
        ("vi-VN", "go to **Settings > Language**.", "đi đến **thiết đặt >**.", ">"),
        ("zh-TW", "Go to **Panel > Programs**.", "移至 **控制台 >** 程式。", ">"),
        ("ar-SA", "Go to **Settings > Language**.", "انتقل إلى الإعدادات **> اللغة**.", "> "),
        ("de-DE", "[Download the latest sails](u).", "[Laden Sie die neuesten Segel](u)herunter.", "(herunter)"),
        ("zh-CN", "[Learn how to search the log](u).", "[了解如何搜索日](u)志。", "(志)"),
        ("vi-VN", "**Enable guest sails now**: Go.", "Cho **phép khách ngay**: Đi.", "(Cho)"),
        ("uk-UA", "**I have issues sailing**: To sail, go.", "У **мене проблеми**: щоб плисти, йдіть.", "(У)"),
        ("cs-CZ", "You can **only recall sails**.", "**Můžete odvolat jen plachty**.", ""),
    ],
)
def test_signs_and_the_rest_of_a_label_tell_of_machines_only(locale: str, source: str, target: str, told: str) -> None:
    assert (_told(locale, source, target, by_machine=True) or "").strip() == told.strip()
    assert _told(locale, source, target, by_machine=True) is not None
    assert _told(locale, source, target, by_machine=False) is None


@pytest.mark.parametrize(
    ("locale", "source", "target"),
    [
        ("es-ES", "Use [CSP](u).", "Use [el CSP](u)."),
        ("cs-CZ", "Note the **GUID**.", "Poznamenejte si **identifikátor GUID**."),
        ("de-DE", "Open **Boats**.", "Öffnen Sie **Boats (Boote)**."),
        ("fi-FI", "Open *User2*.", "Avaa *User2:n*."),
        ("fi-FI", "Open **Boat Teams**.", "Avaa **Boat Teams -työkalu**."),
        ("nl-NL", "the Download **ID** field", "het veld **Download ID**"),
        ("cs-CZ", "**403 Forbidden**", "**403 Forbidden** (zakázáno)"),
        ("ja-JP", "[Learn more](u).", "[詳細](u)をご覧ください。"),
        ("es-ES", "the [Single\\<String>](u)", "el [Single\\<String>](u)"),
        ("es-ES", "**Sails**: a list", "Las **velas**: una lista"),
        ("uk-UA", "**I have issues sailing** now.", "У **мене проблеми** зараз."),
        ("fr-FR", "The **Sail** box", "La zone **Voile**"),
    ],
)
def test_what_languages_ask_for_tells_nothing(locale: str, source: str, target: str) -> None:
    assert [_told(locale, source, target, by_machine=by_machine) for by_machine in (False, True)] == [None, None]


def test_a_name_that_the_memory_has_is_the_label_s_own() -> None:
    taught = learn([(f"Open **Web** {n}.", f"Atveriet **Vietne Web** {n}.") for n in range(3)])
    source, target = parse_inline("Open **Web**."), parse_inline("Atveriet **Vietne Web**.")
    (label,), (node,) = source.of(EMPHASES), target.of(EMPHASES)
    assert plain_evidence(source, label, target, node, facts_of("lv-LV"), taught, by_machine=False) is None


_PIECES = (*map("{}L".format, "*_ .\n\u00a0"), *map("L{}".format, "*_ .,:;!"), "a", " ")


@pytest.mark.parametrize("label", ["a", "a*", "_a", "a.a", "aa", ".a"])
def test_a_label_is_kept_where_a_pattern_of_it_finds_it(label: str) -> None:
    pattern = re.compile(rf"(?<![^\s*_]){re.escape(label)}(?![^\s*_.,:;])")
    for pieces in product(_PIECES, repeat=3):
        content = "".join(pieces).replace("L", label)
        kept = pattern.search(content)
        assert index_of_kept(label, content) == (kept.start() if kept else None)
