"""A kind of file: how its files are recognised, opened and written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from l10nqa.bitext.reading import OnSkip
    from l10nqa.model import Bitext, Markup, TranslationUnit

__all__ = ["Parse", "Source", "Stream", "Write"]


class Parse(Protocol):
    """Parses the bytes of a file into a bitext; `bitext.raw == raw` always holds.

    The locales and `markup` override those that the file declares. Raises `InputError`, with the line, for a file that
    is not of the kind.
    """

    def __call__(  # noqa: D102 - see the class
        self,
        raw: bytes,
        path: str,
        name: str,
        *,
        source_locale: str | None = None,
        target_locale: str | None = None,
        markup: Markup | None = None,
    ) -> Bitext: ...


class Write(Protocol):
    """Writes units as a new file of the kind to a binary stream, which it leaves open."""

    def __call__(self, units: Iterable[TranslationUnit], stream: BinaryIO, /) -> None: ...  # noqa: D102


class Stream(Protocol):
    """Yields the units of a file that is too large for main memory; parts without a unit go to `skipped`.

    The locales are the defaults for units that name none. The units are those of `parse` (see `units`), but have a path
    and neighbours only if the file names them.
    """

    def __call__(  # noqa: D102 - see the class
        self,
        file: Path,
        /,
        *,
        skipped: OnSkip = ...,
        source_locale: str | None = ...,
        target_locale: str | None = ...,
    ) -> Iterator[TranslationUnit]: ...


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of file that holds sources and targets."""

    name: str
    """The name for users."""
    suffixes: tuple[str, ...]
    """In lower case; the first is the usual one."""
    parse: Parse
    sniff: Callable[[bytes], bool]
    """Recognises a file without a known suffix by its first bytes."""
    searched_for: tuple[str, ...] = ()
    """The suffixes for which folders are searched; files with other suffixes are read only by name."""
    peek: Callable[[bytes, str], str] | None = None
    """Returns the target locale from the first 4 KB and the path, or `und`; None: the file must be parsed."""
    has_states: bool = False
    """Whether its files have states; otherwise a target equal to its source counts as missing."""
    takes_targets: bool = False
    """Whether `with_targets` can write new targets into its files."""
    write: Write | None = None
    options: tuple[str, ...] = ()
    """The keyword arguments of `write`."""
    only_in_place: tuple[str, ...] = ()
    """The suffixes of files that only their own tool creates: they are read and changed, but never written anew."""
    comes_back: bool = False
    """Whether `apply` accepts edited files of the kind."""
    stream: Stream | None = None
    """A second reader for files larger than main memory, with the same units as `parse`."""
