"""Locale names of other tools, over all locales that glibc and CLDR know."""

from __future__ import annotations

from pathlib import Path

import langcodes
import pytest
from langcodes.data_dicts import LIKELY_SUBTAGS

from l10nqa.locale import is_language_tag
from l10nqa.locale.names import canonical, from_posix, to_posix

SUPPORTED = Path("/usr/share/i18n/SUPPORTED")


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("lv", "lv"),
        ("lv_LV", "lv-LV"),
        ("EN_us", "en-US"),
        ("ca@valencia", "ca-valencia"),
        ("ca_ES@valencia", "ca-ES-valencia"),
        ("sr@latin", "sr-Latn"),
        ("sr_RS@latin", "sr-Latn-RS"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("sr_Latn_RS", "sr-Latn-RS"),
        ("sr@Latn", "sr-Latn"),
        ("sr@ijekavian", "sr-ijekavsk"),
        ("sr@ijekavianlatin", "sr-Latn-ijekavsk"),
        ("be@tarask", "be-tarask"),
        ("be@latin", "be-Latn"),
        ("nds@NFE", "nds-x-nfe"),
        ("de_DE_formal", "de-DE-x-formal"),
        ("de_CH_informal", "de-CH-x-informal"),
        ("pt_PT_ao90", "pt-PT-ao1990"),
        ("uz@cyrillic", "uz-Cyrl"),
        ("uz@Cyrl", "uz-Cyrl"),
        ("en@quot", "en-x-quot"),
        ("en@boldquot", "en-x-boldquot"),
        ("en@shaw", "en-Shaw"),
        ("tt_RU@iqtelif", "tt-Latn-RU"),
        ("nan_TW@latin", "nan-Latn-TW"),
        ("gez_ER@abegede", "gez-ER-x-abegede"),
        ("aa_ER@saaho", "aa-ER-x-saaho"),
        ("zh_Hans", "zh-Hans"),
        ("zh-cht", "zh-Hant"),
        ("zh_Hant_HK", "zh-Hant-HK"),
        ("zh-yue", "yue"),
        ("iw", "he"),
        ("iw_IL", "he-IL"),
        ("in", "id"),
        ("ji", "yi"),
        ("sh", "sr-Latn"),
        ("no", "no"),
        ("nb_NO", "nb-NO"),
        ("de_DE.UTF-8", "de-DE"),
        ("de_DE.ISO-8859-15@euro", "de-DE"),
        ("es_419", "es-419"),
        ("es-ES_tradnl", "es-ES-x-tradnl"),
        ("de-CH-1996", "de-CH-1996"),
        ("th-TH-u-nu-thai", "th-TH-u-nu-thai"),
        ("de-x-formal", "de-x-formal"),
        ("C", "und"),
        ("POSIX", "und"),
        ("", ""),
        ("English", "english"),
        ("tlh", "tlh"),
    ],
)
def test_a_name_becomes_a_tag(name: str, tag: str) -> None:
    assert canonical(name) == from_posix(name) == tag
    assert not tag or tag == "english" or is_language_tag(tag)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("lv-LV", "lv_LV"),
        ("sr-Latn-RS", "sr_RS@latin"),
        ("sr-Latn-ijekavsk", "sr@ijekavianlatin"),
        ("ca-valencia", "ca@valencia"),
        ("de-DE-x-formal", "de_DE_formal"),
        ("nds-x-nfe", "nds@NFE"),
        ("en-x-boldquot", "en@boldquot"),
        ("zh-Hans", "zh_CN"),
        ("zh-Hant", "zh_TW"),
        ("zh-Hant-HK", "zh_HK"),
        ("zh-Hans-HK", "zh_HK@hans"),
        ("pa-Arab-PK", "pa_PK@arabic"),
        ("und", "und"),
    ],
)
def test_a_tag_becomes_the_name_of_gettext(tag: str, name: str) -> None:
    assert to_posix(tag) == name


def glibc_locales() -> list[str]:
    names = {line.split()[0] for line in SUPPORTED.read_text().splitlines()} if SUPPORTED.exists() else set()
    return sorted(names | {"lv_LV.UTF-8", "sr_RS@latin", "ca_ES@valencia", "uz_UZ@cyrillic", "tt_RU@iqtelif"})


@pytest.mark.parametrize("name", [each for each in glibc_locales() if not each.startswith("C")])
def test_every_locale_of_glibc_comes_back(name: str) -> None:
    tag = from_posix(name)
    assert is_language_tag(tag)
    plain, _, modifier = name.partition("@")
    plain = plain.partition(".")[0]
    renamed = {"iw_IL": "he_IL", "tl_PH": "fil_PH"}  # codes that are no longer in use
    full = plain + (f"@{modifier}" if modifier and modifier != "euro" else "")
    assert to_posix(tag) == renamed.get(full, full)


def test_every_locale_of_cldr_comes_back() -> None:
    tags = {canonical(tag) for tag in LIKELY_SUBTAGS if not tag.startswith("und")}
    tags |= {canonical(f"{tag}-x-{word}") for tag in ("de", "zh-Hant-TW", "sr-Latn") for word in ("formal", "a1-b2")}
    tags |= {canonical(f"{tag}-u-co-phonebk") for tag in ("de", "sr-Latn-RS")}
    assert len(tags) > 1000
    for tag in tags:
        back = from_posix(to_posix(tag))
        if tag.startswith("zh"):
            assert langcodes.Language.get(back).maximize() == langcodes.Language.get(tag).maximize()
        else:
            assert back == tag


@pytest.mark.parametrize("tag", "xxx-YY zz-ZZ xx nds-nfe en-boldquot english de_DE en-yy de-formal".split())
def test_what_no_registry_knows_is_no_tag(tag: str) -> None:
    assert not is_language_tag(tag)


@pytest.mark.parametrize("name", ["@", "_", "a b", "x", "i-klingon", "en-", "-", "\x00", "en@@", "é_É", "en-x", "1_2"])
def test_no_name_crashes_and_what_comes_out_stays(name: str) -> None:
    assert canonical(canonical(name)) == canonical(name)
    to_posix(name)
