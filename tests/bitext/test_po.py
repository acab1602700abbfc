from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgfmt import HEADER, needs_gettext
from units import plain, units

from l10nqa.bitext.entries import target_hash
from l10nqa.bitext.po import PoFile, parse_po, write_po
from l10nqa.errors import ConfigError
from l10nqa.model import Segment, State, TranslationUnit
from l10nqa.model.dialect import MARKDOWN, PLAIN, Dialect, PlaceholderSyntax

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

UNIT = TranslationUnit("Save *now*", "Saglabāt *tūlīt*", "en-US", "lv-LV", "dir/a.md", "1-101", "MT", line=7)


def as_read(unit: TranslationUnit) -> TranslationUnit:
    return plain(unit)._replace(line=0)


def gettext(tool: str, raw: bytes) -> bytes:
    options = ["-c", "-o", "/dev/null"] if tool == "msgfmt" else []
    done = subprocess.run([tool, *options, "-"], input=raw, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def written(given_units: Iterable[TranslationUnit]) -> bytes:
    stream = BytesIO()
    write_po(given_units, stream)
    return stream.getvalue()


def parsed(text: str | bytes, path: str = "x.po", **overruled: str) -> PoFile:
    raw = text if isinstance(text, bytes) else text.encode()
    return parse_po(raw, path, path, **overruled)  # type: ignore[arg-type]


def back(raw: bytes) -> list[TranslationUnit]:
    return [_unit(segment) for segment in parsed(raw).segments]


def _unit(segment: Segment) -> TranslationUnit:
    source_locale, target_locale, origin, _ = segment.profile
    place = (segment.document, segment.key)
    return TranslationUnit(
        segment.source, segment.target, source_locale, target_locale, *place, origin, line=segment.line
    )


@given(st.lists(units(), max_size=4))
def test_what_is_written_is_read(given_units: list[TranslationUnit]) -> None:
    read = back(written(given_units))
    assert [unit._replace(line=0) for unit in read] == [as_read(unit) for unit in given_units]


@needs_gettext
@settings(max_examples=40)
@given(st.lists(units(), min_size=1, max_size=30))
def test_gettext_accepts_what_is_written_and_hands_it_on(given_units: list[TranslationUnit]) -> None:
    raw = written(given_units)
    gettext("msgfmt", raw)
    read = back(gettext("msgcat", raw))
    assert [unit._replace(line=0) for unit in read] == [as_read(unit) for unit in given_units]


@needs_gettext
def test_a_path_that_ends_with_a_backslash_does_not_swallow_the_next_line() -> None:
    given_units = [UNIT._replace(path="\\", line=0)]
    raw = written(given_units)
    assert back(gettext("msgcat", raw)) == given_units


def test_polib_reads_the_same_and_may_wrap_lines(tmp_path: Path) -> None:
    long = "A long-winded sentence, " * 8
    given_units = [
        UNIT,
        UNIT._replace(segment="1-102", source=long, target=f"\n{long}\r\n", origin=None),
        UNIT._replace(path="with spaces/a b.md", source="", target='\\ " \t \u2028'),
    ]
    file = tmp_path / "x.po"
    file.write_bytes(written(given_units))
    theirs = polib.pofile(str(file))
    assert [entry.msgctxt for entry in theirs] == ["dir/a.md#1-101", "dir/a.md#1-102", "with spaces/a b.md#1-101"]
    assert [entry.msgid for entry in theirs] == [unit.source for unit in given_units]
    assert theirs[1].msgstr == long
    assert not any(entry.fuzzy for entry in theirs)
    theirs.save()  # wraps at 78 columns
    assert back(file.read_bytes()) == given_units


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
    raw = written([UNIT._replace(target_locale=tag)])
    assert f'"Language: {language}\\n"'.encode() in raw
    assert back(raw)[0].target_locale == tag


@pytest.mark.parametrize(
    ("language", "tag"), [("sr_RS@latin", "sr-Latn-RS"), ("lv", "lv"), ("pt_BR.UTF-8", "pt-BR"), ("", "und")]
)
def test_the_language_of_other_tools_becomes_a_tag(language: str, tag: str) -> None:
    raw = (HEADER.replace("Language: lv", f"Language: {language}") + 'msgid "a"\nmsgstr "b"\n').encode()
    assert back(raw) == [TranslationUnit("a", "b", "en-US", tag)]


def test_two_locales_are_refused() -> None:
    with pytest.raises(ConfigError, match="en-US > lv-LV and en-US > de-DE"):
        written([UNIT, UNIT._replace(target_locale="de-DE")])


@pytest.mark.parametrize(
    ("source", "target", "found", "replaced", "meant"),
    [
        ("a", "\nb", '"b"', '"c"', "\nc"),
        ("a\n", "b", '"b\\n"', '"c\\n"', "c"),
        ("a\r\nb", "c\r\nd", '"d"', '"e"', "c\ne"),
        ("a", "b\x1bc", r'"b\033c"', r'"x\033c"', "x\x1bc"),
        ("a", "b\x00c", '"b\ufffdc"', '"x\ufffdc"', "x\x00c"),
        ("a", "b\udcffc\ufffd", '"b\ufffdc\ufffd"', '"\ufffdb\ufffd"', "\udcffb\ufffd"),
        ("a", "b\udcffc", '"b\ufffdc"', '"bc"', "bc"),
    ],
)
def test_an_edit_undoes_what_the_export_did_to_the_text(
    source: str, target: str, found: str, replaced: str, meant: str
) -> None:
    raw = written([UNIT._replace(source=source, target=target)]).decode()
    assert found in raw
    assert [segment.target for segment in parsed(raw.replace(found, replaced).encode()).segments] == [meant]
    assert [segment.target for segment in parsed(raw.encode()).segments] == [target]


def test_what_an_earlier_l10nqa_wrote_is_read() -> None:
    # It had U+FFFD for what is an escape now.
    entry = (
        f'#. l10nqa: {target_hash("b" + chr(27) + "c")} {{"source":"a{{}}","target":"b{{}}c"}}\n'.replace(
            "{}", r"\u001b"
        )
        + 'msgctxt "d.md#1"\nmsgid "a\ufffd"\nmsgstr "b\ufffdc"\n'
    )
    (segment,) = parsed(HEADER + entry).segments
    assert (segment.source, segment.target, segment.document, segment.key) == ("a\x1b", "b\x1bc", "d.md", "1")
    assert segment.exported_hash == target_hash("b\x1bc")
    (segment,) = parsed(HEADER + entry.replace('"b\ufffdc"', '"x\ufffdy"')).segments
    assert segment.target == "x\x1by"


def test_the_hash_knows_a_changed_text_from_changed_line_ends() -> None:
    assert target_hash("a\r\nb") == target_hash("a\nb") != target_hash("a b")
    assert len(target_hash("")) == 16


FOREIGN = """
# translator
#. developer
#: a.c:1 b.c:22
#| msgid "old"
#, fuzzy, c-format
msgid "guess"
msgstr "minējums"

msgctxt "menu"
msgid "Open"
msgstr ""
"Atvērt "
"logu"

msgid "new"
msgstr ""

msgid "blank"
msgstr "  "

msgid " "
msgstr "\t"

msgid "Acme Cloud Sync"
msgstr "Acme Cloud Sync"

#~ msgid "gone"
#~ msgstr "projām"
"""


def test_a_file_of_another_tool() -> None:
    file = parsed(HEADER + FOREIGN)
    assert [(each.id, each.source, each.target, each.state) for each in file.segments] == [
        ("1", "guess", "minējums", State.DRAFT),
        ("menu", "Open", "Atvērt logu", State.TRANSLATED),
        ("3", "new", "", State.UNTRANSLATED),
        ("4", "blank", "  ", State.UNTRANSLATED),
        ("5", " ", "\t", State.TRANSLATED),
        ("6", "Acme Cloud Sync", "Acme Cloud Sync", State.TRANSLATED),  # the name of a product
    ]
    assert [(each.document, each.key) for each in file.segments][:2] == [(None, None), (None, "menu")]
    assert (file.segments[0].notes, file.segments[0].line) == (("translator", "developer"), 1)
    assert [(error.message, error.line) for error in file.left_out] == [("obsolete entry", 33)]
    assert (file.source_locale, file.target_locale, file.origin, file.problems) == ("en-US", "lv", None, ())


def test_ids_are_unique_whatever_the_contexts() -> None:
    contexts = ["a", "b", "b", "4", "a[0]", "", "c#1", "7[1]"]
    entries = "".join(f'msgctxt "{context}"\nmsgid "{number}"\nmsgstr ""\n' for number, context in enumerate(contexts))
    entries += (
        'msgctxt "p"\nmsgid "x"\nmsgid_plural "y"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgctxt "p[1]"\nmsgid "x"\nmsgstr ""\n'
    )
    ids = [segment.id for segment in parsed(HEADER + entries).segments]
    assert ids == ["a", "2", "3", "4", "5", "6", "c#1", "8", "p[0]", "p[1]", "10"]


def test_a_context_of_another_tool_is_no_place_in_a_document() -> None:
    # An RDF address, the same for many messages (translate/pootle#5976): see case 02.
    contexts = ["http://example.org/schema#comment"] * 2 + [
        "http://example.org/schema#label",
        "Size#1",
        "guide/a.md#1-101",
    ]
    # A name that looks like a place, but is that of several messages.
    contexts += ["main.c#1"] * 2
    entries = "".join(f'msgctxt "{context}"\nmsgid "{n}"\nmsgstr "x"\n' for n, context in enumerate(contexts))
    places = [(segment.document, segment.key) for segment in parsed(HEADER + entries).segments]
    assert places == [
        *((None, context) for context in contexts[:4]),
        ("guide/a.md", "1-101"),
        *[(None, "main.c#1")] * 2,
    ]


@pytest.mark.parametrize(
    ("path", "header", "locale"),
    [
        ("fr.po", "Language: de", "de"),
        ("x.po", "Language: sr_RS@latin", "sr-Latn-RS"),
        ("x.po", "Language: de_DE\\nX-Target-Language: de-AT", "de-AT"),
        ("x.po", "Language: ca@valencia", "ca-valencia"),
        ("ca@valencia.po", "", "ca-valencia"),
        ("known.ca@valencia.po", "", "ca-valencia"),
        ("de.po", "", "de"),
        ("po/messages.de.po", "", "de"),
        ("po/django-pt_BR.po", "", "pt-BR"),
        ("locale/zh_Hant/LC_MESSAGES/django.po", "", "zh-Hant"),
        ("translations/es/guide.po", "", "es"),
        ("ast.po", "", "ast"),
        ("docs.lv-lv/x.po", "", "lv-LV"),
        # Words that are codes of languages, too.
        ("app.po", "", "und"),
        ("sign-in.po", "", "und"),
        ("to-do.po", "", "und"),
        ("messages.pot", "", "und"),
    ],
)
def test_the_locale_is_that_of_the_header_else_of_the_path(path: str, header: str, locale: str) -> None:
    text = f'msgid ""\nmsgstr "{header}\\n"\n\nmsgid "a"\nmsgstr "b"\n'
    assert parsed(text, path).target_locale == locale
    file = parsed(text, path, target_locale="fr-CA", source_locale="de")
    assert (file.target_locale, file.segments[0].profile.target_locale, file.source_locale) == ("fr-CA", "fr-CA", "de")
    assert file.again(file.raw).target_locale == "fr-CA"


@pytest.mark.parametrize(
    ("comment", "dialect", "placeholders"),
    [
        ("#, c-format", Dialect.PLAIN, {PlaceholderSyntax.C}),
        ("#, fuzzy, php-format,c-format", Dialect.PLAIN, {PlaceholderSyntax.PHP, PlaceholderSyntax.C}),
        ("#, no-c-format", Dialect.PLAIN, set()),
        ("#= qt-plural-format", Dialect.PLAIN, {PlaceholderSyntax.QT}),
        ("#, java-format", Dialect.PLAIN, {PlaceholderSyntax.JAVA}),
        ("#, unheard-of-format", Dialect.PLAIN, set()),
        ("#, no-wrap", Dialect.PLAIN, None),
        ("#, md-text", Dialect.MARKDOWN, None),
        ("#: src/ch01.md:12", Dialect.MARKDOWN, None),
        ("#: src/main.c:12", Dialect.PLAIN, None),
        ("#. l10nqa: 0123456789abcdef", Dialect.MARKDOWN, None),
    ],
)  # fmt: skip
def test_flags_and_references_say_how_texts_are_marked_up(
    comment: str, dialect: Dialect, placeholders: set[PlaceholderSyntax] | None
) -> None:
    (segment,) = parsed(f'{HEADER}{comment}\nmsgid "a"\nmsgstr "b"\n').segments
    markup = segment.profile.markup
    assert (markup.dialect, markup.placeholders) == (dialect, placeholders)


def test_only_flags_of_the_usual_kind_make_an_entry_fuzzy() -> None:
    (segment,) = parsed(f'{HEADER}#= fuzzy\nmsgid "a"\nmsgstr "b"\n').segments
    assert segment.state is State.TRANSLATED  # as msgfmt 0.21 has it


def test_a_tool_or_most_references_make_the_whole_file_markdown() -> None:
    entries = '#: a.md:1\nmsgid "a"\nmsgstr ""\n#: b.md:1\nmsgid "b"\nmsgstr ""\n#: c.c:1\nmsgid "c"\nmsgstr ""\n'
    assert {each.profile.markup for each in parsed(HEADER + entries).segments} == {MARKDOWN}
    entry = '#: c.c:1\nmsgid "c"\nmsgstr ""\n'
    assert parsed(HEADER + entry).profile.markup == PLAIN
    assert parsed(HEADER.replace('"Lang', '"X-Generator: mdpo 2\\n"\n"Lang') + entry).profile.markup == MARKDOWN


def test_notes_and_the_context_of_another_tool_go_out_and_come_back() -> None:
    unit = UNIT._replace(context="menu", notes=("for\ndevelopers", "origin: MT"))
    raw = written([unit])
    assert "#. for\n#. developers\n#. note: origin: MT\n#. context: menu\n#. origin: MT\n#. l10nqa: " in raw.decode()
    (segment,) = parsed(raw).segments
    assert (segment.context, segment.notes) == ("menu", ("for", "developers", "note: origin: MT"))
    # What another tool wrote is its own.
    (segment,) = parsed(HEADER + '#. context: x\nmsgctxt "menu"\nmsgid "a"\nmsgstr "b"\n').segments
    assert (segment.context, segment.notes) == ("menu", ("context: x",))
