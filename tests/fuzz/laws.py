"""The laws that hold for any bytes at all: each function takes bytes, and raises where its law is broken.

`attack.py` looks for bytes that break one; `test_laws.py` tries each law on a few inputs in every run of the tests.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from editing import language_server_answers
from endpoints import review_answers, server_answers

from l10nqa.bitext import SOURCES, parse_pair
from l10nqa.bitext.units import units
from l10nqa.config import read_config
from l10nqa.engine import FixPolicy, References, check_bitext, fix_bitext, fix_document, read_baseline, read_ledger
from l10nqa.errors import ConfigError, InputError
from l10nqa.front_matter import find_front_matter
from l10nqa.lexicon import learn
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.markup import parse_inline
from l10nqa.model import MARKDOWN, PLAIN, Target, edited
from l10nqa.ruleset import BUILT_IN
from l10nqa.termbase import read_termbase
from l10nqa.text import LineIndex, Span, with_line_feeds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from l10nqa.bitext import Source
    from l10nqa.lexicon import Lexicon
    from l10nqa.model import Bitext, Profile, Side
    from l10nqa.rule import RuleContext

__all__ = ["LAWS", "corpus"]

SPLIT = b"\xff"
"""Stands between the two texts of laws about pairs: no UTF-8 holds it."""
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - files that live for one execution
_FOLDER = _SHARED_MEMORY if _SHARED_MEMORY.is_dir() else Path(tempfile.gettempdir())
_LOOKED_AT = 30
"""The segments of a file whose places are asked for and whose targets are replaced."""
_TAIL = ' <b>"ä\\" & \u2028 日本 {0}\n|'
"""What is put behind a target: characters that some kind of file must escape."""
_SIDES: tuple[Side, ...] = ("source", "target")
_LOCALES = ("de-DE", "ar-SA", "ja-JP", "th-TH", "lv-LV", "he-IL", "fr-FR", "hi-IN", "tr-TR", "zh-TW", "my-MM", "und")


def _file_is_read(source: Source, raw: bytes) -> None:
    """A file is read or refused in words; it is kept to the byte, and takes targets without touching the rest."""
    name = f"a{source.suffixes[0]}"
    try:
        bitext = source.parse(raw, name, name, target_locale=None)
    except (InputError, ConfigError):
        return
    assert bitext.raw == raw
    for segment in bitext.segments[:_LOOKED_AT]:
        for side in _SIDES:
            text = segment.source if side == "source" else segment.target
            for span in (None, Span(0, len(text)), Span(len(text) // 2, len(text))):
                assert min(bitext.position(segment, side, span)) >= 1
                assert min(bitext.region(segment, side, span)) >= 1
    assert len(list(units(bitext))) == len(bitext.segments)
    if source.takes_targets:
        assert bitext.with_targets({}).raw == raw
        _targets_come_back(bitext)


def _targets_come_back(bitext: Bitext) -> None:
    counts = Counter(segment.id for segment in bitext.segments)
    wanted = {segment.id: segment.target + _TAIL for segment in bitext.segments[:_LOOKED_AT] if counts[segment.id] == 1}
    written = bitext.with_targets({name: Target(text) for name, text in wanted.items()})
    again = bitext.again(written.raw)
    assert len(again.segments) == len(bitext.segments)
    for before, after in zip(bitext.segments, again.segments, strict=True):
        assert after.source == before.source
        taken = before.id in wanted and before.id not in written.refused
        assert _lines(after.target) == _lines(wanted[before.id] if taken else before.target)


def _lines(target: str) -> str:
    """Return a target without what a file decides: its line ends and, in PO, a break at either end as in the source."""
    return with_line_feeds(target).strip("\n")


def _stream_is_the_file(source: Source, raw: bytes) -> None:
    """A stream yields units of the file in their order: all but those without a locale, which need one to be given."""
    assert source.stream
    file = _temporary(raw, source.suffixes[0])
    try:
        bitext = source.parse(raw, file.name, file.name)
        whole = [(unit.source, unit.target) for unit in units(bitext)]
        skipped: list[InputError] = []
        streamed = [(unit.source, unit.target) for unit in source.stream(file, skipped=skipped.append)]
    except (InputError, ConfigError):
        return
    finally:
        file.unlink()
    rest = iter(whole)
    assert all(each in rest for each in streamed)


def _text_is_parsed(raw: bytes) -> None:
    """Every node of a parsed text lies in it, and its kinds are those of its nodes."""
    text = raw.decode("utf-8", "surrogateescape")
    for markup in (MARKDOWN, PLAIN):
        inline = parse_inline(text, markup, ())
        assert inline.text == text
        for node in inline.nodes:
            assert 0 <= node.span.start <= node.span.end <= len(text)
            assert node.kind & inline.kinds


def _pair_is_checked(raw: bytes) -> None:
    """No rule crashes, every fix says what it gives, and all fixes together leave nothing to fix."""
    locale, source, target = _texts(raw)
    record = {"source": source, "target": target, "source_locale": "en-US", "target_locale": locale}
    parse = next(each.parse for each in SOURCES if each.name == "JSON Lines")
    bitext = parse(json.dumps(record).encode(), "a.jsonl", "a.jsonl", markup=MARKDOWN if raw[:1] < b"\x80" else PLAIN)
    lexicons = {locale: _lexicon()}
    checked = check_bitext(bitext, BUILT_IN, lexicons)
    assert not checked.failures, checked.failures
    for finding in checked.findings:
        if finding.fix:
            assert edited(target, finding.fix.edits) == finding.fix.result
    if checked.findings:
        context = partial(_context, lexicons)
        fixed = fix_bitext(bitext, context, BUILT_IN, FixPolicy())
        for segment, result in fixed.items():
            written = bitext.with_targets({segment: Target(result.text)})
            if result.is_complete and not written.refused:
                assert not any(
                    each.rules
                    for each in fix_bitext(bitext.again(written.raw), context, BUILT_IN, FixPolicy()).values()
                )


def _context(lexicons: Mapping[str, Lexicon], profile: Profile) -> RuleContext:
    return References().context(profile, lexicons)


def _documents_are_aligned(raw: bytes) -> None:
    """Any two documents become a bitext; no rule about documents crashes, and their fixes can be read."""
    first, _, second = raw[1:].partition(SPLIT)
    source = first.decode("utf-8", "surrogateescape")
    try:
        bitext = parse_pair(second, "de/a.md", "a.md", source=source, source_path="en/a.md", target_locale="de-DE")
    except InputError:
        return
    assert bitext.raw == second
    assert bitext.with_targets({}).raw == second
    checked = check_bitext(bitext, BUILT_IN)
    assert not checked.failures, checked.failures
    if any(finding.fix for finding in checked.findings):
        fix_document(bitext, partial(_context, {}), BUILT_IN, FixPolicy())
    changed = [segment for segment in bitext.segments if segment.target][:3]
    written = bitext.with_targets({segment.id: Target(segment.target) for segment in changed})
    assert written.raw == second


def _file_is_taken_or_refused(read: Callable[[Path], object], suffix: str, raw: bytes) -> None:
    """A file of settings, terms or decisions is taken, or refused in words."""
    file = _temporary(raw, suffix)
    try:
        read(file)
    except (InputError, ConfigError):
        pass
    finally:
        file.unlink()


def _terms(file: Path) -> object:
    return read_termbase([file], lambda _error: None)


def _front_matter_is_found(raw: bytes) -> None:
    """Front matter is part of the text, and positions in lines lead back to where they came from."""
    text = raw.decode("utf-8", "surrogateescape")
    find_front_matter(text)
    lines = LineIndex(text)
    for offset in (0, len(text) // 3, len(text)):
        line, column = lines.position(offset)
        assert lines.starts[line - 1] + column - 1 <= offset + 1


def _editor_changes_a_text(raw: bytes) -> None:
    """Positions of an editor lead back to their offsets, and a change of any range replaces what it says."""
    from lsprotocol.types import Position, PositionEncodingKind, Range  # noqa: PLC0415 - an extra

    from l10nqa.lsp.positions import EditorText  # noqa: PLC0415

    kinds = [PositionEncodingKind.Utf8, PositionEncodingKind.Utf16, PositionEncodingKind.Utf32]
    numbers, (first, _, second) = (*raw[:5], 0, 0, 0, 0, 0), raw[5:].partition(SPLIT)
    text = EditorText(first.decode("utf-8", "surrogateescape"), kinds[numbers[0] % 3])
    for offset in (0, len(text.text) // 2, len(text.text)):
        is_within_line_end = text.text[max(offset - 1, 0) : offset + 1] == "\r\n"
        assert text.offset(text.position(offset)) == offset - is_within_line_end
    place = Range(Position(numbers[1], numbers[2]), Position(numbers[3], numbers[4]))
    span = text.span(place)
    assert 0 <= span.start <= span.end <= len(text.text)
    new = second.decode("utf-8", "replace")
    assert text.replaced(place, new).text == text.text[: span.start] + new + text.text[span.end :]


def _temporary(raw: bytes, suffix: str) -> Path:
    with tempfile.NamedTemporaryFile(dir=_FOLDER, prefix="l10nqa-fuzz-", suffix=suffix, delete=False) as file:
        file.write(raw)
    return Path(file.name)


def _texts(raw: bytes) -> tuple[str, str, str]:
    """Return a locale, a source and a target: the first byte chooses the locale."""
    locale = _LOCALES[raw[0] % len(_LOCALES)] if raw else UNKNOWN_LOCALE
    source, _, target = raw[1:].partition(SPLIT)
    return locale, source.decode("utf-8", "replace"), target.decode("utf-8", "replace")


@cache
def _lexicon() -> Lexicon:
    words = ("file", "Datei"), ("page", "Seite"), ("save", "speichern"), ("user", "Benutzer"), ("open", "öffnen")
    pairs = [(f"**{a}** the {b}", f"**{x}** die {y}") for a, x in words for b, y in words]
    return learn([(f"{source} {number}", f"{target} {number}") for number in range(40) for source, target in pairs])


LAWS: Mapping[str, Callable[[bytes], None]] = {
    **{source.suffixes[0][1:]: partial(_file_is_read, source) for source in SOURCES},
    **{f"{source.suffixes[0][1:]}-stream": partial(_stream_is_the_file, source) for source in SOURCES if source.stream},
    "inline": _text_is_parsed,
    "check": _pair_is_checked,
    "pair": _documents_are_aligned,
    "config": partial(_file_is_taken_or_refused, read_config, ".toml"),
    "ledger": partial(_file_is_taken_or_refused, read_ledger, ".jsonl"),
    "baseline": partial(_file_is_taken_or_refused, read_baseline, ".jsonl"),
    "terms-csv": partial(_file_is_taken_or_refused, _terms, ".csv"),
    "terms-tbx": partial(_file_is_taken_or_refused, _terms, ".tbx"),
    "front-matter": _front_matter_is_found,
    "editor": _editor_changes_a_text,
    "language-server": language_server_answers,
    "review": review_answers,
    "server": server_answers,
}
"""The laws, by the names of their corpora."""


def corpus(law: str) -> list[Path]:
    """Return files to begin with: small ones that the code behind a law takes, and what broke it once."""
    return sorted((Path(__file__).parent / "corpus" / law).glob("*"))
