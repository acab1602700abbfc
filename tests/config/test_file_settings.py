"""`[[files]]` and `[markup]`: which files a pattern stands for, and what the configuration says of them."""

from __future__ import annotations

import glob
import re
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.config import Config, FileSettings, matches_glob, read_config
from l10nqa.model import MARKDOWN, PLAIN, Dialect, Markup, PlaceholderSyntax

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = r"""
[markup]
placeholders = ['@\w+@']

[[files]]
pattern = "locale/**/*.po"
markup = "plain"
placeholders = ["c", "python-brace"]

[[files]]
pattern = "locale/de/"
target-locale = "de-DE"

[[files]]
pattern = "README.po"
markup = "markdown"
source-locale = "en-GB"
"""
_OWN = (r"@\w+@",)
_BOTH = frozenset({PlaceholderSyntax.C, PlaceholderSyntax.PYTHON_BRACE})


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    (tmp_path / "l10nqa.toml").write_text(_TEXT, "utf-8")
    (tmp_path / "locale" / "de").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "locale")
    return read_config(tmp_path / "l10nqa.toml")


def test_patterns_start_at_the_configuration_and_paths_at_the_current_folder(config: Config, tmp_path: Path) -> None:
    plain = FileSettings(Dialect.PLAIN, _BOTH, _OWN, None, "de-DE")
    assert config.file_settings("de/app.po") == plain
    assert config.file_settings(str(tmp_path / "locale" / "de" / "app.po")) == plain
    assert config.file_settings("./de/../de/app.po") == plain
    assert config.file_settings("de/a.xlf") == FileSettings(None, None, _OWN, None, "de-DE")
    assert config.file_settings("../docs/a.md") == FileSettings(patterns=_OWN)
    assert config.file_settings("-") == FileSettings(patterns=_OWN), "standard input has no path"


def test_a_later_table_overrules_an_earlier_one_key_by_key(config: Config) -> None:
    found = config.file_settings("de/README.po")
    assert found == FileSettings(Dialect.MARKDOWN, _BOTH, _OWN, "en-GB", "de-DE")


def test_what_the_configuration_does_not_say_the_file_decides(config: Config) -> None:
    flags = Markup(Dialect.PLAIN, frozenset({PlaceholderSyntax.PHP}))
    somewhere, po = config.file_settings("../a.md"), config.file_settings("fr/a.po")
    assert somewhere.markup is None
    assert somewhere.markup_over(flags) == flags._replace(patterns=_OWN)
    assert po.markup == Markup(Dialect.PLAIN, _BOTH, _OWN)
    assert po.markup_over(MARKDOWN) == po.markup
    assert FileSettings().markup_over(PLAIN) == PLAIN


def test_without_a_configuration_the_file_decides_everything() -> None:
    assert Config().file_settings("a.po") == FileSettings()


@pytest.mark.parametrize(
    ("pattern", "matching", "others"),
    [
        ("*.po", ["a.po", "x/y/a.po"], ["a.pot", "a.po/b", "A.PO"]),
        ("locale/*.po", ["locale/a.po"], ["locale/x/a.po", "x/locale/a.po"]),
        ("locale/**/*.po", ["locale/a.po", "locale/x/y/a.po"], ["locales/a.po"]),
        ("**/de/**", ["de/a", "x/de/y/a"], ["x/den/a"]),
        ("docs/", ["docs/a.md", "docs/x/a.md"], ["docs2/a.md", "x/docs/a.md"]),
        ("docs/**", ["docs/a.md", "docs/x/a.md"], ["doc/a.md"]),
        ("[ab]?.md", ["a1.md", "x/b2.md"], ["c1.md", "a.md"]),
        ("./x/a.md", ["x/a.md"], ["a.md"]),
        ("../x/*.md", ["../x/a.md"], ["x/a.md"]),
        ("a[1].md", ["a1.md"], ["a[1].md"]),
    ],
)
def test_patterns(pattern: str, matching: list[str], others: list[str]) -> None:
    assert [path for path in matching if not matches_glob(path, pattern)] == []
    assert [path for path in others if matches_glob(path, pattern)] == []


_names = st.sampled_from(["a", "b", "ab", "a.po"])
_parts = st.sampled_from(["a", "b", "*", "?", "a*", "**", "*.po", "[ab]"])


@given(st.lists(_names, min_size=1, max_size=4), st.lists(_parts, min_size=2, max_size=4))
def test_patterns_with_a_slash_mean_what_glob_means(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], parts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("g")
    file = folder.joinpath(*names)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    path, pattern = "/".join(names), "/".join(parts)
    found = {re.sub("/+$", "", each) for each in glob.glob(pattern, root_dir=folder, recursive=True)}  # noqa: PTH207 - the oracle
    assert matches_glob(path, pattern) == (path in found)


def test_a_hostile_pattern_takes_no_time() -> None:
    start = time.perf_counter()
    assert not matches_glob("/".join(["a" * 200] * 200), "/".join(["**", "*a*a*a*b"] * 30))
    assert time.perf_counter() - start < 5
