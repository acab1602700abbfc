"""A damaged token is reported at its spot and put right; an intact one never is, whatever stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sides import context_in, edited, run

from l10nqa.quality import Certainty
from l10nqa.rules.placeholder import placeholder

if TYPE_CHECKING:
    from collections.abc import Callable

TOKENS = (
    "boatsettings.json", "src/boat/main.rs", "_Harbour.cshtml", "/etc/boats/list", r"C:\Boats\log.txt", "max_knots",
    "MAX_KNOTS", "sail()", "Boat.Sail()", "--dry-run", "Get-Item", "Boats.Text.Json", "help@boat.example",
)  # fmt: skip
SENTENCES = {
    "de-DE": "Öffnen Sie jetzt {}.", "fi-FI": "Avaa {} nyt.", "ru-RU": "Откройте {} сейчас.", "ja-JP": "{}を開きます。",
    "ko-KR": "{}을 엽니다.", "ar-SA": "افتح {} الآن.", "he-IL": "פתח את {} כעת.", "hi-IN": "अब {} खोलें।",
    "th-TH": "เปิด {} ตอนนี้", "el-GR": "Ανοίξτε το {} τώρα.", "ka-GE": "გახსენით {} ახლა.", "hy-AM": "Բացեք {} հիմա։",
    "am-ET": "አሁን {} ይክፈቱ።", "my-MM": "ယခု {} ကိုဖွင့်ပါ။", "km-KH": "បើក {} ឥឡូវនេះ។", "zh-TW": "現在開啟{}。",
    "vi-VN": "Hãy mở {} ngay.", "tr-TR": "{} dosyasını aç.", "uk-UA": "Відкрийте {} зараз.", "bn-BD": "এখন {} খুলুন।",
}  # fmt: skip


def _torn(token: str) -> str:
    place = max(token.rfind(sign) for sign in "./\\_(@-")
    return f"{token[:place]} {token[place:]}"


def _wide(token: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in token)


DAMAGES: dict[str, Callable[[str], str]] = {
    "torn": _torn,
    "wide": _wide,
    "alike": lambda token: token.replace("a", "а").replace("o", "о"),
}


@pytest.mark.parametrize("locale", SENTENCES)
@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("token", TOKENS)
def test_damage_is_reported_and_put_right_in_every_script(token: str, damage: str, locale: str) -> None:
    damaged = DAMAGES[damage](token)
    if damaged == token:
        return
    target = SENTENCES[locale].format(damaged)
    (issue,) = run(placeholder, f"Now open {token}.", target, context_in(locale))
    assert issue.target is not None
    assert issue.target.of(target) == damaged
    assert issue.certainty in (None, Certainty.LIKELY)
    assert edited(target, list(issue.edits)) == SENTENCES[locale].format(token)


@pytest.mark.parametrize("locale", SENTENCES)
@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("markup", ["{}", "**{}**", "[{}](u)", "`{}`", "“{}”"])
def test_an_intact_token_is_left_alone(token: str, locale: str, markup: str) -> None:
    escaped = markup.format(token)
    assert not run(placeholder, f"Now open {escaped}.", SENTENCES[locale].format(escaped), context_in(locale))


@given(
    st.sampled_from(TOKENS), st.text(alphabet="aA1_-./\\:@()# жあ", max_size=30), st.text(alphabet=" .,жあ", max_size=9)
)
def test_a_text_is_never_at_fault_beside_itself(token: str, before: str, after: str) -> None:
    text = f"{before} {token} {after}"
    assert not run(placeholder, text, text, context_in("de-DE"))
