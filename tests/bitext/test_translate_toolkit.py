"""What we write, as another reader of the formats understands it: translate-toolkit, which shares no code with us."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from units import back, written

from l10nqa.bitext.table import parse_table
from l10nqa.bitext.tmx import parse_tmx
from l10nqa.bitext.xliff import write_xliff
from l10nqa.model import Target, TranslationUnit

if TYPE_CHECKING:
    from l10nqa.bitext.record_file import RecordFile

missing = "translate-toolkit is not installed"
po = pytest.importorskip("translate.storage.po", reason=missing)
csvl10n = pytest.importorskip("translate.storage.csvl10n", reason=missing)
tmx = pytest.importorskip("translate.storage.tmx", reason=missing)
xliff = pytest.importorskip("translate.storage.xliff", reason=missing)
po2xliff = pytest.importorskip("translate.convert.po2xliff", reason=missing)
xliff2 = pytest.importorskip("translate.storage.xliff2", reason=missing)

WORDS = [
    *("**Bold**", "*i*", "[a & b](x.md)", "`c`", "{0}", "<b>", "</b>", "<name>", " ", "\n", "é", "言葉", "كلمة", "😀"),
    *('"q"', "\\*", "&nbsp;", "half **open"),
]
pairs = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), min_size=1).map("".join), st.lists(st.sampled_from(WORDS)).map("".join)),
    min_size=1,
    max_size=4,
)
# gettext wants both texts of a message to begin and to end alike; white space alone is no text to the toolkit.
texts = pairs.filter(lambda all_: all(text.strip() for pair in all_ for text in pair))


def units(found: list[tuple[str, str]]) -> list[TranslationUnit]:
    return [
        TranslationUnit(source, target, "en-US", "lv-LV", "dir/a.md", f"1a-{number}", "MT", line=number + 1)
        for number, (source, target) in enumerate(found)
    ]


def as_they_read(store: Any) -> list[tuple[str, str]]:
    return [(str(unit.source), str(unit.target)) for unit in store.units if not unit.isheader()]


@given(texts)
def test_tmx(found: list[tuple[str, str]]) -> None:
    assert as_they_read(tmx.tmxfile.parsestring(written(".tmx", units(found)))) == found


@given(texts)
def test_their_tmx_is_a_bitext(found: list[tuple[str, str]]) -> None:
    store = tmx.tmxfile()
    for source, target in found:
        store.addtranslation(source, "en-US", target, "lv-LV")
    raw = BytesIO()
    store.serialize(raw)
    assert_taken(parse_tmx(raw.getvalue(), "x.tmx", "x.tmx"), found)


# Its tables have a backslash before a backslash, which RFC 4180 does not know.
@given(texts.filter(lambda all_: not any("\\" in text for pair in all_ for text in pair)))
def test_their_table_is_a_bitext(found: list[tuple[str, str]]) -> None:
    table = csvl10n.csvfile()
    for source, target in found:
        table.addsourceunit(source).target = target
    assert_taken(parse_table(bytes(table), "x.csv", "x.csv", source_locale="en-US", target_locale="lv-LV"), found)


def assert_taken(bitext: RecordFile, found: list[tuple[str, str]]) -> None:
    assert [(segment.source, segment.target) for segment in bitext.segments] == found
    assert (bitext.source_locale, bitext.target_locale) == ("en-US", "lv-LV")
    new = {segment.id: Target(f"{segment.target} & more") for segment in bitext.segments}
    again = bitext.again(bitext.with_targets(new).raw)
    assert [segment.target for segment in again.segments] == [f"{target} & more" for _, target in found]


@given(texts)
def test_xliff_1_2(found: list[tuple[str, str]]) -> None:
    store = xliff.xlifffile.parsestring(written(".xlf", units(found)))
    assert as_they_read(store) == found
    assert [unit.getid().partition("\x04")[2] for unit in store.units] == [f"1a-{at}" for at in range(len(found))]


@given(texts)
def test_xliff_2_1_whose_codes_it_does_not_read(found: list[tuple[str, str]]) -> None:
    stream = BytesIO()
    write_xliff(units(found), stream, xliff_version="2.1", plain=True)
    assert as_they_read(xliff2.Xliff2File.parsestring(stream.getvalue())) == found


@given(texts)
def test_po(found: list[tuple[str, str]]) -> None:
    edged = [(source.strip("\n"), target.strip("\n")) for source, target in found]
    assert as_they_read(po.pofile.parsestring(written(".po", units(edged)))) == edged


def test_what_it_makes_of_our_po_comes_back_without_the_header() -> None:
    found = [("Save", "Saglabāt"), ("**Bold** & <b>", "**Treknraksts** & <b>")]
    converted = BytesIO()
    po2xliff.convertpo(BytesIO(written(".po", units(found))), converted, None)
    assert [(unit.source, unit.target) for unit in back(".xlf", converted.getvalue())] == found
