"""The name of the project that a report is about."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from l10nqa.bitext import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.config import Config

__all__ = ["project_name"]


def project_name(paths: Sequence[str], config: Config | None = None) -> str:
    """Return the `title` of the configuration, else the name of a folder; empty where there is none.

    That is the folder of the configuration; else the current one if it holds all paths; else the one that does.
    """
    if config and config.get("title"):
        return str(config.get("title"))
    if config and config.file:
        return config.file.absolute().parent.name
    places = [Path(path).absolute() for path in paths if path != STANDARD_INPUT]
    here = Path.cwd()
    if not places or all(place != here and place.is_relative_to(here) for place in places):
        return here.name
    common = Path(os.path.commonpath(places))
    return (common.parent if common.is_file() else common).name
