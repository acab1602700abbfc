"""The parts that a shard of `report` writes into its folder: one for the files of each memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.engine import absolute
from l10nqa.errors import ConfigError, InputError
from l10nqa.files import atomic_text_file
from l10nqa.workspace.checking import check_inventory, scope_of_run
from l10nqa.workspace.parts.findings import FindingsPart
from l10nqa.workspace.parts.merging import MergedRun
from l10nqa.workspace.parts.options import files_in_words
from l10nqa.workspace.parts.part_file import is_part_file, open_part_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Unpack

    from l10nqa.engine import Coverage, Tally
    from l10nqa.model import CheckedDocument
    from l10nqa.workspace.checking import Gate
    from l10nqa.workspace.inventory import Inventory
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["MergedGroup", "write_group"]


def write_group(
    folder: Path,
    number: int,
    inventory: Inventory,
    gate: Gate | None,
    criteria: Mapping[str, str],
    **run_options: Unpack[RunOptions],
) -> tuple[Tally, Sequence[str]]:
    """Check a shard of the files of one memory, and write the part of that number; return figures and notes.

    Raises:
        ConfigError: a file of somebody else has the name of the part.
        InputError: the part cannot be written; and the errors of `check`.
    """
    file = folder / _name(number)
    if file.exists() and not is_part_file(file):
        hint = "give -o a folder of its own, or remove the file"
        raise ConfigError("is not a part of a report, and is not replaced", path=str(file), hint=hint)
    run = check_inventory(inventory, gate=gate, settles=False, **run_options)
    part = FindingsPart(run, gate, run_options, criteria)
    with atomic_text_file(file, within=folder) as stream:
        part.write(run, "jsonl", stream)
    return run.tally, run.notes


class MergedGroup:
    """The merged shards of the files of one memory: iterate once; `notes` and `scope` are complete afterwards."""

    def __init__(self, folders: Iterable[Path], number: int, inventory: Inventory, run_options: RunOptions) -> None:
        """Open the parts of that number in the folders.

        Raises:
            InputError: one is missing, given twice, of another run or of other files than those of the inventory.
        """
        parts = [open_part_file(folder / _name(number)) for folder in folders]
        self._run = MergedRun(parts, inventory)
        here = files_in_words([place.name for place in inventory.places])
        there = parts[0].head.options.get("the files")
        if here != there:
            message = f"was made with the files {there}, but PATH… has {here}"
            raise InputError(message, path=str(parts[0].path), hint="give the PATH… and --tm of the shards")
        self.notes = self._run.notes
        self.scope: Coverage = scope_of_run(inventory.paths, run_options)

    def __iter__(self) -> Iterator[CheckedDocument]:
        """Yield the results; raises the errors of `MergedRun`."""
        read = set[str]()
        for result in self._run:
            if not any(problem.is_unreadable for problem in result.problems):
                read.add(absolute(result.path))
            yield result
        self.scope = self.scope._replace(documents=frozenset(read))


def _name(number: int) -> str:
    return f"part-{number}.jsonl"
