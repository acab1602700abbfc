"""Repeated errors: one cause that the annotator met several times, such as a term that is wrong throughout.

ISO 5060:2024 leaves it to the parties whether such an error counts each time or once. Two errors are the same here if
they have the same error type, the same words marked in source and target, and the same annotator; errors without a
marked word, such as a misplaced full stop, if the whole source and the whole target are the same. Only the most severe
of them counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.mqm import ErrorSeverity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.model import Annotation

__all__ = ["REPEATS_RULE", "without_repeats"]

REPEATS_RULE = "same error type, same words marked; the most severe counts, once"
_ORDER = {severity: rank for rank, severity in enumerate(ErrorSeverity)}


def without_repeats(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Return the annotations with each repeated error once, the most severe one."""
    kept: dict[tuple[str, ...], Annotation] = {}
    for each in sorted(annotations, key=_place):
        key = _cause(each)
        known = kept.get(key)
        if known is None or _ORDER[each.severity] > _ORDER[known.severity]:
            kept[key] = each
    return list(kept.values())


def _place(annotation: Annotation) -> tuple[str, ...]:
    return (annotation.path, annotation.segment, annotation.date, annotation.note)


def _cause(annotation: Annotation) -> tuple[str, ...]:
    words = (annotation.source_words, annotation.target_words)
    has_word = any(character.isalnum() for text in words for character in text)
    return (annotation.annotator, annotation.error_type, *(words if has_word else (annotation.texts,)))
