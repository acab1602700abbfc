"""Restricts a format to active findings."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from l10nqa.model import CheckedDocument

__all__ = ["of_active"]

_Render = TypeVar("_Render", bound="Callable[..., Any]")


def of_active(render: _Render) -> _Render:
    """Make a renderer leave out findings that the ledger suppresses or the baseline knows."""

    @wraps(render)
    def render_active(results: Iterable[CheckedDocument], *args: object, **options: object) -> Any:
        return render(_active(results), *args, **options)

    return cast("_Render", render_active)


def _active(results: Iterable[CheckedDocument]) -> Iterator[CheckedDocument]:
    for result in results:
        yield result._replace(findings=tuple(finding for finding in result.findings if finding.is_active))
