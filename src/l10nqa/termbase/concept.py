"""Terminology: a concept and its terms."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple

__all__ = ["Concept", "Side", "Status", "Term", "status_of"]

Side = Literal["source", "target", ""]


class Status(StrEnum):
    """The administrative status of a term (ISO 30042)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"

    @property
    def usable(self) -> bool:
        """Whether a translation may use the term."""
        return self in {Status.PREFERRED, Status.ADMITTED}


# "superseded" is ISO's word for a term that another has replaced; the others are what termbase tools export.
_STATUSES = {
    "": Status.PREFERRED,
    "preferred": Status.PREFERRED,
    "approved": Status.PREFERRED,
    "standardized": Status.PREFERRED,
    "admitted": Status.ADMITTED,
    "allowed": Status.ADMITTED,
    "regulated": Status.ADMITTED,
    "legal": Status.ADMITTED,
    "deprecated": Status.DEPRECATED,
    "superseded": Status.DEPRECATED,
    "obsolete": Status.DEPRECATED,
    "notrecommended": Status.DEPRECATED,
    "forbidden": Status.FORBIDDEN,
    "prohibited": Status.FORBIDDEN,
}


def status_of(text: str) -> Status | None:
    """Return the status named by a cell or element, as in `preferredTerm-admn-sts`; None if it is unknown."""
    word = text.strip().lower().removesuffix("-admn-sts").removesuffix("term")
    return _STATUSES.get("".join(letter for letter in word if letter.isalpha()))


class Term(NamedTuple):
    """A word or phrase for a concept."""

    text: str
    locale: str
    """BCP 47; empty if the termbase does not declare it."""
    status: Status
    side: Side = ""
    """The side of a translation to which it belongs; empty if its locale decides."""


class Concept(NamedTuple):
    """Terms with the same meaning."""

    terms: tuple[Term, ...]
    note: str = ""
