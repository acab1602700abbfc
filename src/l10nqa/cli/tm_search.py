"""`l10nqa tm search`."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10nqa.cli.memories import chosen_memories, memories, penalty_option, points_of, warn_of_locale
from l10nqa.cli.options import format_option, locale_filter
from l10nqa.cli.progress import progress
from l10nqa.cli.writing import result_stream
from l10nqa.errors import ConfigError, InputError
from l10nqa.memory.ranking import Query, hash_of_neighbour
from l10nqa.render.matches import matches_for_people, matches_json
from l10nqa.workspace.searching import SearchOptions, open_search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from l10nqa.memory import Location
    from l10nqa.model import Match

__all__ = ["search"]


@click.command("search", short_help="Find the units most similar to a text.")
@click.argument("text", required=False)
@click.option(
    "--input",
    "input_",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Search for each line of FILE (UTF-8); - is standard input.",
)
@memories
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="The largest number of matches.")
@click.option(
    "--min",
    "min_score",
    type=click.FloatRange(0, 102),
    default=70,
    show_default=True,
    help="The score to reach, 0 to 100, with context to 102; the further below 70, the slower.",
)
@click.option(
    "--score",
    "measure",
    type=click.Choice(["char", "word"]),
    default="char",
    show_default=True,
    help="What is compared: characters, or words, where one changed word of ten costs ten points.",
)
@click.option("--previous", metavar="TEXT", help="The source before TEXT in its document; '' where there is none.")
@click.option("--next", "next_", metavar="TEXT", help="The source after TEXT in its document; '' where there is none.")
@click.option("--key", metavar="PATH#SEGMENT", help="The place of TEXT, as the memory has it.")
@penalty_option("Unless given, no penalty counts.")
@format_option("console", "jsonl", description="How to write it; jsonl is one object a query.")
@locale_filter
def search(
    text: str | None,
    input_: Path | None,
    tms: tuple[Location, ...],
    of_memories: tuple[str, ...],
    limit: int,
    min_score: float,
    measure: str,
    previous: str | None,
    next_: str | None,
    key: str | None,
    penalties: tuple[str, ...],
    format_: str,
    target_locale: str | None,
) -> None:
    """Find the units of the memory whose sources are most similar to TEXT, best first.

    The score is 100 · (1 - Levenshtein distance / greater length), in characters of the source as it stands: markup and
    capitals count. Nothing is left out: it finds what comparing TEXT with every source would. The first search of a
    large memory makes an index beside it, TM.db.index, which is kept up to date by itself; see `l10nqa tm index`.
    --score word has no index: the first search of a run splits all sources into words.

    Several memories, context (--previous, --next, --key) and penalties rank what is found: the very text scores 102
    with both its neighbours, 101 with one of them or its place; penalties lower the score. Nothing is lost by that,
    either. Units of the same source and translation are then shown once, and units without a translation are not; so
    they are without a ranking, unless --format jsonl asks for every unit.

    \b
    Examples:
      l10nqa tm search "Select the **Save** button." --tm memory.db
      l10nqa tm search --input new-strings.txt --tm memory.db --format jsonl
      l10nqa tm search "Save." --tm memory.db \\
        --previous "Select the file." --next ""
      l10nqa tm search "Save." --tm own.db --tm others.db \\
        --tm-penalty others.db=5 --penalty all --penalty mt=10
    """
    if (text is None) == (input_ is None):
        raise ConfigError("give either a text or --input", hint='l10nqa tm search "Some text" --tm TM.db')
    if text is None and (previous, next_, key) != (None, None, None):
        raise ConfigError("--previous, --next and --key are for one TEXT", hint="leave them out beside --input")
    if text is not None and not text:
        raise ConfigError("TEXT is empty", hint='l10nqa tm search "Some text"')
    if key is not None and "#" not in key:
        raise ConfigError(
            f"--key {key}: this is not the name of a segment", hint="write PATH#SEGMENT, as matches show it"
        )
    queries = [text] if text is not None else _lines(input_ or Path("-"))
    memories = chosen_memories(tms, of_memories)
    options = SearchOptions(
        limit,
        min_score,
        Query("", hash_of_neighbour(previous), hash_of_neighbour(next_), key),
        points_of(penalties, {}),
        target_locale,
        by_words=measure == "word",
        # Programs get every unit, as with brute force; people get each translation once.
        every_unit=format_ == "jsonl",
    )
    with ExitStack() as stack:
        with progress("indexing", at_once=False) as advance:
            opened = stack.enter_context(open_search(memories, options, progress=advance))
        if not _show(queries, opened.find, format_, min_score):
            for each in opened.opened:
                warn_of_locale(each.memory, target_locale, name=each.name)


def _show(queries: Iterable[str], find: Callable[[str], Sequence[Match]], format_: str, min_score: float) -> bool:
    """Write the matches of each query as they come, and tell whether there were any."""
    any_match = False
    with result_stream(None, text_for_people=format_ == "console") as (stream, color):
        for query in queries:
            begin = time.perf_counter()
            matches = find(query)
            milliseconds = 1000 * (time.perf_counter() - begin)
            if format_ == "jsonl":
                stream.write(f"{matches_json(query, matches, milliseconds)}\n")
            else:
                stream.writelines(f"{line}\n" for line in matches_for_people(query, matches, min_score, color=color))
            stream.flush()  # a program may wait for the answer before its next query
            any_match |= bool(matches)
    return any_match


def _lines(file: Path) -> Iterator[str]:
    """Yield the lines as they come, without their ends, including those of Windows."""
    try:
        with click.open_file(str(file), "rb") as stream:
            for number, line in enumerate(stream, 1):
                try:
                    text = line.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError as error:
                    raise InputError(f"is not UTF-8: {error.reason}", path=str(file), line=number) from error
                yield text.removesuffix("\n").removesuffix("\r")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=str(file)) from error
