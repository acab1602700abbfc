"""The steps on the first screen of a report: what to do, in which order, and with which command."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.causes import CauseKind
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model import DocumentState
from l10nqa.render.report.links import filtered
from l10nqa.render.report.rows import clean, shared_folder
from l10nqa.text import count_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.render.report.figures import Report
    from l10nqa.render.report.frame import Frame

__all__ = ["Step", "StepLink", "steps_of"]

_WORST = 3
"""Files and causes that are named."""


class StepLink(NamedTuple):
    """One of several things to look at."""

    text: str
    href: str
    amount: str
    is_path: bool = False


class Step(NamedTuple):
    """One thing to do."""

    name: str
    """Its class in the style sheet."""
    title: str
    href: str = ""
    """The findings, or the part of the page, that it is about."""
    note: str = ""
    command: str = ""
    links: tuple[StepLink, ...] = ()


def steps_of(report: Report, frame: Frame) -> list[Step]:
    """Return the steps: the most urgent first, and none that has nothing to do but the gate."""
    return [
        *_unread(report, frame),
        *_unknown_locale(report),
        _gate(report, frame),
        *_threshold(report, frame),
        *_repairs(report, frame),
        *_changes(report, frame),
        *_documents(frame),
        *_worst_causes(report, frame),
        *_worst_files(report, frame),
    ]


def _unread(report: Report, frame: Frame) -> Iterator[Step]:
    lost, crashed = sum(problem.is_loss for problem in report.problems), len(report.failures)
    parts = [f"{count_of(lost, 'place')} could not be read"] if lost else []
    parts += [f"a rule crashed {count_of(crashed, 'time')}"] if crashed else []
    if parts:
        command = f"{frame.commands.check} --format json" if frame.commands.check else ""
        yield Step("unread", " and ".join(parts), note="The figures leave them out; this lists them:", command=command)


def _unknown_locale(report: Report) -> Iterator[Step]:
    unknown = report.locales.get(UNKNOWN_LOCALE)
    if unknown:
        title = f"The target locale of {count_of(unknown.counts.documents, 'document')} is not known"
        href = filtered(locale=UNKNOWN_LOCALE) if len(report.locales) > 1 else ""
        note = "Rules that depend on the language are off or mistaken: give --target-locale before you repair anything."
        yield Step("unread", title, href, note)


def _gate(report: Report, frame: Frame) -> Step:
    counts = report.counts
    gate = f"at least {report.fail_on.value} and at least {report.block_certainty.value}"
    if report.block_certainty.value == "certain":
        gate = f"at least {report.fail_on.value}, and certain"
    if not counts.blocking:
        title = f"Nothing blocks: no finding is {gate}" if counts.findings else "Nothing blocks: there are no findings"
        return Step("passes", title, note="The gate:", command=frame.commands.check)
    title = f"{counts.blocking:,} of {count_of(counts.findings, 'finding')} {_verb(counts.blocking, 'block')}"
    repairs = f", and {counts.blocking_repairs:,} of them repair themselves" if counts.blocking_repairs else ""
    note = f"They are {gate}{repairs}. The gate, which fails until they are gone or decided about:"
    return Step("blocks", title, filtered(status="blocking"), note, frame.commands.check)


def _threshold(report: Report, frame: Frame) -> Iterator[Step]:
    if frame.threshold is None:
        return
    scores = [locale.counts.score for locale in report.locales.values()]
    missed = sum(not score.passes(frame.threshold) for score in scores)
    if len(scores) > 1 and missed:
        verb = _verb(missed, "are", "is")
        yield Step(
            "blocks", f"{missed} of {len(scores)} locales {verb} below the score of {frame.threshold:g}", "#h-locales"
        )
    elif missed:
        yield Step("blocks", f"The score is {scores[0].value:.1f}, below {frame.threshold:g}")


def _repairs(report: Report, frame: Frame) -> Iterator[Step]:
    counts = report.counts
    if counts.repairs:
        verb = "repairs itself" if counts.repairs == 1 else "repair themselves"
        title = f"{counts.repairs:,} of {count_of(counts.findings, 'finding')} {verb}"
        note = "The repairs are proved. This shows them, and with --write makes them:"
        more = f"{counts.suggestions:,} more {_verb(counts.suggestions, 'have', 'has')} a suggested fix"
        link = StepLink(more, filtered(status="suggested"), "to be looked at one by one: --suggested")
        links = (link,) if counts.suggestions else ()
        yield Step("repairs", title, filtered(status="repairable"), note, frame.commands.fix, links)
    elif counts.suggestions:
        title = f"{count_of(counts.suggestions, 'finding')} {_verb(counts.suggestions, 'have', 'has')} a suggested fix"
        command = f"{frame.commands.fix} --suggested" if frame.commands.fix else ""
        yield Step("repairs", title, filtered(status="suggested"), "To be looked at one by one:", command)


def _documents(frame: Frame) -> Iterator[Step]:
    states = Counter(document.state for document in frame.documents)
    behind = [document for document in frame.documents if document.state is not DocumentState.COMPLETE]
    if behind:
        del states[DocumentState.COMPLETE]
        amounts = ", ".join(f"{states[state]:,} {state.value}" for state in DocumentState if states[state])
        behind.sort(key=lambda document: (list(DocumentState).index(document.state), document.path))
        shared = shared_folder([document.path for document in behind])
        links = tuple(
            StepLink(clean(document.path[len(shared) :]), "#h-documents", document.state.value, is_path=True)
            for document in behind[:_WORST]
        )
        title = f"{amounts} of {count_of(len(frame.documents), 'document')}"
        yield Step("documents", title, "#h-documents", "", frame.commands.status, links)


def _worst_causes(report: Report, frame: Frame) -> Iterator[Step]:
    """Yield what the commands above do not settle."""
    causes = [each for each in report.causes() if each.cause.kind is not CauseKind.REPAIR][:_WORST]
    links = tuple(
        StepLink(
            clean(each.cause.message),
            filtered(cause=each.cause.id),
            f"{each.cause.rule} · {count_of(each.findings, 'finding')} · {count_of(each.points, 'point')}",
        )
        for each in causes
    )
    if links:
        title = f"Worst {_several(len(links), 'cause')} to decide about"
        note = "To decide about all by keyboard:" if frame.commands.review else ""
        yield Step("causes", title, "#h-causes", note, frame.commands.review, links)


def _worst_files(report: Report, frame: Frame) -> Iterator[Step]:
    files = report.files()
    shared = shared_folder([file.path for file in files])
    links = tuple(
        StepLink(
            clean(file.path[len(shared) :]),
            filtered(frame.pages.get(file.locale, ""), path=clean(file.path)),
            " · ".join(
                [
                    *([clean(file.locale)] if len(report.locales) > 1 else []),
                    count_of(file.findings, "finding"),
                    count_of(file.score.points, "point"),
                ]
            ),
            is_path=True,
        )
        for file in files[:_WORST]
    )
    if links:
        yield Step("files", f"Worst {_several(len(links), 'file')}", "#h-files", links=links)


def _changes(report: Report, frame: Frame) -> Iterator[Step]:
    compared, counts = frame.comparison, report.counts
    if compared is None:
        return
    trend = ""
    if compared.rate is not None:
        trend = f" Penalty points per 1,000 source words: {compared.rate:.1f} → {counts.rate:.1f}."
    changed = f"{counts.new:,} new, {compared.gone:,} gone" if counts.new or compared.gone else "Nothing changed"
    href = filtered(status="new") if counts.new else ""
    yield Step("changes", changed, href, f"Since {compared.earlier}.{trend}")


def _verb(count: int, plural: str, singular: str = "") -> str:
    return plural if count != 1 else singular or f"{plural}s"


def _several(count: int, noun: str) -> str:
    return noun if count == 1 else f"{count} {noun}s"
