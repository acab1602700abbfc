"""The nouns of terminology: a concept and the terms for it."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple

__all__ = ["Concept", "Side", "Status", "Term", "status_of"]

Side = Literal["source", "target", ""]


class Status(StrEnum):
    """What ISO 30042 calls administrative status."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"

    @property
    def usable(self) -> bool:
        """Whether a translation may use such a term."""
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
    """Return the status that a cell or an element names, as in `preferredTerm-admn-sts`; None for no known one."""
    word = text.strip().lower().removesuffix("-admn-sts").removesuffix("term")
    return _STATUSES.get("".join(letter for letter in word if letter.isalpha()))


class Term(NamedTuple):
    """A word or phrase for a concept."""

    text: str
    locale: str
    """BCP 47; empty where the termbase does not say."""
    status: Status
    side: Side = ""
    """The side of a translation it belongs to; empty where its locale decides."""


class Concept(NamedTuple):
    """Terms that mean one thing."""

    terms: tuple[Term, ...]
    note: str = ""
