"""The web application of a review."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, FastAPI, Request
from starlette.responses import Response

from l10nqa import __version__
from l10nqa.errors import InputError
from l10nqa.model import Decision
from l10nqa.review.cards import PLACES, card_of, words_of
from l10nqa.review.pages import asset, fragment, rendered
from l10nqa.review.queue import Filters
from l10nqa.review.review import Outcome, Reviewer
from l10nqa.review.summary import summary_of
from l10nqa.review.typed import typed_findings, typed_text
from l10nqa.server.guard import Guard
from l10nqa.server.problem import add_problem_handlers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp, Receive, Scope, Send

    from l10nqa.model import Finding
    from l10nqa.review.access import Access
    from l10nqa.review.cards import Card
    from l10nqa.review.loading import Loading
    from l10nqa.review.memories import MemorySearch
    from l10nqa.review.review import Review
    from l10nqa.review.settings import ReviewSettings

__all__ = ["Desk", "create_app"]

_LIST = 50
"""The number of groups on a page of the list."""
_DECISIONS = {decision.value: decision for decision in (Decision.FALSE_ALARM, Decision.ACCEPTED)}
_router = APIRouter()


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
    memories: MemorySearch | None
    seats: dict[str, _Seat] = field(default_factory=dict)

    def seat(self, session: str) -> _Seat:
        """Return what is remembered of a browser."""
        return self.seats.setdefault(session, _Seat(self.settings.author))

    @property
    def session_cookie(self) -> str:
        """The name of the cookie that tells browsers apart."""
        return f"{self.access.cookie}-reviewer"


@dataclass(frozen=True)
class Asked:
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


async def _asked(request: Request) -> Asked:
    desk = request.app.state.desk
    body = (await request.body()).decode() if request.method == "POST" else ""
    values = dict(parse_qsl(body, keep_blank_values=True)) if body else dict(request.query_params)
    return Asked(desk, request.cookies.get(desk.session_cookie, ""), values)


_Given = Annotated[Asked, Depends(_asked)]


@_router.get("/")
def page(asked: _Given) -> Response:
    """Return the page, or let the browser in that brings the token."""
    desk = asked.desk
    if "token" in asked.values:
        response = fragment(rendered("enter.html.j2", {}))
        desk.access.set_cookie(response)
        if not asked.session:
            response.set_cookie(desk.session_cookie, secrets.token_urlsafe(16), httponly=True, samesite="strict")
        return response
    group = desk.review.queue.neighbour("", asked.filters)
    values = _values(asked, _card(asked, group.id if group else ""))
    return fragment(rendered("page.html.j2", values))


@_router.get("/assets/{name}")
def assets(name: str) -> Response:
    """Return a script or a style sheet."""
    return asset(name)


@_router.get("/favicon.ico")
def icon() -> Response:
    """Return no icon: browsers ask for one."""
    return Response(status_code=HTTPStatus.NO_CONTENT)


@_router.get("/card")
def card(asked: _Given) -> Response:
    """Return a card: the group asked for, the next or previous one, or another sentence of it."""
    return _shown(asked)


@_router.get("/list")
def group_list(asked: _Given) -> Response:
    """Return some of the groups, as a list."""
    first = int(asked.values.get("first", "0") or 0) if asked.values.get("first", "0").isdecimal() else 0
    groups = asked.desk.review.queue.groups(asked.filters)
    values = {"groups": groups[first : first + _LIST], "first": first, "total": len(groups), "step": _LIST}
    return fragment(rendered("list.html.j2", values | {"current": asked.group}))


@_router.get("/places")
def places(asked: _Given) -> Response:
    """Return further places of the sentence."""
    first = int(asked.values.get("first", "0")) if asked.values.get("first", "0").isdecimal() else 0
    found = asked.findings()
    values = {"findings": found[first : first + PLACES], "first": first, "total": len(found), "step": PLACES}
    return fragment(rendered("places.html.j2", values | {"group": asked.group, "sentence": asked.sentence}))


@_router.get("/memory")
def memory(asked: _Given) -> Response:
    """Return what the memory has for the sentence, or for other words."""
    desk = asked.desk
    found = asked.findings()
    words = asked.values.get("words", "").strip()
    values: dict[str, object] = {"found": None, "words": words, "group": asked.group, "sentence": asked.sentence}
    if desk.memories and found:
        finding = next((each for each in found if each.is_active), found[0])
        locale, _ = desk.review.queue.of_document(finding.path)
        words = words or words_of(finding)
        values |= {"found": desk.memories.find(finding.source_text, words, locale), "words": words, "locale": locale}
    return fragment(rendered("memory.html.j2", values))


@_router.get("/status")
def status(asked: _Given) -> Response:
    """Return the progress, and a word if others have changed the group on the page."""
    asked.desk.review.refresh()
    return fragment(rendered("status.html.j2", _status(asked)))


@_router.post("/decide")
def decide(asked: _Given) -> Response:
    """Write a decision into the ledger."""
    reason = " ".join(asked.values.get("reason", "").split())
    decision = _DECISIONS.get(asked.values.get("decision", ""))
    if decision is None:
        return _shown(asked, Outcome("That is no decision.", has_failed=True))
    if decision is Decision.ACCEPTED and not reason:
        return _shown(asked, Outcome("Accepted findings need a reason: what is it?", has_failed=True))
    asked.seat.reason = reason
    return _acted(asked, lambda: asked.desk.review.decide(asked.findings(), decision, reason, asked.reviewer))


@_router.post("/accept")
def accept(asked: _Given) -> Response:
    """Apply fixes, and write the documents."""
    return _acted(asked, lambda: asked.desk.review.accept(asked.findings(), asked.reviewer))


@_router.post("/edit")
def edit(asked: _Given) -> Response:
    """Write another target."""
    found = asked.findings()
    text = typed_text(asked.values.get("text", ""), found)
    return _acted(asked, lambda: asked.desk.review.edit(found, text, asked.reviewer))


@_router.post("/try")
def try_target(asked: _Given) -> Response:
    """Return what the rules find in a target while it is typed."""
    found = asked.findings()
    text = typed_text(asked.values.get("text", ""), found)
    return fragment(rendered("typed.html.j2", {"typed": typed_findings(asked.desk.review, found, text)}))


@_router.post("/undo")
def undo(asked: _Given) -> Response:
    """Undo the last action of the reviewer."""
    return _acted(asked, lambda: asked.desk.review.undo(asked.reviewer), stays=True)


@_router.post("/name")
def name(asked: _Given) -> Response:
    """Take the name of the reviewer."""
    asked.seat.name = " ".join(asked.values.get("name", "").split()) or asked.desk.settings.author
    return fragment(rendered("message.html.j2", {"outcome": Outcome(f"Decisions are by {asked.seat.name}.")}))


@_router.get("/summary")
def summary(asked: _Given) -> Response:
    """Return what has been done, with the diff."""
    values = {"summary": summary_of(asked.desk.review), "ledger": asked.desk.settings.ledger}
    return fragment(rendered("summary.html.j2", values))


def _acted(asked: Asked, act: object, *, stays: bool = False) -> Response:
    """Do something, and return the card that comes next."""
    try:
        outcome: Outcome = act()  # type: ignore[operator]
    except InputError as error:
        outcome = Outcome(str(error), has_failed=True)
    return _shown(asked, outcome, stays=stays)


def _shown(asked: Asked, outcome: Outcome | None = None, *, stays: bool = False) -> Response:
    desk, filters = asked.desk, asked.filters
    desk.review.refresh()
    to = asked.values.get("to", "")
    name, sentence = asked.group, asked.sentence
    if to in ("next", "previous") or not name:
        group = desk.review.queue.neighbour(name, filters, forward=to != "previous")
        name, sentence = (group.id if group else ""), ""
    found = _card(asked, name, _stepped(asked, name, sentence))
    if not stays and outcome and not outcome.has_failed:
        found = _after(asked, found)
    values = _values(asked, found) | {"outcome": outcome}
    return fragment(rendered("card.html.j2", values))


def _stepped(asked: Asked, name: str, sentence: str) -> str:
    """Return the sentence that is as many steps away as was asked for."""
    step = asked.values.get("step", "")
    if step not in ("1", "-1"):
        return sentence
    ids = [each.id for each in asked.desk.review.queue.sentences(name, asked.filters)]
    return ids[(ids.index(sentence) + int(step)) % len(ids)] if sentence in ids else ""


def _after(asked: Asked, found: Card | None) -> Card | None:
    """Return the card to go on with: the next open sentence of the group, else the next group."""
    if found and found.open_here and asked.filters.show == "open":
        return found
    if found and found.open_shown:
        return _card(asked, found.group.id)
    group = asked.desk.review.queue.neighbour(asked.group, asked.filters)
    return _card(asked, group.id) if group else None


def _card(asked: Asked, name: str, sentence: str = "") -> Card | None:
    review = asked.desk.review
    group = review.queue.group(name)
    found = card_of(review, group, asked.filters, sentence) if group else None
    if found:
        review.refresh([found.finding.path])
        group = review.queue.group(name)
        found = card_of(review, group, asked.filters, sentence) if group else None
    return found


def _values(asked: Asked, found: Card | None) -> dict[str, object]:
    choices = asked.desk.review.queue.choices(asked.filters)
    last = asked.desk.review.journal.last_of(asked.session)
    return {
        "card": found,
        "filters": asked.filters,
        "choices": choices,
        "seat": asked.seat,
        "last": last,
        "places": _places(found),
        "step": PLACES,
        "has_memory": asked.desk.memories is not None,
        "outcome": None,
        "paths": " ".join(asked.desk.settings.paths),
        **_status(asked, found),
    }


def _places(found: Card | None) -> Sequence[Finding]:
    return found.sentence.findings[:PLACES] if found else ()


def _status(asked: Asked, found: Card | None = None) -> dict[str, object]:
    review, loading = asked.desk.review, asked.desk.loading
    group = review.queue.group(asked.group) if found is None else found.group
    seen = asked.values.get("seen", "")
    is_changed = bool(group and found is None and seen.isdecimal() and group.counts.open < int(seen))
    return {
        "counts": review.queue.counts(),
        "progress": loading.progress,
        "work": review.work,
        "notes": loading.notes,
        "changed_group": group if is_changed else None,
        "group_name": group.id if group else "",
        "seen": group.counts.open if group else 0,
        "found_first": bool(asked.values.get("looking")) and bool(review.queue.groups(asked.filters)),
    }


def create_app(desk: Desk) -> FastAPI:
    """Return the application of a review."""
    app = FastAPI(title="l10nqa review", version=__version__, openapi_url=None, docs_url=None, redoc_url=None)
    app.state.desk = desk
    app.include_router(_router)
    add_problem_handlers(app)
    app.add_middleware(_Door, access=desk.access)
    app.add_middleware(Guard, settings=_Loopback(), may_send=desk.access.refusal)
    return app


class _Loopback:
    """The address of the page: no other machine can reach it."""

    host = "127.0.0.1"
    host_names: tuple[str, ...] = ()


class _Door:
    """ASGI middleware: serves nothing to those who do not bring the token, but the way in."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app, self._access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the request, or refuse it."""
        refusal = None
        if scope["type"] == "http" and not self._is_let_in(scope):
            refusal = self._access.refusal(scope)
        await (refusal or self._app)(scope, receive, send)

    def _is_let_in(self, scope: Scope) -> bool:
        if scope["method"] != "GET" or scope["path"] != "/":
            return False
        given = dict(parse_qsl(scope["query_string"].decode())).get("token", "")
        return bool(given) and self._access.is_token(given)
