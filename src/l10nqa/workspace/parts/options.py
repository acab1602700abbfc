"""What decides about the findings of a run, in words: parts that differ in it are not merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xxhash

from l10nqa.config import Config
from l10nqa.errors import InputError
from l10nqa.memory import Memory
from l10nqa.quality import Certainty
from l10nqa.text import count_of
from l10nqa.workspace.run_options import selected_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from l10nqa.bitext import Place
    from l10nqa.lexicon import Lexicon
    from l10nqa.memory import Location
    from l10nqa.workspace.checking import CheckRun, Gate
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["files_in_words", "options_of_check", "options_of_reading", "rules_that_run"]


def options_of_check(run: CheckRun, gate: Gate, run_options: RunOptions) -> dict[str, str]:
    """Return the options of a check by name; two shards with the same ones find what a whole run finds.

    Where nothing was checked nothing was learned either, and the lexicons are left out.
    """
    rules = rules_that_run(run_options)
    tm, ledger = run_options.get("tm"), run_options.get("ledger")
    options = options_of_reading(
        run.inventory.paths, run.inventory.places, run_options.get("config"), **_locales(run_options)
    )
    options |= {
        "the rules": f"{len(rules)} ({_digest(' '.join(sorted(rules)).encode())})",
        "--certainty": run_options.get("min_certainty", Certainty.LIKELY).value,
        "--drafts": _flag(run_options.get("drafts", False)),
        "--allow-empty": _flag(run_options.get("allow_empty", False)),
        "--termbase": ", ".join(map(_file, run_options.get("termbases") or ())),
        "--ledger": _file(ledger) if ledger else "",
        "--changed-since": gate.changed_since or "",
        "--baseline": _file(gate.baseline) if gate.baseline else "",
        "severities": ", ".join(f"{rule} {severity.value}" for rule, severity in sorted(gate.severities.items())),
        "--tm": _memory(tm) if tm else "",
    }
    if run.places:
        options["the lexicons"] = _lexicons(run.knowledge.lexicons)
    return options


def rules_that_run(run_options: RunOptions) -> frozenset[str]:
    """Return the names of the rules that a run with the options reports."""
    rules = selected_rules(run_options)
    return frozenset([*(rule.name for rule in rules.running), *(rule.name for rule in rules.running_on_documents)])


def options_of_reading(
    paths: Iterable[str], places: Iterable[Place], config: Config | None, **given: str | None
) -> dict[str, str]:
    """Return the options of a job that reads files, by name; `given` are those of the command line besides."""
    file = (config or Config()).file
    named = {f"--{name.replace('_', '-')}": value or "" for name, value in given.items()}
    return {
        "PATH": " ".join(paths),
        "the files": files_in_words([place.name for place in places]),
        "the configuration": _file(file) if file else "",
        **named,
    }


def files_in_words(names: list[str]) -> str:
    """Return how many files there are, and a digest of their names in their order."""
    listed = "\0".join(names).encode("utf-8", "surrogatepass")
    return f"{len(names):,} ({_digest(listed)})"


def _locales(run_options: RunOptions) -> dict[str, str | None]:
    return {
        "source": run_options.get("source"),
        "source_locale": run_options.get("source_locale"),
        "target_locale": run_options.get("target_locale"),
    }


def _flag(value: bool) -> str:  # noqa: FBT001 - the value itself
    return "yes" if value else ""


def _file(file: Path) -> str:
    try:
        return f"{file.name} ({_digest(file.read_bytes())})"
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=str(file)) from error


def _memory(tm: Location) -> str:
    """Return what a memory holds: copies of one, or two that were made of the same files, are the same."""
    with Memory(tm) as memory:
        return ", ".join(
            f"{locale} {count_of(memory.count(target_locale=locale), 'unit')}" for locale in memory.locales()
        )


def _lexicons(lexicons: Mapping[str, Lexicon]) -> str:
    return ", ".join(
        f"{locale} {count_of(lexicon.segments, 'segment')} ({_digest(_learned(lexicon))})"
        for locale, lexicon in sorted(lexicons.items())
        if lexicon.segments
    )


def _learned(lexicon: Lexicon) -> bytes:
    association = lexicon.association
    return b"".join(each.tobytes() for each in (association.keys, association.forward, association.backward))


def _digest(raw: bytes) -> str:
    return f"{xxhash.xxh3_64_intdigest(raw):016x}"[:8]
