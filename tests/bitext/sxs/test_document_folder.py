"""Finding documents: every file once, in one order, and no link, pipe or loop in the way."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bilingual import text_of
from l10nqa.bitext import find_bitexts, read_document
from l10nqa.errors import ConfigError, InputError


@pytest.fixture(name="docs")
def _docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder `docs`, and make its parent the current folder."""
    monkeypatch.chdir(tmp_path)
    docs = tmp_path / "docs"
    docs.mkdir()
    return docs


def _write(docs: Path, *names: str) -> None:
    for name in names:
        file = docs / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")


def _paths(*given: str) -> list[str]:
    return [place.path for place in find_bitexts(given)]


def _read(path: str) -> None:
    (place,) = find_bitexts([path])
    read_document(place.file, place.path, place.name)


def test_the_order_is_that_of_the_paths_and_deterministic(docs: Path) -> None:
    _write(docs, "b.md", "a.md", "sub/c.md", "B.MD", "sub.md", "a/z.md")
    expected = ["docs/B.MD", "docs/a.md", "docs/a/z.md", "docs/b.md", "docs/sub.md", "docs/sub/c.md"]
    assert sorted(_paths("docs")) == sorted(expected)
    assert _paths("docs") == _paths("docs/") == _paths("./docs") == sorted(_paths("docs"))


def test_documents_and_files_of_translators_are_found_in_a_folder_and_others_when_named(docs: Path) -> None:
    _write(docs, "a.md", "b.txt", "md", "c.md.bak", "d.po", "e.pot", "f.xlf", "g.sdlxliff", "h.tmx", "i.csv", "j.PO")
    assert _paths("docs") == [f"docs/{name}" for name in ("a.md", "d.po", "f.xlf", "g.sdlxliff", "j.PO")]
    assert _paths("docs/e.pot", "docs/h.tmx", "docs/i.csv") == ["docs/e.pot", "docs/h.tmx", "docs/i.csv"]


def test_a_named_file_is_told_by_what_it_holds_where_its_suffix_does_not(docs: Path) -> None:
    _write(docs, "plain.txt", "sxs.txt")
    (docs / "sxs.txt").write_text(text_of(("One.", "Viens.")), encoding="utf-8")
    assert _paths("docs/sxs.txt") == ["docs/sxs.txt"]
    with pytest.raises(ConfigError, match="not a kind of file that l10nqa reads") as raised:
        _paths("docs/plain.txt")
    assert all(f".{suffix}" in str(raised.value.hint) for suffix in ("md", "po", "xlf", "tmx", "csv", "jsonl"))


def test_names_are_relative_to_the_folder_given(docs: Path) -> None:
    _write(docs, "sub/c.md")
    (place,) = find_bitexts(["docs"])
    assert (place.path, place.name, place.root) == ("docs/sub/c.md", "sub/c.md", Path("docs"))
    (place,) = find_bitexts(["docs/sub/c.md"])
    assert (place.path, place.name, place.root) == ("docs/sub/c.md", "c.md", Path("docs/sub"))


def test_the_current_folder_leaves_no_dot_in_paths(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(docs, "a.md")
    monkeypatch.chdir(docs)
    assert _paths(".") == ["a.md"]
    assert _paths("../docs") == ["../docs/a.md"]


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (["docs", "docs/sub/c.md"], ["a.md", "sub/c.md"]),
        (["docs/sub/c.md", "docs"], ["c.md", "a.md"]),
        (["docs", "docs/sub", "docs"], ["a.md", "sub/c.md"]),
        (["docs", "{here}/docs", "docs/../docs/a.md"], ["a.md", "sub/c.md"]),
    ],
)
def test_a_file_reached_twice_is_found_once_as_first_called(docs: Path, given: list[str], names: list[str]) -> None:
    _write(docs, "a.md", "sub/c.md")
    places = find_bitexts([path.format(here=docs.parent) for path in given])
    assert [place.name for place in places] == names


def test_hidden_files_and_folders_are_passed_over_below_a_folder_only(docs: Path) -> None:
    _write(docs, "a.md", ".git/b.md", "sub/.cache/c.md", "._a.md")
    assert _paths("docs") == ["docs/a.md"]
    assert _paths("docs/.git", "docs/._a.md") == ["docs/.git/b.md", "docs/._a.md"]


def test_a_loop_of_links_ends(docs: Path) -> None:
    _write(docs, "sub/a.md")
    (docs / "sub/up").symlink_to(docs, target_is_directory=True)
    (docs / "sub/self.md").symlink_to(docs / "sub", target_is_directory=True)
    assert _paths("docs") == ["docs/sub/a.md"]


def test_a_link_out_of_the_folder_is_not_followed(docs: Path) -> None:
    _write(docs, "a.md")
    _write(docs.parent, "secret.md", "docs2/b.md")
    (docs / "file.md").symlink_to(docs.parent / "secret.md")
    (docs / "relative.md").symlink_to("../secret.md")
    (docs / "neighbour.md").symlink_to(docs.parent / "docs2/b.md")
    (docs / "folder").symlink_to(docs.parent / "docs2", target_is_directory=True)
    assert _paths("docs") == ["docs/a.md"]


def test_a_link_to_a_file_of_the_folder_is_followed_and_a_document_counts_once(docs: Path) -> None:
    _write(docs, "a.md", "plain.txt")
    (docs / "b.md").symlink_to("a.md")
    (docs / "c.md").symlink_to("plain.txt")
    assert _paths("docs") == ["docs/a.md", "docs/c.md"]


def test_a_folder_given_as_a_link_is_searched(docs: Path) -> None:
    _write(docs, "a.md")
    Path("link").symlink_to(docs, target_is_directory=True)
    assert _paths("link") == ["link/a.md"]


def test_a_folder_named_like_a_document_is_a_folder(docs: Path) -> None:
    _write(docs, "x.md/a.md", "y.md")
    assert _paths("docs") == ["docs/x.md/a.md", "docs/y.md"]


@pytest.mark.timeout(20)
def test_a_pipe_does_not_hang_a_search(docs: Path) -> None:
    _write(docs, "a.md")
    os.mkfifo(docs / "x.md")
    (docs / "y.md").symlink_to("x.md")
    assert _paths("docs") == ["docs/a.md"]


@pytest.mark.parametrize("target", ["gone.md", "broken.md"])
def test_a_broken_link_is_found_and_reading_it_says_why(docs: Path, target: str) -> None:
    (docs / "broken.md").symlink_to(target)
    with pytest.raises(InputError, match=r"docs/broken\.md: cannot be read: "):
        _read("docs")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_folder_that_may_not_be_listed_is_found_and_reading_it_says_why(docs: Path) -> None:
    (docs / "locked").mkdir(mode=0)
    with pytest.raises(InputError, match="docs/locked: cannot be read: "):
        _read("docs")


def test_a_folder_read_as_a_document_is_refused(docs: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        read_document(docs, "docs", "docs")


@pytest.mark.parametrize("path", ["nowhere", "nowhere/a.md", "docs/a.md/b.md", "", "a\0b", "x" * 5000, "loop"])
def test_a_path_that_leads_nowhere_is_refused_by_name(docs: Path, path: str) -> None:
    _write(docs, "a.md")
    Path("loop").symlink_to("loop")
    with pytest.raises(InputError) as caught:
        find_bitexts(["docs", path])
    assert caught.value.path == path
    assert caught.value.hint


def test_a_name_that_is_not_utf8_is_found_and_read(docs: Path) -> None:
    name = os.fsdecode(b"\xff.md")
    try:
        (docs / name).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert _paths("docs") == [f"docs/{name}"]
    _read("docs")
