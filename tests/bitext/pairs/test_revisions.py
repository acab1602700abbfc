"""The version of the source that a translation was made from, in real repositories of git."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gating import commit, git
from l10nqa.bitext import SourceTree, bases_of, find_bitexts, find_pairs, open_bitext, with_earlier_sources
from l10nqa.bitext.pairs.revisions import named_commit
from l10nqa.model import BasisKind, State

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.bitext import Basis, Place

_ENGLISH = "# Guide\n\nWait for 5 minutes.\n\nRead it.\n"
_GERMAN = "# Anleitung\n\nWarten Sie 5 Minuten.\n\nLesen Sie es.\n"
_LATER = "# Guide\n\nWait for 10 minutes.\n\nRead it.\n\nAsk us.\n"
_NOT_HERE = "0123456789" * 4


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    write(folder / "content/en/a.md", _ENGLISH)
    write(folder / "content/de/a.md", _GERMAN)
    commit(folder, "one")
    return folder


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def places_of(folder: Path, source: Path | None = None) -> list[Place]:
    found = find_pairs(find_bitexts([str(folder)]), SourceTree(str(source) if source else None))
    return [place for place in found.places if place.source]


def basis_of(folder: Path, source: Path | None = None, key: str | None = None) -> Basis:
    (basis,) = bases_of(places_of(folder, source), key)
    return basis


def head(folder: Path) -> str:
    return git(folder, "rev-parse", "HEAD").strip()


@pytest.mark.parametrize(
    ("front_matter", "key"),
    [
        ("default_lang_commit: {}", None),
        ("default_lang_commit: {} # patched", None),
        ("l10n:\n  sourceCommit: {}", None),
        ("title: A\ntranslated-from: '{}'", "translated-from"),
        ("own:\n  of: {}\ndefault_lang_commit: 1234567", "own.of"),
    ],
)
def test_the_commit_that_a_page_names_decides(site: Path, front_matter: str, key: str | None) -> None:
    one = head(site)
    for name in (one, one[:9]):
        write(site / "content/de/a.md", f"---\n{front_matter.format(name)}\n---\n{_GERMAN}")
        assert basis_of(site, key=key) == (BasisKind.COMMIT, name, True, None, "")
    write(site / "content/en/a.md", _LATER)
    assert basis_of(site, key=key) == (BasisKind.COMMIT, one[:9], False, _ENGLISH.encode(), "")
    commit(site, "two")
    write(site / "content/de/a.md", f"---\n{front_matter.format(one)}\n---\n{_GERMAN} ")
    commit(site, "three")
    assert basis_of(site, key=key) == (BasisKind.COMMIT, one, False, _ENGLISH.encode(), "")


@pytest.mark.parametrize("value", ["HEAD", "main", "--output=x", ":/one", "12345", "g" * 40, "[a, b]", "HEAD:content"])
def test_only_a_hash_is_a_commit(value: str) -> None:
    assert named_commit(f"---\ndefault_lang_commit: {value}\n---\n".encode()) == ""
    assert named_commit(b"default_lang_commit: 1234567\n") == "", "it is no front matter"
    assert named_commit(b"---\ndefault_lang_commit: ABCDEF1\n---\n") == "abcdef1"


def test_a_source_that_was_renamed_is_followed(site: Path) -> None:
    one = head(site)
    git(site, "mv", "content/en/a.md", "content/en/b.md")
    git(site, "mv", "content/de/a.md", "content/de/b.md")
    commit(site, "two")
    write(site / "content/de/b.md", f"---\ndefault_lang_commit: {one}\n---\n{_GERMAN}")
    assert basis_of(site).is_current is True


def test_a_commit_that_git_lacks_is_told_and_history_decides(site: Path) -> None:
    one = head(site)
    write(site / "content/de/a.md", f"---\ndefault_lang_commit: {_NOT_HERE}\n---\n{_GERMAN}")
    commit(site, "two")
    basis = basis_of(site)
    assert (basis.kind, basis.is_current, basis.commit) == (BasisKind.HISTORY, True, head(site))
    assert basis.remark == f"names the commit {_NOT_HERE[:12]}, which git does not have here"
    assert one != head(site)


def test_the_history_of_both_files(site: Path) -> None:
    one = head(site)
    assert basis_of(site) == (BasisKind.HISTORY, one, True, None, "")
    write(site / "content/en/a.md", _LATER)
    assert basis_of(site) == (BasisKind.HISTORY, one, False, _ENGLISH.encode(), "")
    commit(site, "two")
    write(site / "content/de/other.md", "x")
    commit(site, "three")
    assert basis_of(site) == (BasisKind.HISTORY, one, False, _ENGLISH.encode(), "")
    write(site / "content/de/a.md", f"{_GERMAN}\nFragen Sie uns.\n")
    assert basis_of(site).is_current is True, "it is being translated now"
    commit(site, "four")
    assert basis_of(site) == (BasisKind.HISTORY, head(site), True, None, "")


def test_line_ends_are_no_change(site: Path) -> None:
    (site / "content/en/a.md").write_bytes(_ENGLISH.replace("\n", "\r\n").encode())
    assert basis_of(site).is_current is True


def test_the_source_in_a_repository_beside_it(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "site.de-de"
    write(other / "content/en/a.md", _GERMAN)
    git(other, "init", "-q")
    git(other, "add", "-A")
    git(other, "commit", "-q", "-m", "one", "--date=2030-01-01T00:00:00Z")
    assert basis_of(other, site).kind is BasisKind.HISTORY
    assert basis_of(other, site).is_current is True
    write(other / "content/en/a.md", f"---\nl10n:\n  sourceCommit: {head(site)}\n---\n{_GERMAN}")
    write(site / "content/en/a.md", _LATER)
    assert basis_of(other, site)[:3] == (BasisKind.COMMIT, head(site), False)


def test_a_shallow_clone_does_not_know(site: Path, tmp_path: Path) -> None:
    write(site / "content/en/a.md", _LATER)
    commit(site, "two")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{site}", "clone")
    assert basis_of(tmp_path / "clone") == (BasisKind.STRUCTURE, "", None, None, "")


def test_outside_a_repository_nothing_is_known(tmp_path: Path) -> None:
    write(tmp_path / "content/en/a.md", _ENGLISH)
    write(tmp_path / "content/de/a.md", f"---\ndefault_lang_commit: {_NOT_HERE}\n---\n{_GERMAN}")
    basis = basis_of(tmp_path)
    assert (basis.kind, basis.commit, basis.is_current) == (BasisKind.STRUCTURE, _NOT_HERE, None)
    write(tmp_path / ".git", "gitdir: /nowhere\n")
    assert basis_of(tmp_path).kind is BasisKind.STRUCTURE


def test_a_hostile_repository_runs_nothing(site: Path, tmp_path: Path) -> None:
    """A partial clone fetches what it lacks by the program that it names; filters run when files are compared."""
    ran = tmp_path / "ran"
    for key in ("remote.x.uploadpack", "filter.x.clean", "filter.x.smudge", "core.fsmonitor", "core.sshCommand"):
        git(site, "config", key, f"touch {ran};")
    for key, value in (
        ("remote.x.url", str(tmp_path)),
        ("remote.x.promisor", "true"),
        ("extensions.partialClone", "x"),
        ("log.showSignature", "true"),
        ("gpg.program", f"touch {ran};"),
        ("core.worktree", "/"),
    ):
        git(site, "config", key, value)
    write(site / ".gitattributes", "*.md filter=x\n")
    for name in (_NOT_HERE, head(site)):
        write(site / "content/de/a.md", f"---\ndefault_lang_commit: {name}\n---\n{_GERMAN}")
        basis_of(site)
    git(site, "config", "--unset", "core.worktree")
    assert basis_of(site).kind is BasisKind.COMMIT
    assert not ran.exists()


def test_a_stale_pair_is_read_with_the_source_that_was_translated(site: Path) -> None:
    write(site / "content/en/a.md", _LATER)
    places = places_of(site)
    bases = bases_of(places)
    (check,) = with_earlier_sources(places, bases, is_for_translation=False)
    assert [(each.source, each.state) for each in open_bitext(check).segments] == [
        ("Guide", State.TRANSLATED),
        ("Wait for 5 minutes.", State.TRANSLATED),
        ("Read it.", State.TRANSLATED),
    ]
    (job,) = with_earlier_sources(places, bases, is_for_translation=True)
    assert [(each.source, each.target, each.state, each.previous_source) for each in open_bitext(job).segments] == [
        ("Guide", "Anleitung", State.TRANSLATED, None),
        ("Wait for 10 minutes.", "Warten Sie 5 Minuten.", State.DRAFT, "Wait for 5 minutes."),
        ("Read it.", "Lesen Sie es.", State.TRANSLATED, None),
        ("Ask us.", "", State.UNTRANSLATED, None),
    ]
