"""What an editor shows is what `check` finds and what `fix` repairs, in files of every kind."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

pytest.importorskip("pygls", reason="needs l10nqa[lsp]")

from lsprotocol.types import Position, Range

import l10nqa
from bilingual import CORPORA, ODDITIES
from editor import Editor, applied, line_starts, offset_of
from l10nqa.bitext import parse_document, publish
from l10nqa.model import Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lsprotocol.types import Diagnostic

    from l10nqa import Finding

_KINDS = (".po", ".xlf", ".tmx", ".csv", ".tsv", ".jsonl")
_ENCODINGS = ("utf-16", "utf-8", "utf-32")


class Shown(NamedTuple):
    """What is compared of a finding."""

    rule: str
    offset: int
    end: int
    message: str
    fingerprint: str


def _offset(text: str, line: int, column: int) -> int:
    """Return the offset of a 1-based line and a column in UTF-16 units, as regions have them."""
    start = line_starts(text)[line - 1]
    return start + len(text[start:].encode("utf-16-le")[: 2 * (column - 1)].decode("utf-16-le"))


def _expected(finding: Finding, text: str) -> Shown:
    assert finding.regions
    region = finding.regions.target
    certainty = "" if finding.certainty.value == "certain" else f" ({finding.certainty.value})"
    start = _offset(text, region.start_line, region.start_column)
    end = _offset(text, region.end_line, region.end_column)
    return Shown(finding.rule, start, end, f"{finding.message}{certainty}", finding.fingerprint)


def _shown(diagnostic: Diagnostic, text: str, encoding: str) -> Shown:
    data = diagnostic.data
    assert isinstance(data, dict)
    start, end = (offset_of(text, each, encoding) for each in (diagnostic.range.start, diagnostic.range.end))
    return Shown(str(diagnostic.code), start, end, diagnostic.message, data["fingerprint"])


def _assert_equal_to_check(editor: Editor, file: Path) -> int:
    uri = editor.open(file)
    text = editor.texts[uri]
    found = l10nqa.check(file)
    diagnostics = [each for each in editor.diagnostics(uri) if each.data]
    assert [_shown(each, text, editor.encoding) for each in diagnostics] == [_expected(each, text) for each in found]
    bitext = l10nqa.open_bitext(file)
    for finding, diagnostic in zip(found, diagnostics, strict=True):
        actions = editor.actions(uri, diagnostic.range, ["quickfix"])
        edits = [
            action.edit
            for action in actions
            if action.edit and any(each.data == diagnostic.data for each in action.diagnostics or ())
        ]
        assert len(edits) == (finding.fix is not None)
        if finding.fix:
            (change,) = edits[0].document_changes or ()
            written = bitext.with_targets({finding.segment: Target(finding.fix.result)})
            assert applied(text, change.edits, editor.encoding) == written.raw.decode("utf-8-sig")  # type: ignore[union-attr, arg-type]
    _assert_equal_to_fix(editor, uri, file)
    return len(found)


def _assert_equal_to_fix(editor: Editor, uri: str, file: Path) -> None:
    whole = editor.actions(uri, _everything(editor, uri), ["source.fixAll"])
    for action in whole:
        editor.choose(action)
    before = file.read_bytes()
    l10nqa.fix(file, write=True)
    assert editor.texts[uri] == file.read_bytes().decode("utf-8-sig")
    file.write_bytes(before)


def _everything(editor: Editor, uri: str) -> Range:
    return Range(Position(0, 0), Position(len(editor.texts[uri].splitlines()), 0))


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    shutil.copytree(CORPORA, tmp_path / "corpora")
    return tmp_path


@pytest.mark.parametrize(("locale", "encoding"), [("ar-SA", "utf-16"), ("ja-JP", "utf-8"), ("lv-LV", "utf-32")])
def test_bilingual_documents(documents: Path, locale: str, encoding: str) -> None:
    with Editor(documents, encoding=encoding) as editor:
        counts = [
            _assert_equal_to_check(editor, file) for file in sorted((documents / "corpora" / locale).rglob("*.md"))
        ]
    assert sum(counts)


@pytest.mark.parametrize("suffix", _KINDS)
def test_files_of_translators(documents: Path, suffix: str) -> None:
    encoding = _ENCODINGS[_KINDS.index(suffix) % 3]
    with Editor(documents, encoding=encoding) as editor:
        file = documents / f"work{suffix}"
        l10nqa.export(documents / "corpora" / "ja-JP", file)
        assert _assert_equal_to_check(editor, file)


@pytest.mark.parametrize("encoding", _ENCODINGS)
def test_pairs_of_documents(tmp_path: Path, encoding: str) -> None:
    count = 0
    with Editor(tmp_path, encoding=encoding) as editor:
        for file in sorted((CORPORA / "lv-LV").rglob("*.md")):
            document = parse_document(file.read_bytes(), file.as_posix(), file.name)
            for side, folder in (("source", "en"), ("target", "lv")):
                target = tmp_path / "content" / folder / file.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(publish(document, side))  # type: ignore[arg-type]
            count += _assert_equal_to_check(editor, tmp_path / "content" / "lv" / file.name)
    assert count


def test_damaged_documents_have_their_problems(documents: Path) -> None:
    with Editor(documents) as editor:
        for name in ODDITIES:
            file = documents / "corpora" / name
            uri = editor.open(file)
            found = l10nqa.check(file, allow_empty=True)
            shown = editor.diagnostics(uri)
            assert {each.code for each in shown if not each.data} == {each.kind.value for each in found.problems}


@pytest.mark.corpora
@pytest.mark.slow
def test_real_documents(real_corpora: Mapping[str, Path], tmp_path: Path) -> None:
    def files() -> Iterator[Path]:
        for name in ("alchemy-ar-SA", "alchemy-ja-JP"):
            found = sorted((real_corpora[name] / "bilingual").rglob("*.md"))
            yield from [file for file in found if l10nqa.check(file, allow_empty=True)][:5]

    with Editor(tmp_path) as editor:
        for number, file in enumerate(files()):  # the corpora have files of the same names
            _assert_equal_to_check(editor, Path(shutil.copy(file, tmp_path / f"{number}.md")))


def test_fix_all_repairs_the_document_and_its_sentences(tmp_path: Path) -> None:
    for locale, text in (
        ("en", "# A\n\nRun `ls` in [the place](#setup).\n\n## Setup\n\n😀 Then `rm`.\n"),
        ("de", "# A\n\nFühren Sie `ls ` in [dem Ort](#setup) aus.\n\n## Einrichtung\n\n😀 Dann `rm `.\n"),
    ):
        (tmp_path / "content" / locale).mkdir(parents=True)
        (tmp_path / "content" / locale / "a.md").write_text(text, "utf-8")
    file = tmp_path / "content/de/a.md"
    with Editor(tmp_path, encoding="utf-16") as editor:
        uri = editor.open(file)
        assert {str(each.code) for each in editor.diagnostics(uri)} >= {"anchor", "code"}
        _assert_equal_to_fix(editor, uri, file)
        assert "(#einrichtung) aus" in editor.texts[uri]
        assert "`rm`" in editor.texts[uri]
