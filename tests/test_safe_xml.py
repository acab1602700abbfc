"""XML of unknown origin: nothing is expanded or fetched, forbidden characters do no harm, memory stays flat."""

from __future__ import annotations

import gc
import re
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from l10nqa.errors import InputError
from l10nqa.safe_xml import FORBIDDEN, elements, line_of

# The characters that section 2.2 of XML 1.0 allows, by code point.
ALLOWED = {0x9, 0xA, 0xD, *range(0x20, 0xD800), *range(0xE000, 0xFFFE), *range(0x10000, 0x110000)}
characters = st.characters() | st.sampled_from("\x00\x01\x0b\x1f\ud800\udfff\ufffe\uffff")


def read(raw: bytes, skipped: list[InputError] | None = None) -> list[str | None]:
    with TemporaryDirectory() as folder:
        file = Path(folder, "x.xml")
        file.write_bytes(raw)
        report = ([] if skipped is None else skipped).append
        return [each.text for each in elements(file, ("b",), kind="A", roots=("a",), skipped=report)]


def test_forbidden_is_what_the_standard_does_not_allow() -> None:
    assert {point for point in range(0x110000) if not FORBIDDEN.match(chr(point))} == ALLOWED


@given(st.text(characters))
@example("&#0;")
def test_a_forbidden_character_reads_as_replaced_whether_raw_or_as_a_reference(text: str) -> None:
    expected = "".join(letter if ord(letter) in ALLOWED else "\ufffd" for letter in text)
    references = "".join(f"&#x{ord(letter):x};" for letter in text)
    assert (read(f"<a><b>{references}</b></a>".encode())[0] or "") == expected
    unix = re.sub("\r\n?", "\n", expected)  # section 2.11: what stands raw loses its carriage returns
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        raw = f'<?xml version="1.0"?><a><b>{escape(text)}</b></a>'.encode(encoding, "surrogatepass")
        assert (read(raw)[0] or "") == unix


@pytest.mark.parametrize("before", range(32_720, 32_800))
def test_what_the_end_of_a_block_cuts_in_two_is_read_as_one(before: int) -> None:
    assert read(b"<a><b>" + b"x" * before + b"&#x0000001;&#233;&amp;</b></a>") == ["x" * before + "\ufffdé&"]


@pytest.mark.parametrize("before", range(32_755, 32_765))
def test_the_end_of_a_block_hides_no_forbidden_character(before: int) -> None:
    forbidden = "\uffff\ud800\uffff".encode("utf-8", "surrogatepass")
    assert read(b"<a><b>" + b"x" * before + forbidden + b"</b></a>") == ["x" * before + "\ufffd" * 3]


def test_in_a_cdata_section_too_a_forbidden_character_reads_as_one() -> None:
    assert read(b"<a><b><![CDATA[1\x012<&amp;]]></b></a>") == ["1\ufffd2<&amp;"]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "koi8-r"])
def test_other_encodings_keep_their_bytes(encoding: str) -> None:
    text = b"\xef\xbf\xbf\xed\xa0\xa9"  # forbidden characters, were it UTF-8
    raw = f'<?xml version="1.0" encoding="{encoding}"?><a><b>'.encode() + text + b"\x01</b></a>"
    assert read(raw) == [text.decode(encoding) + "\ufffd"]


def test_what_was_replaced_is_reported_with_the_first_line() -> None:
    skipped: list[InputError] = []
    assert read(b"<a>\n<b>x\x01</b><b>\n&#x2;&#3;</b></a>", skipped) == ["x\ufffd", "\n\ufffd\ufffd"]
    assert [(error.line, error.message) for error in skipped] == [
        (2, "characters that XML forbids, read as \ufffd: 3"),
    ]


def test_lines_are_counted_beyond_sixteen_bits(tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    file.write_bytes(b"<a>\n" + b"<b>1</b>\n" * 70_000 + b"</a>")
    lines = [line_of(each) for each in elements(file, ("b",), kind="A", roots=("a",), skipped=lambda _: None)]
    assert lines == list(range(2, 70_002))


def test_the_ancestors_of_an_element_are_there_and_its_elders_gone_or_empty(tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    file.write_bytes(b'<a xmlns="urn:n"><c id="1"><b>1</b><b>2</b><b>3</b></c></a>')
    seen = []
    for element in elements(file, ("b",), kind="A", roots=("a",), skipped=lambda _: None):
        parent = element.getparent()
        assert parent is not None
        elders = [elder.text for elder in element.itersiblings(preceding=True)]
        seen.append((element.text, parent.get("id"), elders))
    assert seen == [("1", "1", []), ("2", "1", [None]), ("3", "1", [None])]


def test_no_tree_of_the_whole_file_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    file.write_bytes(b"<a>" + b"<c><b>%b</b></c>" % (b"x" * 1000) * 20_000 + b"</a>")
    reader = elements(file, ("b", "c"), kind="A", roots=("a",), skipped=lambda _: None)
    for _ in range(15_000):
        next(reader)
    gc.collect()
    assert len([thing for thing in gc.get_objects() if isinstance(thing, etree._Element)]) < 100


def test_an_element_within_another_is_a_part_of_it(tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    file.write_bytes(b"<a><b>1<b>2<c>3</c></b>4</b><c>5</c></a>")
    found = elements(file, ("b", "c"), kind="A", roots=("a",), skipped=lambda _: None)
    assert ["".join(map(str, element.itertext())) for element in found] == ["1234", "5"]


_MANY = 4_500_000


@pytest.mark.parametrize(
    "endless",
    [
        b"<b>" + b"<c/>" * _MANY + b"</b>",
        b"<b>" + b"<c>xxxxxxxxxxxxxxxxxxxxxxxxx</c>" * (_MANY // 5) + b"</b>",
        b"<d>" + b"<c/>" * _MANY + b"</d>",
        b"<b " + b" " * 4 * _MANY + b"/>",
        b"<!--" + b"x-" * 2 * _MANY + b"-->",
    ],
    ids=["empty elements", "texts", "what is not asked for", "a tag", "a comment"],
)
def test_what_no_element_should_need_is_not_read_to_its_end(endless: bytes) -> None:
    with pytest.raises(InputError):
        read(b"<a><b>1</b>" + endless + b"</a>")


def test_an_endless_element_is_named_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    file.write_bytes(b"<a>\n" + b"<b>1</b>\n" * 10_000 + b"<b>" + b"<c/>" * _MANY + b"</b></a>")
    lines = (line_of(each) for each in elements(file, ("b",), kind="A", roots=("a",), skipped=lambda _: None))
    assert list(islice(lines, 10_000)) == list(range(2, 10_002))
    with pytest.raises(InputError, match="of more than 16 MiB") as caught:
        next(lines)
    assert caught.value.line == 10_002


def test_a_dtd_without_end_is_not_read_to_its_end() -> None:
    with pytest.raises(InputError):
        read(b"<!DOCTYPE a [" + b"<!ELEMENT b ANY>" * (_MANY // 4) + b"]><a/>")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "declares entities"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a/>', "declares entities"),
        (b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://localhost:9/">%x;]><a/>', "declares entities"),
        (b"<c/>", "is no A: its root element is <c>"),
        (b"<a><b>", "is broken XML"),
        (b"<a>" + b"<b>" * 300 + b"</b>" * 300 + b"</a>", "is broken XML: Excessive depth"),
        (b"<a><b>" + b"x" * 11_000_000 + b"</b></a>", "is broken XML"),
        (b"<a><b>\xff</b></a>", "is broken XML"),
    ],
)
def test_what_could_do_harm_or_cannot_be_read_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(raw)
    assert caught.value.hint


@pytest.mark.parametrize(
    "doctype",
    [
        b'SYSTEM "x.dtd"',
        b'SYSTEM "http://localhost:9/x.dtd"',
        b'PUBLIC "-//x" "ftp://localhost:9/x"',
        b"[<!ELEMENT b ANY>]",
    ],
)
def test_a_dtd_is_not_looked_for(doctype: bytes) -> None:
    assert read(b"<!DOCTYPE a " + doctype + b"><a><b>1</b></a>") == ["1"]


@given(st.binary(max_size=200))
def test_any_bytes_give_elements_or_an_input_error(raw: bytes) -> None:
    try:
        read(raw)
        read(b"<a><b>" + raw + b"</b></a>")
    except InputError:
        pass


def test_half_a_character_at_the_end_is_one() -> None:
    with pytest.raises(InputError, match="Premature end of data"):
        read('<?xml version="1.0" encoding="UTF-16"?><a><b>c</b><b>d'.encode("utf-16")[:-1])


def test_a_document_that_declares_utf_16_and_is_utf_8_is_read() -> None:
    assert read("\ufeff<?xml version='1.0' encoding='UTF-16'?><a><b>ā</b></a>".encode()) == ["ā"]
    assert read(b"<?xml version='1.0' encoding='utf-16LE' ?><a><b>\x01</b></a>") == ["\ufffd"]


@pytest.mark.parametrize(
    ("raw", "reason", "hint"),
    [
        (b"<a>\n<b>&nbsp;</b></a>", "Entity 'nbsp' not defined", "its number"),
        (b"<a>\n<b>x & y</b></a>", "no name", "&amp;"),
        (b"<a>\n<b>\xe4</b></a>", "Invalid bytes|not proper UTF-8", "save it as UTF-8"),
        (b"<a/>\n<b/>", "Extra content", "remove what follows"),
        (b"\n<?xml version='1.0'?><a/>", "only at the start", "remove what stands before"),
        (b"\nno XML", "Start tag expected", "what its name says"),
    ],
)
def test_what_is_broken_is_named_with_its_line_and_a_way_out(raw: bytes, reason: str, hint: str) -> None:
    read(b"<a><b>&#160;</b></a>")
    with pytest.raises(InputError, match=reason) as caught:
        read(raw)
    assert caught.value.line == 2
    assert hint in str(caught.value.hint)
