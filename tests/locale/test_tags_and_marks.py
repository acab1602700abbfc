"""Which locale a path names, and what is said of marks."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.locale import ENCLOSING_MARKS, is_language_tag, locale_of_path

_TAGS = (
    "ar-SA bg-BG ca-ES cs-CZ da-DK de-AT de-DE el-GR en-GB es-MX et-EE eu-ES fi-FI fil-PH fr-CA gl-ES he-IL hi-IN "
    "hr-HR hu-HU id-ID is-IS it-IT ja-JP ka-GE kk-KZ ko-KR lb-LU lt-LT lv-LV ms-MY nb-NO nl-NL pl-PL pt-BR ro-RO ru-RU "
    "sk-SK sl-SI sr-RS sv-SE th-TH tr-TR uk-UA vi-VN zh-CN zh-TW sr-Latn-RS zh-Hant-TW"
).split()


@pytest.mark.parametrize("tag", _TAGS)
@pytest.mark.parametrize("path", ["docs.{}/a.md", "{}/sub/a.md", "x/{}/a.md", "x/a.{}.md", "C:\\docs.{}\\a.md", "{}"])
def test_a_tag_is_recognized_in_its_capitals_and_in_small_letters(tag: str, path: str) -> None:
    assert locale_of_path(path.format(tag)) == tag
    assert locale_of_path(path.format(tag.lower())) == tag


@pytest.mark.parametrize(
    "path",
    [
        "to-do/a.md",
        "docs/as-is.md",
        "x/is-it/no-go.md",
        "hi-fi.md",
        "sign-in-to-it.md",
        "move-it-it.md",
        "docs-de-de/a.md",
        "de-de2/a.md",
        "de_de/a.md",
        "De-de/a.md",
        "xx-yy/a.md",
        "de-zz/a.md",
        "docs/a.md",
        "",
    ],
)
def test_words_are_no_tag_in_small_letters(path: str) -> None:
    assert locale_of_path(path) == "und"


def test_the_last_tag_counts_and_usual_capitals_come_first() -> None:
    assert locale_of_path("docs.de-de/fr-fr/a.md") == "fr-FR"
    assert locale_of_path("docs.de-de/to-do/a.md") == "de-DE"
    assert locale_of_path("docs.lv-LV/media/en-us/a.md") == "lv-LV"


@given(st.lists(st.sampled_from([*"abdeflsvLVDE0_ē", ".", "/", "-", "-de", "de-", "lv-LV", "Latn"]), max_size=12))
def test_whatever_the_path_a_locale_is_a_tag_that_stands_in_it(pieces: list[str]) -> None:
    path = "".join(pieces)
    found = locale_of_path(path)
    assert is_language_tag(found)
    assert found == "und" or found.lower() in path.lower()


def test_a_bracket_is_closed_by_its_mirror_image_in_unicode() -> None:
    brackets = {one: other for one, other in ENCLOSING_MARKS.items() if unicodedata.category(other) == "Pe"}
    assert len(brackets) == 10
    for one, other in brackets.items():
        assert unicodedata.category(one) == "Ps"
        assert unicodedata.name(one).replace("LEFT", "RIGHT") == unicodedata.name(other)
