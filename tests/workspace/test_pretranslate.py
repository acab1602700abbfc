"""A job filled from memories: what is filled, with what, how it is marked, and what `apply` then takes."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import polib
import pytest
from translate.storage.xliff import xlifffile

from bilingual import text_of
from l10nqa.bitext import find_bitexts, open_bitext
from l10nqa.bitext.xliff import XLIFF_VERSIONS
from l10nqa.errors import ConfigError
from l10nqa.memory import Memory
from l10nqa.memory.ranking import DEFAULT_POINTS, AttachedMemory
from l10nqa.model import Penalty
from l10nqa.workspace.applying import apply
from l10nqa.workspace.exporting import export_documents
from l10nqa.workspace.extracting import extract
from l10nqa.workspace.pretranslating import PretranslateOptions, pretranslate
from reading import finished
from reading import offered as offered_in

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.model import Match

_KNOWN = (
    ("Open the file now.", "Atveriet failu tūlīt."),
    ("Select **Save**.", "Atlasiet **Saglabāt**."),
    ("Close the window at once.", "Nekavējoties aizveriet logu."),
)
_JOB = (
    ("Open the file now.", ""),
    ("Select **Save**.", ""),
    ("Close the windows at once.", "Close the windows at once."),
    ("Nothing is like this.", ""),
    ("It is translated.", "Tas ir iztulkots."),
)
_NO_PENALTIES = dict.fromkeys(DEFAULT_POINTS, 0.0)


class _Work(NamedTuple):
    docs: Path
    tm: AttachedMemory
    folder: Path

    def po(self, **options: object) -> polib.POFile:
        out = self.folder / "out.po"
        pretranslate([str(self.docs)], [self.tm], out, PretranslateOptions(**options))  # type: ignore[arg-type]
        if shutil.which("msgfmt"):
            subprocess.run(["msgfmt", "-c", "-o", "/dev/null", out], check=True)
        return polib.pofile(str(out), wrapwidth=0)

    def targets(self) -> list[str]:
        return [segment.target for place in find_bitexts([str(self.docs)]) for segment in open_bitext(place).segments]


@pytest.fixture
def work(tmp_path: Path) -> _Work:
    """A document of which a memory knows some sources, and that memory, which people have made."""
    docs, known, tm = tmp_path / "docs", tmp_path / "known", tmp_path / "tm.db"
    for folder, pairs in ((docs, _JOB), (known, _KNOWN)):
        folder.mkdir()
        (folder / "a.md").write_text(text_of(*pairs, origin="HT"), encoding="utf-8")
    extract([str(known)], tm)
    return _Work(docs, AttachedMemory(tm), tmp_path)


def test_open_units_get_the_best_match_and_fuzzy_ones_are_marked(work: _Work) -> None:
    entries = list(work.po())
    assert [entry.msgstr for entry in entries] == [*(target for _, target in _KNOWN), "", "Tas ir iztulkots."]
    assert [entry.fuzzy for entry in entries] == [False, False, True, False, False]
    assert entries[2].previous_msgid == "Close the window at once."
    assert entries[0].previous_msgid is None
    assert entries[0].tcomment.startswith("(l10nqa) match 102 = 100 + 2 (both): ")
    assert entries[1].tcomment.startswith("(l10nqa) match 101 = 100 + 1 (previous): ")
    assert entries[2].tcomment.startswith("(l10nqa) match 96.15: ")
    assert "known/a.md#1a2b3-103" in entries[2].tcomment
    assert [entry.tcomment for entry in entries[3:]] == ["", ""]


def test_what_happened_is_counted(work: _Work) -> None:
    result = pretranslate([str(work.docs)], [work.tm], work.folder / "out.po")
    assert dict(result.bands) == {"102": 1, "101": 1, "95-99": 1, "none": 1}
    assert (result.units, result.changed, result.overwritten, result.confirmed) == (5, 0, 0, 0)


def test_apply_takes_what_is_sure_and_on_request_the_rest(work: _Work) -> None:
    work.po()
    applied = apply(work.folder / "out.po", [str(work.docs)])
    assert (applied.changed, applied.refused) == (2, [])
    assert work.targets() == ["Atveriet failu tūlīt.", "Atlasiet **Saglabāt**.", _JOB[2][1], "", "Tas ir iztulkots."]
    work.po()
    assert apply(work.folder / "out.po", [str(work.docs)], fuzzy=True).changed == 1
    assert work.targets()[2] == "Nekavējoties aizveriet logu."


def test_a_match_that_a_penalty_takes_below_100_is_fuzzy(work: _Work) -> None:
    work = work._replace(tm=work.tm._replace(penalty=5.0))
    entries = list(work.po())
    assert [entry.fuzzy for entry in entries[:2]] == [True, True]
    assert entries[0].tcomment.startswith("(l10nqa) match 97 = 100 + 2 (both) - 5 (memory): ")
    assert entries[0].previous_msgid is None  # it is the very source
    assert [entry.msgstr for entry in work.po(min_score=97.5)] == ["", "", _JOB[2][1], "", "Tas ir iztulkots."]


def test_what_a_machine_translated_is_fuzzy_unless_that_penalty_is_off(work: _Work) -> None:
    (work.folder / "known" / "a.md").write_text(text_of(*_KNOWN, origin="MT"), encoding="utf-8")
    extract([str(work.folder / "known")], work.tm.location)
    assert [entry.fuzzy for entry in work.po()][:2] == [True, True]
    assert [entry.fuzzy for entry in work.po(points=_NO_PENALTIES | {Penalty.MT: 2.0})][:2] == [False, True]
    assert [entry.fuzzy for entry in work.po(points=_NO_PENALTIES)][:2] == [False, False]


def test_a_translation_that_stands_gives_way_to_one_of_the_very_source_only(work: _Work) -> None:
    pairs = (("Open the file now.", "Vecs."), ("Close the windows at once.", "Vecs."))
    (work.docs / "a.md").write_text(text_of(*pairs, origin="HT"), encoding="utf-8")
    assert [entry.msgstr for entry in work.po()] == ["Vecs.", "Vecs."]
    assert [entry.msgstr for entry in work.po(overwrite=True)] == ["Atveriet failu tūlīt.", "Vecs."]
    assert apply(work.folder / "out.po", [str(work.docs)]).changed == 1


def test_a_unit_whose_source_changed_since_is_open(work: _Work) -> None:
    extract([str(work.docs)], work.tm.location)
    pairs = (*_JOB[:4], ("It is not translated at all.", "Tas ir iztulkots."))
    (work.docs / "a.md").write_text(text_of(*pairs, origin="HT"), encoding="utf-8")
    entry = work.po()[4]
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == ("Tas ir iztulkots.", True, None)
    assert entry.tcomment == "(l10nqa) the source changed since this was translated"
    entry = work.po(min_score=50.0)[4]
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == ("Tas ir iztulkots.", True, "It is translated.")


def test_a_source_that_is_its_own_translation_stays_as_it_is(work: _Work) -> None:
    for folder in ("docs", "known"):
        (work.folder / folder / "a.md").write_text(text_of(("Azure", "Azure"), origin="MT"), encoding="utf-8")
    extract([str(work.folder / "known")], work.tm.location)
    (entry,) = work.po()
    assert (entry.msgstr, entry.fuzzy, entry.tcomment) == ("Azure", False, "")


@pytest.mark.parametrize("version", XLIFF_VERSIONS)
def test_xliff_says_it_in_its_own_words(work: _Work, version: str) -> None:
    out = work.folder / "out.xlf"
    pretranslate([str(work.docs)], [work.tm], out, PretranslateOptions(xliff_version=version))
    text = out.read_text(encoding="utf-8")
    assert [text.count(word) for word in ("exact-match", "fuzzy-match")] == [2, 1]
    assert text.count("needs-review-translation" if version == "1.2" else 'state="initial"') == 1
    offered: dict[str, tuple[Match, ...]] = {unit.source: matches for unit, matches in offered_in(out)}
    assert [[match.unit.source for match in matches] for matches in offered.values()] == [[s] for s, _ in _KNOWN]
    assert [match.score for (match,) in offered.values()] == [102, 101, pytest.approx(100 * 25 / 26)]
    assert [unit.origin for unit in finished(out)] == ["HT", "HT", "HT", "HT"]  # the fuzzy one is none yet
    assert [unit.target for unit in finished(out) if unit.target] == [_KNOWN[0][1], _KNOWN[1][1], "Tas ir iztulkots."]
    assert apply(out, [str(work.docs)], fuzzy=True).changed == 3


def test_other_programs_read_the_scores(work: _Work) -> None:
    out = work.folder / "out.xlf"
    pretranslate([str(work.docs)], [work.tm], out)
    units = [unit for unit in xlifffile.parsefile(str(out)).units if not unit.isheader()]  # type: ignore[no-untyped-call]
    found = [[each.xmlelement.get("match-quality") for each in unit.getalttrans()] for unit in units]
    assert found == [["102%"], ["101%"], ["96.15%"], [], []]


@pytest.mark.parametrize("suffix", [".po", ".xlf"])
def test_a_file_that_was_exported_is_filled_and_applied_like_its_documents(work: _Work, suffix: str) -> None:
    exported, out = work.folder / f"exported{suffix}", work.folder / f"out{suffix}"
    export_documents([str(work.docs)], exported)
    pretranslate([str(exported)], [work.tm], out)
    assert apply(out, [str(work.docs)], fuzzy=True).changed == 3
    assert work.targets()[:3] == [target for _, target in _KNOWN]


_FOREIGN_PO = r"""# by hand
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"

#: a.c:1
msgctxt "menu"
msgid "Open the file now."
msgstr ""

msgctxt "button"
msgid "Open the file now."
msgstr ""

#. extracted
msgid "Close the windows at once."
msgstr ""

msgid "one"
msgid_plural "many"
msgstr[0] ""

#~ msgid "gone"
#~ msgstr "projām"
"""


def test_a_po_file_of_another_tool_is_filled_in_place(work: _Work) -> None:
    foreign, out = work.folder / "foreign.po", work.folder / "out.po"
    foreign.write_text(_FOREIGN_PO, encoding="utf-8")
    result = pretranslate([str(foreign)], [work.tm], out)
    assert (dict(result.bands), result.left, result.notes) == ({"100": 2, "95-99": 1, "none": 1}, 0, [])
    lines = [line for line in out.read_text(encoding="utf-8").splitlines() if not line.startswith("# (l10nqa) match ")]
    opened, closed = f'msgstr "{_KNOWN[0][1]}"', f'msgstr "{_KNOWN[2][1]}"'
    expected = _FOREIGN_PO.replace('now."\nmsgstr ""', f'now."\n{opened}').replace(
        'once."\nmsgstr ""', f'once."\n{closed}'
    )
    expected = expected.replace("extracted\n", '#, fuzzy\n#| msgid "Close the window at once."\n').replace(
        "#. #,", "#. extracted\n#,"
    )
    assert lines == expected.splitlines()


_FOREIGN_XLIFF = """<?xml version="1.0"?>
<!-- theirs -->
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:t="urn:tool">
<file original="a.docx" source-language="en" datatype="x-t"><header><t:info/></header><body>
<trans-unit id="1"><source><g id="1">Open the file now.</g></source><t:more/></trans-unit>
<trans-unit id="2"><source>Close the <g id="1">windows</g> at once.</source></trans-unit>
<trans-unit id="3" translate="no"><source>Open the file now.</source></trans-unit>
<trans-unit id="4"><source>Select **Save**.</source><target state="final">Ņem.</target></trans-unit>
</body></file></xliff>
"""


def test_an_xliff_file_of_another_tool_is_filled_in_place(work: _Work) -> None:
    foreign, out = work.folder / "foreign.xlf", work.folder / "out.xlf"
    foreign.write_text(_FOREIGN_XLIFF, encoding="utf-8")
    result = pretranslate([str(foreign)], [work.tm], out, PretranslateOptions(overwrite=True))
    assert (result.bands.total(), result.left, result.overwritten) == (1, 1, 0)
    assert result.notes == [
        "1 unit not filled: inline codes of the source have no place in the translation, which is offered beside it"
    ]
    read = {unit.segment: unit.target for unit in finished(out)}
    assert read == {"1": _KNOWN[0][1], "2": "", "3": "", "4": "Ņem."}
    offered = {unit.segment: [match.unit.target for match in matches] for unit, matches in offered_in(out)}
    assert offered == {"1": [_KNOWN[0][1]], "2": [_KNOWN[2][1]]}
    before, after = _FOREIGN_XLIFF.splitlines(), out.read_text(encoding="utf-8").splitlines()
    assert [line for line in before if line not in after] == before[4:6]
    assert f'<g id="1">{_KNOWN[0][1]}</g></target>' in after[4]
    assert after[4].endswith("<t:more/></trans-unit>")
    theirs, ours = (xlifffile.parsefile(str(file)).units for file in (foreign, out))  # type: ignore[no-untyped-call]
    assert [unit.source for unit in theirs] == [unit.source for unit in ours]


_SEGMENTS_1 = """<trans-unit id="9"><source><x id="1"/>Open the file now. Select **Save**. Nothing.</source>
<seg-source><x id="1"/><mrk mtype="seg" mid="1">Open the file now.</mrk> <mrk \
mtype="seg" mid="2">Select **Save**.</mrk> <mrk mtype="seg" mid="3">Nothing.</mrk></seg-source></trans-unit>"""
_SEGMENTS_2 = """<unit id="9"><segment><source>Open the file now.</source></segment>
<ignorable><source> </source></ignorable><segment id="2"><source>Select **Save**.</source></segment>
<segment id="3"><source>Nothing.</source></segment></unit>"""
_IN_SEGMENTS = {
    "1.2": '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a.docx" '
    f'source-language="en" datatype="x-t"><body>{_SEGMENTS_1}</body></file></xliff>',
    "2.0": '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en"><file id="f" '
    f'original="a.docx">{_SEGMENTS_2}</file></xliff>',
}


def test_a_file_of_a_cat_tool_is_filled_under_its_own_suffix_only(work: _Work) -> None:
    foreign, out = work.folder / "a.docx.sdlxliff", work.folder / "out.sdlxliff"
    foreign.write_text(_IN_SEGMENTS["1.2"], encoding="utf-8")
    pretranslate([str(foreign)], [work.tm], out)
    assert [unit.target for unit in finished(out)] == [_KNOWN[0][1], _KNOWN[1][1], ""]
    before = out.read_bytes()
    with pytest.raises(ConfigError, match="cannot be written"):
        pretranslate([str(work.docs)], [work.tm], out)
    assert out.read_bytes() == before


@pytest.mark.parametrize("version", _IN_SEGMENTS)
def test_each_segment_is_looked_up_by_itself_with_those_beside_it(work: _Work, version: str) -> None:
    foreign, out, tm = work.folder / "foreign.xlf", work.folder / "out.xlf", work.folder / "other.db"
    foreign.write_text(_IN_SEGMENTS[version], encoding="utf-8")
    result = pretranslate([str(foreign)], [work.tm], out)
    assert (result.units, result.left, dict(result.bands)) == (3, 0, {"102": 1, "101": 1, "none": 1})
    assert [unit.target for unit in finished(out)] == [_KNOWN[0][1], _KNOWN[1][1], ""]
    extract([str(out)], tm)
    with Memory(tm) as memory:
        known = {unit.source: unit.target for unit in memory.units()}
    assert known == dict(_KNOWN[:2])
    again = work.folder / "again.xlf"
    pretranslate([str(out)], [work.tm], again)
    assert again.read_bytes() == out.read_bytes()


@pytest.mark.parametrize("suffix", [".po", ".xlf"])
def test_a_draft_that_a_match_replaces_is_kept_where_all_is_written_anew(work: _Work, suffix: str) -> None:
    drafts, out = work.folder / "drafts.po", work.folder / f"out{suffix}"
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    drafts.write_text(f'{head}#, fuzzy\nmsgid "Open the file now."\nmsgstr "mans  uzmetums"\n', encoding="utf-8")
    empty = work.folder / "empty.po"
    empty.write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    pretranslate([str(drafts), str(empty)], [work.tm], out)
    text = out.read_text(encoding="utf-8").replace("&quot;", '"')
    assert text.count(_KNOWN[0][1]) == (1 if suffix == ".po" else 2)  # there it is offered, too
    assert text.count(r'former translation: "mans \u0020uzmetums"') == 1


def test_another_version_that_is_asked_for_is_written_anew(work: _Work) -> None:
    foreign, out = work.folder / "foreign.xlf", work.folder / "out.xlf"
    foreign.write_text(_FOREIGN_XLIFF, encoding="utf-8")
    result = pretranslate([str(foreign)], [work.tm], out, PretranslateOptions(xliff_version="2.1"))
    assert "rewritten from sources" in result.notes[0]
    assert "theirs" not in out.read_text(encoding="utf-8")


def test_no_output_takes_the_place_of_what_is_read(work: _Work) -> None:
    foreign, link = work.folder / "foreign.po", work.folder / "link.po"
    foreign.write_text(_FOREIGN_PO, encoding="utf-8")
    link.symlink_to(foreign)
    for output in (foreign, link):
        with pytest.raises(ConfigError, match="is also an input"):
            pretranslate([str(foreign)], [work.tm], output)
    assert foreign.read_text(encoding="utf-8") == _FOREIGN_PO


def test_what_an_encoding_cannot_hold_is_left_and_counted(work: _Work) -> None:
    foreign, out = work.folder / "foreign.po", work.folder / "out.po"
    foreign.write_text(_FOREIGN_PO.replace("UTF-8", "ISO-8859-1"), encoding="ascii", errors="ignore")
    result = pretranslate([str(foreign)], [work.tm], out)
    assert (result.bands, result.left) == ({"100": 0, "95-99": 0, "none": 1}, 3)
    assert result.notes[0].startswith("3 units not filled: ISO-8859-1 cannot hold the translation")
    assert out.read_bytes() == foreign.read_bytes()


def test_what_is_written_anew_from_a_file_of_another_tool_is_said_to_lose_the_rest(work: _Work) -> None:
    foreign = work.folder / "foreign.po"
    foreign.write_text(_FOREIGN_PO, encoding="utf-8")
    result = pretranslate([str(foreign)], [work.tm], work.folder / "out.xlf")
    assert [note.partition(": ")[2] for note in result.notes] == [
        "rewritten from sources and translations only; comments and everything else are left out",
        "numbers stand for them",
    ]


def test_a_locale_asked_for_is_that_of_a_file_that_says_none(work: _Work) -> None:
    foreign = work.folder / "foreign.po"
    foreign.write_text(_FOREIGN_PO, encoding="utf-8")
    (work.folder / "known" / "a.md").write_text(text_of(*_KNOWN, locale="de-DE"), encoding="utf-8")
    extract([str(work.folder / "known")], work.tm.location)
    (work.folder / "known" / "b.md").write_text(text_of(*_KNOWN, locale="lv-LV"), encoding="utf-8")
    extract([str(work.folder / "known")], work.tm.location)
    out = work.folder / "out.po"
    result = pretranslate([str(foreign)], [work.tm], out, PretranslateOptions(target_locale="lv-LV"))
    assert result.bands.total() - result.bands["none"] == 3


def test_of_several_memories_the_first_wins_and_a_penalty_changes_that(work: _Work) -> None:
    other = work.folder / "other.db"
    (work.folder / "known" / "a.md").write_text(text_of((_KNOWN[0][0], "Cits."), origin="HT"), encoding="utf-8")
    extract([str(work.folder / "known")], other)

    def first(*memories: AttachedMemory) -> str:
        out = work.folder / "out.po"
        (work.docs / "a.md").write_text(text_of(_JOB[3], _JOB[0], _JOB[3]), encoding="utf-8")  # without context
        pretranslate([str(work.docs)], memories, out)
        return polib.pofile(str(out))[1].msgstr

    assert first(work.tm, AttachedMemory(other)) == "Atveriet failu tūlīt."
    assert first(AttachedMemory(other), work.tm) == "Cits."
    assert first(AttachedMemory(other, 1.0), work.tm) == "Atveriet failu tūlīt."


def test_only_formats_with_marks_are_written(work: _Work) -> None:
    with pytest.raises(ConfigError, match="only PO and XLIFF"):
        pretranslate([str(work.docs)], [work.tm], work.folder / "out.csv")


def test_documents_in_several_locales_are_refused(work: _Work) -> None:
    (work.docs / "b.md").write_text(text_of(*_JOB, locale="de-DE"), encoding="utf-8")
    with pytest.raises(ConfigError, match="one pair of locales; found en-US > de-DE, en-US > lv-LV"):
        pretranslate([str(work.docs)], [work.tm], work.folder / "out.po")
