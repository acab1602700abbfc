"""Translations out to an XLIFF file, edited there as CAT tools do, and back; refusals and statistics as with PO."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polib
import pytest
from lxml import etree

from bilingual import LOCALES, WITH_SEGMENTS, contents, copy_of, l10nqa, text_of
from l10nqa.bitext import find_bitexts, open_bitext
from l10nqa.bitext.xliff import XLIFF_VERSIONS
from l10nqa.errors import ConfigError, InputError
from l10nqa.workspace.applying import apply
from l10nqa.workspace.exporting import export_documents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PAIRS = (("One.", "Viens."), ("**Two** [a](b.md).", "**Divi** [a](b.md)."), ("Three.", "Trīs."))
_NEW = "Jauns 新 teksts."

every_version = pytest.mark.parametrize("version", XLIFF_VERSIONS)


def edit(file: Path, change: Callable[[str, etree._Element], None]) -> None:
    """Call `change` with the place and the target of each unit, and save the file as another tool would."""
    tree = etree.parse(str(file))
    for target in tree.iter("{*}target"):
        unit = next(target.iterancestors("{*}unit", "{*}trans-unit"))
        document = next(target.iterancestors("{*}file"))
        change(f"{document.get('original')}#{unit.get('id')}", target)
    tree.write(str(file), encoding="UTF-16")


def put(target: etree._Element, text: str) -> None:
    for child in list(target):
        target.remove(child)
    target.text = text


def work(tmp_path: Path, version: str) -> tuple[Path, Path]:
    """Make documents a.md and sub/b.md of three segments each, and their XLIFF file."""
    docs, file = tmp_path / "docs", tmp_path / "work.xlf"
    (docs / "sub").mkdir(parents=True)
    for name in ("a.md", "sub/b.md"):
        (docs / name).write_text(text_of(*_PAIRS), encoding="utf-8")
    export_documents([str(docs)], file, xliff_version=version)
    return docs, file


@every_version
@pytest.mark.parametrize("name", [*LOCALES, *WITH_SEGMENTS])
def test_what_comes_back_unchanged_leaves_every_byte(tmp_path: Path, name: str, version: str) -> None:
    docs, file = copy_of(name, tmp_path / "docs"), tmp_path / "work.xlf"
    count = export_documents([str(docs)], file, xliff_version=version).units
    before = contents(docs)
    for _ in range(2):
        result = apply(file, [str(docs)])
        assert contents(docs) == before
        assert (result.changed, result.documents, result.refused) == (0, [], [])
        assert result.unchanged + len(result.skipped) == count
        edit(file, lambda _place, _target: None)


@every_version
@pytest.mark.parametrize("name", [*LOCALES, *WITH_SEGMENTS])
def test_an_edited_translation_lands_in_its_place_and_only_there(tmp_path: Path, name: str, version: str) -> None:
    docs, file = copy_of(name, tmp_path / "docs"), tmp_path / "work.xlf"
    export_documents([str(docs)], file, xliff_version=version)
    expected = contents(docs)
    edited: set[str] = set()
    for place in find_bitexts([str(docs)]):
        document = open_bitext(place)
        for segment in document.segments[-1:]:
            span = segment.target_span
            if segment.target:
                text = f"{document.text[: span.start]}{_NEW}{document.text[span.end :]}"
                expected[place.name] = text.encode()
                edited.add(f"{place.name}#{segment.id}")
    edit(file, lambda place, target: put(target, _NEW) if place in edited else None)
    result = apply(file, [str(docs)])
    assert result.refused == []
    assert contents(docs) == expected


@every_version
def test_codes_that_a_translator_moved_land_as_markdown(tmp_path: Path, version: str) -> None:
    docs, file = work(tmp_path, version)

    def move(place: str, target: etree._Element) -> None:
        if place == "a.md#1a2b3-102":
            target[0].tail, target.text = target[0].tail or "", "Jā: "

    edit(file, move)
    assert apply(file, [str(docs)]).changed == 1
    assert (docs / "a.md").read_text(encoding="utf-8") == text_of(
        _PAIRS[0], (_PAIRS[1][0], "Jā: **Divi** [a](b.md)."), _PAIRS[2]
    )


@every_version
def test_xliff_and_po_are_refused_and_counted_alike(tmp_path: Path, version: str) -> None:
    """The same edits to the same documents, of which one has changed, lost a segment or is not there any more."""
    results = []
    for suffix in ("po", "xlf"):
        docs, xliff = work(tmp_path / suffix, version)
        changed = {
            "a.md#1a2b3-101": _NEW,
            "a.md#1a2b3-102": _NEW,
            "sub/b.md#1a2b3-101": '<span data-ttu-id="x">',
            "sub/b.md#1a2b3-102": _NEW,
        }
        if suffix == "po":
            file = tmp_path / "work.po"
            export_documents([str(docs)], file)
            po = polib.pofile(str(file))
            for entry in po:
                entry.msgstr = changed.get(entry.msgctxt, entry.msgstr)
                entry.flags = ["fuzzy"] if entry.msgctxt == "a.md#1a2b3-103" else []
                entry.msgstr = "" if entry.msgctxt == "sub/b.md#1a2b3-103" else entry.msgstr
            po.save(str(file))
        else:
            file = xliff

            def change(place: str, target: etree._Element, changed: dict[str, str] = changed) -> None:
                if place in changed:
                    put(target, changed[place])
                elif place == "a.md#1a2b3-103":
                    stated = target if version == "1.2" else target.getparent()
                    assert stated is not None
                    stated.set("state", {"1.2": "needs-translation"}.get(version, "initial"))
                elif place == "sub/b.md#1a2b3-103":
                    put(target, "")

            edit(file, change)
        text = (docs / "a.md").read_text(encoding="utf-8")
        (docs / "a.md").write_text(text.replace("One.", "One!").replace("Divi", "Dīvi"), encoding="utf-8")
        (docs / "sub" / "b.md").write_text(text_of(*_PAIRS[:1]), encoding="utf-8")
        result = apply(file, [str(docs)])
        results.append(
            (
                replace(result, refused=[], skipped=[], documents=[]),
                [(refusal.key, refusal.reason) for refusal in result.refused],
                [error.message.partition(":")[0] for error in result.skipped],
                contents(docs),
            )
        )
    assert results[0] == results[1]
    assert len(results[0][1]) == 4
    assert results[0][2] == ["fuzzy entry", "untranslated entry"]


@every_version
def test_units_that_a_tool_changed_beside_their_text_are_unchanged(tmp_path: Path, version: str) -> None:
    docs, file = work(tmp_path, version)
    raw = file.read_text(encoding="utf-8")
    raw = raw.replace(' xmlns="', ' xmlns:tool="urn:tool" xmlns="').replace("<target", "\n   <target")
    raw = raw.replace('state="translated"', 'state="final" tool:locked="yes"').replace(
        "</source>", "</source><tool:x/>"
    )
    file.write_text(raw, encoding="utf-8")
    result = apply(file, [str(docs)])
    assert (result.changed, result.unchanged, result.refused, result.skipped) == (0, 6, [], [])


def test_segments_that_a_tool_has_split_come_back_as_one(tmp_path: Path) -> None:
    docs, file = work(tmp_path, "2.1")
    raw = file.read_text(encoding="utf-8")
    whole = "<source>One.</source><target>Viens.</target></segment>"
    split = (
        "<source>On</source><target>Vi</target></segment><segment><source>e.</source><target>ena.</target></segment>"
    )
    file.write_text(raw.replace(whole, split), encoding="utf-8")
    assert apply(file, [str(docs)]).changed == 2
    assert (docs / "a.md").read_text(encoding="utf-8") == text_of(("One.", "Viena."), *_PAIRS[1:])


@pytest.mark.parametrize(("second", "changed"), [("ena.", 2), ("", 0)])
def test_segments_that_a_tool_has_marked_come_back_as_one_or_not_at_all(
    tmp_path: Path, second: str, changed: int
) -> None:
    docs, file = work(tmp_path, "1.2")
    raw = file.read_text(encoding="utf-8")
    marks = '<mrk mtype="seg" mid="1">{}</mrk><mrk mtype="seg" mid="2">{}</mrk>'
    raw = raw.replace("One.</source>", f"One.</source><seg-source>{marks.format('On', 'e.')}</seg-source>")
    file.write_text(raw.replace(">Viens.<", f">{marks.format('Vi', second)}<"), encoding="utf-8")
    before = contents(docs)
    assert apply(file, [str(docs)]).changed == changed
    assert (contents(docs) == before) is (changed == 0)


@every_version
@pytest.mark.parametrize("original", ["../../etc/passwd", "/etc/passwd", "c.md"])
def test_a_document_that_is_not_in_the_folder_is_refused(tmp_path: Path, version: str, original: str) -> None:
    docs, file = work(tmp_path, version)
    edit(file, lambda _place, target: put(target, _NEW))
    raw = file.read_text(encoding="utf-16").replace('original="a.md"', f'original="{original}"')
    file.write_text(raw, encoding="utf-16")
    before = (docs / "a.md").read_bytes()
    result = apply(file, [str(docs)])
    assert (result.changed, len(result.refused)) == (3, 3)
    assert (docs / "a.md").read_bytes() == before


def test_broken_xliff_changes_nothing(tmp_path: Path) -> None:
    docs, file = work(tmp_path, "1.2")
    raw = file.read_bytes().replace(b"Viens.", b"Jauns.")
    file.write_bytes(raw[: len(raw) * 3 // 4])
    before = contents(docs)
    with pytest.raises(InputError, match=r"work\.xlf.*broken XML"):
        apply(file, [str(docs)])
    assert contents(docs) == before


def test_another_file_is_refused_with_those_that_can_be_applied(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is not a kind of file that can be applied"):
        apply(tmp_path / "x.tmx", [str(tmp_path)])


def test_the_command_line_does_the_same(tmp_path: Path) -> None:
    docs, _ = work(tmp_path, "1.2")
    file = tmp_path / "cli.xliff"
    done = l10nqa("export", docs, "-o", file, "--xliff-version", "2.1", "--with-findings")
    assert done.returncode == 0, done.stderr
    assert "2.1" in file.read_text(encoding="utf-8").split("\n")[1]
    edit(file, lambda place, target: put(target, _NEW) if place == "a.md#1a2b3-101" else None)
    done = l10nqa("apply", file, docs)
    assert (done.returncode, done.stdout) == (0, f"{docs}/a.md\n")
    assert "1 translation changed in 1 document, 5 as they were, 0 refused, 0 skipped" in done.stderr
