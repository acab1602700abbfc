"""`l10nqa decide`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10nqa.cli.options import reading_options, run_options
from l10nqa.cli.progress import progress
from l10nqa.cli.settings import configured, default_ledger, rule_set
from l10nqa.cli.terminal import note
from l10nqa.engine import Decided, present_day
from l10nqa.model import Decision
from l10nqa.text import count_of
from l10nqa.workspace.deciding import author, decide, documents_named, findings_in, findings_listed, resolve

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Unpack

    from l10nqa.engine import KnownFinding
    from l10nqa.workspace.deciding import FindingAt
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["command"]


@click.command("decide", short_help="Record a decision: false alarm, accepted, fixed.")
@click.argument("named", metavar="[FINDING…]", nargs=-1)
@click.option(
    "--as",
    "as_",
    type=click.Choice([decision.value for decision in Decision]),
    required=True,
    help="false-alarm: there is no fault; accepted: there is one, and it stays; fixed: it must not come back.",
)
@click.option("--reason", required=True, help="The reason, for later readers.")
@click.option("--author", "author_", metavar="NAME", help="The name of who decides; by default that of git.")
@click.option("--rule", metavar="RULE", help="Without FINDING…: all of the rule. With PATH#SEGMENT: only of the rule.")
@click.option("--path", "pattern", metavar="PATTERN", help="Without FINDING…: all in these documents; * as in a shell.")
@click.option("--text", metavar="TEXT", help="Without FINDING…: all whose source or target contains TEXT.")
@click.option(
    "--like",
    metavar="PATTERN",
    help="Without FINDING…: all whose whole source or target is like PATTERN; * is any text, ? any character.",
)
@click.option(
    "--until",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day on which it applies, as 2026-11-24; by default it does not expire.",
)
@click.option(
    "--findings",
    "listed",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Look up FINDING… in the output of check --format jsonl; - is standard input.",
)
@click.option("--in", "paths", metavar="PATH", multiple=True, help="Look up FINDING… by a check of PATH.")
@run_options()
@reading_options
@configured
@click.pass_context
def command(
    context: click.Context,
    named: tuple[str, ...],
    as_: str,
    reason: str,
    author_: str | None,
    rule: str | None,
    pattern: str | None,
    text: str | None,
    like: str | None,
    until: datetime | None,
    listed: Path | None,
    paths: tuple[str, ...],
    **chosen: Unpack[RunOptions],
) -> int:
    """Write a decision about each FINDING into the ledger, or one about all findings of a kind.

    FINDING is a fingerprint, the beginning of one, PATH:LINE:COLUMN as check shows it, or PATH#SEGMENT for all of a
    segment. It is looked up in --findings, or by a check of --in, of the paths of the configuration, or of PATH itself;
    a whole fingerprint needs none of these. The decision applies to the very texts: when source or target changes, it
    no longer does. One about all findings of a rule, of documents or with a text applies until the day that is named.

    The ledger has one decision a line, sorted, as JSON; its order means nothing, so that two branches may be merged by
    keeping the lines of both (in .gitattributes: l10nqa-ledger.jsonl merge=union).

    \b
    Examples:
      l10nqa decide "docs/a.md#56bed-107" --as false-alarm --reason "a name"
      l10nqa decide docs/a.md:31:9 --as false-alarm --reason "a name"
      l10nqa check docs/ --format jsonl -o found.jsonl
      l10nqa decide 3fa9c1d0 --findings found.jsonl --as accepted \\
        --reason "the publisher wants it so"
      l10nqa decide --rule spacing --path "docs/legacy/*" --as accepted \\
        --reason "retired in May" --until 2027-05-31
    """
    if named and (pattern or text or like):
        raise click.UsageError("--path, --text and --like are for decisions without FINDING…", context)
    if not named and not (rule or pattern or text or like):
        raise click.UsageError("give FINDING…, or --rule, --path, --text or --like", context)
    if not named and as_ == Decision.FIXED.value:
        raise click.UsageError("only single findings can be fixed: give FINDING…", context)
    if not reason.strip():
        raise click.UsageError("--reason must say why", context)
    if rule:
        rule_set(context).find(rule)
    last = until.date().isoformat() if until else ""
    day = present_day().isoformat()
    decided = Decided(Decision(as_), reason, author_ or author(), day, rule=rule or "", until=last)
    made = [decided._replace(path=pattern or "", text=text or "", like=like or "")]
    if named:
        found = _look_up(context, named, listed, paths, chosen)
        made = [
            decided._replace(**finding._asdict())
            for finding in found
            if not rule or not finding.rule or finding.rule == rule
        ]
    ledger = chosen.get("ledger") or default_ledger(context)
    replaced = decide(ledger, made)
    note(f"{ledger}: {count_of(len(made), 'decision')} written, {replaced:,} replaced")
    return 0


def _look_up(
    context: click.Context, named: tuple[str, ...], listed: Path | None, paths: tuple[str, ...], chosen: RunOptions
) -> list[KnownFinding]:
    paths = paths or tuple(context.lookup_default("paths") or ()) or tuple(documents_named(named))
    findings: list[FindingAt] = []
    if listed:
        findings = findings_listed(listed)
    elif paths:
        with progress("checking") as advance:
            findings = findings_in(paths, progress=advance, **chosen)
    return [finding for name in named for finding in resolve(name, findings)]
