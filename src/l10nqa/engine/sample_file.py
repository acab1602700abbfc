"""The file of a sample, JSON Lines: a line about the sample, and one for each of its segments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import xxhash

from l10nqa.engine.records import json_object, lines_of
from l10nqa.errors import InputError
from l10nqa.files import write_atomically
from l10nqa.model import Sample, SampledSegment

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["named", "read_sample", "write_sample"]

_WHAT = "sample"


def named(sample: Sample) -> Sample:
    """Return the sample with the name that its content gives it; where its files are does not matter."""
    content = "".join(f"{_line([each.segment, each.source, each.target])}\n" for each in sample.segments)
    digest = xxhash.xxh3_64_hexdigest(content.encode("utf-8", "surrogatepass"))[:6]
    locales = "+".join(sample.target_locales) or "und"
    return sample._replace(name=f"{locales}-{sample.words}w-seed{sample.seed}-{digest}")


def write_sample(file: Path, sample: Sample) -> None:
    """Write the sample.

    Raises:
        InputError: the file cannot be written.
    """
    head = {
        "sample": sample.name,
        "seed": sample.seed,
        "by": sample.by,
        "words": sample.words,
        "words_wanted": sample.words_wanted,
        "segments": len(sample.segments),
        "words_drawn_from": sample.words_drawn_from,
        "segments_drawn_from": sample.segments_drawn_from,
        "source_locales": sample.source_locales,
        "target_locales": sample.target_locales,
    }
    lines: list[dict[str, Any]] = [head, *(each._asdict() for each in sample.segments)]
    content = "".join(f"{_line(each)}\n" for each in lines)
    write_atomically(file, content.encode())


def _line(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    # A lone surrogate cannot be written; what JSON has for it can.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def read_sample(file: Path) -> Sample:
    """Read a sample.

    Raises:
        InputError: it does not exist, or a line is not of a sample; with the line.
    """
    found = [json_object(line, _WHAT, str(file), number) for number, line in lines_of(file, _WHAT)]
    try:
        head = found[0]
        return Sample(
            str(head["sample"]),
            int(head["seed"]),
            str(head["by"]),
            int(head["words_wanted"]),
            int(head["segments_drawn_from"]),
            int(head["words_drawn_from"]),
            tuple(map(str, head["source_locales"])),
            tuple(map(str, head["target_locales"])),
            tuple(_segment(each, str(file), number) for number, each in enumerate(found[1:], 2)),
        )
    except (LookupError, TypeError, ValueError) as error:
        message = "does not begin with the line of a sample"
        raise InputError(message, path=str(file), line=1, hint="l10nqa lqa sample writes such files") from error


def _segment(value: dict[str, Any], path: str, number: int) -> SampledSegment:
    texts = [value.get(key) for key in ("path", "segment", "source", "target")]
    counts = [value.get("words"), value.get("line", 0)]
    if not all(isinstance(text, str) for text in texts) or not all(map(_is_count, counts)):
        hint = "path, segment, source, target and words belong to it"
        raise InputError("is no segment of a sample", path=path, line=number, hint=hint)
    file, segment, source, target = map(str, texts)
    return SampledSegment(file, segment, source, target, value["words"], value.get("line", 0))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
