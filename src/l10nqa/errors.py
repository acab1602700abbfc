"""The errors that a caller can catch, by who must act. No others are raised on purpose.

L10nqaError
├── ConfigError   whoever configures or calls: options, rule names, settings
├── InputError    whoever wrote the file: unreadable, damaged, not what it claims to be
└── StoreError    whoever runs the memory: locked, too new, not a memory
"""

from __future__ import annotations

import re

__all__ = ["ConfigError", "InputError", "L10nqaError", "StoreError"]


_LONGEST = 300
"""The number of code points of a path that a message shows."""
_PASSWORD = re.compile("//[^/@]*:.*@", re.DOTALL)


class L10nqaError(Exception):
    """An error that a person can act on: a message, its place, and a remedy."""

    def __init__(
        self, message: str, *, path: str | None = None, line: int | None = None, hint: str | None = None
    ) -> None:
        """Take the message in one sentence, the file and 1-based line it concerns, and a remedy."""
        super().__init__(message, path, line, hint)
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        path = _shown(self.path or "")
        place = f"{path}:{self.line}: " if path and self.line else f"{path}: " if path else ""
        return f"{place}{self.message}"

    def __reduce__(self) -> tuple[object, ...]:
        # Errors are pickled when documents are checked in parallel; keyword arguments would be lost.
        return _rebuild, (type(self), self.message, self.path, self.line, self.hint)


class ConfigError(L10nqaError):
    """An option, a rule name or a setting that is not valid."""


class InputError(L10nqaError):
    """A file that cannot be read, or is not of the expected kind."""


class StoreError(L10nqaError):
    """A translation memory that cannot be opened or written."""


def _shown(path: str) -> str:
    """Return a path for a message: shortened in its middle, and without the password of what is an address."""
    path = _PASSWORD.sub("//***@", path)
    return path if len(path) <= _LONGEST else f"{path[: _LONGEST // 2]}…{path[-_LONGEST // 2 :]}"


def _rebuild(kind: type[L10nqaError], message: str, path: str | None, line: int | None, hint: str | None) -> object:
    return kind(message, path=path, line=line, hint=hint)
