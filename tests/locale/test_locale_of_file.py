"""Locales in the paths of files, by the customs of many tools, and the names that only look like them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.bitext import Place, parse_bitext
from l10nqa.locale import is_language_tag
from l10nqa.locale.names import canonical, to_posix
from l10nqa.locale.paths import locale_of_file

NAMED = {
    "ui.fr.po": "fr",
    "app-fr.po": "fr",
    "my-app-fr.po": "fr",
    "app_pt_BR.po": "pt-BR",
    "check-in-de.xlf": "de",
    "en-de.xlf": "de",
    "strings-es-419.csv": "es-419",
    "fr.po": "fr",
    "is.po": "is",
    "messages.it.xlf": "it",
    "messages.de.xlf": "de",
    "security.nb_NO.xlf": "nb-NO",
    "zh-Hant.xliff": "zh-Hant",
    "messages.zh_Hans.po": "zh-Hans",
    "zh_TW.po": "zh-TW",
    "sr@latin.po": "sr-Latn",
    "de_DE.UTF-8.po": "de-DE",
    "content/pt_BR/x.md": "pt-BR",
    "a/zh-CHS/b.po": "zh-Hans",
    "index.fr.md": "fr",
    "index.pt-br.md": "pt-BR",
    "i18n/ja/docs/a.md": "ja",
    "locales/it/common.xlf": "it",
    "locale/pt_BR/LC_MESSAGES/django.po": "pt-BR",
    "locale/udm/LC_MESSAGES/django.po": "udm",
    "share/ca@valencia/LC_MESSAGES/x.po": "ca-valencia",
    "locale/de/LC_MESSAGES/is.po": "de",
    "res/values-b+sr+Latn/strings.xlf": "sr-Latn",
    "res/values-pt-rBR/strings.xlf": "pt-BR",
    "res/values-fr/strings.xlf": "fr",
    "App/de.lproj/Main.xliff": "de",
    "App/zh-Hans.lproj/Main.xliff": "zh-Hans",
    "docs.lv-lv/a.md": "lv-LV",
    "docs.lv_LV/a.md": "lv-LV",
    "po\\uk.po": "uk",
    "locale/fr/de.po": "de",
}
NAMELESS = (
    "test-it.po sign-in.po as-is.po to-do.po how-to.po log_in.po what_it_is.po readme.is.md how.to.md to_DO/a.md "
    "files.to.translate.md files.to.translate.po "
    "README.cs.md example.ts.md a.ml.md script.pl.md de.md it.md docs/ml/a.md docs/it/a.md fr/a.po my-file.po app.po "
    "web.po main.po it-help.po C/LC_MESSAGES/x.po Base.lproj/a.xliff res/values/a.xlf res/values-car/a.xlf "
    "res/values-v21/a.xlf res/values-night/a.xlf res/values-land/a.xlf django-js.po i18n/readme.md LC_MESSAGES/x.po "
    "ui.xx.po messages.pot a.b.c.po 1.po po/LINGUAS"
).split()


@pytest.mark.parametrize(("path", "locale"), NAMED.items())
def test_customs(path: str, locale: str) -> None:
    assert locale_of_file(path) == locale
    assert locale_of_file(f"/home/me/{path}") == locale


@pytest.mark.parametrize("path", NAMELESS)
def test_what_only_looks_like_a_locale(path: str) -> None:
    assert locale_of_file(path) == "und"


LOCALES = ("lv", "pt-BR", "zh-Hant", "sr-Latn", "sr-Latn-RS", "es-419", "ca-valencia", "de-CH", "fil", "hsb", "yue")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("form", ["{}.po", "ui.{}.xlf", "ui-{}.po", "po/{}.po", "i18n/{}/a.po", "{}/LC_MESSAGES/a.po"])
def test_every_locale_in_both_spellings(form: str, locale: str) -> None:
    assert locale_of_file(form.format(to_posix(locale))) == canonical(to_posix(locale))
    if locale != "ca-valencia":
        assert locale_of_file(form.format(locale)) == locale


@given(st.text(st.sampled_from("abdeirnstT._-/@+\\"), max_size=30))
def test_any_path_gives_a_tag(path: str) -> None:
    assert is_language_tag(locale_of_file(path))


XLIFF = (
    '<xliff version="1.2"><file source-language="en"{} datatype="plaintext" original="x"><body>'
    '<trans-unit id="1"><source>a</source><target>b</target></trans-unit></body></file></xliff>'
)
PO = 'msgid ""\nmsgstr "{}Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n'


@pytest.mark.parametrize(
    ("path", "text", "locale"),
    [
        ("ui.fr.xlf", XLIFF.format(""), "fr"),
        ("ui.fr.xlf", XLIFF.format(' target-language="de"'), "de"),
        ("ui.en.xlf", XLIFF.format(""), "und"),
        ("ui.fr.po", PO.format(""), "fr"),
        ("ui.fr.po", PO.format("Language: is\\n"), "is"),
        ("readme.is.po", PO.format("Language: fr\\n"), "fr"),
        ("ui.fr.csv", "source,target\na,b\n", "fr"),
        ("ui.fr.csv", "source,target,target_locale\na,b,de\n", "de"),
        ("ui.csv", "source,target\na,b\n", "und"),
    ],
)
def test_the_file_itself_goes_before_its_name(path: str, text: str, locale: str) -> None:
    bitext = parse_bitext(text.encode(), Place(Path(path), path, path, Path()))
    assert [segment.profile.target_locale for segment in bitext.segments] == [locale]
