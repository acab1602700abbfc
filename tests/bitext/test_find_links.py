"""A file that several names lead to is read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import l10nqa
from l10nqa.bitext.find import find_files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "po").mkdir()
    for name in ("de", "fr"):
        (tmp_path / "po" / f"{name}.po").write_text('msgid "a"\nmsgstr "b"\n', "utf-8")
    return tmp_path


def _paths(folder: Path, *names: str) -> list[str]:
    places = find_files([str(folder / name) for name in names], (".po",))
    return [place.file.relative_to(folder).as_posix() for place in places]


@pytest.mark.parametrize("link", ["a.po", "z.po"])
def test_of_a_link_and_its_file_the_file_is_read(folder: Path, link: str) -> None:
    (folder / "po" / link).symlink_to("de.po")
    assert sorted(_paths(folder, "po")) == ["po/de.po", "po/fr.po"]
    assert _paths(folder, f"po/{link}", "po/de.po") == ["po/de.po"]
    assert len(l10nqa.check(folder / "po").documents) == 2


def test_a_link_alone_keeps_its_name(folder: Path) -> None:
    (folder / "po" / "link.po").symlink_to("de.po")
    assert _paths(folder, "po/link.po") == ["po/link.po"]


def test_a_folder_and_a_link_to_it_are_one(folder: Path) -> None:
    (folder / "other").symlink_to("po")
    assert _paths(folder, "po", "other") == ["po/de.po", "po/fr.po"]
    assert _paths(folder, "other", "po") == ["other/de.po", "other/fr.po"]
    assert _paths(folder, "other/de.po", "po") == ["other/de.po", "po/fr.po"]


def test_copies_and_hard_links_are_files_of_their_own(folder: Path) -> None:
    (folder / "po" / "hard.po").hardlink_to(folder / "po" / "de.po")
    assert len(_paths(folder, "po")) == 3
