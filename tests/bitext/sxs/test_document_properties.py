"""The laws of reading, publishing and writing back, on documents that Hypothesis makes."""

from __future__ import annotations

import re
from typing import NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from l10nqa.bitext import SxsDocument, blocks, parse_document, publish, replace_targets
from l10nqa.bitext.sxs.damage import DamagedQuotes
from l10nqa.bitext.sxs.scan import _scan_clean, _scan_windows, scan
from l10nqa.errors import InputError
from l10nqa.model import ProblemKind, Profile
from l10nqa.text import with_line_feeds

_MARKUP = '<span data-ttu-id="{0}">{1}</span><span class="sxs-lookup"><span data-stu-id="{0}">{2}</span></span>'
_TAGS = (
    '<span data-ttu-id="a">',
    '<span data-ttu-id="b">',
    '<span data-ttu-id="b&quot;>',
    "<span data-ttu-id=&quot;a&quot;>",
    '<span data-ttu-id="c',
    "<span data-ttu-id=a>",
    '<span class="sxs-lookup">',
    '<span class="sxs-lookup&quot;>',
    "<span class=&quot;sxs-lookup&quot;>",
    '<span data-stu-id="a">',
    '<span data-stu-id="b">',
    '<span data-stu-id="b&quot;>',
    "<span data-stu-id=&quot;b&quot;>",
    '</span><span class="sxs-lookup"><span data-stu-id="a">',
    '</span><span class="sxs-lookup"><span data-stu-id="b">',
    "</span></span>",
    '<span class="ui">',
    '<a name="x&quot;></a>',
    "ms.contentlocale: lv-LV\n",
    "\udcff",
    _MARKUP.format("a", "T", "S"),
    _MARKUP.format("b", "t", "s"),
)
_WORDS = '</span> <span> <span < > " &quot; & \\ text 日本 data-ttu-id # - > [!NOTE] | \ufeff \x00'.split(" ")
_TOKENS = (*_TAGS, *_WORDS, " ", "\n", "\r\n", "\r", "---\n", "- ", "> [!NOTE]\n")
_mixes = st.lists(st.sampled_from(_TOKENS), max_size=14).map("".join)
_mixed_bytes = _mixes.map(lambda text: text.encode("utf-8", "surrogateescape"))
_clean_text = st.one_of(
    st.text(max_size=8),
    st.lists(
        st.sampled_from(["<b>", "<spam>", "&quot;", '"', "*", "`", "\n", "\r\n", "x", "<", ">", "文"]), max_size=5
    ).map("".join),
).filter(lambda text: not re.search(r"</?span|data-ttu-id|</?s?p?a?\Z", text) and text.isprintable() | ("\n" in text))


class Piece(NamedTuple):
    """The text before a segment, and the segment."""

    outside: str
    target: str
    source: str


_piece = st.builds(Piece, _clean_text, _clean_text, _clean_text)
_pieces = st.lists(_piece, max_size=5)


def _bilingual(pieces: list[Piece]) -> bytes:
    segments = (p.outside + _MARKUP.format(f"id-{n}", p.target, p.source) for n, p in enumerate(pieces))
    return "".join(segments).encode()


def _parse(raw: bytes) -> SxsDocument:
    return parse_document(raw, "a.md", "a.md")


def _own_targets(document: SxsDocument) -> dict[str, str]:
    # Of several segments with one id, the first is meant.
    return {segment.id: segment.target for segment in reversed(document.segments)}


def _check_places(document: SxsDocument) -> None:
    """Spans are in bounds, in order and apart, and cover what their segment says."""
    text, at = document.text, 0
    for segment in document.segments:
        target, source = segment.target_span, segment.source_span
        assert at < target.start <= target.end < source.start <= source.end < len(text)
        for span, said in ((target, segment.target), (source, segment.source)):
            assert re.sub("[\udc80-\udcff]", "�", span.of(text)).replace("&quot;", '"') == said.replace("&quot;", '"')
            assert document.damage or "&quot;" not in text or span.of(text).count("&quot;") == said.count("&quot;")
        assert re.fullmatch(r"</span>\s*<span[^<>]*>\s*<span[^<>]*>", text[target.end : source.start])
        at = source.end
    for problem in document.problems:
        assert 1 <= problem.line <= len(document.lines.starts)
        assert 1 <= problem.column <= len(text)


def _check(raw: bytes) -> None:
    try:
        document = _parse(raw)
    except InputError as error:
        assert error.path == "a.md"  # noqa: PT017 - an InputError is one of the two right answers
        return
    assert document.raw == raw
    _check_places(document)
    assert len(blocks(document)) == len(document.segments)
    unread = [p for p in document.problems if p.kind not in {ProblemKind.DUPLICATE_ID, ProblemKind.UNDECODABLE}]
    assert len(document.segments) + len(unread) == len(re.findall(r"<span\s[^<>]*\bdata-ttu-id\b", document.text))
    for side in ("target", "source"):
        assert len(publish(document, "target" if side == "target" else "source")) <= len(raw)
    repr((document.segments, document.problems)).encode()
    "".join(part for segment in document.segments for part in segment[:3]).encode()
    assert replace_targets(document, _own_targets(document)) == (raw, {})


@given(st.binary(max_size=60))
def test_any_bytes_give_a_document_or_an_input_error(raw: bytes) -> None:
    _check(raw)


@given(_mixed_bytes)
def test_any_mix_of_the_formats_own_pieces_gives_a_document_or_an_input_error(raw: bytes) -> None:
    _check(raw)


@given(_pieces, st.data())
def test_a_cut_or_doubled_stretch_of_a_clean_document_gives_a_document(
    pieces: list[Piece], data: st.DataObject
) -> None:
    raw = _bilingual(pieces)
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    _check(raw[:start] + raw[end:])
    _check(raw[:end] + raw[start:])


@given(_pieces, _clean_text)
def test_a_clean_document_gives_exactly_its_segments(pieces: list[Piece], rest: str) -> None:
    document = _parse(_bilingual(pieces) + rest.encode())
    assert [(s.id, s.target, s.source) for s in document.segments] == [
        (f"id-{n}", piece.target, piece.source) for n, piece in enumerate(pieces)
    ]
    assert document.problems == ()


@given(_pieces, _clean_text)
def test_publishing_a_clean_document_is_joining_one_side(pieces: list[Piece], rest: str) -> None:
    document = _parse(_bilingual(pieces) + rest.encode())
    target, source = publish(document), publish(document, "source")
    assert target.decode() == "".join(piece.outside + piece.target for piece in pieces) + rest
    assert source.decode() == "".join(piece.outside + piece.source for piece in pieces) + rest
    assert not re.search(rb"<span|</span|data-[ts]tu-id|sxs-lookup", target + source)


@given(_pieces, _clean_text)
def test_both_readers_agree_on_clean_text(pieces: list[Piece], rest: str) -> None:
    text = _bilingual(pieces).decode() + rest
    assert (_scan_clean(text, Profile()), []) == _scan_windows(text, DamagedQuotes(text), Profile())


@given(_mixes)
def test_both_readers_agree_wherever_the_fast_one_is_used(text: str) -> None:
    assume("\udcff" not in text)
    quotes = DamagedQuotes(text)
    assert scan(text, quotes, Profile()) == _scan_windows(text, quotes, Profile())


@given(_pieces, st.data())
def test_replacing_one_target_changes_only_its_span(pieces: list[Piece], data: st.DataObject) -> None:
    assume(pieces)
    raw = _bilingual(pieces)
    document = _parse(raw)
    segment = data.draw(st.sampled_from(document.segments))
    target = data.draw(_clean_text.filter(lambda text: "\n" not in text))
    written, refused = replace_targets(document, {segment.id: target})
    before, after = document.text[: segment.target_span.start], document.text[segment.target_span.end :]
    assert written == (before + target + after).encode()
    assert refused == {}
    again = _parse(written)
    expected = [(s.id, s.source, target if s.id == segment.id else s.target) for s in document.segments]
    assert [(s.id, s.source, s.target) for s in again.segments] == expected


@given(_mixed_bytes, st.lists(_mixes, min_size=2, max_size=2))
def test_any_target_reads_back_or_is_refused(raw: bytes, targets: list[str]) -> None:
    document = _parse(raw)
    given_targets = dict(zip("ab", targets, strict=True))
    replaced = replace_targets(document, given_targets)
    again = _parse(replaced.raw)
    own = _own_targets(document)
    assert [(s.id, s.source) for s in again.segments] == [(s.id, s.source) for s in document.segments]
    assert replaced.refused.keys() <= own.keys()
    for identifier, target in _own_targets(again).items():
        refused = identifier in replaced.refused or identifier not in given_targets
        expected = own[identifier] if refused else given_targets[identifier]
        assert with_line_feeds(target) == with_line_feeds(expected)


@given(_mixed_bytes)
def test_publishing_with_restored_quotes_changes_quotes_only(raw: bytes) -> None:
    document = _parse(raw)
    plain, restored = publish(document), publish(document, restore_quotes=True)
    assert plain.replace(b"&quot;", b'"') == restored.replace(b"&quot;", b'"')
    if not document.damage:
        assert plain == restored


@given(st.lists(_piece, min_size=1, max_size=5), _clean_text, st.data())
def test_damage_from_any_quote_to_any_other_is_recovered(pieces: list[Piece], rest: str, data: st.DataObject) -> None:
    text = _bilingual(pieces).decode() + rest
    assume("&quot;" not in text)
    quotes = [match.start() for match in re.finditer('"', text)]
    tags = list(re.finditer("<span[^>]*>", text))
    in_tags = [number for number, at in enumerate(quotes) if any(tag.start() < at < tag.end() for tag in tags)]
    assume(in_tags)
    inside = data.draw(st.sampled_from(in_tags))
    first, last = data.draw(st.integers(0, inside)), data.draw(st.integers(inside, len(quotes) - 1))
    stretch = slice(quotes[first], quotes[last] + 1)
    damaged = _parse((text[: stretch.start] + text[stretch].replace('"', "&quot;") + text[stretch.stop :]).encode())
    whole = _parse(text.encode())
    assert [segment[:3] for segment in damaged.segments] == [segment[:3] for segment in whole.segments]
    assert publish(damaged, restore_quotes=True) == publish(whole)
    assert len(damaged.damage) == 1
    assert damaged.problems == ()
    _check(damaged.raw)
