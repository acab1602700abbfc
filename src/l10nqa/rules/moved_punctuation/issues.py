"""The issues of marks that moved over the edge of a link or emphasis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.locale import mark_class
from l10nqa.markup import EMPHASES
from l10nqa.model import Issue
from l10nqa.quality import Certainty
from l10nqa.rules.moved_punctuation.edges import class_at, last_word, may_be_cut_off
from l10nqa.rules.moved_punctuation.moves import moved_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.markup import Inline, Node
    from l10nqa.rules.moved_punctuation.language import Language
    from l10nqa.rules.moved_punctuation.repairs import Moved

__all__ = ["moved_punctuation"]


def moved_punctuation(
    source: Inline,
    target: Inline,
    kinds: int,
    groups: Sequence[tuple[Sequence[Node], Sequence[Node]]],
    language: Language,
    *,
    noun: str,
    own: str,
) -> Iterator[Issue]:
    """Yield an issue for every mark that moved over the edge of a node, given the groups that `moved_marks` takes.

    `noun` names what the nodes of these kinds are. A mark of `own` that the source has nowhere outside such nodes may
    be the words' own in the target, so that it is no more than possible that it strayed.
    """
    for moved in moved_marks(source, target, groups, language):
        shown = moved.mark.of(target.text)
        marks = [language.facts.mark_class(character) for character in shown if not character.isspace()]
        elsewhere = any(mark and _stands_outside(source, mark, kinds) for mark in marks)
        if not any(marks) or (not moved.inward and marks == [")"]):
            where = f"stands on the other side of the {noun}’s edge than its partner, or than in the source"
        elif not moved.inward:
            where = f"stands after the {noun}, inside it in the source"
        elif elsewhere:
            where = f"stands inside the {noun}, outside in the source"
        else:
            where = f"was added inside the {noun}"
        may_be_own = not elsewhere and len(marks) == 1 and marks[0] in tuple(own)
        may_be_own = may_be_own or _is_of_words(target, moved, marks, language, elsewhere=elsewhere)
        # Square brackets around a label are a custom of screens; where they part from it, nobody misreads it.
        may_be_own = may_be_own or (shown in ("[", "]") and shown not in source.text)
        certainty = _certainty(source, target, moved, "".join(marks), may_be_own=may_be_own)
        yield Issue(f"“{shown}” {where}", None, moved.mark, moved.edits, certainty)


def _certainty(source: Inline, target: Inline, moved: Moved, marks: str, *, may_be_own: bool) -> Certainty | None:
    """Return how sure the finding is, where less than its rule."""
    if not moved.inward:
        # A full stop or comma that leaves its markup is mostly an improvement on the source.
        return Certainty.POSSIBLE if marks in (".", ",") else None
    return Certainty.POSSIBLE if may_be_own or (marks == "." and _runs_in(source, target, moved)) else None


def _is_of_words(target: Inline, moved: Moved, marks: Sequence[str], language: Language, *, elsewhere: bool) -> bool:
    """Tell whether a mark may be the words' own: an abbreviation's, or that of a question in a statement.

    `elsewhere` tells whether the source has the mark outside its nodes.
    """
    if not moved.inward or len(marks) != 1:
        return False
    rest = target.text[moved.node.span.end :]
    if marks[0] in ("?", "!"):
        return (
            bool(rest.strip(" *_)\"'”’»")) and not rest.lstrip()[:1].isupper() and mark_class(rest.lstrip()[:1]) == ""
        )
    if marks[0] == "." and may_be_cut_off(target, moved.node):
        return True
    word = last_word(target.text[: moved.mark.start])
    return marks[0] == "." and not elsewhere and bool(word) and language.may_be_abbreviation(word)


def _runs_in(source: Inline, target: Inline, moved: Moved) -> bool:
    """Tell whether a heading that runs into its paragraph got a full stop: the sentence has kept its own."""
    text, span = target.text, moved.node.span
    if not moved.node.kind & EMPHASES or text[: span.start].strip() or not text[span.end :].strip():
        return False
    first = next((node for node in source.of(moved.node.kind) if not source.text[: node.span.start].strip()), None)
    return (
        first is not None
        and class_at(text, span.end) != "."
        and mark_class(source.text[first.span.end :].lstrip()[:1]) != "."
        and mark_class(text.rstrip()[-1:]) == mark_class(source.text.rstrip()[-1:])
    )


def _stands_outside(inline: Inline, mark: str, kinds: int) -> bool:
    """Tell whether a mark of the class stands outside all nodes of the kinds: behind one, or at the end of the text."""
    text = inline.text
    ends = [node.span.end for node in inline.of(kinds)]
    if any(class_at(text, end + len(text[end:]) - len(text[end:].lstrip(' *_)"”'))) == mark for end in ends):
        return True
    whole = text.rstrip(' "”)')
    return bool(whole) and mark_class(whole[-1]) == mark and not any(end >= len(whole) for end in ends)
