"""The documents of a review: opened when they are looked at, checked again after a change."""

from __future__ import annotations

from collections import Counter, OrderedDict
from threading import RLock
from typing import TYPE_CHECKING

from l10nqa.bitext import read_bytes
from l10nqa.engine import SegmentFindings, check_bitext
from l10nqa.engine.checker import SegmentChecker
from l10nqa.engine.run_rules import certainty_of, judged, judges_of
from l10nqa.files import stamp_of
from l10nqa.model import Finding, Regions, Spot
from l10nqa.quality import Certainty
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from l10nqa.bitext import Place
    from l10nqa.engine.run_rules import RuleIssue
    from l10nqa.model import Bitext, CheckedDocument, Fix, Segment
    from l10nqa.quality import Severity
    from l10nqa.ruleset import RuleSet
    from l10nqa.workspace.knowledge import Knowledge
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["Documents"]

_OPENED = 8
"""The number of documents kept open: the one on the screen, and some before it."""
_Stamp = tuple[tuple[int, int, int] | None, ...]


class Documents:
    """Opens and checks the documents of a run; may be used in any thread."""

    def __init__(
        self,
        places: Iterable[Place],
        knowledge: Knowledge,
        rules: RuleSet,
        options: RunOptions,
        severities: Mapping[str, Severity],
    ) -> None:
        self.places = {place.path: place for place in places}
        self._knowledge, self._rules, self._severities = knowledge, rules, severities
        self._drafts = options.get("drafts", False)
        self.min_certainty = options.get("min_certainty", Certainty.LIKELY)
        """Findings less certain are not shown."""
        self._opened: OrderedDict[str, tuple[_Stamp, Bitext]] = OrderedDict()
        self._lock = RLock()
        self._checker = SegmentChecker(rules, knowledge.lexicons, knowledge.references, {}, with_fixes=True)

    def open(self, path: str) -> Bitext:
        """Return the document as it is now.

        Raises:
            InputError: it cannot be read any more.
        """
        with self._lock:
            stamp = self.stamp(path)
            known = self._opened.pop(path, None)
            bitext = known[1] if known and known[0] == stamp else self._knowledge.open(self.places[path])
            self._opened[path] = stamp, bitext
            while len(self._opened) > _OPENED:
                self._opened.popitem(last=False)
            return bitext

    def is_current(self, bitext: Bitext) -> bool:
        """Tell whether the file has exactly the bytes that were read; raises the errors of `read_bytes`."""
        return read_bytes(self.places[bitext.path]) == bitext.raw

    def keep(self, bitext: Bitext) -> None:
        """Keep a document open that has just been written."""
        with self._lock:
            self._opened[bitext.path] = self.stamp(bitext.path), bitext

    def stamp(self, path: str) -> _Stamp:
        """Return what tells whether the document, or the one with its sources, has changed."""
        place = self.places[path]
        files = [place.file, *([place.source.file] if place.source else [])]
        return tuple(map(stamp_of, files))

    def check(self, bitext: Bitext, before: Bitext | None = None, found: Sequence[Finding] = ()) -> CheckedDocument:
        """Check a document, and return its findings of any certainty: fingerprints count all of them.

        `found` are those of `before`, the same document as it was: segments with the same texts have the same.
        """
        return check_bitext(
            bitext,
            self._rules,
            self._knowledge.lexicons,
            references=self._knowledge.references,
            drafts=self._drafts,
            earlier=None if before is None else _Unchanged(bitext, before, found),
        )

    def findings_of(self, bitext: Bitext, segment: Segment) -> list[Finding]:
        """Return the findings of a segment of the document, perhaps with another target; their places mean nothing."""
        fixes = dict(self._checker.check(segment, lambda *_: None).issues)
        judges = judges_of(bitext, self._rules.running)
        issues = judged(judges, self._rules.running, segment, list(fixes)) if judges else list(fixes)
        found = (_unplaced(bitext.path, segment, issue, fixes.get(issue)) for issue in issues)
        return [
            finding._replace(severity=self._severities.get(finding.rule, finding.severity))
            for finding in found
            if finding.certainty >= self.min_certainty
        ]

    def reopen(self, path: str) -> Bitext:
        """Return the document as it is now, although nothing tells that it has changed; raises the errors of `open`."""
        with self._lock:
            self._opened.pop(path, None)
            return self.open(path)


class _Unchanged:
    """The findings of segments that did not change; see `engine.checker.EarlierFindings`."""

    def __init__(self, bitext: Bitext, before: Bitext, found: Sequence[Finding]) -> None:
        self._bitext = bitext
        ids = Counter(segment.id for segment in before.segments)
        self._before = {segment.id: segment for segment in before.segments if ids[segment.id] == 1}
        self._findings: dict[str, list[Finding]] = {}
        for finding in found:
            if finding.segment:
                self._findings.setdefault(finding.segment, []).append(finding)

    def take(self, segment: Segment) -> SegmentFindings | None:
        before = self._before.get(segment.id)
        if before is None or _texts(before) != _texts(segment):
            return None
        found = self._findings.get(segment.id, ())
        return SegmentFindings(0, tuple(_placed(self._bitext, segment, finding) for finding in found))

    def note(self, segment: Segment, found: SegmentFindings) -> None:
        """Do nothing: the next check starts from all findings of this one."""


def _texts(segment: Segment) -> tuple[object, ...]:
    return (
        segment.source, segment.target, segment.state, segment.profile, segment.plural, segment.certainty,
        segment.source_codes, segment.target_codes,
    )  # fmt: skip


def _placed(bitext: Bitext, segment: Segment, finding: Finding) -> Finding:
    """Return a finding of a segment at its present place in the file."""
    target, source = _span(finding.target), _span(finding.source)
    line, column = bitext.position(segment, "target", target)
    regions = Regions(
        bitext.region(segment, "target", target),
        bitext.region(segment, "source", source) if source is not None else None,
        tuple(bitext.edits(segment, finding.fix)) if finding.fix else (),
    )
    return finding._replace(line=line, column=column, regions=regions, suppression=None)


def _unplaced(path: str, segment: Segment, found: RuleIssue, fix: Fix | None) -> Finding:
    """Return the finding that an issue is, without a place in the file and without a fingerprint."""
    rule, issue = found
    return Finding(
        path=path,
        segment=segment.id,
        rule=rule.name,
        severity=rule.severity,
        certainty=min(certainty_of(rule, issue), segment.certainty),
        message=issue.message,
        line=0,
        column=0,
        source=_spot(issue.source, segment.source),
        target=_spot(issue.target, segment.target),
        fix=fix,
        fingerprint="",
        source_text=segment.source,
        target_text=segment.target,
    )


def _spot(span: Span | None, text: str) -> Spot | None:
    return Spot(span.start, span.end, span.of(text)) if span else None


def _span(spot: Spot | None) -> Span | None:
    return Span(spot.start, spot.end) if spot else None
