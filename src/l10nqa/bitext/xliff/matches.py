"""Translations of similar sources that an XLIFF file offers: what its own words for them do not say, and the way back.

XLIFF has words for the texts, a score and where a match comes from as one text. What else there is to know of it goes
beside it as JSON (see `_exact`), so that a file written here gives the same matches back. Those of other tools have
what they say: a similarity, 0 where it is no number, and as their memory what the tool calls their origin.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.bitext.exact import from_json, to_json
from l10nqa.bitext.reading import origin_of
from l10nqa.bitext.xml_text import exact_texts, restored
from l10nqa.model import AppliedPenalty, Context, Match, Penalty, TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.bitext.xliff.unit import OfferedMatch

__all__ = ["beside", "match_of", "match_type", "shown_score"]

_NUMBER = re.compile(r"\s*([0-9]{1,3}(?:\.[0-9]{1,20})?(?:e-[0-9]{1,3})?)\s*%?\s*")
_INTEGER = re.compile(r"[0-9]{1,12}")


def shown_score(score: float) -> str:
    """Return a score as both versions show it."""
    return f"{score:.4g}"


def match_type(match: Match) -> str | None:
    """Return the type of a match in 2.1 (section 5.1.4.9 of the standard); None for `tm`, which is usual."""
    if match.context is not None:
        return "idm" if match.context is Context.KEY else "icm"
    return "mt" if match.unit.origin == "MT" else None


def beside(match: Match) -> dict[str, str]:
    """Return what goes beside a match: `match`, a JSON text, where its attributes do not say everything."""
    unit = match.unit
    facts: dict[str, str | int | None] = dict(exact_texts({"source": unit.source, "target": unit.target}))
    if match.origin != match.memory:
        facts["memory"] = match.memory
    facts |= {name: getattr(unit, name) for name in ("path", "segment", "origin") if getattr(unit, name)}
    facts |= {name: str(getattr(unit, name)) for name in ("created", "changed") if getattr(unit, name)}
    if match.context:
        facts["context"] = match.context.value
    if match.penalties:
        facts["penalties"] = " ".join(f"{penalty}={points!r}" for penalty, points in match.penalties)
    if float(shown_score(match.similarity)) != match.similarity or match.score != match.similarity:
        facts["similarity"] = repr(match.similarity)
    return {"match": to_json(facts)} if facts else {}


def match_of(offered: OfferedMatch, source_locale: str, target_locale: str) -> Match:
    """Return the match that a file offers, of a unit in these locales."""
    facts = from_json(offered.details.get("match"))
    unit = TranslationUnit(
        source=restored(offered.source, facts.get("source")),
        target=restored(offered.target, facts.get("target")),
        source_locale=source_locale,
        target_locale=target_locale,
        path=facts.get("path"),
        segment=facts.get("segment"),
        origin=origin_of(facts.get("origin")),
        created=_integer(facts, "created"),
        changed=_integer(facts, "changed"),
    )
    memory = facts.get("memory")
    return Match(
        _number(facts.get("similarity") or offered.similarity),
        unit,
        offered.origin if memory is None else memory,
        next((context for context in Context if context == facts.get("context")), None),
        tuple(_deductions(facts.get("penalties") or "")),
    )


def _deductions(text: str) -> list[AppliedPenalty]:
    pairs = [part.partition("=") for part in text.split()]
    return [AppliedPenalty(Penalty(name), _number(points)) for name, _, points in pairs if name in set(Penalty)]


def _number(text: str | None) -> float:
    found = _NUMBER.fullmatch(text or "")
    return float(found[1]) if found else 0.0


def _integer(facts: Mapping[str, str | None], name: str) -> int:
    found = _INTEGER.fullmatch(facts.get(name) or "")
    return int(found[0]) if found else 0
