"""Who may use the page: the browser that was given the address with the token, and pages of this server only."""

from __future__ import annotations

import hmac
import secrets
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

__all__ = ["Access"]

_CLOSED = "Open the whole address that l10nqa review wrote in the terminal: it holds the key to this page.\n"
_FOREIGN = "This was not asked by a page of this review.\n"


class Access:
    """Checks the token of requests, which a cookie brings once the address with it has been opened."""

    def __init__(self, port: int) -> None:
        self.token = secrets.token_urlsafe(32)
        # Cookies do not tell the ports of a host apart: two reviews at once need two names.
        self.cookie = f"l10nqa-review-{port}"

    def is_token(self, given: str) -> bool:
        """Tell whether it is the token; compared in constant time."""
        return hmac.compare_digest(given.encode(), self.token.encode())

    def refusal(self, scope: Scope) -> Response | None:
        """Return the answer to a request that is not to be served; None for one that is."""
        headers = Headers(scope=scope)
        if not self.is_token(self._brought(headers)):
            return PlainTextResponse(_CLOSED, HTTPStatus.UNAUTHORIZED)
        # Another server on this machine is the same site to a browser: its pages could send the cookie along.
        if scope["method"] not in ("GET", "HEAD") and headers.get("origin") != f"http://{headers.get('host', '')}":
            return PlainTextResponse(_FOREIGN, HTTPStatus.FORBIDDEN)
        return None

    def set_cookie(self, response: Response) -> None:
        """Let the browser bring the token from now on."""
        response.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")

    def _brought(self, headers: Headers) -> str:
        try:
            cookies = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return ""
        found = cookies.get(self.cookie)
        return found.value if found else ""
