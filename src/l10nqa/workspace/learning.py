"""Learns what words and labels are called from the documents themselves, where a run has no memory.

What is learned of a locale is no sum of what its documents teach one by one: a pair of texts counts once however many
documents repeat it, and the association of words is trained on all pairs at once. So the unit of work is a locale.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext import declared_locale
from l10nqa.engine import default_jobs, over_items
from l10nqa.errors import ConfigError, InputError
from l10nqa.lexicon import Lexicon, learn
from l10nqa.locale import UNKNOWN_LOCALE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from l10nqa.bitext import Place
    from l10nqa.engine import Executor
    from l10nqa.lexicon import LexiconShelf
    from l10nqa.model import Bitext, Segment
    from l10nqa.workspace.opening import Opener
    from l10nqa.workspace.run_options import RunOptions

    Pairs = dict[str, dict[tuple[str, str], None]]

__all__ = ["learn_from_files"]

_LEAST_PAIRS = 1_000
"""The number of distinct pairs of a locale below which nothing can be learned from the documents themselves. Copies do
not count: a paragraph repeated in every document must not change the findings in the others."""
_MOST_PAIRS = 40_000
"""The number of distinct pairs of a locale to learn from without a memory: more adds seconds and little else."""
_WORTH_A_POOL = 60
"""Documents from which on several locales are learned at the same time."""


def learn_from_files(places: Sequence[Place], opener: Opener, run_options: RunOptions, learned: LexiconShelf) -> None:
    """Learn a lexicon for each locale from the translated segments of the files, and put it into `learned`.

    Where every file says which locale it is in, the locales are learned at the same time, by the workers of the run.
    """
    declared = {place: _declared(place, opener) for place in places}
    jobs, cluster = run_options.get("jobs") or default_jobs(), run_options.get("cluster")
    if cluster or (jobs > 1 and len(places) >= _WORTH_A_POOL):
        groups = _by_locale(places, declared)
        found = _at_the_same_time(groups, opener, jobs, cluster) if len(groups) > 1 or cluster else []
        packed = [lexicon for lexicon in found if lexicon is not None]
        if groups and len(packed) == len(groups):
            for group, raw in zip(groups, packed, strict=True):
                learned.add_packed(group.locale, raw)
            return
    for locale, lexicon in _in_turn(places, declared, opener):
        learned.add(locale, lexicon)


def _at_the_same_time(
    groups: Sequence[_LocaleFiles], opener: Opener, jobs: int, cluster: Executor | None
) -> list[bytes | None]:
    return list(
        over_items(
            groups,
            _LearnTask(opener),
            jobs=jobs,
            chunk=1,
            worth_a_pool=2,
            cluster=cluster,
            places_of=lambda group: group.places,
        )
    )


class _LocaleFiles(NamedTuple):
    """The files that declare a locale, in their order."""

    locale: str
    places: Sequence[Place]


def _by_locale(places: Sequence[Place], declared: Mapping[Place, str | None]) -> list[_LocaleFiles]:
    """Return the files by the locale that they declare; nothing where one of them declares none, or several."""
    groups: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        locale = declared[place]
        if locale is None:
            return []
        groups[locale].append(place)
    return [_LocaleFiles(locale, held) for locale, held in groups.items()]


class _LearnTask(NamedTuple):
    """The settings of learning, sent to each worker once."""

    opener: Opener

    def run(self, groups: Sequence[_LocaleFiles]) -> list[bytes | None]:
        """Return the lexicon of each group, packed; None where a file is in another locale than it declares."""
        return [self._learned(group) for group in groups]

    def _learned(self, group: _LocaleFiles) -> bytes | None:
        pairs: Pairs = defaultdict(dict)
        for place in group.places:
            if len(pairs[group.locale]) < _MOST_PAIRS:
                _note_pairs(place, self.opener, pairs)
        return _learned(pairs[group.locale]).dump() if pairs.keys() == {group.locale} else None


def _in_turn(
    places: Sequence[Place], declared: Mapping[Place, str | None], opener: Opener
) -> Iterator[tuple[str, Lexicon]]:
    """Learn a lexicon for each locale from the translated segments of the files themselves.

    The files of a locale are read in a row, behind those that declare none or several, and its pairs are forgotten when
    no file is left that declares it.
    """
    left = Counter(declared.values())
    pairs: Pairs = defaultdict(dict)
    done: set[str] = set()
    order = {locale: number for number, locale in enumerate(left)} | {None: -1}
    for place in sorted(places, key=lambda place: order[declared[place]]):
        locale = declared[place]
        left[locale] -= 1
        if locale is None or len(pairs[locale]) < _MOST_PAIRS:
            _note_pairs(place, opener, pairs)
        if locale is not None and not left[locale]:
            done.add(locale)
            yield locale, _learned(pairs.pop(locale, {}))
    for locale, found in pairs.items():
        if locale not in done:  # else these are of files that declare another locale than they are in
            yield locale, _learned(found)


def _note_pairs(place: Place, opener: Opener, pairs: Pairs) -> None:
    try:
        bitext = opener.open(place)
    except (ConfigError, InputError):
        return  # the check reports it
    for locale, segments in _segments_by_locale(bitext):
        held = pairs[locale]
        if len(held) < _MOST_PAIRS:
            held.update(dict.fromkeys((segment.source, segment.target) for segment in segments))


def _learned(pairs: Collection[tuple[str, str]]) -> Lexicon:
    return learn(pairs) if len(pairs) >= _LEAST_PAIRS else Lexicon()


def _declared(place: Place, opener: Opener) -> str | None:
    """Return the only target locale of a file, as far as that is known without reading all of it."""
    try:
        locale = opener.locales_of(place)[1] or declared_locale(place)
    except (ConfigError, InputError):
        return None
    return opener.fallback_locale if locale == UNKNOWN_LOCALE else locale


def _segments_by_locale(bitext: Bitext) -> Iterable[tuple[str, Iterable[Segment]]]:
    """Return the translated segments of a bitext by their target locale."""
    grouped: dict[str, list[Segment]] = {}
    for segment in bitext.segments:
        if segment.is_usable:
            grouped.setdefault(segment.profile.target_locale, []).append(segment)
    return grouped.items()
