"""What the endpoints of a review share, and what a request of its page asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from l10nqa.review.queue import Filters
from l10nqa.review.review import Reviewer

if TYPE_CHECKING:
    from l10nqa.model import Finding
    from l10nqa.review.access import Access
    from l10nqa.review.loading import Loading
    from l10nqa.review.memories import MemoryLookup
    from l10nqa.review.review import Review
    from l10nqa.review.settings import ReviewSettings

__all__ = ["Desk", "Given", "PageRequest"]


@dataclass
class _Seat:
    """What is remembered of a browser."""

    name: str
    reason: str = ""


@dataclass
class Desk:
    """What the endpoints share."""

    settings: ReviewSettings
    access: Access
    review: Review
    loading: Loading
    memories: MemoryLookup | None
    seats: dict[str, _Seat] = field(default_factory=dict)

    def seat(self, session: str) -> _Seat:
        """Return what is remembered of a browser."""
        return self.seats.setdefault(session, _Seat(self.settings.author))

    @property
    def session_cookie(self) -> str:
        """The name of the cookie that tells browsers apart."""
        return f"{self.access.cookie}-reviewer"


@dataclass(frozen=True)
class PageRequest:
    """A request: who asks, about what."""

    desk: Desk
    session: str
    values: dict[str, str]

    @property
    def filters(self) -> Filters:
        """The filters of the page."""
        return Filters.of(self.values)

    @property
    def seat(self) -> _Seat:
        """What is remembered of the browser."""
        return self.desk.seat(self.session)

    @property
    def reviewer(self) -> Reviewer:
        """Who asks."""
        return Reviewer(self.session, self.seat.name)

    @property
    def group(self) -> str:
        """The id of the group on the page."""
        return self.values.get("group", "")

    @property
    def sentence(self) -> str:
        """The id of the sentence on the page."""
        return self.values.get("sentence", "")

    def findings(self) -> list[Finding]:
        """Return the findings that an action is about: of the sentence, or of the whole group."""
        sentences = self.desk.review.queue.sentences(self.group, self.filters)
        whole = self.values.get("scope") == "group"
        return [finding for each in sentences if whole or each.id == self.sentence for finding in each.findings]


async def _page_request(http: Request) -> PageRequest:
    desk = http.app.state.desk
    body = (await http.body()).decode() if http.method == "POST" else ""
    values = dict(parse_qsl(body, keep_blank_values=True)) if body else dict(http.query_params)
    return PageRequest(desk, http.cookies.get(desk.session_cookie, ""), values)


Given = Annotated[PageRequest, Depends(_page_request)]
"""A request of the page, as a parameter of an endpoint."""
