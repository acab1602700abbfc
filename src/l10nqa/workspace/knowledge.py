"""Gathers the knowledge that a run needs before it reads its files: from a memory, from termbases, from the files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from shlex import quote
from typing import TYPE_CHECKING

from l10nqa.bitext import locales_of
from l10nqa.config import Config
from l10nqa.engine import References
from l10nqa.lexicon import REPEATED, Lexicon, LexiconShelf, Usage, learn_usage
from l10nqa.locale import UNKNOWN_LOCALE, is_language_tag
from l10nqa.memory import Memory
from l10nqa.memory.learning import learned_lexicon
from l10nqa.workspace.idle_patterns import idle_patterns
from l10nqa.workspace.learning import learn_from_files
from l10nqa.workspace.opening import Opener
from l10nqa.workspace.terms import termbase_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from l10nqa.bitext import Place
    from l10nqa.memory import Location
    from l10nqa.model import Bitext, Profile
    from l10nqa.rule import RuleContext
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["Knowledge", "gather_knowledge"]

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
        if tm:
            _learn_from_memory(tm, locales, notes, learned)
        else:
            learn_from_files(places, opener, run_options, learned)
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


def _learn_from_memory(tm: Location, locales: Sequence[str], notes: list[str], learned: LexiconShelf) -> None:
    """Put the lexicon of the memory for each locale into `learned`; missing locales are named in `notes`."""
    with Memory(tm) as memory:
        for locale in locales:
            found = learned_lexicon(memory, locale)
            if found:
                learned.add(locale, *found)
            else:
                held = memory.locales()
                has = f"it has {', '.join(held)}" if held else "it is empty"
                remedy = f"add some: l10nqa extract PATH --tm {quote(str(tm))}"
                notes.append(f"{tm} holds no translations into {locale} ({has}): {_SPELLING_ONLY}; {remedy}")


def _usages(tm: Location, locales: Sequence[str]) -> dict[str, Usage]:
    """Return the customs of the memory for each locale, from its repetitions; 0.4 s for 200,000 units."""
    with Memory(tm) as memory:
        held = [locale for locale in locales if memory.count(target_locale=locale)]
        return {locale: learn_usage(memory.repeated(locale, REPEATED)) for locale in held}
