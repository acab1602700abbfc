"""What a part says of the run that it is of: parts are merged only if they are all the shards of one run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from l10nqa import __version__
from l10nqa.engine import cut
from l10nqa.errors import InputError
from l10nqa.shard import Shard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["FINDINGS", "OBSERVATIONS", "UNITS", "PartHead", "head_of_record", "record_of_head", "refuse_incomplete"]

FINDINGS, UNITS, OBSERVATIONS = "findings", "units", "observations"
"""The contents of parts: what check found, what extract read, what tm learn observed."""
_AGAIN = "run all shards again, with the same version, options and files"
_MOST = 8
"""The number of missing shards that a message names."""


class PartHead(NamedTuple):
    """What all parts of a run have in common, and which of its shards this one is."""

    content: str
    shard: Shard
    options: Mapping[str, str]
    """What decides about the result, in words: options as they are written, digests of what they name."""
    facts: Mapping[str, Any]
    """What merging must know of the run beside its results."""
    version: str = __version__


def record_of_head(head: PartHead) -> dict[str, Any]:
    """Return the head as JSON."""
    return {**head._asdict(), "shard": str(head.shard)}


def head_of_record(record: Mapping[str, Any]) -> PartHead:
    """Return the head that was written as JSON; a `ValueError`, `LookupError` or `TypeError` means that it is none."""
    options = {str(name): str(value) for name, value in record["options"].items()}
    shard = Shard.parse(record["shard"])
    return PartHead(str(record["content"]), shard, options, dict(record["facts"]), str(record["version"]))


def refuse_incomplete(heads: Sequence[tuple[str, PartHead]]) -> None:
    """Refuse parts that are not all the shards of one run; each comes with the name of its file.

    Raises:
        InputError: one is of another run, or given twice, or missing.
    """
    first_name, first = heads[0]
    names: dict[Shard, str] = {}
    options: dict[str, tuple[str, str]] = {}
    """The options known so far, each with the name of the part that has it."""
    for name, head in heads:
        difference = _difference(head, first, first_name) or _other_option(head, options)
        if difference:
            raise InputError(difference, path=name, hint=_AGAIN)
        if head.shard in names:
            raise InputError(
                f"is shard {head.shard}, as is {names[head.shard]}", path=name, hint="give each shard once"
            )
        names[head.shard] = name
        options = {**{option: (value, name) for option, value in head.options.items()}, **options}
    missing = sorted({*range(1, first.shard.total + 1)} - {shard.number for shard in names})
    if missing:
        listed = ", ".join(map(str, missing[:_MOST])) + (", …" if len(missing) > _MOST else "")
        which = f"shard {listed} is" if len(missing) == 1 else f"shards {listed} are"
        given = f"is shard {first.shard}" if len(names) == 1 else f"is one of {len(names)} parts of a run in shards"
        message = f"{given}, of which {which} missing: {first.shard.total} are needed"
        raise InputError(message, path=first_name, hint="give the parts of all shards")


def _difference(head: PartHead, first: PartHead, first_name: str) -> str | None:
    """Return how a part differs from the first one, so that the two are of different runs; None if they are of one."""
    if head.content != first.content:
        return f"is a part with {head.content}, but {first_name} is one with {first.content}"
    if head.version != first.version:
        return f"was written by l10nqa {head.version}, but {first_name} by {first.version}"
    if head.shard.total != first.shard.total:
        return f"is shard {head.shard}, but {first_name} is shard {first.shard}"
    return None


def _other_option(head: PartHead, options: Mapping[str, tuple[str, str]]) -> str | None:
    """Return how an option of a part differs from that of a part before it; None if none does.

    An option that a part lacks did not matter there: a shard without files learns nothing.
    """
    for option, here in head.options.items():
        there, name = options.get(option, (here, ""))
        if here != there:
            return f"was made with {option} {_shown(here)}, but {name} with {_shown(there)}"
    return None


def _shown(value: str) -> str:
    return cut(value) if value else "not given"
