"""Gathers the knowledge that a run needs before it reads its files: from a memory, from termbases, from the files."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from shlex import quote
from typing import TYPE_CHECKING

from l10nqa.bitext import declared_locale, locales_of
from l10nqa.config import Config
from l10nqa.engine import References
from l10nqa.errors import ConfigError, InputError
from l10nqa.lexicon import REPEATED, Lexicon, LexiconShelf, Usage, learn, learn_usage
from l10nqa.locale import UNKNOWN_LOCALE, is_language_tag
from l10nqa.memory import Memory
from l10nqa.memory.learning import learned_lexicon
from l10nqa.workspace.idle_patterns import idle_patterns
from l10nqa.workspace.opening import Opener
from l10nqa.workspace.terms import termbase_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from l10nqa.bitext import Place
    from l10nqa.memory import Location
    from l10nqa.model import Bitext, Profile, Segment
    from l10nqa.rule import RuleContext
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["Knowledge", "gather_knowledge"]

_LEAST_PAIRS = 1_000
"""The number of distinct pairs of a locale below which nothing can be learned from the documents themselves. Copies do
not count: a paragraph repeated in every document must not change the findings in the others."""
_MOST_PAIRS = 40_000
"""The number of distinct pairs of a locale to learn from without a memory: more adds seconds and little else."""
_SPELLING_ONLY = "rules that learn can only compare spelling"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The lexicons, terms and customs of the locales of a run; it can be pickled."""

    lexicons: Mapping[str, Lexicon] = field(default_factory=dict)
    """The translations of words and labels, by target locale."""
    references: References = field(default_factory=References)
    opener: Opener = field(default_factory=Opener)
    """Opens the files. Files that declare no locale are in the only locale of the others, or else of the memory."""
    notes: tuple[str, ...] = ()
    """Remarks for the user."""

    def open(self, place: Place) -> Bitext:
        """Open the file at a place; raises the errors of `open_bitext`."""
        return self.opener.open(place)

    def context(self, profile: Profile) -> RuleContext:
        """Return the references that rules get for segments of the profile."""
        return self.references.context(profile, self.lexicons)


def gather_knowledge(places: Sequence[Place], run_options: RunOptions, *, lexicons: bool = True) -> Knowledge:
    """Read memory and termbases; the notes name the parts that cannot be used. `lexicons` can be left out.

    The lexicons of a memory are learned once and stored in it. Memory and termbases are read for any selection of
    rules, because a fix is proved against every rule.

    Raises:
        InputError: a termbase does not exist.
        StoreError: the memory cannot be opened.
    """
    tm, termbases = run_options.get("tm"), run_options.get("termbases")
    target_locale = run_options.get("target_locale")
    notes: list[str] = [*idle_patterns(run_options.get("config", Config()), places)]
    locales = [target_locale] if target_locale else _locales_of(places, notes)
    locales = locales or (_locale_of_memory(tm, notes) if tm else [])
    fallback = locales[0] if len(locales) == 1 else None
    opener = Opener(run_options.get("source_locale"), target_locale, fallback, run_options.get("config", Config()))
    learned = LexiconShelf()
    if lexicons:
        for locale in (UNKNOWN_LOCALE, *locales):
            learned.add(locale, Lexicon())
        for locale, lexicon in _of_memory(tm, locales, notes) if tm else _of_files(places, opener):
            learned.add(locale, lexicon)
    usages = _usages(tm, locales) if tm else {}
    termbase = termbase_of(termbases, locales, notes) if termbases else None
    return Knowledge(learned, References(usages, termbase), opener, tuple(notes))


def _locales_of(places: Sequence[Place], notes: list[str]) -> list[str]:
    """Return the target locales of the documents, the most frequent first, judged by their beginnings."""
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for place in places:
        for locale in locales_of(place):
            counts[locale] += 1
            first.setdefault(locale, place.path)
    del counts[UNKNOWN_LOCALE]
    for locale, count in counts.items():
        if not is_language_tag(locale):
            others = f" and {count - 1:,} more" if count > 1 else ""
            remedy = "correct ms.contentlocale, or give --target-locale"
            notes.append(f"{first[locale]}{others}: “{locale}” is not a known language; {remedy}")
    return [locale for locale, _ in counts.most_common()]


def _locale_of_memory(tm: Location, notes: list[str]) -> list[str]:
    """Return the only locale of the memory, for documents that declare none."""
    with Memory(tm) as memory:
        held = memory.locales()
    if len(held) == 1:
        return held
    has = f"{tm} has {', '.join(held)}" if held else f"{tm} is empty"
    loss = f"{_SPELLING_ONLY}, and few repairs are safe"
    notes.append(f"no document declares its locale, and {has}: {loss}; give --target-locale")
    return []


def _of_memory(tm: Location, locales: Sequence[str], notes: list[str]) -> Iterator[tuple[str, Lexicon]]:
    """Yield the lexicon of the memory for each locale; missing locales are named in `notes`."""
    with Memory(tm) as memory:
        for locale in locales:
            lexicon = learned_lexicon(memory, locale)
            if lexicon:
                yield locale, lexicon
            else:
                held = memory.locales()
                has = f"it has {', '.join(held)}" if held else "it is empty"
                remedy = f"add some: l10nqa extract PATH --tm {quote(str(tm))}"
                notes.append(f"{tm} holds no translations into {locale} ({has}): {_SPELLING_ONLY}; {remedy}")


def _usages(tm: Location, locales: Sequence[str]) -> dict[str, Usage]:
    """Return the customs of the memory for each locale, from its repetitions; 0.4 s for 200,000 units."""
    with Memory(tm) as memory:
        held = set(memory.locales())
        return {locale: learn_usage(memory.repeated(locale, REPEATED)) for locale in locales if locale in held}


def _of_files(places: Sequence[Place], opener: Opener) -> Iterator[tuple[str, Lexicon]]:
    """Learn a lexicon for each locale from the translated segments of the files themselves.

    The files of a locale are read in a row, behind those that declare none or several, and its pairs are forgotten when
    no file is left that declares it.
    """
    declared = {place: _declared(place, opener) for place in places}
    left = Counter(declared.values())
    pairs: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
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


def _note_pairs(place: Place, opener: Opener, pairs: dict[str, dict[tuple[str, str], None]]) -> None:
    try:
        bitext = opener.open(place)
    except (ConfigError, InputError):
        return  # the check reports it
    for locale, segments in _by_locale(bitext):
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


def _by_locale(bitext: Bitext) -> Iterable[tuple[str, Iterable[Segment]]]:
    """Return the translated segments of a bitext by their target locale."""
    grouped: dict[str, list[Segment]] = {}
    for segment in bitext.segments:
        if segment.is_usable:
            grouped.setdefault(segment.profile.target_locale, []).append(segment)
    return grouped.items()
