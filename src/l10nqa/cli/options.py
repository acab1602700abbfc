"""Arguments and options that several commands share."""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from l10nqa.cli.completion import complete_rules
from l10nqa.cli.settings import configuration, configured_paths, given_memory, rule_set
from l10nqa.cli.writing import format_of_suffix
from l10nqa.errors import ConfigError
from l10nqa.memory import memory_location
from l10nqa.quality import Certainty, Severity
from l10nqa.shard import Shard

if TYPE_CHECKING:
    from collections.abc import Callable

    from l10nqa.memory import Location

__all__ = [
    "LOCALE",
    "MEMORY",
    "READING_STATUS",
    "allow_empty",
    "block_certainty_option",
    "drafts",
    "fail_on_option",
    "format_option",
    "ledger_file",
    "locale_filter",
    "names",
    "optional_output",
    "optional_paths",
    "output_file",
    "output_format_option",
    "paths",
    "reading_options",
    "run_options",
    "score_threshold",
    "shard",
    "source",
    "source_locale",
    "target_locale",
    "tm_file",
]

_Command = TypeVar("_Command", bound="Callable[..., Any]")

READING_STATUS = (
    "Exit status: 0 all documents were read, 1 some could not be read, 2 none could be read or the run failed."
)
"""The epilog of commands that convert documents."""

paths = click.argument("paths", metavar="PATH…", nargs=-1, callback=configured_paths)
optional_paths = click.argument("paths", metavar="[PATH…]", nargs=-1)
output_file = click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Where to write.",
)
optional_output = click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    is_eager=True,  # the format can depend on it
    help="Write there, not to stdout.",
)


class _Locale(click.ParamType):  # type: ignore[type-arg] # generic in new versions of click only
    """A locale: a BCP 47 tag, or a name that stands for one, as `fr_FR` does."""

    name = "locale"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from l10nqa.locale.names import checked_locale  # noqa: PLC0415 - few runs are given one

        try:
            return checked_locale(value)
        except ConfigError as error:
            self.fail(f"{error.message}: {error.hint}", param, ctx)


LOCALE = _Locale()

target_locale = click.option(
    "--target-locale",
    metavar="TAG",
    type=LOCALE,
    help="Locale of the translations (BCP 47), whatever the files or their paths declare; of a file with several, only "
    "that one is read.",
)
source_locale = click.option(
    "--source-locale",
    metavar="TAG",
    type=LOCALE,
    help="Locale of the sources (BCP 47), whatever the files declare; en-US if unknown. Of a file with several, only "
    "that one is read.",
)
drafts = click.option(
    "--drafts",
    is_flag=True,
    help="Include translations marked fuzzy, rejected or for review, which are left out by default.",
)
allow_empty = click.option(
    "--allow-empty",
    is_flag=True,
    help="Exit with 0 and a note if PATH… holds no segment: for hooks that are given arbitrary files.",
)


source = click.option(
    "--source",
    metavar="PATH",
    type=click.Path(),
    help="PATH… holds translated documents, and the file or folder PATH their sources; if not given, as [pairs] of the "
    "configuration says, or the layout of the folders (Hugo, Docusaurus, MkDocs, VitePress, Starlight).",
)


class _ShardOption(click.ParamType):  # type: ignore[type-arg] # generic in new versions of click only
    """One of several shards, as `2/8`."""

    name = "shard"

    def convert(self, value: str | Shard, param: click.Parameter | None, ctx: click.Context | None) -> Shard:
        try:
            return value if isinstance(value, Shard) else Shard.parse(value)
        except ConfigError as error:
            self.fail(f"{error.message}; {error.hint}", param, ctx)


def shard(description: str) -> Callable[[_Command], _Command]:
    """Return the option `--shard`; `description` says what the run works on and writes."""
    return click.option("--shard", metavar="I/N", type=_ShardOption(), help=description)


def reading_options(command: _Command) -> _Command:
    """Add the options for reading files: sources, locales, drafts, and whether there may be no segment."""
    return source(target_locale(source_locale(drafts(allow_empty(command)))))


locale_filter = click.option(
    "--target-locale",
    metavar="TAG",
    help="Only translations into this locale (BCP 47); a language alone, as in lv, takes all its locales.",
)


def fail_on_option(description: str) -> Callable[[_Command], _Command]:
    """Return the option `--fail-on`; the command receives it as `fail_on`."""
    return _grade("--fail-on", [severity.value for severity in Severity], "minor", description)


def block_certainty_option(description: str) -> Callable[[_Command], _Command]:
    """Return the option `--block-certainty`; the command receives it as `block_certainty`."""
    return _grade("--block-certainty", [certainty.value for certainty in Certainty], "certain", description)


def _grade(name: str, grades: list[str], default: str, description: str) -> Callable[[_Command], _Command]:
    return click.option(name, type=click.Choice(grades), default=default, show_default=True, help=description)


score_threshold = click.option(
    "--score-threshold",
    metavar="N",
    type=click.FloatRange(0, 100),
    help="Exit with 1 if the automatic partial score of whole documents, 0 to 100, is below this.",
)


class _MemoryLocation(click.ParamType):  # type: ignore[type-arg] # generic in new versions of click only
    """A translation memory: a file, or the address of a database."""

    name = "memory"

    def convert(self, value: str | Location, param: click.Parameter | None, ctx: click.Context | None) -> Location:
        if value == "":  # an unset variable of a script, not the current folder
            self.fail("it is empty", param, ctx)
        location = memory_location(value)
        if isinstance(location, Path) and location.is_dir():
            self.fail(f"File '{location}' is a directory.", param, ctx)
        return location


MEMORY = _MemoryLocation()


tm_file = click.option(
    "--tm",
    "tm",
    metavar="TM.db",
    type=MEMORY,
    multiple=True,
    callback=given_memory,
    help="The translation memory: a file, or postgresql://USER@HOST/DATABASE; if not given, `tm` of the configuration.",
)
ledger_file = click.option(
    "--ledger",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What was decided about findings (l10nqa decide): false alarms and accepted ones are left alone. "
    "l10nqa-ledger.jsonl, where there is one, if not given.",
)


def run_options(
    *,
    tm: str = "The memory to learn words and labels from; by default the documents themselves.",
    several_memories: bool = False,
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Add the options of `RunOptions`, named as its keys; `tm` is the help of `--tm`."""
    options = (
        click.option(
            "--tm",
            "memories" if several_memories else "tm",
            metavar="TM.db",
            multiple=several_memories,
            type=MEMORY,
            help=tm,
        ),
        click.option(
            "--termbase",
            "termbases",
            metavar="FILE",
            multiple=True,
            type=click.Path(path_type=Path, dir_okay=False),
            help="Terms to check the translations against, CSV or TBX; may be given several times.",
        ),
        click.option(
            "--select",
            metavar="RULE,…",
            callback=_names,
            shell_complete=complete_rules,
            help="Run only these rules; `l10nqa rules` lists them.",
        ),
        click.option(
            "--ignore",
            metavar="RULE,…",
            callback=_ignored,
            shell_complete=complete_rules,
            help="Do not run these rules.",
        ),
        click.option(
            "--certainty",
            "min_certainty",
            type=click.Choice([certainty.value for certainty in Certainty]),
            default="likely",
            show_default=True,
            callback=lambda _context, _option, value: Certainty(value),
            help="Report only findings at least this certain.",
        ),
        ledger_file,
        click.option(
            "--jobs", metavar="N", type=click.IntRange(1), help="Processes to use; one per processor if not given."
        ),
    )

    def add(command: Callable[..., int]) -> Callable[..., int]:
        command = _with_rules(command)
        for option in reversed(options):
            command = option(command)
        return command

    return add


def _with_rules(command: Callable[..., int]) -> Callable[..., int]:
    """Pass the configuration, and its rules, to the command as `config` and `rules`."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> int:
        context = click.get_current_context()
        return command(*arguments, rules=rule_set(context), config=configuration(context), **options)

    return run


def format_option(*formats: str, description: str = "How to write it.") -> Callable[[_Command], _Command]:
    """Return the option `--format`, by default the first of the formats; the command receives it as `format_`."""
    chosen = click.Choice(formats)
    return click.option("--format", "format_", type=chosen, default=formats[0], show_default=True, help=description)


def output_format_option(*formats: str, description: str) -> Callable[[_Command], _Command]:
    """Return the options `--output` and `--format`, whose default is the format of the suffix of the output."""
    chosen = click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        callback=_format,
        help=f"{description} By default that of the suffix of --output, else {formats[0]}.",
    )

    return lambda command: chosen(optional_output(command))


def _format(context: click.Context, option: click.Parameter, value: str | None) -> str:
    assert isinstance(option.type, click.Choice)  # noqa: S101 - made so above
    formats, output = tuple(option.type.choices), context.params.get("output")
    return value or format_of_suffix(output, {f".{name}": name for name in formats[1:]}, formats[0])


def _names(_context: click.Context, _option: click.Parameter, value: str | None) -> list[str]:
    return names(value)


def _ignored(context: click.Context, _option: click.Parameter, value: str | None) -> list[str]:
    """Return the rules ignored by this call, or by the configuration and not selected by this call."""
    here = click.core.ParameterSource.COMMANDLINE
    given = names(value)
    configured = configuration(context).disabled
    if context.get_parameter_source("ignore") is not here:
        given, configured = [], [*given, *configured]
    selected = context.params.get("select", []) if context.get_parameter_source("select") is here else []
    return [*given, *(name for name in configured if name not in selected)]


def names(value: str | None) -> list[str]:
    """Split `a,b` into names."""
    return [name.strip() for name in (value or "").split(",") if name.strip()]
