"""The checks that compare units with each other, as SQL over the view `remaining`.

The view has the units that no check of their own texts removes: a unit is never removed for the sake of one that goes.
"""

from __future__ import annotations

from l10nqa.memory.cleaning.check import CleaningProfile

__all__ = ["conflict", "duplicate", "folded", "same_letters", "shared_target"]

_DUPLICATE = """
    SELECT id, 'the same as unit ' || stays FROM (
        SELECT id, first_value(id) OVER (
            PARTITION BY source_locale, target_locale, source_hash, source, target{context}
            ORDER BY CASE origin WHEN 'HT' THEN 0 ELSE 1 END, changed DESC, id) AS stays
        FROM remaining
        WHERE source_hash IN (SELECT source_hash FROM remaining GROUP BY 1 HAVING count(*) > 1)) AS placed
    WHERE id <> stays"""

# A translation by a person comes before those by a machine, then the one that most units have, then the newest.
_RIVAL = """
    SELECT id, most || ' of ' || total || ' units have “' || usual || '”', {rival}, usual FROM (
        SELECT id, {rival}, first_value({rival}) OVER best AS usual, first_value(units) OVER best AS most,
               count(*) OVER (PARTITION BY source_locale, target_locale, {shared}) AS total
        FROM (
            SELECT *, count(*) OVER same AS units, max(CASE origin WHEN 'HT' THEN 1 ELSE 0 END) OVER same AS human,
                   max(changed) OVER same AS newest, min(id) OVER same AS first
            FROM remaining
            WHERE {shared} IN (SELECT {shared} FROM remaining GROUP BY 1 HAVING min({rival}) <> max({rival}))
            WINDOW same AS (PARTITION BY source_locale, target_locale, source, target)) AS counted
        WINDOW best AS (PARTITION BY source_locale, target_locale, {shared}
                        ORDER BY human DESC, units DESC, newest DESC, first)) AS rivals
    WHERE {rival} <> usual"""


def duplicate(profile: CleaningProfile) -> str:
    """Find units with the texts and locales of another one; in profile `tms` the context must be the same, too."""
    return _DUPLICATE.format(context="" if profile is CleaningProfile.MT else ", previous_hash, next_hash")


def conflict(profile: CleaningProfile) -> str:
    """Find units whose source usually has another target."""
    return _RIVAL.format(rival="target", shared="source")


def shared_target(profile: CleaningProfile) -> str:
    """Find units whose target usually belongs to another source."""
    return _RIVAL.format(rival="source", shared="target")


def same_letters(text: str, rival: str) -> bool:
    """Tell whether two texts differ in case and punctuation only."""
    return folded(text) == folded(rival)


def folded(text: str) -> str:
    """Return the letters and digits of a text in small letters: the part that two spellings of one sentence share."""
    return "".join(filter(str.isalnum, text.casefold()))
