"""What could not be read, and where."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from l10nqa.errors import InputError

__all__ = ["Problem", "ProblemKind"]


class ProblemKind(StrEnum):
    """Why a part of a document could not be read as a segment, or is not as it should be."""

    NO_SOURCE = "no-source"
    ID_MISMATCH = "id-mismatch"
    UNCLOSED = "unclosed"
    DUPLICATE_ID = "duplicate-id"
    PLURAL_FORMS = "plural-forms"
    """A message has more or fewer plural forms than its language."""
    UNDECODABLE = "undecodable"
    RECORD = "record"
    """A row of a table, or a line of records, that is none."""
    IGNORE = "ignore"
    """A comment has findings ignored that are none, or cannot be followed."""
    UNREADABLE = "unreadable"


class Problem(NamedTuple):
    """A part of a document that could not be read; everything else in the document was."""

    path: str
    line: int
    column: int
    kind: ProblemKind
    message: str
    hint: str | None = None
    """What to do about it."""

    @classmethod
    def unreadable(cls, path: str, error: InputError) -> Problem:
        """Return what there is to say of a file that cannot be read at all."""
        return cls(path, error.line or 1, 1, ProblemKind.UNREADABLE, error.message, error.hint)

    @property
    def is_loss(self) -> bool:
        """Whether something was not read; of an id that is there twice, both are read, and so are all forms."""
        return self.kind not in (ProblemKind.DUPLICATE_ID, ProblemKind.PLURAL_FORMS, ProblemKind.IGNORE)

    @property
    def is_unreadable(self) -> bool:
        """Whether the document could not be read at all."""
        return self.kind is ProblemKind.UNREADABLE
