"""Translations out to a PO file, edited there, and back: what lands, where, and what is refused by name."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import pytest

from bilingual import LOCALES, WITH_SEGMENTS, contents, copy_of, markup, text_of
from l10nqa.bitext import find_bitexts, open_bitext
from l10nqa.errors import ConfigError, InputError
from l10nqa.workspace.applying import apply
from l10nqa.workspace.exporting import export_documents

if TYPE_CHECKING:
    from collections.abc import Callable

_PAIRS = (("One.", "Viens."), ("Two.", "Divi."), ("Three.", "Trīs."))
_Work = tuple[Path, Path]


def edit(po: Path, change: Callable[[polib.POEntry], None]) -> None:
    """Change the entries of a PO file the way another tool would."""
    file = polib.pofile(str(po), wrapwidth=0)
    for entry in file:
        change(entry)
    file.save(str(po))


@pytest.fixture
def work(tmp_path: Path) -> _Work:
    """Documents a.md and sub/b.md of three segments each, and their PO file."""
    docs = tmp_path / "docs"
    (docs / "sub").mkdir(parents=True)
    for name in ("a.md", "sub/b.md"):
        (docs / name).write_text(text_of(*_PAIRS), encoding="utf-8")
    po = tmp_path / "work.po"
    export_documents([str(docs)], po)
    return docs, po


@pytest.mark.parametrize("name", [*LOCALES, *WITH_SEGMENTS])
def test_what_comes_back_unchanged_leaves_every_byte(tmp_path: Path, name: str) -> None:
    docs, po = copy_of(name, tmp_path / "docs"), tmp_path / "work.po"
    count = export_documents([str(docs)], po).units
    before = contents(docs)
    result = apply(po, [str(docs)])
    assert contents(docs) == before
    assert (result.changed, result.documents, result.refused) == (0, [], [])
    assert result.unchanged + len(result.skipped) == count


@pytest.mark.parametrize("name", [*LOCALES, *WITH_SEGMENTS])
def test_an_edited_translation_lands_in_its_place_and_only_there(tmp_path: Path, name: str) -> None:
    docs, po = copy_of(name, tmp_path / "docs"), tmp_path / "work.po"
    export_documents([str(docs)], po)
    expected = contents(docs)
    edited: set[str] = set()
    for place in find_bitexts([str(docs)]):
        document = open_bitext(place)
        for segment in document.segments[-1:]:
            span = segment.target_span
            text = f"{document.text[: span.start]}Jauns 新 teksts.{document.text[span.end :]}"
            expected[place.name] = text.encode()
            edited.add(f"{place.name}#{segment.id}")
    edit(po, lambda entry: setattr(entry, "msgstr", "Jauns 新 teksts.") if entry.msgctxt in edited else None)
    result = apply(po, [str(docs)])
    assert result.refused == []
    assert contents(docs) == expected


def test_only_documents_that_change_are_written(work: _Work) -> None:
    docs, po = work
    edit(po, lambda entry: setattr(entry, "msgstr", "Četri.") if entry.msgctxt == "a.md#1a2b3-102" else None)
    untouched = (docs / "sub" / "b.md").stat().st_mtime_ns
    result = apply(po, [str(docs)])
    assert result.documents == [f"{docs}/a.md"]
    assert (result.changed, result.unchanged) == (1, 5)
    assert (docs / "sub" / "b.md").stat().st_mtime_ns == untouched
    assert (docs / "a.md").read_text(encoding="utf-8") == text_of(_PAIRS[0], ("Two.", "Četri."), _PAIRS[2])


def test_applying_twice_changes_nothing_more(work: _Work) -> None:
    docs, po = work
    edit(po, lambda entry: setattr(entry, "msgstr", "Četri."))
    assert apply(po, [str(docs)]).changed == 6
    before = contents(docs)
    again = apply(po, [str(docs)])
    assert (again.changed, again.unchanged, again.refused) == (0, 6, [])
    assert contents(docs) == before


def test_a_dry_run_says_the_same_and_writes_nothing(work: _Work) -> None:
    docs, po = work
    edit(po, lambda entry: setattr(entry, "msgstr", "Četri."))
    before = contents(docs)
    would = apply(po, [str(docs)], dry_run=True)
    assert contents(docs) == before
    assert apply(po, [str(docs)]) == would


def test_documents_may_have_moved_with_their_folder(work: _Work, tmp_path: Path) -> None:
    docs, po = work
    edit(po, lambda entry: setattr(entry, "msgstr", "Četri."))
    docs.rename(tmp_path / "elsewhere")
    assert apply(po, [str(tmp_path / "elsewhere")]).changed == 6


_HOSTILE = ("../../etc/passwd#x", "/etc/passwd#x", "sub/../../a.md#1a2b3-101")
_UNKNOWN = ("c.md#1a2b3-101", "a.md#nothing", "A.MD#1a2b3-101")


@pytest.mark.parametrize("context", [*_HOSTILE, *_UNKNOWN])
def test_a_place_that_is_not_in_the_folder_is_refused_by_name_and_the_rest_applied(
    work: _Work, tmp_path: Path, context: str
) -> None:
    docs, po = work
    outside = contents(tmp_path)

    def change(entry: polib.POEntry) -> None:
        entry.msgstr = "Četri."
        if entry.msgctxt == "a.md#1a2b3-101":
            entry.msgctxt = context

    edit(po, change)
    result = apply(po, [str(docs)])
    (refusal,) = result.refused
    assert refusal.key == context
    if context in _HOSTILE:
        assert "outside the folder" in refusal.reason
    assert result.changed == 5
    changed = {name for name, content in contents(tmp_path).items() if outside.get(name) != content}
    assert changed == {"work.po", "docs/a.md", "docs/sub/b.md"}
    assert "Viens." in (docs / "a.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("was", "now", "reason"),
    [("Two.", "Two!", "source changed"), ("Divi.", "Divi!", "translation changed")],
    ids=["source", "translation"],
)
def test_what_changed_in_the_document_since_the_export_is_refused_by_name_and_the_rest_applied(
    work: _Work, was: str, now: str, reason: str
) -> None:
    docs, po = work
    edit(po, lambda entry: setattr(entry, "msgstr", "Četri."))
    file = docs / "a.md"
    file.write_text(file.read_text(encoding="utf-8").replace(was, now), encoding="utf-8")
    result = apply(po, [str(docs)])
    (refusal,) = result.refused
    assert refusal.key == "a.md#1a2b3-102"
    assert reason in refusal.reason
    expected = text_of(("One.", "Četri."), _PAIRS[1], ("Three.", "Četri.")).replace(was, now)
    assert file.read_text(encoding="utf-8") == expected


def test_a_translation_that_nobody_edited_does_not_undo_what_the_document_says_now(work: _Work) -> None:
    docs, po = work
    file = docs / "a.md"
    file.write_text(text_of(_PAIRS[0], ("Two.", "Divi!"), _PAIRS[2]), encoding="utf-8")
    before = contents(docs)
    result = apply(po, [str(docs)])
    assert (result.changed, result.refused) == (0, [])
    assert contents(docs) == before


def test_a_refusal_names_the_line_of_the_entry(work: _Work) -> None:
    docs, po = work

    def change(entry: polib.POEntry) -> None:
        if entry.msgctxt == "a.md#1a2b3-103":
            entry.msgctxt, entry.msgstr = "gone.md#1", "Četri."

    edit(po, change)
    (refusal,) = apply(po, [str(docs)]).refused
    lines = po.read_text(encoding="utf-8").split("\n")
    entry = lines[: lines.index('msgctxt "gone.md#1"') + 1]
    assert len(entry) - 4 <= refusal.line <= len(entry) + 2


@pytest.mark.parametrize(
    "target",
    [
        '<span data-ttu-id="x">',
        markup("x", "y", "z"),
        '</span><span class="sxs-lookup"><span data-stu-id="1a2b3-102">',
        '</span><span class="sxs-lookup"><span data-stu-id="1a2b3-999">x</span></span>',
    ],
)
def test_a_translation_that_would_break_the_document_is_refused_and_the_rest_applied(work: _Work, target: str) -> None:
    docs, po = work
    edit(po, lambda entry: setattr(entry, "msgstr", target if entry.msgctxt == "a.md#1a2b3-102" else "Četri."))
    result = apply(po, [str(docs)])
    assert [refusal.key for refusal in result.refused] == ["a.md#1a2b3-102"]
    assert "markup" in result.refused[0].reason
    assert result.changed == 5
    expected = text_of(("One.", "Četri."), ("Two.", "Divi."), ("Three.", "Četri."))
    assert (docs / "a.md").read_text(encoding="utf-8") == expected


def test_fuzzy_untranslated_and_obsolete_entries_are_skipped(work: _Work) -> None:
    docs, po = work

    def change(entry: polib.POEntry) -> None:
        entry.msgstr = "Četri."
        if entry.msgctxt == "a.md#1a2b3-101":
            entry.flags = ["fuzzy"]
        elif entry.msgctxt == "a.md#1a2b3-102":
            entry.msgstr = ""
        elif entry.msgctxt == "a.md#1a2b3-103":
            entry.obsolete = True

    edit(po, change)
    before = (docs / "a.md").read_bytes()
    result = apply(po, [str(docs)])
    assert (result.changed, len(result.skipped), result.refused) == (3, 3, [])
    assert (docs / "a.md").read_bytes() == before
    assert apply(po, [str(docs)], fuzzy=True).changed == 1
    assert (docs / "a.md").read_text(encoding="utf-8") == text_of(("One.", "Četri."), *_PAIRS[1:])


def test_a_tool_that_drops_comments_does_not_lose_translations(work: _Work) -> None:
    docs, po = work

    def change(entry: polib.POEntry) -> None:
        entry.comment = entry.tcomment = ""
        entry.occurrences = []
        entry.msgstr = "Četri."

    edit(po, change)
    assert apply(po, [str(docs)]).changed == 6


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbf%s", b"%s"], ids=["BOM", "no BOM"])
@pytest.mark.parametrize("end", ["\r\n", "\n"], ids=["CRLF", "LF"])
def test_line_ends_and_byte_order_mark_of_a_document_stay(tmp_path: Path, raw: bytes, end: str) -> None:
    docs, po = tmp_path / "docs", tmp_path / "work.po"
    docs.mkdir()

    def document(*pairs: tuple[str, str]) -> bytes:
        return raw % text_of(*pairs).replace("\n", end).encode()

    (docs / "a.md").write_bytes(document(("One,\ntwo.", "Viens,\ndivi."), ("Three.", "Trīs.")))
    export_documents([str(docs)], po)
    edit(po, lambda entry: setattr(entry, "msgstr", "Trīs,\nčetri.") if entry.msgid != "Three." else None)
    assert apply(po, [str(docs)]).changed == 1
    assert (docs / "a.md").read_bytes() == document(("One,\ntwo.", "Trīs,\nčetri."), ("Three.", "Trīs."))


def test_two_folders_with_documents_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text(text_of(*_PAIRS), encoding="utf-8")
    paths, po = [str(tmp_path / "x"), str(tmp_path / "y")], tmp_path / "work.po"
    export_documents(paths, po)
    edit(po, lambda entry: setattr(entry, "msgstr", "Četri.") if "/y/" in entry.msgctxt else None)
    result = apply(po, paths)
    assert (result.changed, result.unchanged, result.refused) == (3, 3, [])
    assert (tmp_path / "x" / "a.md").read_text(encoding="utf-8") == text_of(*_PAIRS)


def test_a_name_that_two_documents_have_is_refused(work: _Work, tmp_path: Path) -> None:
    docs, po = work
    shutil.copytree(docs, tmp_path / "copy")
    edit(po, lambda entry: setattr(entry, "msgstr", "Četri."))
    result = apply(po, [str(docs), str(tmp_path / "copy")])
    assert result.changed == 0
    reasons = {refusal.reason.partition(" (")[0] for refusal in result.refused}
    assert reasons == {"2 documents given are called so"}


def test_no_link_leads_a_translation_out_of_the_folder(work: _Work, tmp_path: Path) -> None:
    docs, po = work
    target = tmp_path / "outside.md"
    shutil.move(docs / "a.md", target)
    (docs / "a.md").symlink_to(target)
    edit(po, lambda entry: setattr(entry, "msgstr", "Četri."))
    before = target.read_bytes()
    result = apply(po, [str(docs)])
    assert target.read_bytes() == before
    assert (result.changed, len(result.refused)) == (3, 3)


def test_another_file_than_po_is_refused(work: _Work, tmp_path: Path) -> None:
    docs, _ = work
    with pytest.raises(ConfigError, match="is not a kind of file that can be applied") as caught:
        apply(tmp_path / "work.csv", [str(docs)])
    assert caught.value.hint


def test_a_broken_po_file_changes_nothing(work: _Work) -> None:
    docs, po = work
    po.write_text(po.read_text(encoding="utf-8").replace("Divi.", "Četri.") + '\nmsgid "open\n', encoding="utf-8")
    before = contents(docs)
    with pytest.raises(InputError, match=r"work\.po"):
        apply(po, [str(docs)])
    assert contents(docs) == before
