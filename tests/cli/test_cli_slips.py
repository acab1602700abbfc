"""Slips that would otherwise pass in silence, and what a failed run leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import l10nqa as public
from command import l10nqa

if TYPE_CHECKING:
    from pathlib import Path

PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: de\\n"\n\nmsgid "a"\nmsgstr "b"\n'


@pytest.mark.parametrize(
    ("pattern", "is_idle"),
    [
        ("locale/*.po", False),
        ("*.po", False),
        ("**/de.po", False),
        ("locale/", False),
        ("other/*.xlf", False),
        ("locales/*.po", True),
        ("locale/*.mo", True),
        ("locale/fr.po", True),
        ("de.po/", True),
    ],
)
def test_a_pattern_that_matches_no_file_is_told(tmp_path: Path, pattern: str, *, is_idle: bool) -> None:
    for name in ("locale/de.po", "other/b.xlf"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(PO, "utf-8")
    (tmp_path / "l10nqa.toml").write_text(f'[[files]]\npattern = "{pattern}"\nmarkup = "plain"\n', "utf-8")
    done = l10nqa("check", "locale", cwd=tmp_path)
    assert done.returncode == 0
    assert (f"l10nqa.toml:1: [[files]] pattern “{pattern}” matches no file" in done.stderr) is is_idle


@pytest.mark.parametrize("command", ["report", "publish"])
def test_a_run_that_fails_leaves_no_folder_behind(tmp_path: Path, command: str) -> None:
    (tmp_path / "plain.md").write_text("Text\n", "utf-8")
    assert l10nqa(command, "plain.md", "-o", "a/b/c", cwd=tmp_path).returncode == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plain.md"]
    (tmp_path / "kept").mkdir()
    assert l10nqa(command, "plain.md", "-o", "kept", cwd=tmp_path).returncode == 2
    assert (tmp_path / "kept").is_dir()


@pytest.mark.parametrize("suffix", [".po", ".xlf", ".tmx", ".csv", ".jsonl", ".md"])
def test_a_bitext_is_shown_in_a_line(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "a.po").write_text(PO + "".join(f'\nmsgid "{index}"\nmsgstr "x"\n' for index in range(99)), "utf-8")
    file = tmp_path / f"a{suffix}"
    if suffix == ".md":
        file.write_text('<span data-ttu-id="a">x</span>' * 99, "utf-8")
    elif suffix != ".po":
        public.export(tmp_path / "a.po", file)
    shown = repr(public.open_bitext(file))
    assert len(shown) < 200 + len(str(file))
    assert str(file) in shown
    assert "segments" in shown
