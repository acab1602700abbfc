"""Where targets and their sources are, as the configuration says."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.pairs.layouts import TranslatedTree, language_of
from l10nqa.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PairPattern"]


class PairPattern(NamedTuple):
    """The paths of targets and their sources: `content/{locale}/{path}` and `content/en/{path}`."""

    source: str
    target: str
    folder: Path
    """The folder that both are relative to."""

    def source_of(self, file: str) -> tuple[Path, TranslatedTree] | None:
        """Return the source of a target, and the tree that it belongs to; None for a file that is no target.

        Raises:
            ConfigError: a pattern does not hold `{path}` once, or the target pattern holds anything else in braces.
        """
        relative = os.path.relpath(file, self.folder).replace(os.sep, "/")
        parts = re.split(r"(\{\w*\})", self.target)
        if parts.count("{path}") != 1 or self.source.count("{path}") != 1:
            raise ConfigError("a pattern of [pairs] needs {path} once", hint='as in target = "content/{locale}/{path}"')
        groups = {"{path}": "(?P<path>.+)", "{locale}": r"(?P<locale>[A-Za-z0-9_-]+)"}
        pattern = "".join(groups.get(part, re.escape(part)) for part in parts)
        match = re.fullmatch(pattern, relative)
        if match is None:
            return None
        name = match["locale"] if "{locale}" in self.target else ""
        locale = language_of(name) if name else None
        if name and locale is None:
            return None
        source = self.source.replace("{locale}", locale or "")
        tree = TranslatedTree(
            str(self.folder / source), str(self.folder / self.target.replace("{locale}", name)), locale
        )
        return self.folder / source.replace("{path}", match["path"]), tree
