"""Two versions of a source: which of them a translation follows, sentence by sentence.

A page that names the commit of its source may have been adapted to a later one in part: when a link was mended in all
locales at once, for instance. Such a sentence is not to be held to what its source was before.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.align import align_documents, tokens_of
from l10nqa.markup import Kind, parse_inline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.text import Span

__all__ = ["follows_revision", "has_same_tokens", "revised_sentences"]


def revised_sentences(earlier: str, revised: str) -> Mapping[Span, str]:
    """Return what became of the sentences that have changed, by their places in the earlier version."""
    changed = {}
    for pair in align_documents(earlier, revised, is_revision=True).pairs:
        before, after = pair.source.of(earlier), pair.target.of(revised)
        if before and after and before != after:
            changed[pair.source] = after
    return changed


def follows_revision(target: str, earlier: str, revised: str) -> bool:
    """Tell whether a translation has the links, code, numbers and emphasis of the revised source, not the earlier."""
    marks = _marks(target)
    return _distances(_marks(revised), marks) < _distances(_marks(earlier), marks)


def has_same_tokens(source: str, target: str) -> bool:
    """Tell whether two texts have the same code, numbers and addresses, each as often."""
    return Counter(tokens_of(source)[0]) == Counter(tokens_of(target)[0])


class _KeptMarks(NamedTuple):
    """What a translation keeps of its source."""

    kinds: Counter[object]
    """The kinds of its markup; code, numbers, and the last names of addresses."""
    values: Counter[object]
    """Whole addresses, which may differ from language to language."""


def _marks(text: str) -> _KeptMarks:
    nodes = [node for node in parse_inline(text).nodes if node.kind is not Kind.TEXT]
    kinds: Counter[object] = Counter(node.kind for node in nodes)
    kinds.update(tokens_of(text)[0])
    return _KeptMarks(kinds, Counter((node.kind, node.value) for node in nodes))


def _distances(source: _KeptMarks, target: _KeptMarks) -> tuple[int, ...]:
    """Return how many marks only one of two texts has; the second number counts where the first is the same."""
    return tuple((ours - theirs).total() + (theirs - ours).total() for ours, theirs in zip(source, target, strict=True))
