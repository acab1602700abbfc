"""The endpoints of a review: pages, cards, and what reviewers do."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.responses import Response

from l10nqa.errors import L10nqaError
from l10nqa.model import Decision
from l10nqa.review.cards import PLACES, card_of, words_of
from l10nqa.review.desk import Given  # noqa: TC001 - FastAPI reads the annotations
from l10nqa.review.pages import asset, fragment, rendered
from l10nqa.review.review import ActionOutcome
from l10nqa.review.summary import summary_of
from l10nqa.review.typed import typed_findings, typed_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from l10nqa.model import Finding
    from l10nqa.review.cards import Card
    from l10nqa.review.desk import PageRequest

__all__ = ["router"]

_LIST = 50
"""The number of groups on a page of the list."""
_DECISIONS = {decision.value: decision for decision in (Decision.FALSE_ALARM, Decision.ACCEPTED)}
router = APIRouter()


@router.get("/")
def page(request: Given) -> Response:
    """Return the page, or let the browser in that brings the token."""
    desk = request.desk
    if "token" in request.values:
        response = fragment(rendered("enter.html.j2", {}))
        desk.access.set_cookie(response)
        if not request.session:
            response.set_cookie(desk.session_cookie, secrets.token_urlsafe(16), httponly=True, samesite="strict")
        return response
    group = desk.review.queue.neighbour("", request.filters)
    values = _values(request, _card(request, group.id if group else ""))
    return fragment(rendered("page.html.j2", values))


@router.get("/assets/{name}")
def assets(name: str) -> Response:
    """Return a script or a style sheet."""
    return asset(name)


@router.get("/favicon.ico")
def icon() -> Response:
    """Return no icon: browsers ask for one."""
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get("/card")
def card(request: Given) -> Response:
    """Return a card: the group asked for, the next or previous one, or another sentence of it."""
    return _shown(request)


@router.get("/list")
def group_list(request: Given) -> Response:
    """Return some of the groups, as a list."""
    first = int(request.values.get("first", "0") or 0) if request.values.get("first", "0").isdecimal() else 0
    groups = request.desk.review.queue.groups(request.filters)
    values = {"groups": groups[first : first + _LIST], "first": first, "total": len(groups), "step": _LIST}
    return fragment(rendered("list.html.j2", values | {"current": request.group}))


@router.get("/places")
def places(request: Given) -> Response:
    """Return further places of the sentence."""
    first = int(request.values.get("first", "0")) if request.values.get("first", "0").isdecimal() else 0
    found = request.findings()
    values = {"findings": found[first : first + PLACES], "first": first, "total": len(found), "step": PLACES}
    return fragment(rendered("places.html.j2", values | {"group": request.group, "sentence": request.sentence}))


@router.get("/memory")
def memory(request: Given) -> Response:
    """Return what the memory has for the sentence, or for other words."""
    desk = request.desk
    found = request.findings()
    words = request.values.get("words", "").strip()
    values: dict[str, object] = {"found": None, "words": words, "group": request.group, "sentence": request.sentence}
    if desk.memories and found:
        finding = next((each for each in found if each.is_active), found[0])
        locale, _ = desk.review.queue.of_document(finding.path)
        words = words or words_of(finding)
        values |= {"found": desk.memories.find(finding.source_text, words, locale), "words": words, "locale": locale}
    return fragment(rendered("memory.html.j2", values))


@router.get("/status")
def status(request: Given) -> Response:
    """Return the progress, and a word if others have changed the group on the page."""
    request.desk.review.refresh()
    return fragment(rendered("status.html.j2", _status(request)))


@router.post("/decide")
def decide(request: Given) -> Response:
    """Write a decision into the ledger."""
    reason = " ".join(request.values.get("reason", "").split())
    decision = _DECISIONS.get(request.values.get("decision", ""))
    if decision is None:
        return _shown(request, ActionOutcome("That is no decision.", has_failed=True))
    if decision is Decision.ACCEPTED and not reason:
        return _shown(request, ActionOutcome("Accepted findings need a reason: what is it?", has_failed=True))
    request.seat.reason = reason
    return _acted(request, lambda: request.desk.review.decide(request.findings(), decision, reason, request.reviewer))


@router.post("/accept")
def accept(request: Given) -> Response:
    """Apply fixes, and write the documents."""
    return _acted(request, lambda: request.desk.review.accept(request.findings(), request.reviewer))


@router.post("/edit")
def edit(request: Given) -> Response:
    """Write another target."""
    found = request.findings()
    text = typed_text(request.values.get("text", ""), found)
    return _acted(request, lambda: request.desk.review.edit(found, text, request.reviewer))


@router.post("/try")
def try_target(request: Given) -> Response:
    """Return what the rules find in a target while it is typed."""
    found = request.findings()
    text = typed_text(request.values.get("text", ""), found)
    return fragment(rendered("typed.html.j2", {"typed": typed_findings(request.desk.review, found, text)}))


@router.post("/undo")
def undo(request: Given) -> Response:
    """Undo the last action of the reviewer."""
    return _acted(request, lambda: request.desk.review.undo(request.reviewer), stays=True)


@router.post("/name")
def name(request: Given) -> Response:
    """Take the name of the reviewer."""
    request.seat.name = " ".join(request.values.get("name", "").split()) or request.desk.settings.author
    return fragment(rendered("message.html.j2", {"outcome": ActionOutcome(f"Decisions are by {request.seat.name}.")}))


@router.get("/summary")
def summary(request: Given) -> Response:
    """Return what has been done, with the diff."""
    values = {"summary": summary_of(request.desk.review), "ledger": request.desk.settings.ledger}
    return fragment(rendered("summary.html.j2", values))


def _acted(request: PageRequest, act: Callable[[], ActionOutcome], *, stays: bool = False) -> Response:
    """Do something, and return the card that comes next."""
    try:
        outcome = act()
    except L10nqaError as error:
        outcome = ActionOutcome(str(error), has_failed=True)
    return _shown(request, outcome, stays=stays)


def _shown(request: PageRequest, outcome: ActionOutcome | None = None, *, stays: bool = False) -> Response:
    desk, filters = request.desk, request.filters
    desk.review.refresh()
    to = request.values.get("to", "")
    name, sentence = request.group, request.sentence
    if to in ("next", "previous") or not name:
        group = desk.review.queue.neighbour(name, filters, forward=to != "previous")
        name, sentence = (group.id if group else ""), ""
    found = _card(request, name, _stepped(request, name, sentence))
    if not stays and outcome and not outcome.has_failed:
        found = _after(request, found)
    values = _values(request, found) | {"outcome": outcome}
    return fragment(rendered("card.html.j2", values))


def _stepped(request: PageRequest, name: str, sentence: str) -> str:
    """Return the sentence that is as many steps away as was asked for."""
    step = request.values.get("step", "")
    if step not in ("1", "-1"):
        return sentence
    ids = [each.id for each in request.desk.review.queue.sentences(name, request.filters)]
    return ids[(ids.index(sentence) + int(step)) % len(ids)] if sentence in ids else ""


def _after(request: PageRequest, found: Card | None) -> Card | None:
    """Return the card to go on with: the next open sentence of the group, else the next group."""
    if found and found.open_here and request.filters.show == "open":
        return found
    if found and found.open_shown:
        return _card(request, found.group.id)
    group = request.desk.review.queue.neighbour(request.group, request.filters)
    return _card(request, group.id) if group else None


def _card(request: PageRequest, name: str, sentence: str = "") -> Card | None:
    review = request.desk.review
    group = review.queue.group(name)
    found = card_of(review, group, request.filters, sentence) if group else None
    if found:
        review.refresh([found.finding.path])
        group = review.queue.group(name)
        found = card_of(review, group, request.filters, sentence) if group else None
    return found


def _values(request: PageRequest, found: Card | None) -> dict[str, object]:
    choices = request.desk.review.queue.choices(request.filters)
    last = request.desk.review.journal.last_of(request.session)
    return {
        "card": found,
        "filters": request.filters,
        "choices": choices,
        "seat": request.seat,
        "last": last,
        "places": _places(found),
        "step": PLACES,
        "has_memory": request.desk.memories is not None,
        "outcome": None,
        "paths": " ".join(request.desk.settings.paths),
        **_status(request, found),
    }


def _places(found: Card | None) -> Sequence[Finding]:
    return found.sentence.findings[:PLACES] if found else ()


def _status(request: PageRequest, found: Card | None = None) -> dict[str, object]:
    review, loading = request.desk.review, request.desk.loading
    group = review.queue.group(request.group) if found is None else found.group
    seen = request.values.get("seen", "")
    is_changed = False
    if group and found is None and seen.isdecimal():  # while files are checked, groups grow
        is_changed = group.counts.open < int(seen) or (loading.progress.is_over and group.counts.open > int(seen))
    is_early = bool(request.values.get("early")) and loading.progress.is_over
    return {
        "before": review.queue.count_before(request.group, request.filters) if is_early else 0,
        "counts": review.queue.counts(),
        "progress": loading.progress,
        "work": review.work,
        "notes": loading.notes,
        "changed_group": group if is_changed else None,
        "group_name": group.id if group else "",
        "seen": group.counts.open if group else 0,
        "found_first": bool(request.values.get("looking")) and bool(review.queue.groups(request.filters)),
    }
