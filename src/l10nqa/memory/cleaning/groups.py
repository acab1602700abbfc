"""The checks that hold units against each other, as SQL over the view `standing`.

The units that no check of their own texts removes stand: a unit is never removed for the sake of one that goes.
"""

from __future__ import annotations

from l10nqa.memory.cleaning.check import Profile

__all__ = ["conflict", "duplicate", "folded", "shared_target"]

_DUPLICATE = """
    SELECT id, 'the same as unit ' || stays FROM (
        SELECT id, first_value(id) OVER (
            PARTITION BY source_locale, target_locale, source_hash, source, target{context}
            ORDER BY origin IS 'HT' DESC, changed DESC, id) AS stays
        FROM standing
        WHERE source_hash IN (SELECT source_hash FROM standing GROUP BY 1 HAVING count(*) > 1))
    WHERE id <> stays"""

# A translation by a person comes before those by a machine, then the one that most units have, then the newest.
_RIVAL = """
    SELECT id, most || ' of ' || total || ' units have “' || usual || '”' FROM (
        SELECT id, {rival}, first_value({rival}) OVER best AS usual, first_value(units) OVER best AS most,
               count(*) OVER (PARTITION BY source_locale, target_locale, {shared}) AS total
        FROM (
            SELECT *, count(*) OVER same AS units, max(origin IS 'HT') OVER same AS human,
                   max(changed) OVER same AS newest, min(id) OVER same AS first
            FROM standing WHERE {shared} IN (SELECT {shared} FROM standing GROUP BY 1 HAVING {differs})
            WINDOW same AS (PARTITION BY source_locale, target_locale, source, target))
        WINDOW best AS (PARTITION BY source_locale, target_locale, {shared}
                        ORDER BY human DESC, units DESC, newest DESC, first))
    WHERE {rival} <> usual"""


def duplicate(profile: Profile) -> str:
    """Find units with the texts and locales of another one; in profile `tms` the context must be the same, too."""
    return _DUPLICATE.format(context="" if profile is Profile.MT else ", previous_hash, next_hash")


def conflict(profile: Profile) -> str:
    """Find units whose source has another target as a rule."""
    return _RIVAL.format(rival="target", shared="source", differs="min(target) <> max(target)")


def shared_target(profile: Profile) -> str:
    """Find units whose target is as a rule that of another source, which differs in more than case and punctuation."""
    query = _RIVAL.format(rival="source", shared="target", differs="min(folded(source)) <> max(folded(source))")
    return f"{query} AND folded(source) <> folded(usual)"


def folded(text: str) -> str:
    """Return the letters and digits of a text, small: what two spellings of one sentence share."""
    return "".join(filter(str.isalnum, text.casefold()))
