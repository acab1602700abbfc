"""Tables, JSON Lines and Parquet as bitexts: places, ids, locales, new targets."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from units import back, needs_pyarrow, texts, units, written

from l10nqa.bitext.choose_locale import chosen_locales
from l10nqa.bitext.jsonl import is_jsonl, parse_jsonl
from l10nqa.bitext.parquet import is_parquet, parse_parquet
from l10nqa.bitext.table import is_table, parse_table
from l10nqa.bitext.table.cells import BrokenQuoting, cells_of
from l10nqa.bitext.tmx import is_tmx
from l10nqa.bitext.units import units as units_of
from l10nqa.errors import InputError
from l10nqa.model import FileEdit, Fix, State, Target
from l10nqa.model.finding import Edit
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from l10nqa.bitext.record_file import RecordFile
    from l10nqa.model import Segment, TranslationUnit

PARSERS: dict[str, Callable[..., RecordFile]] = {
    ".csv": parse_table,
    ".tsv": parse_table,
    ".jsonl": parse_jsonl,
    ".parquet": parse_parquet,
}
every_kind = pytest.mark.parametrize(
    "suffix", [pytest.param(each, marks=needs_pyarrow if each == ".parquet" else ()) for each in PARSERS]
)
texts_only = pytest.mark.parametrize("suffix", [".csv", ".tsv", ".jsonl"])
HEAD = "source,target,source_locale,target_locale\n"


def parse(suffix: str, raw: bytes | str, **given: str) -> RecordFile:
    return PARSERS[suffix](raw if isinstance(raw, bytes) else raw.encode(), f"x{suffix}", f"x{suffix}", **given)


def pairs(bitext: RecordFile) -> list[tuple[str, str, str]]:
    return [(segment.id, segment.source, segment.target) for segment in bitext.segments]


@every_kind
@given(given_units=st.lists(units() | units(source_locale="de", target_locale="sr-Latn-RS"), max_size=4))
def test_the_stream_gives_the_units_of_the_bitext(suffix: str, given_units: list[TranslationUnit]) -> None:
    raw = written(suffix, given_units)
    bitext = parse(suffix, raw)
    assert bitext.raw == raw
    assert [
        unit._replace(path=segment.document, previous_hash=segment.previous_hash, next_hash=segment.next_hash)
        for unit, segment in zip(units_of(bitext), bitext.segments, strict=True)
    ] == back(suffix, raw)
    assert len({segment.id for segment in bitext.segments}) == len(bitext.segments)
    for segment in bitext.segments:
        assert segment.state is (State.TRANSLATED if segment.target.strip() else State.UNTRANSLATED)


@every_kind
@given(given_units=st.lists(units(), max_size=4))
def test_targets_put_back_unchanged_leave_the_bytes_as_they_are(
    suffix: str, given_units: list[TranslationUnit]
) -> None:
    bitext = parse(suffix, written(suffix, given_units))
    done = bitext.with_targets({segment.id: Target(segment.target) for segment in bitext.segments})
    assert (done.raw, dict(done.refused)) == (bitext.raw, {})


@texts_only
@given(given_units=st.lists(units(), min_size=1, max_size=3), new=texts)
def test_a_new_target_reads_back_and_nothing_else_changes(
    suffix: str, given_units: list[TranslationUnit], new: str
) -> None:
    bitext = parse(suffix, written(suffix, given_units))
    first = bitext.segments[0]
    done = bitext.with_targets({first.id: Target(new)})
    again = bitext.again(done.raw)
    assert not done.refused
    assert again.segments[0].target == new
    assert pairs(again)[1:] == pairs(bitext)[1:]  # type: ignore[arg-type]
    assert again.text[: first.target_span.start] == bitext.text[: first.target_span.start]
    rest = again.segments[0].target_span.end
    assert again.text[rest:] == bitext.text[first.target_span.end :]


@texts_only
@given(given_unit=units())
def test_each_character_stands_where_the_file_has_it(suffix: str, given_unit: TranslationUnit) -> None:
    bitext = parse(suffix, written(suffix, [given_unit]))
    (segment,) = bitext.segments
    for offset, character in enumerate(segment.target):
        found = bitext.spot(segment, "target", Span(offset, offset + 1)).of(bitext.text)
        shown = json.loads(f'"{found}"', strict=False) if suffix == ".jsonl" else found
        assert shown == character or (suffix != ".jsonl" and found == '""' and character == '"')


@texts_only
@given(given_unit=units(), new=texts, data=st.data())
def test_the_edits_of_a_fix_leave_the_file_as_writing_its_result_does(
    suffix: str, given_unit: TranslationUnit, new: str, data: st.DataObject
) -> None:
    bitext = parse(suffix, written(suffix, [given_unit]))
    (segment,) = bitext.segments
    start = data.draw(st.integers(0, len(segment.target)))
    end = data.draw(st.integers(start, len(segment.target)))
    result = segment.target[:start] + new + segment.target[end:]
    fix = Fix(safe=True, edits=(Edit(start, end, new),), result=result)
    text = bitext.text
    for span, replacement in sorted(bitext.changes(segment, fix), reverse=True):
        text = text[: span.start] + replacement + text[span.end :]
    if result != segment.target:
        assert bitext.encoded(text) == bitext.with_targets({segment.id: Target(result)}).raw
    assert all(isinstance(edit, FileEdit) for edit in bitext.edits(segment, fix))


@given(
    st.lists(
        st.sampled_from(['"', '""', ",", "a", "b c", "\n", "\r\n", "\r", " ", "é", '"x"', "\x00"]), max_size=14
    ).map("".join)
)
def test_cells_are_those_of_the_csv_module(text: str) -> None:
    try:
        expected = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        with pytest.raises(BrokenQuoting):
            list(cells_of(text, 0, ","))
        return
    found = list(cells_of(text, 0, ","))
    assert [[cell.text for cell in row] for row in found] == expected


@pytest.mark.parametrize("columns", ["source,target", "Source Text,Translation", "target;note;SOURCE", "msgid\tmsgstr"])
def test_locales_may_be_given_instead_of_columns_and_columns_have_other_names(columns: str) -> None:
    raw = columns + "\n" + columns.lower().replace("source text", "s") + "\n"
    bitext = parse(".csv", raw, source_locale="en", target_locale="LV_lv")
    assert (bitext.source_locale, bitext.target_locale) == ("en", "lv-LV")
    assert len(bitext.segments) == 1
    assert parse(".csv", raw).target_locale == "und"


def test_columns_named_by_languages() -> None:
    raw = "key,en,de_DE,fr,notes\nsave,Save,Speichern,,Button\nid,No,Nein,Non,\n"
    bitext = parse(".csv", raw)
    assert [(s.id, s.source, s.target, s.profile.target_locale, s.state.value) for s in bitext.segments] == [
        ("save/de-DE", "Save", "Speichern", "de-DE", "translated"),
        ("save/fr", "Save", "", "fr", "untranslated"),
        ("id/de-DE", "No", "Nein", "de-DE", "translated"),
        ("id/fr", "No", "Non", "fr", "translated"),
    ]
    assert [(s.key, s.notes) for s in bitext.segments][::2] == [("save", ("Button",)), ("id", ())]
    done = bitext.with_targets({"save/fr": Target("Enregistrer, vite")})
    assert done.raw.decode() == raw.replace("Speichern,,", 'Speichern,"Enregistrer, vite",')
    german = parse(".csv", raw, source_locale="de")
    assert [(s.source, s.profile.source_locale) for s in german.segments][:2] == [
        ("Speichern", "de"),
        ("Speichern", "de"),
    ]


@pytest.mark.parametrize("columns", ["id,no", "a word,en", "source", "key,en", "x,y"])
def test_what_names_no_texts_is_refused(columns: str) -> None:
    with pytest.raises(InputError, match="lacks the columns"):
        parse(".csv", columns + "\n1,2\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_spreadsheets_are_read_and_written_as_they_are(encoding: str, delimiter: str) -> None:
    start = "sep=|\r\n" if delimiter == "|" else ""
    row = ['"Say ""so"""', '"a\r\nb"', "en", "lv"]
    head = HEAD.replace(",", delimiter).replace("\n", "\r\n")
    raw = start + head + delimiter.join(row)
    bitext = parse(".csv", raw.encode(encoding))
    (segment,) = bitext.segments
    assert (segment.source, segment.target) == ('Say "so"', "a\r\nb")
    assert bitext.position(segment, "target", Span(3, 4)) == (3 + bool(start), 1)
    done = bitext.with_targets({segment.id: Target('x "y"')})
    assert done.raw == raw.replace("a\r\nb", 'x ""y""').encode(encoding)


def test_a_locale_given_chooses_rows_where_there_are_several_and_overrules_where_there_is_one() -> None:
    raw = HEAD + "a,b,en,de\nc,d,en,fr\n"
    chosen = parse(".csv", raw, target_locale="de-AT")
    assert [(s.id, s.profile.target_locale) for s in chosen.segments] == [("1", "de-AT")]
    assert [error.message for error in chosen.left_out] == [
        "1 translation from en into fr left out: another locale was asked for"
    ]
    assert chosen.with_targets({"1": Target("x")}).raw == raw.replace("a,b", "a,x").encode()
    assert parse(".csv", HEAD + "a,b,en,de\n", target_locale="fr").target_locale == "fr"
    with pytest.raises(InputError, match="holds no translation ja, but en > de, en > fr"):
        parse(".csv", raw, target_locale="ja")


@pytest.mark.parametrize(
    ("held", "given", "chosen"),
    [
        ("de fr", "de", {"de": "de"}),
        ("de-DE de-AT fr", "de", {"de-DE": "de-DE", "de-AT": "de-AT"}),
        ("de-DE de-AT fr", "de-AT", {"de-AT": "de-AT"}),
        ("de-DE fr", "de-AT", {"de-DE": "de-AT"}),
        ("de fr und", "fr", {"fr": "fr", "und": "fr"}),
        ("de und", "fr", {"de": "fr", "und": "fr"}),
        ("und", "fr", {"und": "fr"}),
        ("pt-BR pt-PT", "pt-BR", {"pt-BR": "pt-BR"}),
        ("zh-Hans zh-Hant", "zh-Hant", {"zh-Hant": "zh-Hant"}),
        ("de fr", "ja", {}),
        ("de fr", None, {"de": "de", "fr": "fr"}),
        ("", "de", {}),
    ],
)
def test_what_a_given_locale_chooses(held: str, given: str | None, chosen: dict[str, str]) -> None:
    assert chosen_locales(held.split(), given) == chosen


@texts_only
def test_markdown_is_told_by_the_document_or_by_the_look(suffix: str) -> None:
    def of(path: str | None, source: str) -> Segment:
        row = {"source": source, "target": "t", "source_locale": "en", "target_locale": "lv", "path": path}
        if suffix == ".jsonl":
            return parse(suffix, json.dumps(row)).segments[0]
        stream = io.StringIO()
        table = csv.DictWriter(stream, row, delimiter="\t" if suffix == ".tsv" else ",")
        table.writeheader()
        table.writerow(row)
        return parse(suffix, stream.getvalue()).segments[0]

    assert of("a.md", "5 * 3").profile.markup.is_markdown
    assert not of("a.html", "**5** * 3").profile.markup.is_markdown
    assert not of(None, "5 * 3").profile.markup.is_markdown
    assert of(None, "**Save**").profile.markup.is_markdown


def test_rows_and_lines_that_are_none_become_problems() -> None:
    bitext = parse(".csv", HEAD + "a,b,en,lv\nc,d\n,,,\ne,f,en,lv\n")
    assert pairs(bitext) == [("1", "a", "b"), ("4", "e", "f")]
    assert [(p.line, p.kind.value, p.message) for p in bitext.problems] == [
        (3, "record", "has 2 cells where 4 are named")
    ]
    good = '{"source": "a", "target": "b"}\n'
    bitext = parse(".jsonl", good.encode() + b'[1]\n\n"\xff"\n{"source": 1}\n' + good.encode())
    assert pairs(bitext) == [("1", "a", "b"), ("6", "a", "b")]
    assert [problem.line for problem in bitext.problems] == [2, 4, 5]
    assert bitext.raw.count(b"\xff") == 1


@pytest.mark.parametrize(
    ("cell", "new", "expected"),
    [
        ("b", "c d", "c d"),
        ('"b"', "c", '"c"'),
        ("b", 'c "d"', '"c ""d"""'),
        ("b", "c,d", '"c,d"'),
        ("b", "c\nd", '"c\nd"'),
        ("b", " c", '" c"'),
        ("", "c", "c"),
        ('""', "", '""'),
    ],
)
def test_a_cell_keeps_its_quotes_and_gets_them_where_it_needs_them(cell: str, new: str, expected: str) -> None:
    bitext = parse(".csv", HEAD + f"a,{cell},en,lv")
    assert bitext.with_targets({"1": Target(new)}).raw.decode() == HEAD + f"a,{expected},en,lv"


def test_json_keeps_its_way_to_write() -> None:
    line = r'{ "target" : "\u00e9\/\ud83d\ude00 b", "source":"x", "more": {"target": [1]}}' + "\r\n"
    bitext = parse(".jsonl", "\ufeff" + line)
    (segment,) = bitext.segments
    assert segment.target == "é/😀 b"
    assert bitext.spot(segment, "target", Span(2, 3)).of(bitext.text) == r"\ud83d\ude00"
    done = bitext.with_targets({"1": Target("ē/c")})
    assert done.raw.decode() == "\ufeff" + line.replace(r"\u00e9\/\ud83d\ude00 b", r"\u0113\/c")
    plain = parse(".jsonl", '{"source": "a", "target": "é\\n"}')
    assert plain.with_targets({"1": Target("ē\n\u2028")}).raw.decode().endswith('"\\u0113\\n\\u2028"}')
    assert plain.with_targets({"1": Target("ē\n")}).raw.decode().endswith('"ē\\n"}')


@needs_pyarrow
def test_parquet_stands_in_its_rows_and_refuses_by_name() -> None:
    raw = written(".parquet", list(_two()))
    bitext = parse(".parquet", raw)
    assert [bitext.position(segment, "target", None) for segment in bitext.segments] == [(1, 1), (2, 1)]
    assert bitext.text == ""
    done = bitext.with_targets({bitext.segments[1].id: Target("new"), bitext.segments[0].id: Target("b")})
    assert done.raw == raw
    assert list(done.refused) == [bitext.segments[1].id]


def _two() -> list[TranslationUnit]:
    return back(".jsonl", b'{"source": "a", "target": "b", "source_locale": "en", "target_locale": "lv"}\n' * 2)


def test_each_kind_is_told_by_its_first_bytes() -> None:
    unit = _two()[:1]
    tests = {".csv": is_table, ".tsv": is_table, ".jsonl": is_jsonl, ".tmx": is_tmx}
    for suffix, own in tests.items():
        beginning = written(suffix, unit)
        assert {other for other, test in tests.items() if test(beginning)} == {
            other for other, test in tests.items() if test is own
        }
    assert is_parquet(b"PAR1...")
    for other in (
        b"",
        b"# Title\n",
        b"msgid,\n",
        b"{}",
        b"<xliff/>",
        b"It is so\n",
        b"\xff\xfe",
        b"\x00\x01",
        b"{" * 99,
    ):
        assert not any(test(other) for test in (*tests.values(), is_parquet))


@texts_only
@given(raw=st.binary(max_size=80) | st.text(st.sampled_from('source,target\n"{}:\\;\t1é'), max_size=60).map(str.encode))
def test_whatever_the_bytes_it_is_a_bitext_or_an_error_with_the_path(suffix: str, raw: bytes) -> None:
    for each in (raw, HEAD.encode() + raw, b'{"source":"a","target":"' + raw):
        try:
            bitext = parse(suffix, each)
        except InputError as error:
            assert error.path == f"x{suffix}"  # noqa: PT017 - or it is read
        else:
            assert bitext.raw == each
            for segment in bitext.segments:
                bitext.position(segment, "source", None)
