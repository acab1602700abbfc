"""The packages that some formats need, with the remedy if they are missing."""

from __future__ import annotations

import importlib

from l10nqa.errors import ConfigError

__all__ = ["need"]

_PACKAGES = {"parquet": ("pyarrow", "pyarrow"), "xlsx": ("xlsxwriter", "XlsxWriter")}
"""By format: the module, and its name for people; the extra has the name of the format."""


def need(format_: str) -> None:
    """Make sure that the format can be written.

    Raises:
        ConfigError: its package is not installed.
    """
    if format_ not in _PACKAGES:
        return
    module, name = _PACKAGES[format_]
    try:
        importlib.import_module(module)
    except ImportError as error:
        hint = f'install it: pip install "l10nqa[{format_}]"'
        raise ConfigError(f"the format {format_} takes {name}", hint=hint) from error
