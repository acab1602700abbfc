"""Opens files with the locales and the markup that the user and the configuration give."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from l10nqa.bitext import PairPattern, SourceTree, parse_bitext, read_bytes
from l10nqa.config import Config
from l10nqa.errors import ConfigError
from l10nqa.locale import UNKNOWN_LOCALE

if TYPE_CHECKING:
    from l10nqa.bitext import Place
    from l10nqa.config import FileSettings
    from l10nqa.model import Bitext, Profile

__all__ = ["Opener", "source_tree"]

_NO_CONFIG = Config()
_PATTERNS = 'as in source = "content/en/{path}" and target = "content/{locale}/{path}"'


class Opener(NamedTuple):
    """Opens files with given locales and markup; it can be pickled."""

    source_locale: str | None = None
    """The source locale of all files, whatever they declare."""
    target_locale: str | None = None
    """The target locale of all files, whatever they declare."""
    fallback_locale: str | None = None
    """The target locale of files that declare none."""
    config: Config = _NO_CONFIG
    """The settings of single files: `[[files]]` and `[markup]`."""

    def open(self, place: Place) -> Bitext:
        """Open the file at a place; raises the errors of `open_bitext`."""
        return self.parse(read_bytes(place), place)

    def parse(self, raw: bytes, place: Place) -> Bitext:
        """Parse bytes as the file at a place: its present content, or a new one."""
        source_locale, target_locale = self.locales_of(place)
        bitext = parse_bitext(raw, place, source_locale=source_locale, target_locale=target_locale)
        if bitext.target_locale == UNKNOWN_LOCALE and self.fallback_locale:
            bitext = parse_bitext(raw, place, source_locale=source_locale, target_locale=self.fallback_locale)
        return _with_markup(bitext, self.config.file_settings(place.path))

    def locales_of(self, place: Place) -> tuple[str | None, str | None]:
        """Return the source and target locale that override those of the file; None for no override."""
        settings = self.config.file_settings(place.path)
        return self.source_locale or settings.source_locale, self.target_locale or settings.target_locale


def _with_markup(bitext: Bitext, settings: FileSettings) -> Bitext:
    """Return the bitext with the markup that the configuration gives to its texts."""
    if settings.dialect is None and settings.placeholders is None and not settings.patterns:
        return bitext
    profiles: dict[Profile, Profile] = {}

    def changed(profile: Profile) -> Profile:
        if profile not in profiles:
            profiles[profile] = profile._replace(markup=settings.markup_over(profile.markup))
        return profiles[profile]

    segments = tuple(segment._replace(profile=changed(segment.profile)) for segment in bitext.segments)
    file: Any = bitext  # every kind of file is a dataclass, which a protocol cannot express
    changed_file: Bitext = replace(file, segments=segments, profile=changed(bitext.profile))
    return changed_file


def source_tree(source: str | None, config: Config | None = None) -> SourceTree:
    """Return where the sources of translated documents are: as given, or else as `[pairs]` says.

    Raises:
        ConfigError: `[pairs]` has one of its two keys only.
    """
    config = config or _NO_CONFIG
    commit_key = config.get("pairs.commit-key")
    ours, theirs = config.get("pairs.source"), config.get("pairs.target")
    if source is not None or not (ours or theirs) or not config.file:
        return SourceTree(source, commit_key=commit_key)
    if not (ours and theirs):
        raise ConfigError("[pairs] needs both source and target", path=str(config.file), hint=_PATTERNS)
    return SourceTree(pattern=PairPattern(ours, theirs, config.file.parent), commit_key=commit_key)
