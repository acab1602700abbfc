"""`--target-locale` and `--source-locale`: which names they take, and which texts of a file they mean."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import l10nqa as public
from command import l10nqa
from l10nqa.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "source,target,source_locale,target_locale\n" + "".join(
    f"Press **Save** {number},Taste {locale} {number},en,{locale}\n"
    for number, locale in enumerate(("de-DE", "fr-FR", "fr-CA", "lv"))
)
TUV = '<tuv xml:lang="{}"><seg>{}</seg></tuv>'
TMX = (
    '<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="block" o-tmf="x" adminlang="en" '
    'srclang="en" datatype="plaintext"/><body><tu>'
    + "".join(TUV.format(locale, f"Save {locale}") for locale in ("en", "de-DE", "fr-FR", "fr-CA", "lv"))
    + "</tu></body></tmx>"
)
COMMANDS = ("check", "fix", "tm analyse", "apply work.po")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "all.csv").write_text(TABLE, "utf-8")
    (tmp_path / "all.tmx").write_text(TMX, "utf-8")
    (tmp_path / "work.po").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("option", ["--target-locale", "--source-locale"])
@pytest.mark.parametrize(("name", "hint"), [("de de", "did you mean de-DE?"), ("jp", "ja?"), ("xyzzyq", "such as lv")])
def test_what_is_no_locale_is_refused_before_anything_is_read(option: str, name: str, hint: str) -> None:
    done = l10nqa("check", "all.csv", option, name)
    assert done.returncode == 2
    assert f"“{name}” is no locale" in done.stderr
    assert hint in done.stderr


@pytest.mark.parametrize("name", ["fr_FR", "fr-fr", "fr_FR.UTF-8"])
@pytest.mark.parametrize("file", ["all.csv", "all.tmx"])
def test_the_texts_of_that_locale_are_read_and_no_others(files: Path, name: str, file: str) -> None:
    done = l10nqa("export", file, "-o", "out.jsonl", "--target-locale", name)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in (files / "out.jsonl").read_text("utf-8").splitlines()]
    assert {line["target_locale"] for line in lines} == {"fr-FR"}
    assert len(lines) == 1


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("file", ["all.csv", "all.tmx"])
def test_a_memory_gets_the_texts_of_that_locale_alone(file: str) -> None:
    done = l10nqa("extract", file, "--tm", "fr.db", "--target-locale", "fr")
    assert "1 translation from en into lv left out" in done.stderr
    assert public.Memory("fr.db").locales() == ["fr-FR", "fr-CA"]


@pytest.mark.usefixtures("files")
def test_a_locale_that_the_file_does_not_have_is_an_error_that_lists_those_it_has() -> None:
    done = l10nqa("check", "all.csv", "--target-locale", "ja")
    assert done.returncode == 2
    assert "holds no translation ja, but en > de-DE, en > fr-CA, en > fr-FR, en > lv" in done.stderr


def test_the_only_locale_of_a_table_is_overruled_in_a_memory_too(files: Path) -> None:
    (files / "one.csv").write_text("source,target,source_locale,target_locale\na,b,en,xx\nc,d,en,xx\n", "utf-8")
    assert l10nqa("extract", "one.csv", "--tm", "m.db", "--target-locale", "lv").returncode == 0
    assert public.Memory("m.db").locales() == ["lv"]


@pytest.mark.parametrize("toml", ['target-locale = "de de"', '[[files]]\npattern = "*"\nsource-locale = "jp"'])
def test_the_configuration_is_held_to_the_same(files: Path, toml: str) -> None:
    (files / "l10nqa.toml").write_text(toml, "utf-8")
    done = l10nqa("check", "all.csv")
    assert done.returncode == 2
    assert "l10nqa.toml:" in done.stderr
    assert "did you mean" in done.stderr


def test_the_public_functions_are_held_to_the_same(files: Path) -> None:
    with pytest.raises(ConfigError, match="“xyzzyq” is no locale"):
        public.check(files / "all.csv", target_locale="xyzzyq")
    (bitext,) = public.bitexts(files / "all.csv", target_locale="fr_CA")
    assert [segment.profile.target_locale for segment in bitext.segments] == ["fr-CA"]
