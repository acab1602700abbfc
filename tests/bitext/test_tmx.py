from __future__ import annotations

import gc
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tmx_rules import check_tmx
from units import back, units, written

from l10nqa.bitext.tmx import read_tmx, write_tmx
from l10nqa.errors import InputError
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterator

PAIR = TranslationUnit("Save", "Saglabāt", "en-US", "lv-LV")
HEADER = (
    '<header creationtool="t" creationtoolversion="1" segtype="sentence" '
    'o-tmf="t" adminlang="en" srclang="{}" datatype="plaintext"/>'
)


def tmx(body: str, *, srclang: str = "en-US", doctype: str = "", version: str = "1.4") -> str:
    beginning = f'<?xml version="1.0"?>\n{doctype}\n<tmx version="{version}">{HEADER.format(srclang)}<body>'
    return f"{beginning}\n{body}\n</body></tmx>"


def tu(*variants: tuple[str, str], attributes: str = "") -> str:
    inside = "".join(f'<tuv xml:lang="{lang}"><seg>{text}</seg></tuv>' for lang, text in variants)
    return f"<tu {attributes}>{inside}</tu>"


SAVE = tu(("en-US", "Save"), ("lv-LV", "Saglabāt"))


@given(st.lists(units() | units(source_locale="de", target_locale="sr-Latn-RS"), max_size=4))
def test_what_is_written_is_read(given_units: list[TranslationUnit]) -> None:
    for plain in (False, True):
        stream = BytesIO()
        write_tmx(given_units, stream, plain=plain)
        assert back(".tmx", stream.getvalue()) == [unit._replace(line=0) for unit in given_units]
        check_tmx(etree.fromstring(stream.getvalue()))


def test_markdown_becomes_codes_and_the_address_is_part_of_one() -> None:
    source, target = "See **[a](x.md)** or `b` <br>{0}", "`b`! [α](y.md) <i>{0}"
    segments = etree.fromstring(written(".tmx", [PAIR._replace(source=source, target=target)])).iter("seg")
    found = [[(code.tag, dict(code.attrib), code.text) for code in segment] for segment in segments]
    assert found == [
        [
            ("bpt", {"i": "1", "x": "1", "type": "bold"}, "**"),
            ("bpt", {"i": "2", "x": "2", "type": "link"}, "["),
            ("ept", {"i": "2"}, "](x.md)"),
            ("ept", {"i": "1"}, "**"),
            ("ph", {"x": "3", "type": "x-code"}, "`b`"),
            ("ph", {"x": "4", "type": "x-html"}, "<br>"),
            ("ph", {"x": "5", "type": "x-variable"}, "{0}"),
        ],
        [
            ("ph", {"x": "3", "type": "x-code"}, "`b`"),
            ("bpt", {"i": "2", "x": "2", "type": "link"}, "["),
            ("ept", {"i": "2"}, "](y.md)"),
            ("it", {"pos": "begin", "x": "6", "type": "x-html"}, "<i>"),
            ("ph", {"x": "5", "type": "x-variable"}, "{0}"),
        ],
    ]


def test_plain_text_has_no_codes() -> None:
    stream = BytesIO()
    write_tmx([PAIR._replace(source="**a** `b`")], stream, plain=True)
    assert b"<seg>**a** `b`</seg>" in stream.getvalue()


@pytest.mark.parametrize("forbidden", ["\x01", "&#x1;", "&#0;"])
def test_characters_that_xml_forbids_are_read_as_replaced_and_reported(forbidden: str, tmp_path: Path) -> None:
    file = tmp_path / "x.tmx"
    file.write_text(tmx(f"{SAVE}\n{tu(('en-US', f'a{forbidden}b'), ('lv-LV', 'c'))}"), encoding="utf-8")
    skipped: list[InputError] = []
    assert [unit.source for unit in read_tmx(file, skipped=skipped.append)] == ["Save", "a\ufffdb"]
    assert [(error.line, error.message) for error in skipped] == [
        (5, "characters that XML forbids, read as \ufffd: 1"),
    ]


def test_a_text_that_does_not_say_its_language_is_the_source_where_no_other_is() -> None:
    raw = tmx('<tu><tuv><seg>Save</seg></tuv><tuv lang="lv-LV"><seg>Saglabāt</seg></tuv></tu>', version="1.1")
    assert back(".tmx", raw.encode()) == [PAIR]


def test_the_header_has_all_that_tmx_requires() -> None:
    header = etree.fromstring(written(".tmx", [PAIR])).find("header")
    assert header is not None
    assert {str(name) for name in header.attrib} == {
        "creationtool",
        "creationtoolversion",
        "segtype",
        "o-tmf",
        "adminlang",
        "srclang",
        "datatype",
    }
    assert header.get("srclang") == "en-US"


def test_a_unit_in_full() -> None:
    unit = PAIR._replace(
        path="a b.md", segment="1", origin="MT", previous_hash=1, next_hash=2, created=1, changed=86_400
    )
    element = etree.fromstring(written(".tmx", [unit])).find("body/tu")
    assert element is not None
    assert {str(name): value for name, value in element.attrib.items()} == {
        "tuid": "a%20b.md#1",
        "creationdate": "19700101T000001Z",
        "changedate": "19700102T000000Z",
    }
    assert [(prop.get("type"), prop.text) for prop in element.iterfind("prop")] == [
        ("x-path", "a b.md"),
        ("x-segment", "1"),
        ("x-origin", "MT"),
        ("x-previous-hash", "1"),
        ("x-next-hash", "2"),
    ]


def test_a_character_that_xml_forbids_shows_as_replaced_unless_someone_has_edited_the_text() -> None:
    unit = PAIR._replace(source="a\x00", target="b\ufffe")
    raw = written(".tmx", [unit])
    assert "<seg>a\ufffd</seg>" in raw.decode()
    assert back(".tmx", raw) == [unit]
    assert back(".tmx", raw.replace("b\ufffd".encode(), b"edited")) == [unit._replace(target="edited")]


@pytest.mark.parametrize(
    "raw",
    [
        tmx(SAVE).encode(),
        b"\xef\xbb\xbf" + tmx(SAVE).encode(),
        tmx(SAVE).replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16"),
        tmx(SAVE).replace('"1.0"', '"1.0" encoding="windows-1257"').encode("windows-1257"),
        tmx(SAVE.replace("xml:lang", "lang"), version="1.1").encode(),
        tmx(SAVE, doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">').encode(),
        tmx(SAVE, doctype='<!DOCTYPE tmx SYSTEM "http://localhost:9/tmx14.dtd">').encode(),
        tmx(SAVE, doctype='<!DOCTYPE tmx PUBLIC "-//LISA OSCAR:1998//DTD" "ftp://localhost:9/tmx14.dtd">').encode(),
        tmx(SAVE, doctype="<!DOCTYPE tmx [<!ELEMENT seg ANY>]>").encode(),
        tmx(tu(("EN_us", "Save"), ("LV-lv", "Saglabāt"))).encode(),
        tmx(tu(("lv-LV", "Saglabāt"), ("en-US", "Save"))).encode(),
        tmx(SAVE, srclang="EN").encode(),
        tmx(SAVE, srclang="*all*").encode(),
        tmx(SAVE, srclang="*ALL*").encode(),
        tmx(SAVE, srclang="").encode(),
        tmx(SAVE).replace("?>", ' encoding="utf-16"?>', 1).encode(),
        tmx(tu(("lv-LV", "Saglabāt"), ("en-US", "Save"), attributes='srclang="en-US"'), srclang="lv-LV").encode(),
        tmx(f"<!-- c --><?pi?>{SAVE.replace('Save', 'Sa<!-- c -->ve')}<note>n</note>").encode(),
        tmx(SAVE.replace("Save", "<![CDATA[Save]]>")).encode(),
        tmx(tu(("en-US", "S&#97;ve"), ("lv-LV", "Saglab&#257;t"), attributes='creationdate="yesterday"')).encode(),
    ],
)
def test_files_of_other_tools(raw: bytes) -> None:
    assert back(".tmx", raw) == [PAIR]


def test_a_namespace_is_no_hindrance() -> None:
    named = tmx(SAVE).replace("<tmx ", '<t:tmx xmlns:t="http://www.lisa.org/tmx14" ').replace("</tmx>", "</t:tmx>")
    for name in ("header", "body", "tuv", "tu", "seg"):
        named = (
            named.replace(f"<{name} ", f"<t:{name} ")
            .replace(f"<{name}>", f"<t:{name}>")
            .replace(f"</{name}>", f"</t:{name}>")
        )
    assert back(".tmx", named.encode()) == [PAIR]


def test_numbers_that_no_memory_holds_and_dates_that_no_calendar_has_are_left_out() -> None:
    props = f'<prop type="x-previous-hash">{2**63}</prop><prop type="x-next-hash">{2**63 - 1}</prop>'
    assert back(".tmx", tmx(SAVE.replace("<tuv", f"{props}<tuv", 1)).encode()) == [PAIR._replace(next_hash=2**63 - 1)]
    for seconds in (-346_000_000_000, 9_400_000_000_000, 2**63 - 1):
        unit = PAIR._replace(created=seconds, changed=1)
        assert back(".tmx", written(".tmx", [unit])) == [PAIR._replace(changed=1)]


def test_each_translation_of_a_unit_is_one() -> None:
    raw = tmx(tu(("de-DE", "Speichern"), ("en-US", "Save"), ("lv-LV", "Saglabāt"))).encode()
    assert [(unit.source, unit.target_locale, unit.target) for unit in back(".tmx", raw)] == [
        ("Save", "de-DE", "Speichern"),
        ("Save", "lv-LV", "Saglabāt"),
    ]


def test_dates_of_a_variant_go_before_those_of_the_unit() -> None:
    body = tu(
        ("en-US", "a"), ("lv-LV", "b"), attributes='creationdate="19700101T000002Z" changedate="19700101T000003Z"'
    )
    unit = back(".tmx", tmx(body.replace('"lv-LV"', '"lv-LV" changedate="19700101T000009Z"')).encode())[0]
    assert (unit.created, unit.changed) == (2, 9)


def test_a_unit_without_source_or_translation_is_reported_and_the_rest_read(tmp_path: Path) -> None:
    file = tmp_path / "x.tmx"
    bodies = [tu(("de-DE", "a"), ("lv-LV", "b")), tu(("en-US", "Save")), "<tu><tuv xml:lang='en-US'/></tu>", SAVE]
    file.write_text(tmx("\n".join(bodies)))
    skipped: list[InputError] = []
    assert list(read_tmx(file, skipped=skipped.append)) == [PAIR]
    assert [(error.line, error.message) for error in skipped] == [
        (4, "translation unit without a source in en-US"),
        (5, "translation unit without a translation"),
        (6, "translation unit without a source in en-US"),
    ]


BOMB = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "raw",
    [
        tmx(tu(("en-US", "&x;"), ("lv-LV", "b")), doctype='<!DOCTYPE tmx [<!ENTITY x "Save">]>'),
        tmx(tu(("en-US", "&x;"), ("lv-LV", "b")), doctype='<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        tmx(SAVE, doctype='<!DOCTYPE tmx [<!ENTITY x SYSTEM "http://localhost:9/x">]>'),
        tmx(SAVE, doctype='<!DOCTYPE tmx [<!ENTITY % x SYSTEM "http://localhost:9/x"> %x;]>'),
        tmx(tu(("en-US", "&b11;"), ("lv-LV", "b")), doctype=f'<!DOCTYPE tmx [<!ENTITY b0 "ha">{BOMB}]>'),
        tmx(SAVE, doctype=f'<!DOCTYPE tmx [<!ENTITY b0 "ha">{BOMB}]>', version="&b11;"),
    ],
    ids=["entity", "external entity", "network", "parameter entity", "bomb", "bomb in the root"],
)
def test_a_file_that_declares_entities_is_refused(raw: str, tmp_path: Path) -> None:
    file = tmp_path / "x.tmx"
    file.write_text(raw)
    with pytest.raises(InputError, match=r"declares entities|Maximum entity amplification") as caught:
        list(read_tmx(file))
    assert caught.value.hint


def test_an_entity_that_nobody_declared_stays_as_it_is_written() -> None:
    raw = tmx(tu(("en-US", "a&nbsp;b"), ("lv-LV", "b")), doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">').encode()
    assert back(".tmx", raw)[0].source == "a&nbsp;b"


def test_broken_xml_is_named_after_everything_before_it_was_read(tmp_path: Path) -> None:
    file = tmp_path / "x.tmx"
    file.write_text(tmx(f"{SAVE}\n{SAVE}\n<tu><broken</tu>\n{SAVE}"))
    reader = read_tmx(file)
    assert [next(reader), next(reader)] == [PAIR, PAIR]
    with pytest.raises(InputError, match="is broken XML") as caught:
        next(reader)
    assert caught.value.line == 6


@pytest.mark.parametrize(
    ("raw", "reason"), [("", "broken XML"), ("<xliff/>", "its root element is <xliff>"), ("plain", "broken XML")]
)
def test_what_is_no_tmx_is_refused(raw: str, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "x.tmx"
    file.write_text(raw)
    with pytest.raises(InputError, match=reason):
        list(read_tmx(file))


# Not getrusage: a process begins there with the peak of the one that started it, here the whole test run.
MEASURE = """
import re, sys
from pathlib import Path
from l10nqa.bitext.tmx import read_tmx
count = sum(1 for _ in read_tmx(Path(sys.argv[1])))
kilobytes = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]
print(count, int(kilobytes) * 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell a process its peak memory")
def test_a_file_of_200_mb_is_read_in_bounded_memory(tmp_path: Path) -> None:
    file = tmp_path / "x.tmx"
    body = tmx("@").encode().split(b"@")
    units_ = tu(("en-US", "<ph>{0}</ph>" + "Save " * 600), ("lv-LV", "Saglabāt " * 400)).encode() * 500
    repeats = 200_000_000 // len(units_) + 1
    with file.open("wb") as stream:
        stream.write(body[0])
        for _ in range(repeats):
            stream.write(units_)
        stream.write(body[1])
    command = [sys.executable, "-c", MEASURE, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    count, peak = map(int, done.stdout.split())
    assert count == repeats * 500
    assert peak < 300_000_000


def test_units_are_written_as_they_come() -> None:
    stream = BytesIO()
    sizes = []

    def coming() -> Iterator[TranslationUnit]:
        for _ in range(2000):
            sizes.append(stream.tell())
            yield PAIR

    write_tmx(coming(), stream)
    assert sizes[-1] > 1900 * 100


def test_reading_keeps_no_tree_of_the_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "x.tmx"
    file.write_bytes(written(".tmx", [PAIR] * 5000))
    reader = read_tmx(file)
    for _ in range(4000):
        next(reader)
    gc.collect()
    # lxml parses ahead by a buffer of 32 KB, some two hundred units.
    assert len([thing for thing in gc.get_objects() if isinstance(thing, etree._Element)]) < 500
