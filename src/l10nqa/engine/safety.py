"""Whether a proved fix may be applied without a person: whether the source shows that nothing else can be meant.

A proof shows that a finding goes and no other comes. That is not enough where the rule took the one fault for another:
what seems to be a mark that moved may be all that is left of a label. Such fixes are suggested.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import regex

from l10nqa.engine.shown_text import changed_parts, shown_text
from l10nqa.locale import UNKNOWN_LOCALE, UNSPACED_SCRIPTS, facts_of, mark_class
from l10nqa.markup import EMPHASES, Inline, Kind
from l10nqa.rule import Repair
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from l10nqa.engine.repair_policy import ProposedFix
    from l10nqa.model import Edit
    from l10nqa.rule import RuleContext

__all__ = ["is_safe"]

_LABELS = EMPHASES | Kind.LINK
_MARK_CLASSES = frozenset(".,:;!?()")
_OF_LABELS = ",;:()"
"""Classes of marks that stand within a label; those that end a sentence end a label as well."""
_MARK = re.compile(r"[^\w\s](?!\w)|[(（]")
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"[0-9A-Za-z]{3,}")
_TWICE = re.compile(r"(?<!\w)(\w{2,})\W{1,3}\1(?!\w)", re.IGNORECASE)
_PLAIN_WORD = re.compile(r"(?<!\S)[^\W\d_]{2,}(?!\S)")
_SENTENCE_ENDS = re.compile(r"\w[.!?][\"')*_]*\s+[*_\[(\"']*[^\W\d_a-z]")
_TWO_WORDS = re.compile(r"[^\W\d_][^\W\d_A-Z]*\.\s+[A-Z][a-z]+|\w*\d\.\s+[^\W\d_]{2,}")
_NEAR = 20
_SIGNS = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚", "'")})
_MEETING = re.compile(r"(?<=[0-9A-Za-z])\s+(?=[^\W0-9A-Za-z_])|(?<=[^\W0-9A-Za-z_])\s+(?=[0-9A-Za-z])")
"""White space between letters of Latin, or digits, and those of another script."""


_UNSPACED = "".join(rf"\p{{{script}}}" for script in sorted(UNSPACED_SCRIPTS - {"Hans", "Hant", "Jpan", "Leke"}))
"""The letters of these scripts; Unicode has no names for four of the codes."""
_BESIDE_UNSPACED = regex.compile(rf"[{_UNSPACED}]\s+(?=\w)|(?<=\w)\s+(?=[{_UNSPACED}])")
"""White space beside a letter of a script that puts none between words."""
_ENDS_NO_WORD = frozenset(";:!?")
"""Marks that a slip on a keyboard may put within a word; that the translation has a comma of its own is usual."""


def is_safe(proposed: ProposedFix, repair: Repair, context: RuleContext) -> bool:
    """Tell whether a fix that is proved needs no person to look at it."""
    if context.target_locale == UNKNOWN_LOCALE and repair is not Repair.FROM_SOURCE:
        return False  # how the language is written is not known
    check = _SAFE.get(repair)
    return check is not None and check(proposed, context)


def _moves_known_marks(proposed: ProposedFix, context: RuleContext) -> bool:
    """Tell whether all marks that move are the source's, and none is within its labels as it was in the target's."""
    class_of = facts_of(context.target_locale).mark_class
    added = _marks("".join(edit.text for edit in proposed.edits), class_of)
    if added and not set(_marks(shown_text(proposed.source), mark_class)).issuperset(added):
        return False
    own = Counter(_marks_in_labels(proposed.source, mark_class))
    held, kept = (Counter(_marks_in_labels(side, class_of)) for side in (proposed.before, proposed.after))
    return not any(kept[mark] < min(own[mark], held[mark]) for mark in _OF_LABELS)


def _marks(text: str, class_of: Callable[[str], str]) -> list[str]:
    """Return the classes of the marks of a text that stand within no word."""
    return [mark for match in _MARK.finditer(text) if (mark := class_of(match[0])) in _MARK_CLASSES]


def _marks_in_labels(side: Inline, class_of: Callable[[str], str]) -> list[str]:
    """Return the classes of the marks within links and emphasis, each mark once."""
    reached, marks = 0, list[str]()
    for node in side.of(_LABELS):
        if node.span.start >= reached:
            marks += _marks(side.visible(node.inner), class_of)
            reached = node.span.end
    return marks


def _joins_no_words(proposed: ProposedFix, context: RuleContext) -> bool:
    """Tell whether no two words become one, and no white space between two scripts goes."""
    facts = facts_of(context.target_locale)
    if facts.spaces_words and facts.attaches_suffixes:
        return True  # the second may be an ending
    pattern = _WORD if facts.spaces_words else _MEETING
    before, after = (len(pattern.findall(part)) for part in _changed_parts(proposed))
    return after >= before


def _moves_known_gaps(proposed: ProposedFix, context: RuleContext) -> bool:
    """Tell whether no white space goes from between two words, or comes where it may part one."""
    before, after = (len(_BESIDE_UNSPACED.findall(part)) for part in _changed_parts(proposed))
    if after > before or not _joins_no_words(proposed, context):
        return False
    text, gaps = proposed.before.text, [edit for edit in proposed.edits if edit.text.isspace()]
    class_of = facts_of(context.target_locale).mark_class
    parted = {class_of(text[: edit.start][-1:]) for edit in gaps if text[edit.end :][:1].isalpha()}
    ending = parted & _ENDS_NO_WORD
    return not ending or ending.issubset(_marks(shown_text(proposed.source), mark_class))


def _changed_parts(proposed: ProposedFix) -> tuple[str, str]:
    """Return the changed part of what a reader sees before and after the fix."""
    return changed_parts(shown_text(proposed.before), shown_text(proposed.after))


def _copies_once(proposed: ProposedFix, context: RuleContext) -> bool:
    """Tell whether a copy of the source's text doubles no word, leaves no rest, and takes no space of a sentence."""
    source, before, after = proposed.source, proposed.before, proposed.after
    allowed = Counter(_parts(source.text)) | Counter(_parts(before.text))
    if Counter(_parts(after.text)) - allowed:
        return False
    twice = [len(_TWICE.findall(side.text)) for side in (source, before, after)]
    ends = [len(_SENTENCE_ENDS.findall(side.text)) for side in (source, before, after)]
    if twice[2] > max(twice[:2]) or ends[2] < min(ends[:2]):
        return False
    return not any(
        _leaves_rest(before.text, edit)
        or _joins_sentences(before, edit)
        or _may_have_gone_out(before, edit)
        or (context.origin != "MT" and _may_be_meant(before, edit))
        for edit in proposed.edits
    )


def _parts(text: str) -> list[str]:
    return [part.lower() for part in _PART.findall(unicodedata.normalize("NFKC", text))]


def _leaves_rest(text: str, edit: Edit) -> bool:
    """Tell whether what an edit adds to a text stands beside it already: `https://a.example/? id=1`."""
    kept, whole = _squeezed(text[edit.start : edit.end]), _squeezed(edit.text)
    reach = 2 * len(edit.text) + _NEAR
    if kept == whole or not kept:
        return False
    behind, before = text[edit.end : edit.end + reach], text[max(edit.start - reach, 0) : edit.start]
    if whole.startswith(kept) and _squeezed(behind).startswith(whole[len(kept) :]):
        return True
    return whole.endswith(kept) and _squeezed(before).endswith(whole[: -len(kept)])


def _joins_sentences(before: Inline, edit: Edit) -> bool:
    """Tell whether two words within a text may be the end of a sentence and the beginning of another, not a name.

    The source may lack the space between them by mistake, or behind an ordinal.
    """
    span = Span(edit.start, edit.end)
    return bool(_TWO_WORDS.fullmatch(span.of(before.text))) and not any(
        node.inner == span for node in before.of(_LABELS)
    )


def _squeezed(text: str) -> str:
    return "".join(character for character in text if character.isalnum()).casefold()


def _may_be_meant(before: Inline, edit: Edit) -> bool:
    """Tell whether people may have meant another address or code: no machine changed it, and it is not damaged."""
    span = Span(edit.start, edit.end)
    nodes = before.around(span, Kind.CODE | Kind.LINK | Kind.IMAGE | Kind.AUTOLINK)
    is_apart = any(node.kind is Kind.CODE or span.start >= node.inner.end for node in nodes) or "://" in edit.text
    return is_apart and not _is_damaged(span.of(before.text), edit.text)


def _is_damaged(found: str, wanted: str) -> bool:
    """Tell whether a token lost white space, capitals, or its anchor, or words in it came out in other letters."""
    if _folded(found) == _folded(wanted) or wanted.startswith((f"{found}#", f"{found}?")):
        return True
    parts, wanted_parts = Counter(_WORD.findall(found)), Counter(_WORD.findall(wanted))
    changed = parts - wanted_parts
    return bool(changed) and bool(parts & wanted_parts) and not any(part.isascii() for part in changed)


def _folded(text: str) -> str:
    """Return the text without what machines damage: white space and what is unseen, capitals, the form of signs."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS)
    return regex.sub(r"[\s\\\p{Cf}]+|(?<=-)-+", "", plain)


def _may_have_gone_out(before: Inline, edit: Edit) -> bool:
    """Tell whether a code lost words that may stand beside it, translated: `dyn Trait` became a trait `dyn`."""
    left = before.text[edit.start : edit.end].strip()
    if not left or not any(Span(edit.start, edit.end).inside(node.inner) for node in before.of(Kind.CODE)):
        return False
    lead, found, rest = edit.text.partition(left)
    return bool(found) and any(_PLAIN_WORD.search(part) for part in (lead, rest))


_SAFE: Mapping[Repair, Callable[[ProposedFix, RuleContext], bool]] = {
    Repair.MARKS: _moves_known_marks,
    Repair.BLANKS: _moves_known_gaps,
    Repair.DELIMITERS: _joins_no_words,
    Repair.FROM_SOURCE: _copies_once,
}
"""What must hold for a fix of each kind; one of another kind is never safe."""
