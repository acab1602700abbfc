from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from units import back, plain, units, written

from l10nqa.bitexts.exchange import Edited, read_edited, read_po, target_hash, write_po
from l10nqa.errors import ConfigError, InputError
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from pathlib import Path

needs_gettext = pytest.mark.external(shutil.which("msgfmt"), reason="GNU gettext is not installed")
UNIT = TranslationUnit("Save *now*", "Saglabāt *tūlīt*", "en-US", "lv-LV", "dir/a.md", "1-101", "MT", line=7)
HEADER = 'msgid ""\nmsgstr ""\n"Language: sr_RS@latin\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def as_read(unit: TranslationUnit) -> TranslationUnit:
    return plain(unit)._replace(line=0)


def gettext(tool: str, raw: bytes) -> bytes:
    options = ["-c", "-o", "/dev/null"] if tool == "msgfmt" else []
    done = subprocess.run([tool, *options, "-"], input=raw, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def edited(raw: bytes, tmp_path: Path, skipped: list[InputError] | None = None) -> list[Edited]:
    file = tmp_path / "x.po"
    file.write_bytes(raw)
    return list(read_edited(file, skipped=(skipped if skipped is not None else []).append))


@given(st.lists(units(), max_size=4))
def test_what_is_written_is_read(given_units: list[TranslationUnit]) -> None:
    read = back(".po", written(".po", given_units))
    assert [unit._replace(line=0) for unit in read] == [as_read(unit) for unit in given_units]


@needs_gettext
@given(st.lists(units(), min_size=1, max_size=30))
def test_gettext_accepts_what_is_written_and_hands_it_on(given_units: list[TranslationUnit]) -> None:
    raw = written(".po", given_units)
    gettext("msgfmt", raw)
    read = back(".po", gettext("msgcat", raw))
    assert [unit._replace(line=0) for unit in read] == [as_read(unit) for unit in given_units]


@needs_gettext
def test_a_path_that_ends_with_a_backslash_does_not_swallow_the_next_line() -> None:
    given_units = [UNIT._replace(path="\\", line=0)]
    raw = written(".po", given_units)
    assert back(".po", gettext("msgcat", raw)) == given_units


def test_polib_reads_the_same_and_may_wrap_lines(tmp_path: Path) -> None:
    long = "A long-winded sentence, " * 8
    given_units = [
        UNIT,
        UNIT._replace(segment="1-102", source=long, target=f"\n{long}\r\n", origin=None),
        UNIT._replace(path="with spaces/a b.md", source="", target='\\ " \t \u2028'),
    ]
    file = tmp_path / "x.po"
    file.write_bytes(written(".po", given_units))
    theirs = polib.pofile(str(file))
    assert [entry.msgctxt for entry in theirs] == ["dir/a.md#1-101", "dir/a.md#1-102", "with spaces/a b.md#1-101"]
    assert [entry.msgid for entry in theirs] == [unit.source for unit in given_units]
    assert theirs[1].msgstr == long
    assert not any(entry.fuzzy for entry in theirs)
    theirs.save()  # wraps at 78 columns
    assert list(read_po(file)) == given_units


def test_an_entry_in_full() -> None:
    stream = BytesIO()
    notes = {"dir/a.md#1-101": ["emphasis-count: one\nline", "code: two"]}
    write_po([UNIT], stream, notes=notes, project="Help", made=datetime(2024, 1, 2, 3, 4, tzinfo=UTC))
    assert (
        stream.getvalue().decode()
        == f"""#
msgid ""
msgstr ""
"Project-Id-Version: Help\\n"
"POT-Creation-Date: 2024-01-02 03:04+0000\\n"
"PO-Revision-Date: 2024-01-02 03:04+0000\\n"
"Last-Translator: Automatically generated\\n"
"Language-Team: none\\n"
"Language: lv_LV\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"X-Generator: l10nqa\\n"
"X-Source-Language: en-US\\n"
"X-Target-Language: lv-LV\\n"

# (l10nqa) emphasis-count: one line
# (l10nqa) code: two
#. origin: MT
#. l10nqa: {target_hash(UNIT.target)}
#: dir/a.md:7
msgctxt "dir/a.md#1-101"
msgid "Save *now*"
msgstr "Saglabāt *tūlīt*"
"""
    )


@needs_gettext
def test_gettext_has_no_complaint_about_a_dated_file(tmp_path: Path) -> None:
    file = tmp_path / "x.po"
    with file.open("wb") as stream:
        write_po([UNIT._replace(path="a b.md")], stream, made=datetime(2024, 1, 2, tzinfo=UTC))
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", file], capture_output=True, check=True)
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("lv-LV", "lv_LV"),
        ("es-419", "es_419"),
        ("sr-Latn-RS", "sr_RS@latin"),
        ("zh-Hant-TW", "zh_TW"),
        ("zh-Hans", "zh_CN"),
        ("ast", "ast"),
    ],
)
def test_the_language_is_named_as_gettext_names_it_and_exactly(tag: str, language: str) -> None:
    raw = written(".po", [UNIT._replace(target_locale=tag)])
    assert f'"Language: {language}\\n"'.encode() in raw
    assert back(".po", raw)[0].target_locale == tag


@pytest.mark.parametrize(
    ("language", "tag"), [("sr_RS@latin", "sr-Latn-RS"), ("lv", "lv"), ("pt_BR.UTF-8", "pt-BR"), ("", "und")]
)
def test_the_language_of_other_tools_becomes_a_tag(language: str, tag: str) -> None:
    raw = (HEADER.replace("sr_RS@latin", language) + 'msgid "a"\nmsgstr "b"\n').encode()
    assert back(".po", raw) == [TranslationUnit("a", "b", "en-US", tag)]


def test_two_locales_are_refused() -> None:
    with pytest.raises(ConfigError, match="en-US > lv-LV and en-US > de-DE"):
        written(".po", [UNIT, UNIT._replace(target_locale="de-DE")])


FOREIGN = """
# translator
#| msgid "old"
#, fuzzy, c-format
msgid "guess"
msgstr "minējums"

msgid "one"
msgid_plural "many"
msgstr[0] "viens"
msgstr[1] "daudzi"

msgctxt "menu"
msgid "Open"
msgstr ""
"Atvērt "
"logu"

msgid "new"
msgstr ""

#~ msgid "gone"
#~ msgstr "projām"
"""


def test_a_file_of_another_tool(tmp_path: Path) -> None:
    file = tmp_path / "x.po"
    file.write_text(HEADER + FOREIGN)
    skipped: list[InputError] = []
    read = [(unit.source, unit.target, unit.key) for unit in read_po(file, skipped=skipped.append)]
    assert read == [("Open", "Atvērt logu", None), ("new", "", None)]
    assert [(error.line, error.message) for error in skipped] == [
        (7, "fuzzy entry"),
        (13, "plural entry"),
        (27, "obsolete entry"),
    ]
    assert [unit.source for unit in read_po(file, fuzzy=True)] == ["guess", "Open", "new"]


def test_what_a_document_can_take_and_what_not(tmp_path: Path) -> None:
    second = UNIT._replace(segment="2", source="two", target="divi")
    raw = written(".po", [UNIT, second, second, UNIT._replace(segment="3", target="")])
    raw = raw.replace("Saglabāt *tūlīt*".encode(), "Saglabāt **tagad**".encode()) + FOREIGN.encode()
    skipped: list[InputError] = []
    assert edited(raw, tmp_path, skipped) == [
        Edited("dir/a.md", "1-101", "Save *now*", "Saglabāt **tagad**", target_hash(UNIT.target), 15),
        Edited("dir/a.md", "2", "two", "divi", target_hash("divi"), 22),
    ]
    assert [error.message for error in skipped] == [
        "dir/a.md#2 occurs more than once, and only the first can be addressed",
        "untranslated entry",
        "fuzzy entry",
        "plural entry",
        "entry whose msgctxt is not path#segment",
        "untranslated entry",
        "obsolete entry",
    ]


@pytest.mark.parametrize(
    ("source", "target", "found", "replaced", "meant"),
    [
        ("a", "\nb", '"b"', '"c"', "\nc"),
        ("a\n", "b", '"b\\n"', '"c\\n"', "c"),
        ("a\r\nb", "c\r\nd", '"d"', '"e"', "c\ne"),
        ("a", "b\x1bc", '"b\ufffdc"', '"x\ufffdc"', "x\x1bc"),
        ("a", "b\udcffc\ufffd", '"b\ufffdc\ufffd"', '"\ufffdb\ufffd"', "\udcffb\ufffd"),
        ("a", "b\udcffc", '"b\ufffdc"', '"bc"', "bc"),
    ],
)
def test_an_edit_undoes_what_the_export_did_to_the_text(
    source: str, target: str, found: str, replaced: str, meant: str, tmp_path: Path
) -> None:
    raw = written(".po", [UNIT._replace(source=source, target=target)]).decode()
    assert found in raw
    assert [entry.target for entry in edited(raw.replace(found, replaced).encode(), tmp_path)] == [meant]
    assert [entry.target for entry in edited(raw.encode(), tmp_path)] == [target]


def test_an_edit_without_our_comments_is_still_one(tmp_path: Path) -> None:
    raw = HEADER + 'msgctxt "a#b.md#1"\nmsgid "x"\nmsgstr "y"\n'
    assert edited(raw.encode(), tmp_path) == [Edited("a#b.md", "1", "x", "y", None, 6)]


def test_the_hash_knows_a_changed_text_from_changed_line_ends() -> None:
    assert target_hash("a\r\nb") == target_hash("a\nb") != target_hash("a b")
    assert len(target_hash("")) == 16


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ('msgid "a\nmsgstr "b"\n', 6),
        ('msgid "a"\nmsgstr "b" c"\n', 7),
        ('msgid "a"\nmsgstr "b\\"\n', 7),
        ('msgid "a"\nmsgstr b\n', 7),
        ('msgid "a"\nmessage "b"\n', 7),
        ('msgstr "b"\n', 6),
        ("<<<<<<< HEAD\n", 6),
        ('msgid "a"\nmsgstr "b"\n#~| msgid "c"\n"d"\n', 9),
    ],
)
def test_broken_syntax_is_named_with_its_line(entry: str, line: int, tmp_path: Path) -> None:
    file = tmp_path / "x.po"
    file.write_text(HEADER + entry)
    with pytest.raises(InputError, match="is no PO file") as caught:
        list(read_po(file))
    assert (caught.value.path, caught.value.line) == (str(file), line)


def test_a_file_in_another_encoding_than_it_says_is_refused_and_one_as_it_says_read(tmp_path: Path) -> None:
    file = tmp_path / "x.po"
    text = HEADER + 'msgid "a"\nmsgstr "ā"\n'
    file.write_bytes(text.encode("windows-1257"))
    with pytest.raises(InputError, match="is not in the encoding of its header, UTF-8"):
        list(read_po(file))
    file.write_bytes(text.replace("UTF-8", "windows-1257").encode("windows-1257"))
    assert [unit.target for unit in read_po(file)] == ["ā"]


@pytest.mark.parametrize("charset", ["utf_16", "punycode", "hex", "rot13", "undefined", "\xff", "x" * 1000])
def test_a_charset_that_is_none_gives_units_or_an_input_error(charset: str, tmp_path: Path) -> None:
    file = tmp_path / "x.po"
    file.write_bytes((HEADER.replace("UTF-8", charset) + 'msgid "a:"\nmsgstr "b:"\n').encode("latin-1"))
    try:
        assert [unit.target for unit in read_po(file)] == ["b:"]
    except InputError as error:
        assert error.hint  # noqa: PT017 - either is right, whatever codecs Python has


@pytest.mark.parametrize(
    "entry",
    [
        '#a remark\n#.extracted\n#:a.c:1\n#,no-wrap\n#= x\n#|msgid "old"\nmsgid "a"\nmsgstr "b"\n',
        'msgid"a"\nmsgstr"b"\n',
        'msgid "a"\nmsgstr "b"\n#.\n',
        'msgid "a"\nmsgstr "b"\n#:\n#,\n#|\n#~\n',
        'msgid "a"\nmsgstr "b"\n#~| msgid "old"\n',
        'msgid ""\n\n"a"\nmsgstr "b"\n',
    ],
    ids=["no spaces", "no spaces before texts", "an empty comment last", "all of them", "an old source last", "a gap"],
)
def test_what_gettext_reads_is_read(entry: str, tmp_path: Path) -> None:
    file = tmp_path / "x.po"
    file.write_text(HEADER + entry)
    assert [(unit.source, unit.target) for unit in read_po(file)] == [("a", "b")]


def test_characters_that_end_a_line_elsewhere_end_none(tmp_path: Path) -> None:
    file = tmp_path / "x.po"
    file.write_text(HEADER + 'msgid "a\u2028b\x85"\nmsgstr "c\x0cd\x1c"\n', encoding="utf-8")
    assert [(unit.source, unit.target) for unit in read_po(file)] == [("a\u2028b\x85", "c\x0cd\x1c")]


def test_obsolete_entries_are_so_however_they_are_written(tmp_path: Path) -> None:
    file = tmp_path / "x.po"
    file.write_text(HEADER + '#~msgid "a"\n#~ "b"\n#~msgstr"c"\n')
    skipped: list[InputError] = []
    assert list(read_po(file, skipped=skipped.append)) == []
    assert [error.message for error in skipped] == ["obsolete entry"]


@pytest.mark.parametrize(
    ("entries", "line"),
    [
        ('msgid "a"\n', 6),
        ('msgid "a"\n\nmsgid "b"\nmsgstr ""\n', 6),
        ('msgid "a"\nmsgstr ""\n\nmsgid "b"\n"c"\nmsgctxt "d"\nmsgid "e"\nmsgstr ""\n', 9),
        ('#~ msgid "a"\n#~ msgid "b"\n#~ msgstr ""\n', 6),
        ('msgid "a"\nmsgstr ""\nmsgctxt "b"\n', 8),
        ('msgctxt "a"\nmsgctxt "b"\nmsgid "c"\nmsgstr ""\n', 6),
    ],
)
def test_a_source_without_its_translation_is_named(entries: str, line: int, tmp_path: Path) -> None:
    file = tmp_path / "x.po"
    file.write_text(HEADER + entries)
    with pytest.raises(InputError, match="an entry without its msgstr") as caught:
        list(read_po(file))
    assert caught.value.line == line
