"""Translations put into PO files that are there: what is filled, and that everything else keeps its bytes."""

from __future__ import annotations

import json
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from units import texts, units, written

from l10nqa.bitexts.exchange import Fill, fill_entries, read_edited, read_entries
from l10nqa.bitexts.po.texts import as_translation
from l10nqa.errors import InputError
from l10nqa.model import Match, TranslationUnit

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


def filled(raw: bytes, fills: dict[int, Fill], left: dict[int, str] | None = None) -> bytes:
    """Return the file with the fills; what was left, and why, goes to `left`."""
    with TemporaryDirectory() as folder:
        file, stream = Path(folder, "x.po"), BytesIO()
        file.write_bytes(raw)
        reasons = fill_entries(file, stream, fills)
    assert left is not None or not reasons
    (left if left is not None else {}).update(reasons)
    return stream.getvalue()


def accepted(raw: bytes, folder: Path) -> None:
    file = folder / "accepted.po"
    file.write_bytes(raw)
    if shutil.which("msgfmt"):
        subprocess.run(["msgfmt", "-c", "-o", "/dev/null", file], check=True, capture_output=True)


def test_what_is_filled_says_where_it_comes_from_and_nothing_else_changes(tmp_path: Path) -> None:
    fills = {0: Fill(match("Atver %s."), finished=False, notes=("match 90",)), 2: Fill(match("div\ni"), finished=True)}
    out = filled((HEADER + FOREIGN).encode(), fills)
    expected = FOREIGN.replace('#| msgctxt "was"\n#| msgid "old"\n', '#| msgid "like it"\n')
    expected = expected.replace("minējums", "Atver %s.").replace(
        "# translator\n", '# translator\n# (l10nqa) former translation: "minējums"\n# (l10nqa) match 90\n'
    )
    expected = expected.replace('"lines"\nmsgstr ""\n', '"lines"\nmsgstr ""\n"div\\n"\n"i"\n')
    assert out.decode() == HEADER + expected
    accepted(out, tmp_path)


def test_a_finished_translation_is_no_longer_fuzzy() -> None:
    out = filled((HEADER + FOREIGN).encode(), {0: Fill(match("Atver %s."), finished=True)}).decode()
    assert '#, c-format\nmsgctxt "menu"\n' in out
    only = filled((HEADER + '#, fuzzy\nmsgid "a"\nmsgstr "b"\n').encode(), {0: Fill(match("c"), finished=True)})
    assert only.decode() == HEADER + '# (l10nqa) former translation: "b"\nmsgid "a"\nmsgstr "c"\n'


@given(texts.filter(bool))
def test_what_another_translation_replaces_is_kept_in_a_comment(draft: str) -> None:
    raw = written(".po", [TranslationUnit("a", draft, "en", "lv")]).replace(b'msgid "a"', b'#, fuzzy\nmsgid "a"')
    shown = as_translation(draft, "a")
    out = filled(raw, {0: Fill(match("one of these"), finished=False)})
    for target in ("c", "d"):  # it outlives all who follow it
        out = filled(out, {0: Fill(match(target), finished=True)})
    lines = [line for line in out.decode().split("\n") if line.startswith("# (l10nqa) former translation: ")]
    kept = [json.loads(line.partition("translation: ")[2]) for line in lines]
    replaced = [shown, "one of these", "c"]
    assert kept == [each for each in dict.fromkeys(replaced) if each not in ("", "a", "d")]


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
def test_one_that_would_break_its_program_is_fuzzy(
    flag: str,
    source: str,
    target: str,
    fits: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    raw = HEADER + f'#, {flag}\nmsgid "{source}"\nmsgstr ""\n'
    out = filled(raw.encode(), {0: Fill(match(target, source), finished=True)})
    accepted(out, tmp_path)
    (entry,) = polib.pofile(out.decode())
    assert (entry.fuzzy, "placeholders" in entry.tcomment) == (not fits, not fits)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_stay(end: str, mark: str) -> None:
    raw = (mark + HEADER + 'msgid "a"\nmsgstr ""').replace("\n", end).encode()
    assert filled(raw, {}) == raw
    assert filled(raw, {0: Fill(match("b"), finished=True)}) == raw.removesuffix(b'""') + f'"b"{end}'.encode()


def test_a_mark_stays_at_the_beginning_of_a_file_without_a_header() -> None:
    out = filled('\ufeffmsgid "a"\nmsgstr ""\n'.encode(), {0: Fill(match("b"), finished=True, notes=("n",))})
    assert out.decode() == '\ufeff# (l10nqa) n\nmsgid "a"\nmsgstr "b"\n'


def test_an_encoding_is_kept_and_what_it_cannot_hold_is_left() -> None:
    raw = (HEADER.replace("UTF-8", "ISO-8859-1") + '# ä\nmsgid "a"\nmsgstr ""\n\nmsgid "ö"\nmsgstr ""\n').encode(
        "latin-1"
    )
    left: dict[int, str] = {}
    fills = {0: Fill(match("ā"), finished=True), 1: Fill(match("é", "ū"), finished=False, notes=("ū",))}
    out = filled(raw, fills, left).decode("latin-1")
    assert list(left) == [0]
    assert "ISO-8859-1 cannot hold" in left[0]
    assert out == raw.decode("latin-1").replace('"ö"\nmsgstr ""', '"ö"\nmsgstr "é"').replace(
        'msgid "ö"', '# (l10nqa) ?\n#, fuzzy\n#| msgid "?"\nmsgid "ö"'
    )


def test_what_po_cannot_hold_is_left() -> None:
    left: dict[int, str] = {}
    raw = (HEADER + 'msgid "a"\nmsgstr ""\n').encode()
    assert filled(raw, {0: Fill(match("\x1b"), finished=True)}, left) == raw
    assert left == {0: "PO cannot hold the control characters of the translation"}


def test_what_is_only_marked_keeps_its_target_and_a_second_run_changes_nothing() -> None:
    raw = (HEADER + FOREIGN).encode()
    fills = {2: Fill(None, finished=False, notes=("the source changed",))}
    once = filled(raw, fills)
    assert once.decode() == HEADER + FOREIGN.replace(
        "#, no-c-format\n", "# (l10nqa) the source changed\n#, fuzzy, no-c-format\n"
    )
    assert filled(once, fills) == once
    fills = {0: Fill(match("Atver %s."), finished=False, notes=("match 90",))}
    assert filled(filled(raw, fills), fills) == filled(raw, fills)


def test_our_own_file_goes_back_to_its_documents(tmp_path: Path) -> None:
    unit = TranslationUnit("a\r\n", "", "en-US", "lv-LV", "d.md", "1", origin="MT")
    raw = written(".po", [unit]).replace(b"msgctxt", b"# a remark\nmsgctxt")
    file = tmp_path / "x.po"
    for target in ("b\r\nc\x1b", "d"):
        new = match(target)._replace(unit=TranslationUnit("a", target, "en", "lv", origin="HT"))
        raw = filled(raw, {0: Fill(new, finished=True)})
        file.write_bytes(raw)
        (edit,) = read_edited(file)
        assert (edit.path, edit.segment, edit.source, edit.target) == ("d.md", "1", "a\r\n", target)
        (entry,) = read_entries(file)
        assert entry.unit.origin == "HT"
        assert b"# a remark\n" in raw


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
    assert filled(raw, {}) == raw
    fills = {
        at: Fill(match(target, source), finished)
        for at, (source, target, finished) in wanted.items()
        if at < len(messages) and not messages[at].obsolete and target
    }
    left: dict[int, str] = {}
    try:
        after = polib.pofile(filled(raw, fills, left).decode())
    except InputError as error:
        pytest.fail(str(error))
    before = polib.pofile(raw.decode())
    assert len(before) == len(after)
    for at, (old, new) in enumerate(zip(before, after, strict=True)):
        assert [getattr(old, name) for name in _KEPT] == [getattr(new, name) for name in _KEPT]
        former = new.tcomment.partition("(l10nqa) former translation: ")
        assert old.tcomment == former[0].rstrip("\n")
        assert bool(former[1]) is (at in fills and at not in left and old.msgstr not in ("", old.msgid, new.msgstr))
        if at not in fills or at in left:
            assert str(old) == str(new)
            continue
        assert new.msgstr.strip("\n") == fills[at].match.unit.target.replace("\r\n", "\n").strip("\n")  # type: ignore[union-attr]
        assert new.fuzzy is not fills[at].finished
        assert set(old.flags) - {"fuzzy"} == set(new.flags) - {"fuzzy"}


@given(st.lists(units(), max_size=4))
def test_ours_without_fills_keeps_its_bytes(given_units: list[TranslationUnit]) -> None:
    raw = written(".po", given_units)
    assert filled(raw, {}) == raw
