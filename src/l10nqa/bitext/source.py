"""What a kind of file is: how its files are told, opened and written."""

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
    """Turns the bytes of a file into a bitext; `bitext.raw == raw` always.

    The locales overrule what the file says, and `markup` what it says of its texts. Raises `InputError` for a file that
    is not what its name says, with the line.
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
    """Yields the units of a file that is too large to be held; what gives none goes to `skipped`.

    The locales stand in where the file names none. The units are those of `parse` (see `units`), with a path and with
    neighbours only where the file says them.
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
    """What users call it."""
    suffixes: tuple[str, ...]
    """In small letters; the first is the usual one."""
    parse: Parse
    sniff: Callable[[bytes], bool]
    """Tells by its first bytes whether a file without a known suffix is of this kind."""
    searched_for: tuple[str, ...] = ()
    """The suffixes that are looked for in folders; files with others are read only where they are named."""
    peek: Callable[[bytes, str], str] | None = None
    """Returns the target locale by the first 4 KB and the path, `und` where these do not tell; None: parse the file."""
    has_states: bool = False
    """Whether its files say how far a translation has come; otherwise a target that is its source is none."""
    takes_targets: bool = False
    """Whether `with_targets` can put new targets into its files."""
    write: Write | None = None
    options: tuple[str, ...] = ()
    """The keywords that `write` takes."""
    only_in_place: tuple[str, ...] = ()
    """The suffixes of files that only their own tool makes: they are read and changed, and never written anew."""
    comes_back: bool = False
    """Whether `apply` takes edited files of the kind."""
    stream: Stream | None = None
    """A second reader for files larger than memory; it gives what `parse` gives."""
