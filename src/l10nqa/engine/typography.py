"""Whether a repaired target is set as its language is written, beyond what the rule itself looks at.

Only what a fix changes is judged: a fault that was there before is no reason to keep another.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from l10nqa.engine.shown_text import changed_parts, shown_text
from l10nqa.locale import MARK_CLASSES, facts_of, is_abbreviation, mark_class
from l10nqa.rule import Repair
from l10nqa.text import is_small_letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.engine.repair_policy import ProposedFix
    from l10nqa.locale import LocaleFacts
    from l10nqa.model import Edit
    from l10nqa.rule import RuleContext

__all__ = ["is_well_set"]

_MARKS = "".join(re.escape(mark) for mark, plain in MARK_CLASSES.items() if plain in tuple(".,:;!?"))
_PARTICLES = (*"をにはがのでともへや", "から", "まで", "より", "など")
"""What Japanese writes behind a word, so that no sentence ends before it."""
_ELLIPSIS = re.compile(r"\.{3,}|[?!]{2,}|(?<=[\w)])\.(?=[,;:?!])")
"""Marks that may meet: those of an ellipsis, of an exclamation, and the full stop of an abbreviation before another."""
_DOUBLED = re.compile(rf"[{_MARKS}][\s\u200b]*[{_MARKS}]")
_GAP = re.compile(rf"\s[{_MARKS}](?![0-9A-Za-z])")
_OPENING = "".join(map(re.escape, "([{（［「『【《〈„‚¿¡"))
_CLOSING = "".join(map(re.escape, ")]}）］」』】》〉"))
"""Marks that open, or close, in every language; of quotation marks these are few."""
_INNER_GAP = re.compile(rf"[{_OPENING}]\s+(?=\S)|(?<=\S)\s[{_CLOSING}]|(?<!\S)[\"“”]\s+(?=\S)")
"""White space within brackets or quotation marks; a mark between two gaps quotes nothing."""
_TWIN = re.compile(r"([\"„“”‚‘«»‹›「『])\s*\1")
_COMMAS = "".join(re.escape(mark) for mark, plain in MARK_CLASSES.items() if plain in (",", ";"))
_LOOSE = re.compile(rf"(?:\A|[{_OPENING}])\s*(?:[{_COMMAS}]|[{_MARKS}](?![\w{_MARKS}]))")
"""A mark that follows no word: at the beginning, or behind a bracket."""
_WIDE_GAP = re.compile(r"\s{2,}")
_JOINED = re.compile(r"[^\W\d_][.,;:!?،؛؟।](?=[^\W\d_])")
_NO_BREAK = re.compile("[\u00a0\u202f]")
_SENTENCE_ENDS = frozenset(".?!")
_CLOSED = regex.compile(r"(?!\p{Grapheme_Extend})[\p{L}\p{N}\p{P}\p{Z}\p{Cc}]")
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|\.(?=[^\W\d_]))*\Z")
_DELIMITERS = "*_~`[]"


def is_well_set(proposed: ProposedFix, repair: Repair, context: RuleContext) -> bool:
    """Tell whether the edits leave no mark or gap where none may be, no torn grapheme, no shorn abbreviation behind."""
    before, edits = proposed.before, proposed.edits
    if not _keeps_graphemes(before.text, edits):
        return False
    shown, result = changed_parts(shown_text(before), shown_text(proposed.after))
    facts = facts_of(context.target_locale)
    adds_fault = any(new > old for new, old in zip(_faults(result, facts), _faults(shown, facts), strict=True))
    if repair is Repair.FROM_SOURCE:
        return not adds_fault or _has_copied_faults(proposed, facts)
    if adds_fault:
        return False
    if repair is not Repair.BLANKS and len(_NO_BREAK.findall(result)) < len(_NO_BREAK.findall(shown)):
        return False
    moves_marks = repair in (Repair.MARKS, Repair.DELIMITERS)
    if moves_marks and not all(_ends_a_sentence(before.text, edit, spaced=facts.spaces_words) for edit in edits):
        return False
    return repair is not Repair.MARKS or not _shears_abbreviation(before.text, edits, context)


def _has_copied_faults(proposed: ProposedFix, facts: LocaleFacts) -> bool:
    """Tell whether the fixed target has no fault more often than the unfixed one or the source: a copy has its own."""
    source, before, after = (
        _faults(shown_text(side), facts) for side in (proposed.source, proposed.before, proposed.after)
    )
    return all(new <= max(old, own) for new, old, own in zip(after, before, source, strict=True))


def _faults(text: str, facts: LocaleFacts) -> tuple[int, ...]:
    """Return how often the text has each of the faults that no fix may add."""
    plain = _ELLIPSIS.sub("…", text)
    gaps = [match for match in _GAP.finditer(plain) if match[0][1:] not in facts.spaced_marks]
    joined = _JOINED.findall(plain) if facts.spaces_words else []
    others = (pattern.findall(plain) for pattern in (_DOUBLED, _INNER_GAP, _TWIN, _LOOSE, _WIDE_GAP))
    return (len(gaps), len(joined), *map(len, others))


def _keeps_graphemes(text: str, edits: Sequence[Edit]) -> bool:
    """Tell whether all edits begin and end between two characters as a reader counts them."""
    offsets = [offset for edit in edits for offset in (edit.start, edit.end)]
    if all(offset in (0, len(text)) or _stand_apart(text[offset - 1], text[offset]) for offset in offsets):
        return True
    starts = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
    return starts.issuperset(offsets)


@lru_cache(maxsize=10_000)
def _stand_apart(left: str, right: str) -> bool:
    """Tell whether one character begins a grapheme behind another, whatever stands around them.

    By UAX #29 more than two characters decide this only where the left one is a joiner, a modifier, or half of a flag.
    """
    return bool(_CLOSED.fullmatch(left)) and len(regex.findall(r"\X", left + right)) > 1


def _ends_a_sentence(text: str, edit: Edit, *, spaced: bool) -> bool:
    """Tell whether a mark that an edit inserts may stand there: none that ends a sentence within one."""
    inserted = edit.text.strip()
    if not inserted or mark_class(inserted[-1]) not in _SENTENCE_ENDS or _is_moved_in(text, edit):
        return True
    rest = (edit.text[len(edit.text.rstrip()) :] + text[edit.end :]).lstrip(_DELIMITERS)
    if not rest.strip(_DELIMITERS):
        return True
    if not spaced and rest.lstrip(_DELIMITERS).startswith(_PARTICLES):
        return False
    if spaced and rest[0].isalpha() and not rest[0].isupper():
        return False
    return not is_small_letter(rest.lstrip().lstrip(_DELIMITERS)[:1])


def _is_moved_in(text: str, edit: Edit) -> bool:
    """Tell whether an edit inserts before a closing delimiter what stood behind it."""
    return text[edit.end : edit.end + 1] in tuple(_DELIMITERS)


def _shears_abbreviation(text: str, edits: Sequence[Edit], context: RuleContext) -> bool:
    """Tell whether an edit takes a full stop off an abbreviation."""
    for edit in edits:
        if "." not in text[edit.start : edit.end] or "." in edit.text:
            continue
        word = _WORD.search(text[: edit.start].rstrip(_DELIMITERS))
        if word is None:
            continue
        known = context.lexicon.is_abbreviation(word[0]) if context.lexicon is not None else None
        if known or (known is None and is_abbreviation(word[0], context.target_locale)):
            return True
    return False
