"""Renders the pages and their fragments."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from l10nqa import __version__
from l10nqa.text import count_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["asset", "fragment", "rendered"]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer"}


class _Asset(NamedTuple):
    content: bytes
    media_type: str


_MEDIA_TYPES = {"css": "text/css", "js": "text/javascript"}


@cache
def _environment() -> Environment:
    # Whatever the names of templates: texts of documents must never be taken for markup.
    environment = Environment(
        loader=PackageLoader("l10nqa.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["count_of"] = count_of
    environment.filters["number"] = "{:,}".format
    environment.filters["without_surrogates"] = _shown
    environment.globals["version"] = __version__
    return environment


def _shown(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def rendered(name: str, values: Mapping[str, Any]) -> str:
    """Return a template filled in; lone surrogates, which no response can hold, are replaced."""
    return _shown(_environment().get_template(name).render(values))


def fragment(html: str, status: int = 200) -> HTMLResponse:
    """Return the response with a page or a part of one."""
    return HTMLResponse(html, status, _HEADERS)


@cache
def _assets() -> Mapping[str, _Asset]:
    folder = files("l10nqa.review") / "assets"
    return {
        each.name: _Asset(each.read_bytes(), _MEDIA_TYPES[suffix])
        for each in folder.iterdir()
        if (suffix := each.name.rpartition(".")[2]) in _MEDIA_TYPES
    }


def asset(name: str) -> Response:
    """Return a script or a style sheet."""
    found = _assets().get(name)
    if found is None:
        return Response(status_code=404)
    return Response(found.content, media_type=found.media_type, headers=_HEADERS)
