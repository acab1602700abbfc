"""What each check finds in one unit, and what it leaves alone."""

from __future__ import annotations

import math
import statistics
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.errors import ConfigError
from l10nqa.memory.cleaning import CHECKS, Action, CleaningProfile, select_checks
from l10nqa.memory.cleaning.check import PairCheck
from l10nqa.memory.cleaning.length import LengthNorms, normal
from l10nqa.memory.cleaning.texts import CheckedPair, words_of

_NO_NORMS = LengthNorms()
_JUDGES = {check.name: check.judge for check in CHECKS if isinstance(check, PairCheck)}

_FOUND = [
    ("empty", "lv-LV", "Save.", ""),
    ("empty", "lv-LV", "", "Saglabāt."),
    ("empty", "ja-JP", "Save.", "\u3000\u200b"),
    ("empty", "ar-SA", "Save.", " \u00a0\u200f"),
    ("empty", "de-DE", "Save.", "&nbsp;"),
    ("punctuation-only", "lv-LV", "…", "..."),
    ("punctuation-only", "ja-JP", ".", "。"),
    ("punctuation-only", "ar-SA", ",", "،"),
    ("punctuation-only", "de-DE", "<br>", "<br>"),
    ("corrupt", "lv-LV", "Save.", "Saglab\ufffdt."),
    ("corrupt", "de-DE", "Change", "Ã„ndern"),
    ("corrupt", "de-DE", "Change", "Bitte Ã¤ndern"),
    ("corrupt", "fr-FR", "The server’s name", "Le nom dâ€™un serveur"),
    ("corrupt", "lv-LV", "Save", "SaglabÄ\u0081t"),
    ("corrupt", "ru-RU", "The server’s name", "Имя serverâ€™s"),
    ("corrupt", "ja-JP", "Save", "保存\ue001"),
    ("corrupt", "ar-SA", "Save", "حفظ\x07"),
    ("wrong-script", "ja-JP", "Wait for the end of it and save the file.", "Wait for the end of it and save the file."),
    ("wrong-script", "ar-SA", "Wait here.", "Warten Sie hier."),
    ("wrong-script", "lv-LV", "Save the file.", "Сохраните файл."),
    ("wrong-script", "sr-Latn-RS", "Save the file.", "Сачувајте датотеку."),
    ("wrong-script", "sr-RS", "Save the file.", "Sačuvajte datoteku."),
    ("wrong-script", "zh-CN", "Save the file.", "파일을 저장합니다."),
    ("untranslated", "lv-LV", "Save the file now.", "Save the file now."),
    ("untranslated", "ja-JP", "Fix connection policy", "Fix connection policy"),
    ("markup", "lv-LV", "Select **Save**.", "Atlasiet Saglabāt."),
    ("markup", "ja-JP", "**Note:** Save.", "**注意：**保存します。"),
    ("markup", "ar-SA", "See [this](u).", "راجع هذا."),
    ("markup", "de-DE", "Run `ls` in {0}.", "In {0} ls ausführen."),
    ("long", "lv-LV", "one two " * 51, "viens divi"),
    ("long", "ja-JP", "short", "長い" * 152),
    ("short", "lv-LV", "Introduction", "Ievads"),
    ("short", "ja-JP", "**Cause**", "**原因**"),
    ("short", "lv-LV", "https://example.com/one/two", "https://example.com/viens/divi"),
]
_LEFT_ALONE = [
    ("empty", "ja-JP", "Yes", "○"),
    ("empty", "lv-LV", "![](a.png)", "![](a.png)"),
    ("punctuation-only", "ja-JP", "Yes", "○"),
    ("punctuation-only", "th-TH", "1.", "๑."),
    ("punctuation-only", "lv-LV", "<UserName>", "<UserName>"),
    ("corrupt", "lv-LV", "Save.", "Saglabāt “šeit”…"),
    ("corrupt", "de-DE", "“Fun”", "„Spaß“"),
    ("corrupt", "fr-FR", "short…", "«\u00a0abrégé\u00a0»…"),
    ("corrupt", "pt-BR", "Option: no", "OPÇÃO: não"),
    ("corrupt", "ar-SA", "Save", "\u200fحفظ\u200f"),
    ("corrupt", "he-IL", "Save\tnow\n", "שמור\tעכשיו\n"),
    ("wrong-script", "ja-JP", "Microsoft 365 Apps for enterprise", "Microsoft 365 Apps for enterprise"),
    ("wrong-script", "ja-JP", "Read receipts in Outlook on the web", "Outlook on the web で開封確認"),
    ("wrong-script", "ja-JP", "Microsoft information protection setup", "Microsoft Information Protection 設定"),
    ("wrong-script", "ar-SA", "`wait for the end of it`", "`wait for the end of it`"),
    (
        "wrong-script",
        "ar-SA",
        "See https://example.com/a-long-path/to/it.",
        "راجع https://example.com/a-long-path/to/it.",
    ),
    ("wrong-script", "ja-JP", "Use Set-Mailbox -Name $true now", "Set-Mailbox -Name $trueを使用する"),
    ("wrong-script", "ja-JP", "About Exchange Server updates", "更新Exchange Serverについて"),
    ("wrong-script", "lv-LV", "中文 (Chinese)", "中文 (ķīniešu)"),
    ("wrong-script", "ko-KR", "Save", "儲存 저장"),
    ("wrong-script", "und", "Save the file.", "Сохраните файл."),
    ("untranslated", "lv-LV", "Microsoft Defender for Identity", "Microsoft Defender for Identity"),
    ("untranslated", "lv-LV", "storage-account-name", "storage-account-name"),
    ("untranslated", "lv-LV", "`save the file now`", "`save the file now`"),
    (
        "untranslated",
        "lv-LV",
        "TEXT(COUNTIFS('lines of it', \"all the lines\"))",
        "TEXT(COUNTIFS('lines of it', \"all the lines\"))",
    ),
    ("untranslated", "en-GB", "Save the file now.", "Save the file now."),
    ("markup", "de-DE", "Select **Open** and **Save**.", "Wählen Sie **Speichern** und **Öffnen**."),
    ("markup", "ja-JP", "**Note:** Save.", "**注意**：保存します。"),
    ("long", "ja-JP", "short", "長い" * 150),
    (
        "long",
        "ja-JP",
        "short",
        "次の URL を開く: https://forms.example.com/pages/delegate.aspx?owner=name@example.com。" * 5,
    ),
    ("long", "ja-JP", "short", "エラー The reply URL specified in the request does not match が表示される。" * 7),
    ("short", "lv-LV", "Save it", "Saglabāt"),
    ("length-ratio", "lv-LV", "A source of some length, as they are.", "Īss."),
]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Save the file's copy.", ["Save", "the", "file's", "copy"]),
        ("27fd8129-4b3c x1", []),
        ("更新Exchange Serverについて", ["更新", "Exchange", "Server", "について"]),
        ("See [the page](https://a.b/c_(d)) and `ls -l`, <br> {0}&nbsp;now", ["See", "the", "page", "and", "now"]),
        ("Run Set-Mailbox -Name $true now", ["Run", "now"]),
        ("راجع https://a.b/c هنا", ["راجع", "هنا"]),
    ],
)
def test_words_are_language_only(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def judge(name: str, locale: str, source: str, target: str, norms: LengthNorms = _NO_NORMS) -> str:
    return _JUDGES[name](CheckedPair(source, target, "en-US", locale), norms)


@pytest.mark.parametrize(("name", "locale", "source", "target"), _FOUND)
def test_what_a_check_finds(name: str, locale: str, source: str, target: str) -> None:
    assert judge(name, locale, source, target)


@pytest.mark.parametrize(("name", "locale", "source", "target"), _LEFT_ALONE)
def test_what_a_check_leaves_alone(name: str, locale: str, source: str, target: str) -> None:
    assert not judge(name, locale, source, target)


def pairs(locale: str, share: float, count: int = 400) -> list[CheckedPair]:
    """Return pairs whose target is about so many times as long as the source."""
    lengths = [(33 + at % 30, 1 + (at % 7 - 3) / 30) for at in range(count)]
    return [CheckedPair("s" * length, "t" * round(length * share * off), "en-US", locale) for length, off in lengths]


def test_lengths_are_judged_by_what_is_usual_between_the_two_locales() -> None:
    norms = LengthNorms([*pairs("ja-JP", 0.5), *pairs("de-DE", 1.3)])
    source, third, whole = "s" * 50, "t" * 18, "t" * 65
    assert not judge("length-ratio", "ja-JP", source, "t" * 25, norms)
    assert judge("length-ratio", "ja-JP", source, whole, norms)
    assert not judge("length-ratio", "de-DE", source, whole, norms)
    assert judge("length-ratio", "de-DE", source, third, norms)
    assert not judge("length-ratio", "lv-LV", source, third, norms)


def test_wrong_lengths_do_not_move_the_norm_that_finds_them() -> None:
    wrong = [CheckedPair("s" * 50, "t" * 600, "en-US", "de-DE")] * 120
    norms = LengthNorms([*pairs("de-DE", 1.3), *wrong])
    assert judge("length-ratio", "de-DE", *wrong[0][:2], norms)


def test_an_abbreviation_may_be_spelled_out() -> None:
    norms = LengthNorms(pairs("de-DE", 1.3))
    plain, abbreviated = (
        "Open it and see what the next page has to say.",
        "Manage SSL certificates in AD FS and a WAP now",
    )
    assert len(plain) == len(abbreviated)
    assert judge("length-ratio", "de-DE", plain, "t" * 160, norms)
    assert not judge("length-ratio", "de-DE", abbreviated, "t" * 160, norms)
    assert judge("length-ratio", "de-DE", abbreviated, "t" * 600, norms)
    assert judge("length-ratio", "de-DE", abbreviated, "t" * 15, norms)


@given(st.lists(st.integers(-300, 300), min_size=1, max_size=60))
def test_the_norm_is_the_median_and_its_deviation(values: list[int]) -> None:
    norm = normal(Counter(values))
    low = statistics.median_low(values)
    deviation = statistics.median_low([abs(value - low) for value in values])
    assert math.isclose(norm.median, low / 100)
    assert math.isclose(norm.spread, max(deviation, 1) / 100 * 1.4826)


@given(st.text(), st.text(), st.sampled_from(["lv-LV", "ja-JP", "ar-SA", "und", ""]))
def test_no_text_makes_a_check_fail(source: str, target: str, locale: str) -> None:
    for name in _JUDGES:
        assert isinstance(judge(name, locale, source, target), str)


_letters = st.text("abcdefghijklmnopqrstuvwxyzāēīūšžäöüßéàçñ .", min_size=1)


@given(_letters)
def test_misread_letters_are_corrupt_and_the_letters_themselves_are_not(text: str) -> None:
    misread = text.encode().decode("cp1252", "surrogateescape")
    misread = "".join(chr(ord(c) - 0xDC00) if "\udc80" <= c <= "\udcff" else c for c in misread)
    assert not judge("corrupt", "de-DE", "text", text)
    assert bool(judge("corrupt", "de-DE", "text", misread)) == (not text.isascii())


def test_the_profiles_differ_as_the_table_says() -> None:
    names = {profile: [check.name for check in select_checks(profile)] for profile in CleaningProfile}
    assert {"long", "short"} == set(names[CleaningProfile.MT]) - set(names[CleaningProfile.TMS])
    removing = {check.name for check in CHECKS if check.tms is Action.REMOVE}
    assert removing == {"empty", "corrupt", "punctuation-only", "duplicate"}
    assert removing <= {check.name for check in CHECKS if check.mt is Action.REMOVE}


def test_checks_are_selected_by_name() -> None:
    assert [check.name for check in select_checks(CleaningProfile.TMS, ["short", "empty"])] == ["empty", "short"]
    assert [check.name for check in select_checks(CleaningProfile.TMS, ["short", "empty"], ["empty"])] == ["short"]
    with pytest.raises(ConfigError, match="no check is called “duplicates”") as caught:
        select_checks(CleaningProfile.TMS, [], ["duplicates"])
    assert caught.value.hint == "did you mean duplicate?"
