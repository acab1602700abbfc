"""The findings as Parquet, for pandas, DuckDB and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from l10nqa.render.table.extras import need
from l10nqa.render.table.frames import findings_frame
from l10nqa.ruleset import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.model import CheckedDocument
    from l10nqa.ruleset import RuleSet

__all__ = ["render_parquet"]


def render_parquet(results: Iterable[CheckedDocument], stream: BinaryIO, *, rules: RuleSet = BUILT_IN) -> None:
    """Write one row for each finding, compressed with Zstandard.

    Raises:
        ConfigError: pyarrow is not installed.
    """
    need("parquet")
    findings_frame(results, rules).to_parquet(stream, engine="pyarrow", compression="zstd", index=False)
