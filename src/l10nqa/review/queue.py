"""The queue: all findings of a run by cause, in the order in which they are shown, with what became of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import wraps
from threading import RLock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from l10nqa.engine.coverage import matches_path
from l10nqa.review.grouping import GroupKey, Sentence, group_key, sentence_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from l10nqa.model import Finding

__all__ = ["Filters", "FindingCounts", "Group", "Queue", "Repaired"]

_Method = TypeVar("_Method", bound="Callable[..., Any]")
_SHOWN = ("open", "decided", "all")


class Filters(NamedTuple):
    """Which findings are shown; an empty text stands for all."""

    locale: str = ""
    rule: str = ""
    severity: str = ""
    path: str = ""
    """A part of the path, or a pattern with `*`."""
    show: str = "open"
    """`open`, `decided` or `all`."""

    @classmethod
    def of(cls, values: dict[str, str]) -> Filters:
        """Return the filters of a form."""
        found = cls(**{key: values.get(key, "").strip() for key in cls._fields})
        return found if found.show in _SHOWN else found._replace(show="open")

    def takes_group(self, key: GroupKey) -> bool:
        """Tell whether findings of the group may be shown."""
        return (
            self.locale in ("", key.locale)
            and self.rule in ("", key.rule)
            and self.severity in ("", key.severity.value)
        )

    def takes_path(self, path: str) -> bool:
        """Tell whether findings in the document are shown."""
        if not self.path:
            return True
        return matches_path(path, self.path) if "*" in self.path else self.path in path


class Repaired(NamedTuple):
    """Findings that a reviewer has repaired: no check finds them any more."""

    action: int
    """The number of the action that did it."""
    group: str
    """The id of the group."""
    number: int
    """The number of findings."""
    author: str
    time: str
    """Hours and minutes, for people."""
    how: str
    """`fixed` or `edited`."""


class FindingCounts(NamedTuple):
    """The number of findings, by what became of them."""

    open: int = 0
    decided: int = 0
    """False alarms and accepted ones."""
    repaired: int = 0

    @property
    def done(self) -> int:
        """The number of findings that need no decision any more."""
        return self.decided + self.repaired

    @property
    def total(self) -> int:
        """The number of all findings."""
        return self.open + self.done


class Group:
    """The findings of one cause, by document."""

    def __init__(self, key: GroupKey) -> None:
        self.key, self.id = key, key.id
        self.by_path: dict[str, list[Finding]] = {}
        self.repaired: list[Repaired] = []
        self._counts: FindingCounts | None = None

    @property
    def counts(self) -> FindingCounts:
        """How many findings are open and done."""
        if self._counts is None:
            active = Counter(finding.is_active for found in self.by_path.values() for finding in found)
            self._counts = FindingCounts(active[True], active[False], sum(each.number for each in self.repaired))
        return self._counts

    def findings(self, filters: Filters) -> list[Finding]:
        """Return the findings in the documents that are shown, in the order of paths and lines."""
        return [finding for path in sorted(self.by_path) if filters.takes_path(path) for finding in self.by_path[path]]

    def sentences(self, filters: Filters) -> list[Sentence]:
        """Return the same findings by pair of texts."""
        found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in self.findings(filters):
            found[finding.source_text, finding.target_text].append(finding)
        return [Sentence(sentence_id(*pair), tuple(findings)) for pair, findings in found.items()]

    def changed(self) -> None:
        """Count anew when next asked."""
        self._counts = None


def _locked(method: _Method) -> _Method:
    @wraps(method)
    def locked(self: Queue, *args: Any, **kwargs: Any) -> Any:
        with self._lock:
            return method(self, *args, **kwargs)

    return cast("_Method", locked)


def _remembered(method: _Method) -> _Method:
    """Return what the method returned for the same filters, as long as the queue has not changed since."""

    @wraps(method)
    def remembered(self: Queue, *filters: Filters) -> Any:
        with self._lock:
            key = (method.__name__, filters)
            if key not in self._answers:
                self._answers[key] = method(self, *filters)
            return self._answers[key]

    return cast("_Method", remembered)


class Queue:
    """Findings by cause; all methods may be called in any thread."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._groups: dict[str, Group] = {}
        self._documents: dict[str, tuple[str, Sequence[Finding]]] = {}
        self._paths: dict[str, set[str]] = defaultdict(set)
        """Paths by fingerprint."""
        self._answers: dict[tuple[str, tuple[Filters, ...]], Any] = {}
        """What was asked since the last change: each card needs the order and the counts of all groups."""

    @_locked
    def put(self, path: str, locale: str, findings: Iterable[Finding]) -> None:
        """Take the findings of a document in the place of those that it had."""
        self._answers.clear()
        touched = self._take_out(path)
        findings = tuple(finding for finding in findings if not finding.is_known)
        self._documents[path] = locale, findings
        for finding in findings:
            key = group_key(finding, locale)
            group = self._groups.get(key.id) or self._groups.setdefault(key.id, Group(key))
            group.by_path.setdefault(path, []).append(finding)
            self._paths[finding.fingerprint].add(path)
            touched.add(group.id)
        for name in touched:
            self._groups[name].changed()

    @_locked
    def mark(self, marked: Callable[[Finding], Finding], fingerprints: Iterable[str] | None = None) -> None:
        """Give findings their decisions anew: all, or those in documents that have one of the fingerprints."""
        paths = list(self._documents) if fingerprints is None else self._with(fingerprints)
        for path in paths:
            locale, before = self._documents[path]
            after = tuple(map(marked, before))
            if after != before:
                self.put(path, locale, after)

    @_locked
    def note_repaired(self, repaired: Repaired) -> None:
        """Note that findings have been repaired."""
        self._answers.clear()
        if repaired.group in self._groups:
            self._groups[repaired.group].repaired.append(repaired)
            self._groups[repaired.group].changed()

    @_locked
    def forget_repaired(self, action: int) -> None:
        """Forget what an action has repaired: it has been undone."""
        self._answers.clear()
        for group in self._groups.values():
            if any(each.action == action for each in group.repaired):
                group.repaired = [each for each in group.repaired if each.action != action]
                group.changed()

    @_locked
    def group(self, name: str) -> Group | None:
        """Return the group of that id."""
        return self._groups.get(name)

    @_locked
    def sentences(self, name: str, filters: Filters) -> list[Sentence]:
        """Return the sentences of a group that the filters show."""
        group = self._groups.get(name)
        return group.sentences(filters) if group else []

    @_locked
    def of_document(self, path: str) -> tuple[str, Sequence[Finding]]:
        """Return the locale and the findings of a document."""
        return self._documents.get(path, ("", ()))

    @_remembered
    def groups(self, filters: Filters) -> Sequence[Group]:
        """Return the groups that the filters show: the most severe first, then the largest."""
        return sorted((group for group in self._groups.values() if _is_shown(group, filters)), key=_order)

    @_locked
    def neighbour(self, name: str, filters: Filters, *, forward: bool = True) -> Group | None:
        """Return the group after or before another one; at the end the first or the last; None where there is none.

        Of a group that holds nothing any more, since the check of all files does not report what the first look found,
        the next is the first of all.
        """
        groups, here = self.groups(filters), self._groups.get(name)
        if not groups:
            return None
        if here is None or not here.counts.total:
            return groups[0]
        bisect = bisect_right if forward else bisect_left
        index = bisect(groups, _order(here), key=_order) - (not forward)
        return groups[index % len(groups)]

    @_locked
    def count_before(self, name: str, filters: Filters) -> int:
        """Return the number of groups that come before one; all, where it holds nothing any more."""
        here, groups = self._groups.get(name), self.groups(filters)
        if here is None or not here.counts.total:
            return len(groups)
        return bisect_left(groups, _order(here), key=_order)

    @_remembered
    def counts(self) -> FindingCounts:
        """Return how many findings are open and done."""
        return _sum(group.counts for group in self._groups.values())

    @_remembered
    def choices(self, filters: Filters) -> dict[str, list[tuple[str, int]]]:
        """Return the values of each filter with the number of open findings, given the other filters."""
        found: dict[str, Counter[str]] = {"locale": Counter(), "rule": Counter(), "severity": Counter()}
        for group in self._groups.values():
            for name, counter in found.items():
                if filters._replace(**{name: ""}).takes_group(group.key):
                    value = getattr(group.key, name)
                    counter[getattr(value, "value", value)] += group.counts.open
        return {key: sorted(counter.items()) for key, counter in found.items()}

    def _with(self, fingerprints: Iterable[str]) -> set[str]:
        return {path for each in fingerprints for path in self._paths.get(each, ()) if path in self._documents}

    def _take_out(self, path: str) -> set[str]:
        locale, findings = self._documents.pop(path, ("", ()))
        touched = {group_key(finding, locale).id for finding in findings}
        for name in touched:
            self._groups[name].by_path.pop(path, None)
        return touched


def _order(group: Group) -> tuple[int, int, str]:
    return -group.key.severity.rank, -group.counts.total, group.id


def _is_shown(group: Group, filters: Filters) -> bool:
    if not filters.takes_group(group.key):
        return False
    counts = group.counts
    if filters.path:
        findings = group.findings(filters)
        is_open = any(finding.is_active for finding in findings)
        is_decided = any(not finding.is_active for finding in findings)
    else:
        is_open, is_decided = counts.open > 0, counts.done > 0
    return is_open if filters.show == "open" else is_decided if filters.show == "decided" else is_open or is_decided


def _sum(counts: Iterable[FindingCounts]) -> FindingCounts:
    columns = list(zip(*counts, strict=True))
    return FindingCounts(*map(sum, columns)) if columns else FindingCounts()
