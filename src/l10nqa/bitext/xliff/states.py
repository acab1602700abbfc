"""The states of translations, in the words of XLIFF, and in those that Trados, memoQ and Memsource add."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.model import Context, State
from l10nqa.safe_xml import characters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.model import Match, Origin, Target
    from l10nqa.safe_xml import Element

__all__ = [
    "FINAL",
    "STATES_1",
    "STATES_2",
    "UNFINISHED",
    "ToolStatus",
    "is_locked",
    "origin_of_qualifier",
    "qualifier_of",
    "sdl_codes",
    "sdl_segment",
    "tool_attributes",
    "tool_status",
]

UNFINISHED = frozenset(
    "new needs-translation needs-adaptation needs-l10n needs-review-translation needs-review-adaptation "
    "needs-review-l10n initial".split()
)
"""The states of both versions in which nobody may use a translation yet, like a fuzzy entry of PO."""
FINAL = frozenset({"final", "signed-off", "reviewed"})
STATES_1: Mapping[State, str] = MappingProxyType(
    {
        State.UNTRANSLATED: "needs-translation",
        State.DRAFT: "needs-review-translation",
        State.TRANSLATED: "translated",
        State.FINAL: "final",
        State.LOCKED: "final",
    }
)
"""The attributes of a state in 1.2."""
STATES_2: Mapping[State, str] = MappingProxyType(
    {
        State.UNTRANSLATED: "initial",
        State.DRAFT: "initial",
        State.TRANSLATED: "translated",
        State.FINAL: "final",
        State.LOCKED: "final",
    }
)
"""The same in 2.x."""
_ORIGINS: Mapping[str, Origin] = MappingProxyType(
    {
        "mt-suggestion": "MT",
        "leveraged-mt": "MT",
        "x-HT": "HT",
        "l10nqa:MT": "MT",
        "l10nqa:HT": "HT",
        "l10nqa:leveraged-mt": "MT",
    }
)
_FROM_MEMORY = frozenset({"exact-match", "id-match", "fuzzy-match"})
_MT_SYSTEMS = frozenset({"mt", "nmt", "amt"})
_SDL = "http://sdl.com/FileTypes/SdlXliff/1.0"
_MEMOQ = "MQXliff"
_MEMSOURCE = "http://www.memsource.com/mxlf/2.0"
_GLOBALSIGHT = "http://www.gs4tr.org/schema/xliff-ext"
_SDL_STATES: Mapping[str, State] = MappingProxyType(
    {
        "Draft": State.DRAFT,
        "Translated": State.TRANSLATED,
        "RejectedTranslation": State.DRAFT,
        "ApprovedTranslation": State.FINAL,
        "RejectedSignOff": State.DRAFT,
        "ApprovedSignOff": State.FINAL,
    }
)
_SDL_NAMES = MappingProxyType(
    {State.DRAFT: "Draft", State.TRANSLATED: "Translated", State.FINAL: "ApprovedTranslation"}
)
_SDL_CODES = MappingProxyType({"bpt": "open", "ept": "close", "ph": "single", "st": "single"})
_MEMOQ_STATES: Mapping[str, State] = MappingProxyType(
    {
        "NotStarted": State.DRAFT,
        "PartiallyEdited": State.DRAFT,
        "Edited": State.DRAFT,
        "AssembledFromFragments": State.DRAFT,
        "Rejected": State.DRAFT,
        "MachineTranslated": State.TRANSLATED,
        "ManuallyConfirmed": State.TRANSLATED,
        "Reviewer1Confirmed": State.FINAL,
        "Reviewer2Confirmed": State.FINAL,
        "ReviewerConfirmed": State.FINAL,
        "Proofread": State.FINAL,
    }
)
"""`Pretranslated` depends on how good the match was."""
_MEMOQ_NAMES = MappingProxyType(
    {
        State.UNTRANSLATED: "NotStarted",
        State.DRAFT: "PartiallyEdited",
        State.TRANSLATED: "ManuallyConfirmed",
        State.FINAL: "Proofread",
    }
)
_NUMBER = re.compile("[0-9]{1,3}")
_EXACT = 100


class ToolStatus(NamedTuple):
    """The state of a segment in the attributes of the tool that made the file."""

    state: State | None = None
    """The state of its target; None if the tool does not declare one."""
    origin: Origin | None = None
    is_locked: bool = False


_NO_STATUS = ToolStatus()


def tool_status(unit: Element, segment: str | None) -> ToolStatus:
    """Return what tools say of a segment of a unit of 1.2, by the `mid` of its mark."""
    own = sdl_segment(unit, segment)
    if own is not None:
        origin: Origin | None = "MT" if own.get("origin") in _MT_SYSTEMS else None
        return ToolStatus(_SDL_STATES.get(own.get("conf")), origin, own.get("locked").lower() in ("true", "1"))
    if not any(name.startswith("{") for name in unit.attributes):
        return _NO_STATUS
    get = unit.get
    if f"{{{_MEMOQ}}}status" in unit.attributes or f"{{{_MEMOQ}}}locked" in unit.attributes:
        status = get(f"{{{_MEMOQ}}}status")
        state = _MEMOQ_STATES.get(status)
        if status == "Pretranslated":
            state = State.TRANSLATED if _number(get(f"{{{_MEMOQ}}}percent")) >= _EXACT else State.DRAFT
        is_held = get(f"{{{_MEMOQ}}}locked").lower() in ("locked", "true", "1")
        return ToolStatus(state, "MT" if status == "MachineTranslated" else None, is_held)
    if f"{{{_MEMSOURCE}}}confirmed" in unit.attributes or f"{{{_MEMSOURCE}}}locked" in unit.attributes:
        state = _memsource_state(get(f"{{{_MEMSOURCE}}}confirmed"))
        is_machine = get(f"{{{_MEMSOURCE}}}trans-origin").lower() in _MT_SYSTEMS and state is State.DRAFT
        return ToolStatus(state, "MT" if is_machine else None, get(f"{{{_MEMSOURCE}}}locked").lower() == "true")
    return ToolStatus(is_locked=get(f"{{{_GLOBALSIGHT}}}locked").lower() == "true")


def _memsource_state(confirmed: str) -> State | None:
    """Return the state of a segment by the step of the workflow up to which it is confirmed: 1 is the translation."""
    if not confirmed:
        return None
    step = 1 if confirmed.lower() == "true" else _number(confirmed)
    return (State.DRAFT, State.TRANSLATED, State.FINAL)[min(step, 2)]


def sdl_segment(unit: Element, segment: str | None) -> Element | None:
    """Return the element in which SDLXLIFF, the XLIFF of Trados, says what it has to say of a segment."""
    groups = (each for each in unit.children if each.name == "seg-defs" and each.namespace == _SDL)
    found = (each for group in groups for each in group.all("seg"))
    return next((each for each in found if each.get("id") == segment), None)


def sdl_codes(document: str, file: Element) -> dict[tuple[str, str], str]:
    """Return what the codes in a file of Trados stand for, by role and id, as its header says."""
    headers = (header.any("tag-defs") for header in file.any("header"))
    tags = [tag for groups in headers for group in groups if group.namespace == _SDL for tag in group.all("tag")]
    return {
        (_SDL_CODES[code.name], tag.get("id")): characters(document, code.inside)
        for tag in tags
        for code in tag.children
        if code.name in _SDL_CODES
    }


def tool_attributes(element: Element, target: Target, state: State) -> dict[str, str | None]:
    """Return what changes in the attributes of a tool where a segment gets a target and a state.

    `element` is the unit, or for Trados the element of the segment; `state` is of the unit as a whole. Attributes that
    a tool does not use are not added, and nothing changes where they already say so.
    """
    if element.namespace == _SDL:
        return _sdl_attributes(element, target, state)
    if f"{{{_MEMOQ}}}status" in element.attributes:
        return _qualified(element, _MEMOQ, _memoq_attributes(target, state))
    if f"{{{_MEMSOURCE}}}confirmed" in element.attributes:
        steps = max((_number(each.get(f"{{{_MEMSOURCE}}}level")) for each in element.ancestors()), default=1)
        values = _memsource_attributes(target, state, steps)
        kept = {name: value for name, value in values.items() if f"{{{_MEMSOURCE}}}{name}" in element.attributes}
        return _qualified(element, _MEMSOURCE, kept)
    return {}


def _sdl_attributes(element: Element, target: Target, state: State) -> dict[str, str | None]:
    values: dict[str, str | None] = {"conf": _SDL_NAMES.get(state)}
    if target.match is not None:
        is_machine = target.match.unit.origin == "MT"
        values |= {"origin": "mt" if is_machine else "tm", "percent": str(min(int(target.match.score), _EXACT))}
    elif target.text is not None:
        values |= {"origin": "interactive" if state is not State.UNTRANSLATED else None, "percent": None}
    if state is State.LOCKED:
        values = {"locked": "true"}
    return {name: value for name, value in values.items() if element.attributes.get(name) != value}


def _memoq_attributes(target: Target, state: State) -> dict[str, str | None]:
    if state is State.LOCKED:
        return {"locked": "locked"}
    match, name = target.match, _MEMOQ_NAMES[state]
    if match is None:
        return {"status": name, "percent": None} if target.text is not None else {"status": name}
    if match.unit.origin == "MT" and state is State.TRANSLATED:
        return {"status": "MachineTranslated", "percent": None}
    is_implied_by_score = (match.score >= _EXACT) == (state is State.TRANSLATED)
    if state in (State.DRAFT, State.TRANSLATED) and is_implied_by_score:
        name = "Pretranslated"
    return {"status": name, "percent": str(int(match.score))}


def _memsource_attributes(target: Target, state: State, steps: int) -> dict[str, str | None]:
    if state is State.LOCKED:
        return {"locked": "true"}
    # Of a file with one step, the state of the standard says what is final.
    confirmed = {State.TRANSLATED: 1, State.FINAL: max(min(steps, 2), 1)}.get(state, 0)
    values: dict[str, str | None] = {"confirmed": str(confirmed)}
    if target.match is not None:
        values["trans-origin"] = "mt" if target.match.unit.origin == "MT" else "tm"
        values["score"] = f"{target.match.score / 100:.2f}"
    return values


def _qualified(element: Element, namespace: str, values: Mapping[str, str | None]) -> dict[str, str | None]:
    prefix = next((prefix for prefix, uri in element.declared.items() if prefix and uri == namespace), "")
    changed = {n: value for n, value in values.items() if element.attributes.get(f"{{{namespace}}}{n}") != value}
    return {f"{prefix}:{name}": value for name, value in changed.items()} if prefix else {}


def is_locked(element: Element) -> bool:
    """Tell whether the nearest element with `translate` forbids translation."""
    for each in (element, *element.ancestors()):
        if "translate" in each.attributes:
            return each.get("translate") == "no"
    return False


def origin_of_qualifier(qualifier: str, details: Mapping[str, str]) -> str | None:
    """Return who made a translation; of one from a memory the qualifier says that, and the details who made it."""
    if qualifier.removeprefix("l10nqa:") in _FROM_MEMORY:
        return details.get("origin")
    return _ORIGINS.get(qualifier)


def qualifier_of(match: Match, *, finished: bool) -> str:
    """Return how a target came about that a match gave, in the words of XLIFF 1.2."""
    if not finished:
        return "fuzzy-match"
    if match.unit.origin == "MT":
        return "leveraged-mt"
    return "id-match" if match.context is Context.KEY else "exact-match"


def _number(text: str) -> int:
    found = _NUMBER.match(text)
    return int(found[0]) if found else 0
