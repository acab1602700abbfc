"""The best matches after ranking, from searches that know nothing of it.

Context lifts the very text alone, and which of its translations are ambiguous depends on all of them: so all units that
have it are looked up first, which often settles the query. What is less alike only loses points. So a search that goes
on in order of similarity can stop: a match that it has not yet given is no better than its last one would be without
penalties. It is asked for more until the worst match kept comes before that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from l10nqa.memory.ranking.context import Query, context_of, is_of_other_form
from l10nqa.memory.ranking.penalties import Judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from l10nqa.model import Match, Penalty, TranslationUnit

__all__ = ["Ranked", "Searchable", "ranked"]

_AT_FIRST = 8
"""The number of matches requested beyond the wanted ones; if they are not enough, it grows fourfold each time."""
_MORE = 4
_ALL = 1 << 40
"""More units than a memory can have."""


class Searchable(Protocol):
    """A memory, however it is searched."""

    def search(
        self, text: str, *, limit: int, min_score: float, source_locale: str | None, target_locale: str | None
    ) -> list[Match]:
        """Return the units most like the text: the most similar first, those of one similarity by their ids."""
        ...

    def units(self) -> Iterator[TranslationUnit]:
        """Yield all units in order of their ids."""
        ...

    def locales(self, within: str | None = None) -> list[str]:
        """Return the locales that the memory translates into; `within` a language: only its own."""
        ...


class Ranked(NamedTuple):
    """A memory among others."""

    name: str
    """The memory as its user calls it."""
    memory: Searchable
    penalty: float = 0.0
    """The points that each of its matches loses."""


_Key = tuple[float, int, bool, int]
"""The order of matches: the score from the greatest down, the memory's index, those of the very locale first, the id"""


def ranked(
    memories: Sequence[Ranked],
    query: Query,
    points: Mapping[Penalty, float],
    *,
    limit: int = 5,
    min_score: float = 70.0,
    source_locale: str | None = None,
    target_locale: str | None = None,
) -> list[Match]:
    """Return the best matches of all memories; see the package for what ranking is.

    `points` has those penalties that count. `min_score` is the score to reach after them, 0 to 102; `lv` stands for
    `lv-LV` too.

    Raises:
        StoreError: a memory cannot be read.
    """
    request = _Request(query, Judge(query, points), limit, min_score, source_locale, target_locale)
    best: dict[_Key, Match] = {}
    for index, opened in enumerate(memories):
        same = request.search(opened, _ALL, 100.0)
        best = _best_of({**best, **_keyed(request.same_text(same, opened), index, target_locale)}, limit, min_score)
        worst = -max(best)[0] if len(best) == limit else 0.0
        # Scores end at 0, where less alike ones may have lower ids.
        settled = worst > 0 and worst >= 100 - opened.penalty
        if min_score <= 100 and not settled:
            # What scores more is at least as like; the margin is for what is lost in floating point.
            best = _with_similar(best, request, index, opened, len(same), max(min_score, worst - 1e-6))
    return list(best.values())


class _Request(NamedTuple):
    """The arguments of one call."""

    query: Query
    judge: Judge
    limit: int
    min_score: float
    source_locale: str | None
    target_locale: str | None

    def search(self, opened: Ranked, limit: int, min_score: float) -> list[Match]:
        locales = {"source_locale": self.source_locale, "target_locale": self.target_locale}
        return opened.memory.search(self.query.text, limit=limit, min_score=min_score, **locales)

    def same_text(self, found: Iterable[Match], opened: Ranked) -> Iterator[Match]:
        """Yield the matches of similarity 100 with their penalties; `found` are all that the memory has."""
        judged = [*self.judged(found, opened)]
        yield from self.judge.with_ambiguity([match for match in judged if match.unit.source == self.query.text])
        yield from (match for match in judged if match.unit.source != self.query.text)  # of another look, word by word

    def judged(self, found: Iterable[Match], opened: Ranked) -> Iterator[Match]:
        """Yield matches with context and penalties, without those that cannot be offered."""
        for match in found:
            unit = match.unit
            if unit.target and not is_of_other_form(self.query, unit):
                context = context_of(self.query, unit) if unit.source == self.query.text else None
                penalties = self.judge.penalties(unit, opened.penalty)
                yield match._replace(memory=opened.name, context=context, penalties=penalties)


def _with_similar(
    best: Mapping[_Key, Match], request: _Request, index: int, opened: Ranked, known: int, similarity: float
) -> dict[_Key, Match]:
    """Return the best of those given and of the memory's matches of at least a similarity.

    `known` is the number of its matches of similarity 100, which are among those given already.
    """
    count = known + request.limit + _AT_FIRST
    while True:
        raw = request.search(opened, count, similarity)
        similar = _keyed(request.judged(raw[known:], opened), index, request.target_locale)
        found = _best_of({**best, **similar}, request.limit, request.min_score)
        if len(raw) < count or _come_before(found, request.limit, _best_unseen(raw[-1], opened, index)):
            return found
        count *= _MORE


def _keyed(matches: Iterable[Match], index: int, target_locale: str | None) -> dict[_Key, Match]:
    wanted = (target_locale or "").replace("_", "-").lower()
    return {
        (-match.score, index, match.unit.target_locale.lower() != wanted, match.unit.id): match for match in matches
    }


def _best_of(matches: Mapping[_Key, Match], limit: int, min_score: float) -> dict[_Key, Match]:
    """Return the first `limit` matches of different texts, in order."""
    texts: set[tuple[str, str]] = set()
    found: dict[_Key, Match] = {}
    for key in sorted(matches):
        unit = matches[key].unit
        if len(found) == limit or -key[0] < min_score:
            break
        if (unit.source, unit.target) not in texts:
            texts.add((unit.source, unit.target))
            found[key] = matches[key]
    return found


def _best_unseen(last: Match, opened: Ranked, index: int) -> _Key:
    """Return a key that none of the matches behind the last one can come before."""
    score = last.similarity - opened.penalty
    # Where scores end at 0, those of lower similarity may have lower ids.
    return (-score, index, False, last.unit.id + 1) if score > 0 else (0.0, index, False, 0)


def _come_before(found: Mapping[_Key, Match], limit: int, key: _Key) -> bool:
    return len(found) == limit and max(found) < key
