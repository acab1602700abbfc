"""Bytes that a Markdown file cannot show: every one of them is kept, or the file is refused with a reason."""

from __future__ import annotations

import pytest

from l10nqa.bitext import SxsDocument, blocks, parse_document, publish, read_document, replace_targets
from l10nqa.errors import InputError
from l10nqa.model import Block, ProblemKind

_MARKUP = '<span data-ttu-id="%s">%s</span><span class="sxs-lookup"><span data-stu-id="%s">%s</span></span>'


def _segment(target: str, source: str, identifier: str = "d41aa-101") -> str:
    return _MARKUP % (identifier, target, identifier, source)


def _parse(raw: bytes | str) -> SxsDocument:
    return parse_document(raw if isinstance(raw, bytes) else raw.encode(), "docs/a.md", "a.md")


def test_an_empty_file_is_a_document_without_segments() -> None:
    document = _parse(b"")
    assert (document.raw, document.segments, document.problems) == (b"", (), ())
    assert publish(document) == b""
    assert blocks(document) == ()


def test_only_front_matter() -> None:
    document = _parse("---\ntitle: Lantern\nms.contentlocale: de-DE\nms.translationtype: HT\n---")
    assert (document.segments, document.target_locale, document.origin) == ((), "de-DE", "HT")


@pytest.mark.parametrize("raw", [b"---", b"---\n", b"---\n---", b"---\n---\n", b"\xef\xbb\xbf", b"\n", b"\r", b"\x00"])
def test_next_to_nothing_is_kept(raw: bytes) -> None:
    document = _parse(raw)
    assert (document.raw, document.segments, document.problems, document.front_matter) == (raw, (), (), "")


def test_crlf_is_kept_in_text_and_segments() -> None:
    segment = _segment("A  \r\nB", "C  \r\nD")
    raw = f"---\r\nms.contentlocale: lv-LV\r\n---\r\n# {segment}\r\n".encode()
    document = _parse(raw)
    assert document.raw == raw
    assert document.target_locale == "lv-LV"
    assert (document.segments[0].target, document.segments[0].source) == ("A  \r\nB", "C  \r\nD")
    assert document.lines.position(document.segments[0].target_span.start)[0] == 4


def test_a_new_target_takes_the_line_ends_of_its_document() -> None:
    crlf, unix = _parse(f"{_segment('A', 'B')}\r\n"), _parse(f"{_segment('A', 'B')}\n")
    assert b"x\r\ny\r\nz" in replace_targets(crlf, {"d41aa-101": "x\ny\r\nz"}).raw
    assert b"x\ny\nz" in replace_targets(unix, {"d41aa-101": "x\ny\r\nz"}).raw


def test_a_target_that_differs_in_line_ends_only_is_not_touched() -> None:
    raw = _segment("A\r\nB\nC", "D").encode() + b"\n"
    assert replace_targets(_parse(raw), {"d41aa-101": "A\nB\r\nC"}).raw == raw


def test_a_byte_order_mark_is_kept_and_hides_nothing() -> None:
    raw = b"\xef\xbb\xbf---\nms.contentlocale: fr-FR\n---\n" + _segment("Un", "One").encode()
    document = _parse(raw)
    assert (document.raw, document.target_locale, len(document.segments)) == (raw, "fr-FR", 1)
    assert publish(document) == b"\xef\xbb\xbf---\nms.contentlocale: fr-FR\n---\nUn"


def test_a_byte_order_mark_before_a_heading_is_no_text() -> None:
    assert blocks(_parse(f"\ufeff# {_segment('Un', 'One')}")) == (Block.HEADING,)
    assert blocks(_parse(f"\ufeff> [!NOTE]\n> {_segment('Un', 'One')}")) == (Block.ALERT,)


def test_undecodable_bytes_are_kept_and_reported_once() -> None:
    raw = b"# \xff\n" + _segment("Vi", "One").encode().replace(b"Vi", b"Vi\xe9\x80ns") + b"\n"
    document = _parse(raw)
    assert document.raw == publish(document).replace(b"Vi\xe9\x80ns", raw[4:-1]) == raw
    assert document.segments[0].target == "Vi��ns"
    assert [(p.kind, p.line, p.column) for p in document.problems] == [(ProblemKind.UNDECODABLE, 1, 3)]
    assert "0xFF" in document.problems[0].message
    assert "3 such" in document.problems[0].message


@pytest.mark.parametrize("tags", [(b"1\xff", b"1\xff"), (b"1\xff", b"1\xfe"), (b"1\xff", b"1")])
def test_nothing_handed_on_holds_half_a_character(tags: tuple[bytes, bytes]) -> None:
    document = _parse(_MARKUP.encode() % (tags[0], b"A\xff", tags[1], b"B\xff"))
    handed_on = [s[:3] for s in document.segments], document.problems, document.target_locale
    assert repr(handed_on).isprintable()
    assert "\\udc" not in repr(handed_on)


def test_an_undecodable_target_given_back_as_read_is_not_touched() -> None:
    raw = _segment("Vi", "One").encode().replace(b"Vi", b"V\xff")
    assert replace_targets(_parse(raw), {"d41aa-101": "V�"}).raw == raw


def test_undecodable_bytes_stay_when_another_target_changes() -> None:
    raw = b"\xfe " + _segment("A", "B", "1").encode() + b" \xff " + _segment("C", "D", "2").encode()
    assert replace_targets(_parse(raw), {"2": "E"}).raw == raw.replace(b">C<", b">E<")


@pytest.mark.parametrize("separator", ["\r", "\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_odd_characters_are_text(separator: str) -> None:
    raw = f"{_segment(f'A{separator}B', f'C{separator}D')}{separator}{_segment('E', 'F', '2')}".encode()
    document = _parse(raw)
    assert document.raw == raw
    assert [(s.source, s.target) for s in document.segments] == [(f"C{separator}D", f"A{separator}B"), ("F", "E")]


def test_a_lone_carriage_return_ends_a_line() -> None:
    document = _parse('one\rtwo\r\n<span data-ttu-id="1">')
    assert [(problem.line, problem.column) for problem in document.problems] == [(3, 1)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_refused_by_its_mark(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    with pytest.raises(InputError) as caught:
        _parse(mark + _segment("A", "B").encode(encoding))
    assert (caught.value.path, caught.value.line) == ("docs/a.md", 1)
    assert "UTF-16" in str(caught.value)


def test_utf16_without_a_mark_is_kept_byte_for_byte() -> None:
    raw = _segment("A", "B").encode("utf-16-le")
    assert _parse(raw).raw == raw


def test_reading_from_disk_is_parsing_its_bytes(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("bytes") / "a.md"
    file.write_bytes(_segment("A", "B").encode() + b"\r\n\xff")
    document = read_document(file, "docs/a.md", "a.md", target_locale="ja-JP")
    assert document == parse_document(file.read_bytes(), "docs/a.md", "a.md", target_locale="ja-JP")
    assert document.target_locale == "ja-JP"
