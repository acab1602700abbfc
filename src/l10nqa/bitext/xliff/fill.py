"""Puts new targets into an XLIFF file of whatever tool: everything that is not asked to change stays as it is.

A target without a state changes the characters of a translation, and nothing beside them. One with a state is a filled
unit: it gets the inline codes of its source, the state, notes that say where the translation comes from, and the match
itself; the translation that it replaces is kept as an offer. What the tool of the file says of the segment in words of
its own (Trados, memoQ, Memsource) is changed along with it.

Each changed unit is read again: all its sources must say what they said, the targets what is wanted, with the codes of
their sources. The file as a whole is read again at the end. A segment that fails keeps its target, and the match is
offered beside it.
"""

from __future__ import annotations

from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from l10nqa.bitext.exact import from_json
from l10nqa.bitext.splice import put_in
from l10nqa.bitext.text_file import TextChange, changed
from l10nqa.bitext.xliff.edit import edited_target, template_of
from l10nqa.bitext.xliff.fill_v1 import Version1Filler
from l10nqa.bitext.xliff.fill_v2 import Version2Filler
from l10nqa.bitext.xliff.filling import UnitText, Wanted
from l10nqa.bitext.xliff.placing import codes_of, content_like
from l10nqa.bitext.xliff.read import read_unit
from l10nqa.bitext.xliff.unit import is_blank
from l10nqa.bitext.xml_text import as_shown, restored
from l10nqa.errors import InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model import Bitext, State, Target, Written
from l10nqa.safe_xml import FORBIDDEN, parse_tree, with_attributes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.bitext.xliff.filling import Filler
    from l10nqa.bitext.xliff.unit import XliffPlace, XliffUnit
    from l10nqa.model import Segment
    from l10nqa.safe_xml import Element
    from l10nqa.text import Span

__all__ = ["text_changes", "with_targets"]

_NO_PLACE = "inline codes of the source have no place in the translation, which is offered beside it"
_NO_PLACE_NO_MATCH = "inline codes of the source have no place in the translation"
_SEGMENTS = "the source is in several segments, the translation is of the whole"
_NO_MARK = "its target holds more than segments; the translation is offered beside it"
_CONTROLS = "XML cannot hold the control characters of the translation"
_NO_MARK_NO_MATCH = "its target holds more than segments"
_LOCKED = "it is locked: the file says that nobody is to change it"
_UNKNOWN = "there is no such segment"
_BROKEN = "the file would not read back as wanted"


_FILLERS: Mapping[str, Filler] = MappingProxyType({"trans-unit": Version1Filler(), "unit": Version2Filler()})


class FileOfUnits(Bitext, Protocol):
    """An opened XLIFF file."""

    @property
    def root(self) -> Element | None:
        """The root element."""

    def encoded(self, text: str) -> bytes:
        """Return a text of the file as bytes."""

    @property
    def places(self) -> Mapping[str, XliffPlace]:
        """Where the segments are, by segment id."""

    def unit_of(self, segment_id: str) -> XliffUnit:
        """Return the unit that holds a segment."""


class _UnitChange(NamedTuple):
    """What comes of the targets of one unit."""

    span: Span
    new: str
    done: Mapping[str, Target]
    """Those that are in place, by segment id."""
    names_locale: bool
    """The root must name the locale of the targets (2.1, section 4.2.2.1)."""


def with_targets(file: FileOfUnits, targets: Mapping[str, Target]) -> Written:
    """Return the file with the given targets (by segment id) in place; see the module."""
    refused: dict[str, str] = {}
    by_id = {segment.id: segment for segment in file.segments}
    by_unit: dict[int, dict[str, Target]] = {}
    for name, target in targets.items():
        segment = by_id.get(name)
        if segment is None:
            refused[name] = _UNKNOWN
        elif not _is_as_it_is(segment, target):
            by_unit.setdefault(file.places[name].unit.start, {})[name] = target
    changes: dict[str, _UnitChange] = {}
    for start, wanted in by_unit.items():
        change = _unit_changed(file, by_id, wanted, refused)
        if change is not None:
            changes[str(start)] = change
    raw, failed = put_in(
        file.raw,
        changes,
        splice=lambda some: file.encoded(changed(file.text, _all_changes(file, some))),
        reads_back=lambda some, raw: _reads_back(file, some, raw),
    )
    for name in failed:
        refused |= dict.fromkeys(changes[name].done, _BROKEN)
    return Written(raw, refused)


def text_changes(file: FileOfUnits, segment: Segment, text: str) -> Sequence[TextChange]:
    """Return what changes in the text of the file when a segment gets another target text; nothing if it cannot.

    `with_targets` writes the same.
    """
    unit = UnitText(file.text, file.unit_of(segment.id))
    filler, position = _FILLERS[unit.element.name], file.places[segment.id].position
    if text == segment.target or unit.segments[position].is_locked:
        return ()
    plan = _plan(unit, filler, segment.id, Wanted(position, Target(text)), segment)
    (accepted,) = _accepted(unit, filler, [plan], {})
    return () if accepted.options[0].is_only_offered else filler.changes(unit, accepted.options)


def _is_as_it_is(segment: Segment, target: Target) -> bool:
    if target.notes or target.match is not None:
        return False
    return target.text in (None, segment.target) and target.state in (None, segment.state)


def _all_changes(file: FileOfUnits, changes: Mapping[str, _UnitChange]) -> Iterator[TextChange]:
    yield from (TextChange(change.span, change.new) for change in changes.values())
    root = file.root
    is_named = root is None or "trgLang" in root.attributes or file.target_locale == UNKNOWN_LOCALE
    if root is not None and not is_named and any(change.names_locale for change in changes.values()):
        start = root.start_tag
        yield TextChange(start, with_attributes(start.of(file.text), {"trgLang": file.target_locale}))


def _reads_back(file: FileOfUnits, changes: Mapping[str, _UnitChange], raw: bytes) -> bool:
    try:
        after = file.again(raw).segments
    except InputError:
        return False
    done = {name: target for change in changes.values() for name, target in change.done.items()}
    if len(after) != len(file.segments):
        return False
    for old, new in zip(file.segments, after, strict=True):
        target = done.get(old.id)
        text = old.target if target is None or target.text is None else target.text
        if (new.id, new.source, new.target) != (old.id, old.source, text):
            return False
        if target is not None and not _is_state(old.state, target, new.state):
            return False
        if target is None and new.state.is_usable != old.state.is_usable:
            return False
    return True


def _is_state(old: State, target: Target, new: State) -> bool:
    if target.text is not None and is_blank(target.text):
        return new in (State.UNTRANSLATED, State.LOCKED)
    if target.state is None:
        return new is old or old in (State.UNTRANSLATED, State.LOCKED)
    return new is target.state


def _unit_changed(
    file: FileOfUnits, by_id: Mapping[str, Segment], targets: Mapping[str, Target], refused: dict[str, str]
) -> _UnitChange | None:
    """Return what the unit becomes; None where it stays. Targets that it cannot take are added to `refused`."""
    unit = UnitText(file.text, file.unit_of(next(iter(targets))))
    filler = _FILLERS[unit.element.name]
    plans = []
    for name, target in targets.items():
        position = file.places[name].position
        if unit.segments[position].is_locked:
            refused[name] = _LOCKED
            continue
        plan = _plan(unit, filler, name, Wanted(position, target), by_id[name])
        if plan.reason:
            refused[name] = plan.reason
        plans.append(plan)
    if not plans:
        return None
    accepted = _accepted(unit, filler, plans, refused)
    new = _new_text(unit, filler, [plan.options[0] for plan in accepted])
    if new == unit.element.span.of(file.text):
        return None
    done = {plan.name: targets[plan.name] for plan in accepted if plan.name not in refused}
    names = unit.element.name == "unit" and any(target.text is not None for target in done.values())
    return _UnitChange(unit.element.span, new, done, names)


class _Plan(NamedTuple):
    """How a target can get into its unit."""

    name: str
    options: Sequence[Wanted]
    """The likeliest to be right first."""
    offer: Wanted
    """What is done where none of them works."""
    reason: str = ""
    """Why the target is refused; empty while there are options."""


def _plan(unit: UnitText, filler: Filler, name: str, wanted: Wanted, segment: Segment) -> _Plan:
    target, own = wanted.target, unit.segments[wanted.position]
    offer = wanted._replace(is_only_offered=True)
    if target.text is None or (target.text == segment.target and own.targets and target.match is None):
        return _Plan(name, [wanted._replace(target=target._replace(text=None))], offer)
    if FORBIDDEN.search(target.text) and not unit.unit.is_ours and unit.element.name == "trans-unit":
        return _Plan(name, [], offer._replace(target=target._replace(match=None)), _CONTROLS)
    template = template_of(unit.unit, wanted.position)
    if template is None:
        return _Plan(name, [], offer._replace(target=target._replace(match=None)), _SEGMENTS)
    options = []
    if target.state is None:
        edits = edited_target(unit.document, unit.unit, wanted.position, target.text)
        options += [wanted._replace(edits=changes) for changes in edits]
    if target.state is not None or not own.targets:
        if unit.unit.is_ours and template.children:
            coded = filler.coded(unit, segment.source, target.text)
            options += [wanted._replace(content=coded[0], edits=coded[1], is_coded=True)] if coded else []
        shown = as_shown(target.text) if unit.unit.is_ours else target.text
        placed = content_like(unit.document, unit.unit, template, shown)
        options += [] if placed is None else [wanted._replace(content=placed)]
    return _Plan(name, options, offer, "" if options else _no_place(unit, target))


def _no_place(unit: UnitText, target: Target, *, fits: bool = False) -> str:
    if unit.unit.is_ours and FORBIDDEN.search(target.text or ""):
        return _CONTROLS
    if fits and unit.element.name == "trans-unit":
        return _NO_MARK if target.match else _NO_MARK_NO_MATCH
    return _NO_PLACE if target.match else _NO_PLACE_NO_MATCH


def _accepted(unit: UnitText, filler: Filler, plans: Sequence[_Plan], refused: dict[str, str]) -> list[_Plan]:
    """Return the plans that can be carried out together, with one option each; what fails is added to `refused`.

    All are tried at once, which is right in nearly every case, and else in halves.
    """
    accepted = [plan._replace(options=[plan.offer]) for plan in plans if plan.reason]
    groups = [[plan for plan in plans if not plan.reason]]
    while groups:
        group = groups.pop()
        tried = [*accepted, *(plan._replace(options=plan.options[:1]) for plan in group)]
        if not group or _is_proved(unit, filler, [(plan.options[0], plan.name in refused) for plan in tried]):
            accepted = tried
        elif len(group) > 1:
            middle = len(group) // 2
            groups += [group[middle:], group[:middle]]
        elif len(group[0].options) > 1:
            groups.append([group[0]._replace(options=group[0].options[1:])])
        else:
            (plan,) = group
            fits = plan.options[0].content is not None and unit.segments[plan.offer.position].name is not None
            refused[plan.name] = _no_place(unit, plan.offer.target, fits=fits)
            accepted.append(plan._replace(options=[plan.offer]))
    return accepted


def _new_text(unit: UnitText, filler: Filler, wanted: Sequence[Wanted]) -> str:
    start = unit.element.start
    changes = filler.changes(unit, sorted(wanted, key=attrgetter("position")))
    moved = [TextChange(change.span.shift(-start), change.text) for change in changes]
    return changed(unit.element.span.of(unit.document), moved)


def _is_proved(unit: UnitText, filler: Filler, wanted: Sequence[tuple[Wanted, bool]]) -> bool:
    """Tell whether the unit reads back with the texts that are wanted, and with the codes of its sources."""
    new = _new_text(unit, filler, [each for each, _ in wanted])
    prefix = unit.element.prefix
    document = f"<{prefix}xliff{unit.element.declarations()}>{new}</{prefix}xliff>"
    root = parse_tree(document)
    element = root.children[0] if root and root.children else None
    if element is None or element.span.of(document) != new:
        return False
    after = read_unit(document, element, whole=unit.unit.is_whole)
    texts = {each.position: each.target.text for each, is_refused in wanted if not is_refused}
    if len(after.segments) != len(unit.segments):
        return False
    for index, (old, now) in enumerate(zip(unit.segments, after.segments, strict=True)):
        text = texts.get(index)
        found = now.target if text is None else restored(now.target, from_json(now.details.get("exact")).get("target"))
        if (now.source, found) != (old.source, old.target if text is None else text):
            return False
    if unit.unit.is_ours:  # Markdown is coded, of which a translation may have more or less
        return True
    return all(
        _has_codes(unit, after, each) for each, is_refused in wanted if not is_refused and each.target.text is not None
    )


def _has_codes(unit: UnitText, after: XliffUnit, wanted: Wanted) -> bool:
    """Tell whether a target has the codes of its source, or those that it had where only its text was changed."""
    now = after.segments[wanted.position]
    if len(now.targets) != 1:
        return False
    found = codes_of(now.targets[0])
    before = unit.segments[wanted.position].targets
    if wanted.content is None and before:
        return found == codes_of(before[0])
    template = template_of(after, wanted.position)
    return template is not None and found == codes_of(template)
