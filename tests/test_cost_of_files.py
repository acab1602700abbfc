"""Cost is in proportion to the number of files, folders, locales and commits: nothing is asked of all for each.

Steps are counted, not seconds: the lines of Python that run, and the processes that are started. Twice as many files
may cost 2.6 times as much, where four times is what a square costs.
"""

from __future__ import annotations

import posixpath
import subprocess
import sys
from collections import Counter
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gating import commit, git
from l10nqa.bitext import SourceTree, bases_of, find_bitexts, find_pairs, missing_documents
from l10nqa.bitext.find import Place
from l10nqa.bitext.pairs.repository import Repositories
from l10nqa.git import Blobs
from l10nqa.model import BasisKind
from l10nqa.workspace.changed import changed_parts
from l10nqa.workspace.document_names import DocumentNames
from l10nqa.workspace.publishing import publish_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

    from l10nqa.bitext.pairs.repository import FileHistory

_MAX_GROWTH = 2.6
_LOCALES = ("de", "fr", "es", "it", "ja", "ko", "pl", "cs", "nl", "sv", "da", "fi", "nb", "tr", "uk", "hu")
_started: list[str] = []
"""The processes that were started so far."""


def _note_start(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "subprocess.Popen":
        _started.append(str(arguments[0]))


sys.addaudithook(_note_start)


def _steps(work: Callable[[], object]) -> int:
    """Return the number of lines that run, each turn of a loop counted."""
    count = 0

    def trace(_frame: object, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def _comparisons(work: Callable[[], object]) -> int:
    """Return the number of objects of Python that are compared with another one, as in a search of a list."""
    count = 0

    def profile(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call" and frame.f_code.co_name == "__eq__"

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def _processes(work: Callable[[], object]) -> int:
    before = len(_started)
    work()
    return len(_started) - before


def _assert_in_proportion(small: int, large: int) -> None:
    assert large / small < _MAX_GROWTH


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def test_documents_are_published_beside_many_files_that_are_not(tmp_path: Path) -> None:
    for number in range(100):
        _write(tmp_path / "in" / f"{number}.po", 'msgid "a"\nmsgstr "b"\n')
        _write(tmp_path / "in" / f"{number}.md", "")
    publish = partial(publish_documents, [str(tmp_path / "in")], tmp_path / "out", allow_empty=True)
    assert _comparisons(publish) < 1000


def _places(names: Sequence[str], root: str = "/home/me/docs") -> list[Place]:
    return [Place(Path(root, name), f"docs/{name}", name, Path(root), is_named=False) for name in names]


@pytest.mark.parametrize("page", ["d{}/index.md", "d{}/{}.md"])
@pytest.mark.parametrize("path", ["/elsewhere/docs/{}", "./{}", "docs/{}"])
def test_documents_that_share_a_name_are_told_apart(page: str, path: str) -> None:
    def steps(count: int) -> int:
        names = [page.format(number, number) for number in range(count)]
        paths = [path.format(name) for name in names]
        return _steps(lambda: DocumentNames(_places(names), paths))

    _assert_in_proportion(steps(200), steps(400))


_NAMES = st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map("/".join), max_size=6, unique=True)
_PATHS = st.lists(st.lists(st.sampled_from(("a", "b", "c", "docs", "me", "..")), max_size=5).map("/".join), max_size=5)


@given(names=_NAMES, paths=_PATHS, is_absolute=st.booleans())
def test_a_path_means_the_file_whose_path_goes_on_longest_in_the_same_way(
    names: list[str], paths: list[str], *, is_absolute: bool
) -> None:
    given_paths = [f"/{path}" if is_absolute else path for path in paths]
    places = _places(names)
    found = DocumentNames(places, given_paths)
    guesses = {path: _brute_force(places, path) for path in given_paths}
    for path in given_paths:
        chosen, length = guesses[path]
        rivals = [own for each, own in guesses.values() if each == chosen]
        is_best = len(chosen) == 1 and (length is None or (None not in rivals and rivals.count(length) == 1))
        is_best = is_best and (length is None or length == max(own for own in rivals if own is not None))
        assert found.find(path) == (chosen[0] if is_best else None)


def _brute_force(places: Sequence[Place], path: str) -> tuple[list[Place], int | None]:
    """Return the files that a path may mean, and how long they are alike; None for a path given as it is."""
    exact = [place for place in places if path in (place.path, place.name)]
    if exact:
        return exact, None
    parts = [part for part in posixpath.normpath(path).split("/") if part not in ("", ".")] if path else []
    if not parts or ".." in parts:
        return [], 0
    lengths: Counter[int] = Counter()
    for index, place in enumerate(places):
        whole, name = list(place.file.parts[1:]), place.name.split("/")
        if whole[-len(parts) :] == parts or parts[-len(name) :] == name:
            pairs = zip(reversed(whole), reversed(parts), strict=False)
            lengths[index] = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    longest = max(lengths.values(), default=0)
    return [places[index] for index in sorted(lengths) if lengths[index] == longest], longest


@pytest.mark.parametrize("layout", ["docs/{}/{}", "content/{}/{}"])
def test_missing_pages_of_many_locales(tmp_path: Path, layout: str) -> None:
    """`docs/a.md` lies beside the folders of all locales, `content/en/a.md` does not."""

    def steps(locales: Sequence[str]) -> int:
        root = tmp_path / str(len(locales))
        for number in range(20):
            own = root / (f"docs/{number}.md" if layout.startswith("docs") else f"content/en/{number}.md")
            _write(own, "# A\n")
            for index, locale in enumerate(locales):
                if (number + index) % 4:
                    _write(root / layout.format(locale, f"{number}.md"), "# B\n")
        found = find_pairs(find_bitexts([str(root)]), SourceTree())
        missing: list[str] = []
        taken = _steps(lambda: missing.extend(each.path for each in missing_documents(found)))
        assert len(missing) == 5 * len(locales)
        return taken

    _assert_in_proportion(steps(_LOCALES[:8]), steps(_LOCALES))


def test_a_repository_is_opened_once_for_files_in_many_folders(tmp_path: Path) -> None:
    files = [tmp_path / f"d{number}" / "a.po" for number in range(30)]
    for file in files:
        _write(file, 'msgid "a"\nmsgstr "b"\n')
    commit(tmp_path, "one")
    for file in files[::2]:
        _write(file, 'msgid "a"\nmsgstr "c"\n')
    _write(tmp_path / "new" / "b.po", 'msgid "a"\nmsgstr "b"\n')
    named = [*map(str, files), str(tmp_path / "new" / "b.po")]

    def changed(paths: Sequence[str]) -> set[str]:
        return {Path(path).parent.name for path in changed_parts(find_bitexts(paths), "one")}

    assert changed(named) == {"new", *(f"d{number}" for number in range(0, 30, 2))}
    assert changed([*named[:3], named[-1]]) == {"new", "d0", "d2"}
    assert _processes(lambda: changed(named)) == _processes(lambda: changed(named[:1]))


def test_a_repository_within_another_one_is_its_own(tmp_path: Path) -> None:
    outer, inner = tmp_path / "a.po", tmp_path / "inner" / "deep" / "a.po"
    for file in (outer, inner):
        _write(file, 'msgid "a"\nmsgstr "b"\n')
    commit(tmp_path / "inner", "one")
    commit(tmp_path, "one")
    _write(inner, 'msgid "a"\nmsgstr "c"\n')
    assert list(changed_parts(find_bitexts([str(outer), str(inner)]), "one")) == [inner.as_posix()]


_TIMES = (1000, 3000, 2000, 2000, 5000, 4000, 7000, 6000)
"""When commits were made, the oldest first: clocks of machines differ."""


def test_the_history_of_sources_elsewhere_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, targets = tmp_path / "docs", tmp_path / "docs.de-de"
    for number, seconds in enumerate(_TIMES):
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{1_600_000_000 + seconds} +0000")
        _write(sources / "a.md", f"# A {number}\n\nText {number}.\n")
        commit(sources, f"s{number}")
    for number in range(8):
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{1_600_000_000 + 500 + 1000 * number} +0000")
        _write(targets / f"d{number}" / "a.md", "# B\n\nWort.\n")
        _write(sources / f"d{number}" / "a.md", "# A\n\nText.\n")
        commit(targets, f"t{number}")

    def bases(count: int) -> list[str]:
        files = [str(targets / f"d{number}" / "a.md") for number in range(count)]
        places = find_pairs(find_bitexts(files), SourceTree(str(sources))).places
        return [basis.commit for basis in bases_of(places) if basis.kind is BasisKind.HISTORY]

    with Repositories() as repositories:
        history = repositories.of(sources / "a.md")
        assert history
        for seconds in range(500, 8500, 500):
            asked = git(sources, "rev-list", "-1", f"--before={1_600_000_000 + seconds}", "HEAD", "--").strip()
            assert history.commit_before(1_600_000_000 + seconds) == (asked or None)
        assert _processes(lambda: history.commit_before(1_600_000_001)) == 0
    assert _processes(lambda: bases(8)) == _processes(lambda: bases(2))


def test_git_does_not_go_through_a_folder_for_each_of_its_files(tmp_path: Path) -> None:
    names = [f"{folder}p{number}.md" for folder in ("", "a/", "a/b/") for number in range(30)]
    for name in names:
        _write(tmp_path / name, f"# {name}\n")
    commit(tmp_path, "one")
    _write(tmp_path / "a/p0.md", "# later\n")
    commit(tmp_path, "two")
    with Repositories() as repositories:
        history = repositories.of(tmp_path / "p0.md")
        assert history
        for tag in ("one", "two", "HEAD"):
            for name in (*names, "none.md", "a/none.md", "none/p0.md", "a/b"):
                done = subprocess.run(
                    ["git", "-C", tmp_path, "cat-file", "blob", f"{tag}:{name}"], capture_output=True, check=False
                )
                assert history.blob(tag, tmp_path / name) == (None if done.returncode else done.stdout)
        lookups = _lookups_by_path(history, [tmp_path / name for name in names])
    assert lookups <= 3 * 8


def _lookups_by_path(history: FileHistory, files: Sequence[Path]) -> int:
    """Return how often git is asked for a file by its path, which takes as long as its folder is."""
    asked: list[bytes] = []

    def profile(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code is Blobs.read.__code__:
            asked.append(frame.f_locals["name"])

    sys.setprofile(profile)
    try:
        for file in files:
            history.blob("HEAD", file)
    finally:
        sys.setprofile(None)
    return sum(b":" in name for name in asked)
