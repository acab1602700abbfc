"""Translations put into PO files that are there: what is filled, and that everything else keeps its bytes."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO

import polib
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgfmt import accepted, needs_gettext
from units import texts, units

from l10nqa.bitext.po import PoFile, parse_po, write_po
from l10nqa.bitext.po.texts import as_translation
from l10nqa.model import Edit, Fix, Match, State, Target, TranslationUnit

HEADER = r"""msgid ""
msgstr ""
"Language: lv\n"
"Plural-Forms: nplurals=2; plural=n != 1;\n"
"Content-Type: text/plain; charset=UTF-8\n"
"""
FOREIGN = """
# translator
#. extracted
#: a.c:1 "b.c":2
#, fuzzy, c-format
#| msgctxt "was"
#| msgid "old"
msgctxt "menu"
msgid "Open the %s."
msgstr "minējums"

msgid "one"
msgid_plural "many"
msgstr[0] "viens"
msgstr[1] ""
#, no-c-format
msgid ""
"two\\n"
"lines"
msgstr ""


#~| msgid "older"
#~ msgid "gone"
#~ msgstr "projām"
# the end
"""


def match(target: str, source: str = "like it", similarity: float = 90.0) -> Match:
    return Match(similarity, TranslationUnit(source, target, "en", "lv"), "tm")


def taken(target: str, state: State, source: str = "like it", notes: tuple[str, ...] = ()) -> Target:
    """Return a target from a memory."""
    return Target(target, state, notes, match(target, source))


def parsed(raw: bytes | str) -> PoFile:
    return parse_po(raw.encode() if isinstance(raw, str) else raw, "x.po", "x.po")


def filled(raw: bytes | str, targets: dict[str, Target], refused: dict[str, str] | None = None) -> bytes:
    """Return the file with the targets; what was refused, and why, goes to `refused`."""
    written = parsed(raw).with_targets(targets)
    assert refused is not None or not written.refused
    (refused if refused is not None else {}).update(written.refused)
    return written.raw


def exported(given_units: list[TranslationUnit]) -> bytes:
    stream = BytesIO()
    write_po(given_units, stream)
    return stream.getvalue()


DRAFT, DONE = State.DRAFT, State.TRANSLATED


@needs_gettext
def test_what_is_filled_says_where_it_comes_from_and_nothing_else_changes() -> None:
    targets = {"menu": taken("Atver %s.", DRAFT, notes=("match 90",)), "3": taken("div\ni", DONE)}
    out = filled(HEADER + FOREIGN, targets)
    expected = FOREIGN.replace('#| msgctxt "was"\n#| msgid "old"\n', '#| msgid "like it"\n')
    expected = expected.replace("minējums", "Atver %s.").replace(
        "# translator\n", '# translator\n# (l10nqa) former translation: "minējums"\n# (l10nqa) match 90\n'
    )
    expected = expected.replace('"lines"\nmsgstr ""\n', '"lines"\nmsgstr ""\n"div\\n"\n"i"\n')
    assert out.decode() == HEADER + expected
    accepted(out)


def test_a_finished_translation_is_no_longer_fuzzy() -> None:
    out = filled(HEADER + FOREIGN, {"menu": taken("Atver %s.", DONE)}).decode()
    assert '#, c-format\nmsgctxt "menu"\n' in out
    only = filled(HEADER + '#, fuzzy\nmsgid "a"\nmsgstr "b"\n', {"1": taken("c", DONE)})
    assert only.decode() == HEADER + '# (l10nqa) former translation: "b"\nmsgid "a"\nmsgstr "c"\n'


@given(texts.filter(lambda text: bool(text.strip())))
def test_what_another_translation_replaces_is_kept_in_a_comment(draft: str) -> None:
    raw = exported([TranslationUnit("a", draft, "en", "lv")]).replace(b'msgid "a"', b'#, fuzzy\nmsgid "a"')
    out = filled(raw, {"1": taken("one of these", DRAFT)})
    for target in ("c", "d"):  # it outlives all who follow it
        out = filled(out, {"1": taken(target, DONE)})
    lines = [line for line in out.decode().split("\n") if line.startswith("# (l10nqa) former translation: ")]
    kept = [json.loads(line.partition("translation: ")[2]) for line in lines]
    replaced = [as_translation(draft, "a"), "one of these", "c"]
    assert kept == [each for each in dict.fromkeys(replaced) if each not in ("", "a", "d")]


def test_a_name_that_is_translated_by_itself_is_kept_when_it_is_replaced() -> None:
    raw = HEADER + 'msgid "Acme Cloud Sync"\nmsgstr "Acme Cloud Sync"\n'
    assert "former translation" in filled(raw, {"1": taken("Acme-Cloud", DRAFT)}).decode()
    assert "former" not in filled(raw.replace("msgid", "#, fuzzy\nmsgid"), {"1": taken("Acme-Cloud", DRAFT)}).decode()


@needs_gettext
@pytest.mark.parametrize(
    ("flag", "source", "target", "fits"),
    [
        ("c-format", "%s of %d", "%d no %s", False),
        ("c-format", "%1$s of %2$d", "%2$d no %1$s", True),
        ("c-format", "%d%% of %s", "%d%% no %s", True),
        ("c-format", "50 %", "50", True),
        ("python-format", "%(a)s %(b)d", "%(b)d %(a)s", True),
        ("python-format", "%(a)s", "%(c)s", False),
        ("python-brace-format", "{a} {b}", "{b} {a}", True),
        ("python-brace-format", "{} {}", "{}", False),
        ("no-c-format", "%s", "nekas", True),
        ("wrap", "%s", "nekas", True),
    ],
)
def test_one_that_would_break_its_program_is_fuzzy(flag: str, source: str, target: str, fits: bool) -> None:  # noqa: FBT001
    raw = HEADER + f'#, {flag}\nmsgid "{source}"\nmsgstr ""\n'
    out = filled(raw, {"1": taken(target, DONE, source)})
    accepted(out)
    (entry,) = polib.pofile(out.decode())
    assert (entry.fuzzy, "placeholders" in entry.tcomment) == (not fits, not fits)
    assert filled(out, {"1": taken(target, DONE, source)}) == out


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_stay(end: str, mark: str) -> None:
    raw = (mark + HEADER + 'msgid "a"\nmsgstr ""').replace("\n", end).encode()
    assert filled(raw, {}) == raw
    assert filled(raw, {"1": taken("b", DONE)}) == raw.removesuffix(b'""') + b'"b"'
    noted = raw.replace(b'msgid "a"', f'# (l10nqa) n{end}#, fuzzy{end}msgid "a"'.encode()).removesuffix(b'""')
    assert filled(raw, {"1": Target("b\nc", DRAFT, ("n",))}) == noted + f'""{end}"b\\n"{end}"c"'.encode()


def test_a_mark_stays_at_the_beginning_of_a_file_without_a_header() -> None:
    out = filled('\ufeffmsgid "a"\nmsgstr ""\n', {"1": taken("b", DONE, notes=("n",))})
    assert out.decode() == '\ufeff# (l10nqa) n\nmsgid "a"\nmsgstr "b"\n'


def test_an_entry_that_begins_within_a_line_is_parted_from_it() -> None:
    raw = HEADER + 'msgid "a" msgstr "b" msgid "c" msgstr "d" # note\nmsgid "e" msgstr "f"\n'
    out = filled(raw, {"2": Target(None, DRAFT), "3": Target("g", DRAFT, ("n",))}).decode()
    assert out == HEADER + (
        'msgid "a" msgstr "b" \n#, fuzzy\nmsgid "c" msgstr "d" # note\n'
        '# (l10nqa) former translation: "f"\n# (l10nqa) n\n#, fuzzy\nmsgid "e" msgstr "g"\n'
    )


def test_an_encoding_is_kept_and_what_it_cannot_hold_is_left() -> None:
    raw = (HEADER.replace("UTF-8", "ISO-8859-1") + '# ä\nmsgid "a"\nmsgstr ""\n\nmsgid "ö"\nmsgstr ""\n').encode(
        "latin-1"
    )
    refused: dict[str, str] = {}
    targets = {"1": taken("ā", DONE), "2": taken("é", DRAFT, "ū", ("ū",))}
    out = filled(raw, targets, refused).decode("latin-1")
    assert list(refused) == ["1"]
    assert "ISO-8859-1 cannot hold" in refused["1"]
    assert out == raw.decode("latin-1").replace('"ö"\nmsgstr ""', '"ö"\nmsgstr "é"').replace(
        'msgid "ö"', '# (l10nqa) ?\n#, fuzzy\n#| msgid "?"\nmsgid "ö"'
    )


def test_what_po_cannot_hold_is_refused_and_control_characters_are_escapes() -> None:
    refused: dict[str, str] = {}
    raw = HEADER + 'msgid "a"\nmsgstr ""\n'
    assert filled(raw, {"1": taken("\0", DONE)}, refused) == raw.encode()
    assert refused == {"1": "PO cannot hold the control characters of the translation"}
    out = filled(raw, {"1": taken('\x1b[1m\a\v"\\', DONE)})
    assert out.decode() == HEADER + 'msgid "a"\nmsgstr "\\033[1m\\a\\v\\"\\\\"\n'


@pytest.mark.parametrize("text", ["", "  ", None])
def test_a_blank_text_is_no_finished_translation(text: str | None) -> None:
    refused: dict[str, str] = {}
    assert filled(HEADER + 'msgid "a"\nmsgstr ""\n', {"1": Target(text, DONE)}, refused).endswith(b'msgstr ""\n')
    assert refused == {"1": "a blank text is no translation"}


def test_what_is_only_marked_keeps_its_target_and_a_second_run_changes_nothing() -> None:
    raw = HEADER + FOREIGN
    targets = {"3": Target("x", State.UNTRANSLATED, ("the source changed",))}
    targets = {"2[0]": Target(None, DRAFT, ("the source changed",))}
    once = filled(raw, targets)
    assert once.decode() == raw.replace('msgid "one"', '# (l10nqa) the source changed\n#, fuzzy\nmsgid "one"')
    assert filled(once, targets) == once
    targets = {"menu": taken("Atver %s.", DRAFT, notes=("match 90",))}
    assert filled(filled(raw, targets), targets) == filled(raw, targets)


def test_a_translation_can_be_taken_back() -> None:
    raw = HEADER + '#, fuzzy\nmsgid "a"\nmsgstr "b"\n'
    out = filled(raw, {"1": Target(None, State.UNTRANSLATED)})
    assert out.decode() == HEADER + '# (l10nqa) former translation: "b"\nmsgid "a"\nmsgstr ""\n'


_PLURAL = '#, fuzzy\nmsgid "one"\nmsgid_plural "many"\nmsgstr[0] "viens"\nmsgstr[1] "daudzi"\n'


def test_plural_forms_share_their_state() -> None:
    refused: dict[str, str] = {}
    assert filled(HEADER + _PLURAL, {"1[0]": Target("vien", DONE)}, refused) == (HEADER + _PLURAL).encode()
    assert "other plural forms" in refused["1[0]"]
    both = filled(HEADER + _PLURAL, {"1[0]": Target(None, DONE), "1[1]": Target("daudz", DONE)}).decode()
    assert both == HEADER + '# (l10nqa) former translation: "daudzi"\n' + _PLURAL.replace("daudzi", "daudz")[9:]
    draft = filled(HEADER + _PLURAL[9:], {"1[0]": Target("vien", DRAFT)})
    assert [segment.state for segment in parsed(draft).segments] == [DRAFT, DRAFT]


def test_our_own_file_goes_back_to_its_documents() -> None:
    unit = TranslationUnit("a\r\n", "", "en-US", "lv-LV", "d.md", "1", origin="MT")
    raw = exported([unit]).replace(b"msgctxt", b"# a remark\nmsgctxt")
    for target in ("b\r\nc\x1b", "d\x00", "e"):
        new = match(target)._replace(unit=TranslationUnit("a", target, "en", "lv", origin="HT"))
        raw = filled(raw, {"d.md#1": Target(target, DONE, match=new)})
        (segment,) = parsed(raw).segments
        assert (segment.document, segment.key, segment.source, segment.target) == ("d.md", "1", "a\r\n", target)
        assert segment.origin == "HT"
        assert b"# a remark\n" in raw


def test_a_mark_that_a_tool_has_wrapped_is_replaced_as_a_whole() -> None:
    raw = exported([TranslationUnit("a", "\nb" * 40, "en-US", "lv-LV", "d.md", "1")])
    raw = raw.replace(b" {", b"\n#. {")
    out = filled(raw, {"d.md#1": taken("c", DONE)})
    assert parsed(out).segments[0].target == "c"
    assert b"{" not in out


# Without a state, nothing but the quoted texts of the msgstr changes: what `fix --write` does.


@given(texts, texts, texts)
def test_a_fix_changes_the_msgstr_alone(source: str, before: str, after: str) -> None:
    raw = exported([TranslationUnit(source, before, "en-US", "lv-LV", "d.md", "1", line=3)])
    raw = raw.replace(b"msgctxt", b'#, fuzzy, c-format\n#| msgid "was"\nmsgctxt')
    refused: dict[str, str] = {}
    out = filled(raw, {"d.md#1": Target(after)}, refused)
    (segment,) = parsed(out).segments
    assert refused or _unix(segment.target) == _unix(after)
    old, new = (bytes_.split(b"\nmsgid", 1)[0].split(b"\n") for bytes_ in (raw, out))
    exact = [line for line in (*old, *new) if line.startswith(b"#. l10nqa") and b"{" in line]
    assert exact or old == new


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('"ab"', "aXb", '"aXb"'),
        ('""\n"first line, "\n"second line\\n"\n"third"', "first line, second lime\nthird", None),
        ('""\n"a\\n"\n"b"', "a\nX\nb", '""\n"a\\n"\n"X\\n"\n"b"'),
        ('""\n"a\\n"\n"b"', "a\n\nb", '""\n"a\\n"\n"\\n"\n"b"'),
        ('"a\\nb"', "a\nXb", '"a\\nXb"'),
        ('"ab"', "a\nb", '""\n"a\\n"\n"b"'),
        ('"caf\\303\\251 x"', "café y", '"caf\\303\\251 y"'),
        ('"\\1x"', "\x010x", '"\\0010x"'),
        ('"a" "b"', "aXb", '"aX" "b"'),
    ],
)
def test_lines_and_escapes_that_say_what_they_said_stay(before: str, after: str, expected: str | None) -> None:
    raw = HEADER + f'msgid "s"\nmsgstr {before}\n#~ msgid "x"\n#~ msgstr "y"\n'
    out = filled(raw, {"1": Target(after)}).decode()
    expected = expected or before.replace("second line", "second lime")
    assert out == raw.replace(f"msgstr {before}", f"msgstr {expected}")


@given(texts, texts)
def test_the_edits_of_a_fix_give_what_is_written(before: str, after: str) -> None:
    raw = exported([TranslationUnit("a", before, "en-US", "lv-LV", "d.md", "1")])
    file = parsed(raw)
    (segment,) = file.segments
    written = file.with_targets({segment.id: Target(after)})
    fix = Fix(safe=True, edits=(Edit(0, len(segment.target), after),), result=after)
    (change,) = file.changes(segment, fix)
    spliced = file.text[: change.span.start] + change.text + file.text[change.span.end :]
    if not written.refused and b'"target":' not in raw + written.raw:
        assert spliced.encode() == written.raw


_POLIB_ENDS_LINES_AT = re.compile("[\x85\u2028\u2029]")
_KEPT = ("msgctxt", "msgid", "msgid_plural", "msgstr_plural", "occurrences", "comment", "obsolete")
_messages = st.builds(
    polib.POEntry,
    msgctxt=st.none() | st.sampled_from(["a", "b#c", ""]),
    msgid=st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.just("\n"), min_size=1),
    msgstr=st.text(st.sampled_from('ab\n"\\ā')),
    tcomment=st.sampled_from(["", "remark", "two\nlines"]),
    comment=st.sampled_from(["", "extracted"]),
    flags=st.lists(st.sampled_from(["fuzzy", "no-wrap", "no-c-format"]), unique=True),
    previous_msgid=st.none() | st.sampled_from(["was", "was\nthat"]),
    obsolete=st.booleans(),
    occurrences=st.lists(st.just(("a.c", "1")), max_size=1),
)


@given(st.lists(_messages, max_size=4), st.dictionaries(st.integers(0, 3), st.tuples(texts, texts, st.booleans())))
def test_another_reader_finds_what_was_there_and_what_was_filled(
    messages: list[polib.POEntry], wanted: dict[int, tuple[str, str, bool]]
) -> None:
    raw = (HEADER + "".join(f"\n{message.__unicode__()}" for message in messages)).encode()
    assume(not _POLIB_ENDS_LINES_AT.search(raw.decode() + "".join(target for _, target, _ in wanted.values())))
    assume(not _POLIB_ENDS_LINES_AT.search("".join(source for source, _, _ in wanted.values())))
    ids = iter(segment.id for segment in parsed(raw).segments)
    names = {index: next(ids) for index, message in enumerate(messages) if not message.obsolete}
    targets = {
        names[index]: taken(target, DONE if finished else DRAFT, source)
        for index, (source, target, finished) in wanted.items()
        if index in names and target.strip()
    }
    refused: dict[str, str] = {}
    out = filled(raw, targets, refused)
    assert filled(out, targets, {}) == out
    before, after = polib.pofile(raw.decode()), polib.pofile(out.decode())
    assert len(before) == len(after)
    for index, (old, new) in enumerate(zip(before, after, strict=True)):
        assert [getattr(old, name) for name in _KEPT] == [getattr(new, name) for name in _KEPT]
        target = targets.get(names.get(index, ""))
        former = new.tcomment.partition("(l10nqa) former translation: ")
        assert old.tcomment == former[0].rstrip("\n")
        if target is None or names[index] in refused:
            assert str(old) == str(new)
            continue
        assert polib.unescape(polib.escape(str(target.text))) == target.text
        shown = as_translation(str(target.text), old.msgid)
        assert parsed(out).slots[names[index]].target.value == shown
        assert new.fuzzy is (target.state is DRAFT)
        assert set(old.flags) - {"fuzzy"} == set(new.flags) - {"fuzzy"}


@given(st.lists(units(), max_size=4))
def test_what_is_put_back_unchanged_keeps_its_bytes(given_units: list[TranslationUnit]) -> None:
    raw = exported(given_units)
    file = parsed(raw)
    assert file.with_targets({segment.id: Target(segment.target) for segment in file.segments}).raw == raw
    states = {segment.id: Target(segment.target, segment.state) for segment in file.segments}
    assert file.with_targets(states).raw == raw


def test_a_file_that_cannot_be_written_as_it_was_is_not_touched() -> None:
    file = parsed(HEADER + FOREIGN)
    written = file.with_targets({"no such segment": Target("x", DONE)})
    assert (written.raw, written.refused) == (file.raw, {})
    assert replace(file, path="y.po").with_targets({}).raw == file.raw


def test_what_was_said_of_a_draft_goes_when_it_is_final() -> None:
    raw = HEADER + '#, fuzzy\n#| msgid "was"\nmsgid "a"\nmsgstr "b"\n'
    assert filled(raw, {"1": Target(None, DONE)}).decode() == HEADER + 'msgid "a"\nmsgstr "b"\n'


def test_a_fix_that_our_mark_would_undo_changes_the_mark() -> None:
    raw = exported([TranslationUnit("a", "b\x00c", "en-US", "lv-LV", "d.md", "1")])
    assert parsed(filled(raw, {"d.md#1": Target("b\ufffdc")})).segments[0].target == "b\ufffdc"


def test_carriage_returns_of_a_program_stay_and_those_of_others_are_line_feeds() -> None:
    raw = HEADER + 'msgid "a\\r\\nb"\nmsgstr "c\\r\\nd"\n'
    assert filled(raw, {"1": Target("c\r\ne")}).decode() == raw.replace("\\nd", "\\ne")
    raw = HEADER + 'msgid "a\\nb"\nmsgstr "c\\nd"\n'
    assert filled(raw, {"1": Target("c\r\ne")}).decode() == raw.replace("\\nd", "\\ne")
