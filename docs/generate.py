"""Writes the pages of docs/ that the code itself can write: command line, rules, checks of memories, Python API.

    python docs/generate.py            writes docs/cli.md, docs/cleaning.md, docs/rules/*.md, and docs/api.md
                                       below its marker (above it the page is written by hand)
    python docs/generate.py --check    writes nothing; exit status 1 where a page is stale

The pages are committed, so that they can be read without running anything; tests/test_docs.py runs the check.
"""

# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

import html
import inspect
import json
import re
import sys
import unicodedata
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click
from api_reference import api_reference

from l10nqa.cli import cli
from l10nqa.markup import Kind
from l10nqa.memory.cleaning import CHECKS
from l10nqa.rule_options import options_of
from l10nqa.rules import ALL_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.rule import DocumentRule, Example, Rule

DOCS = Path(__file__).parent
_FIGURES = DOCS.parent / "reports" / "quality.json"
_NOTE = "<!-- Written by docs/generate.py: change the code, then run `python docs/generate.py`. -->"
_API_MARKER = (
    "<!-- From here on written by docs/generate.py: change the docstrings, then run `python docs/generate.py`. -->"
)
_VERBATIM = "\b\n"
"""Begins a paragraph of help that click does not wrap."""


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 where a page is stale.")
def main(*, check: bool) -> None:
    """Write the generated pages of the documentation."""
    pages = {DOCS / name: text for name, text in _pages()}
    stale = [page for page, text in pages.items() if not page.is_file() or page.read_text(encoding="utf-8") != text]
    orphans = sorted(set((DOCS / "rules").glob("*.md")) - set(pages))
    if check:
        for page in (*stale, *orphans):
            click.echo(f"stale: {page.relative_to(DOCS.parent)}", err=True)
        sys.exit(1 if stale or orphans else 0)
    for page in stale:
        page.parent.mkdir(exist_ok=True)
        page.write_text(pages[page], encoding="utf-8")
        click.echo(page.relative_to(DOCS.parent))
    for page in orphans:
        page.unlink()
        click.echo(f"{page.relative_to(DOCS.parent)} removed: no such rule")


def _pages() -> Iterator[tuple[str, str]]:
    yield "cli.md", _page(_cli())
    yield "cleaning.md", _page(_cleaning())
    yield "api.md", _api()
    yield "rules/README.md", _page(_rule_index())
    for rule in ALL_RULES:
        yield f"rules/{rule.name}.md", _page(_rule(rule))


def _api() -> str:
    """Return the page of the API: the part written by hand, and below the marker the reference."""
    page = DOCS / "api.md"
    by_hand, marker, _ = page.read_text(encoding="utf-8").partition(_API_MARKER)
    if not marker:
        raise click.ClickException(f"{page} has no line {_API_MARKER}")
    return f"{by_hand}{marker}\n\n" + "\n\n".join(api_reference()) + "\n"


def _page(blocks: Iterator[str]) -> str:
    title = next(blocks)
    return "\n\n".join([title, _NOTE, *blocks]) + "\n"


def _cli() -> Iterator[str]:
    yield "# Command line"
    yield (
        "Results go to stdout; progress, warnings and summaries go to stderr. `l10nqa COMMAND --help` says the same as "
        "this page."
    )
    root = click.Context(cli, info_name="l10nqa", help_option_names=cli.context_settings["help_option_names"])
    yield from _command(cli, root)
    for context, command in _subcommands(cli, root):
        yield f"## `{context.command_path}`"
        yield from _command(command, context)


def _subcommands(group: click.Group, parent: click.Context) -> Iterator[tuple[click.Context, click.Command]]:
    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        if command is not None and not command.hidden:
            context = click.Context(command, info_name=name, parent=parent)
            yield context, command
            if isinstance(command, click.Group):
                yield from _subcommands(command, context)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield _fence(f"{context.command_path} {usage}")
    for text in (command.help, command.epilog):
        yield from _help(text or "")
    if isinstance(command, click.Group):
        yield "\n".join(_command_list(command, context))
    options = [option for option in command.get_params(context) if isinstance(option, click.Option)]
    records = [record for option in options if (record := option.get_help_record(context))]
    rows = [f"| `{_cell(names)}` | {_cell(text)} |" for names, text in records]
    yield "\n".join(["| option | meaning |", "|---|---|", *rows])


def _command_list(group: click.Group, context: click.Context) -> Iterator[str]:
    yield "| command | task |"
    yield "|---|---|"
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None and not command.hidden:
            path = f"{context.command_path} {name}"
            anchor = path.replace(" ", "-")
            yield f"| [`{path}`](#{anchor}) | {_cell(command.get_short_help_str(200))} |"


def _help(text: str) -> Iterator[str]:
    """Turn help text into Markdown: paragraphs on one line, and verbatim paragraphs into code blocks."""
    for paragraph in filter(None, inspect.cleandoc(text).split("\n\n")):
        if not paragraph.startswith(_VERBATIM):
            yield " ".join(paragraph.split())
            continue
        for indented, lines in groupby(paragraph.removeprefix(_VERBATIM).splitlines(), lambda line: line[:1] == " "):
            block = [line.strip() for line in lines]
            yield _fence("\n".join(block)) if indented else " ".join(block)


def _cleaning() -> Iterator[str]:
    yield "# Checks of a memory"
    yield (
        "The checks of [`l10nqa tm clean`](cli.md#l10nqa-tm-clean) and their action in each profile: `remove` (with "
        "`--write`), `report`, or `none`: such a check runs only if it is named in `--select`, and then reports. "
        "Profile `tms` is for memories that translators get matches from, `mt` for training a translation system."
    )
    rows = [
        f"| {check.name} | {_cell(check.finds)} | {check.tms.value} | {check.mt.value} | {_cell(check.reason)} |"
        for check in CHECKS
    ]
    yield "\n".join(["| check | finds | tms | mt | reason |", "|---|---|---|---|---|", *rows])
    yield (
        "A unit that several checks remove counts for the first of them. Of duplicates the translation by a person "
        "(HT) stays, else the newest; of conflicting targets one by a person, else the most frequent, else the newest. "
        "“Survey” is the GILT Leaders' Forum's of 32 localization leads (TM-Mgmt-Best-Practices 2.1)."
    )


def _rule_index() -> Iterator[str]:
    yield "# Rules"
    yield (
        "Severity is the harm to a reader if a finding is true; certainty is how often such findings are true. Rules "
        "see parsed texts, so they are the same for Markdown, PO, XLIFF, TMX and tables. "
        "`l10nqa rules` prints this list, `l10nqa rules NAME` a page of it."
    )
    rows = [
        f"| [{rule.name}]({rule.name}.md) | {rule.severity.value} | {rule.certainty.value} | {_cell(rule.summary)} |"
        for rule in ALL_RULES
    ]
    yield "\n".join(["| rule | severity | certainty | reports |", "|---|---|---|---|", *rows])


def _rule(rule: Rule | DocumentRule) -> Iterator[str]:
    yield f"# {rule.name}"
    summary, _, rest = rule.documentation.partition("\n")
    yield summary
    looks_at = getattr(rule, "looks_at", 0)
    kinds = ", ".join(kind.name.lower().replace("_", " ") for kind in Kind if kind & looks_at)
    yield "\n".join(
        [
            "| severity | certainty | MQM error type | looks at segments with |",
            "|---|---|---|---|",
            (
                f"| {rule.severity.value} | {rule.certainty.value} | {rule.category.value} "
                f"| {kinds or 'the document as a whole'} |"
            ),
        ]
    )
    if rest.strip():
        yield rest.strip()
    wrong = [example for example in rule.examples if example.spans]
    right = [example for example in rule.examples if not example.spans]
    yield from _examples(
        "Wrong", "⟦…⟧ marks the spot that is reported; ⟦⟧ stands for something that is missing.", wrong
    )
    yield from _examples("Right", "Nothing is reported.", right)
    yield from _options(rule)
    yield from _measured(rule)
    yield "## Run it alone, or leave it out"
    yield _fence(f"l10nqa check PATH --select {rule.name}\nl10nqa check PATH --ignore {rule.name}")
    yield "[All rules](README.md)"


def _options(rule: Rule | DocumentRule) -> Iterator[str]:
    options = options_of(getattr(rule, "options", None))
    if options:
        yield "## Options"
        yield f"In the table `[rules.{rule.name}]` of `l10nqa.toml`:"
        rows = [
            f"| `{option.name}` | {option.type.value} | `{json.dumps(option.default, ensure_ascii=False)}` "
            f"| {_cell(option.description)} |"
            for option in options
        ]
        yield "\n".join(["| option | takes | default | meaning |", "|---|---|---|---|", *rows])


def _measured(rule: Rule | DocumentRule) -> Iterator[str]:
    """Yield the figures of the rule that `make gold` measured, from the committed report."""
    figures = json.loads(_FIGURES.read_text(encoding="utf-8")) if _FIGURES.is_file() else {}
    rows = [
        f"| {corpus} | {found['precision']:.2f} | {found['recall']:.2f} | "
        f"{found['tp']} | {found['fp']} | {found['fn']} |"
        for corpus, by_rule in figures.items()
        if (found := by_rule.get(rule.name))
    ]
    if rows:
        yield "## Measured"
        yield (
            "On labelled segments of the corpora that the rules were made on, findings `likely` and `certain` "
            "([reports/quality.md](../../reports/quality.md) describes the method):"
        )
        head = ["| corpus | precision | recall | true | false | missed |", "|---|---:|---:|---:|---:|---:|"]
        yield "\n".join([*head, *rows])


def _examples(heading: str, explanation: str, examples: Sequence[Example]) -> Iterator[str]:
    if not examples:
        return
    yield f"## {heading}"
    yield explanation
    for example in examples:
        source_locale, _, target_locale = example.locales.partition(">")
        lines = [f"{source_locale:<6} {_text(example.source)}", f"{target_locale:<6} {_text(example.marked)}"]
        lines += map(_text, example.known)
        if example.fixed is not None:
            lines.append(f"{'fixed':<6} {_text(example.fixed)}")
        note = f"{example.note[0].upper()}{example.note[1:]}:\n\n" if example.note else ""
        content = "\n".join(lines)
        yield f"{note}<pre>\n{content}\n</pre>"


def _text(text: str) -> str:
    """Escape the text for HTML, highlight what is marked, and keep writing from right to left to itself."""
    escaped = re.sub("⟦.*?⟧", lambda mark: f"<mark>{mark[0]}</mark>", html.escape(text, quote=False), flags=re.DOTALL)
    leftward = any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
    return f"<bdi>{escaped}</bdi>" if leftward else escaped


def _fence(text: str) -> str:
    return f"```text\n{text}\n```"


def _cell(text: str) -> str:
    """Return the text as a table takes it: on one line, its entities and bars as themselves."""
    return re.sub(r"&(?=\w+;)", "&amp;", " ".join(text.split())).replace("|", r"\|")


if __name__ == "__main__":
    main()
