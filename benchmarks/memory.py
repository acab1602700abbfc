"""Times what else a memory does: concordance, analysis and the import of a very large TMX; writes reports/memory.md.

Concordance is asked in the memory of the lines of ../shared/corpora/english-segments.txt.xz, for words drawn from the
text as they come (frequent ones are drawn more often) and for words of average frequency. The analysis is of
alchemy-de-DE against the sources of dynamics-lv-LV, as a whole process. The TMX is two gigabytes of small units.
"""

from __future__ import annotations

import lzma
import os
import platform
import random
import re
import sys
import tarfile
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import numpy as np
from bench import count_segments, run
from search import LINES, ROOT, build

from l10nqa.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORDS = 200
TMX_BYTES = 2 << 30
TMX_BEGIN = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="bench" creationtoolversion="1" segtype="sentence" o-tmf="none"
    adminlang="en" srclang="en-US" datatype="plaintext"/><body>
"""
L10NQA = str(Path(sys.executable).with_name("l10nqa"))


def concordance(scratch: Path) -> list[str]:
    lines = lzma.decompress(LINES.read_bytes()).decode().split("\n")[:-1]
    chance = random.Random(3)  # noqa: S311 - any words will do
    counts = Counter(word for line in lines for word in set(re.findall(r"\w{2,}", line.casefold())))
    mean = sum(counts.values()) / len(counts)
    average = [word for word, count in counts.items() if 0.8 * mean <= count <= 1.25 * mean]
    tokens = [chance.choice(re.findall(r"\w{2,}", line) or ["the"]) for line in chance.sample(lines, WORDS)]
    with Memory(scratch / "lines.db", create=True) as memory:
        build(memory, lines)
        begin = time.perf_counter()
        memory.concordance("zqx")
        made = time.perf_counter() - begin
        size = next(scratch.glob("lines.db.concordance")).stat().st_size
        rows = [
            timed(f"words of average frequency, in {mean:.0f} units", memory, chance.sample(average, WORDS)),
            timed("words as the text has them", memory, tokens),
        ]
    return [
        "## Concordance",
        "",
        f"{len(lines):,} units; milliseconds for the first page (20 units), {WORDS} words each. Making the index took "
        f"{made:.1f} s; it has {size / len(lines):.0f} bytes a unit.",
        "",
        "| | median | p90 | max |",
        "|---|---:|---:|---:|",
        *rows,
    ]


def timed(name: str, memory: Memory, words: Sequence[str]) -> str:
    seconds = []
    for word in words:
        begin = time.perf_counter()
        memory.concordance(word)
        seconds.append(time.perf_counter() - begin)
    median, most, longest = (float(np.quantile(seconds, at)) * 1000 for at in (0.5, 0.9, 1))
    return f"| {name} | {median:.2f} | {most:.2f} | {longest:.2f} |"


def analysis(scratch: Path) -> list[str]:
    for name in ("alchemy-de-DE", "dynamics-lv-LV"):
        with tarfile.open(LINES.with_name(f"{name}.tar.xz")) as tar:
            tar.extractall(scratch, filter="data")
    job, memory = scratch / "alchemy-de-DE" / "bilingual", str(scratch / "dynamics.db")
    run(L10NQA, "extract", str(scratch / "dynamics-lv-LV" / "bilingual"), "--tm", memory)
    analysed = run(L10NQA, "tm", "analyse", str(job), "--tm", memory, "-o", str(scratch / "analysis.json"))
    segments = count_segments(job)
    return [
        "## Analysis",
        "",
        f"`tm analyse` of alchemy-de-DE ({segments:,} segments) against the sources of dynamics-lv-LV: "
        f"{analysed.seconds:.1f} s, {segments / analysed.seconds:,.0f} segments/s, {analysed.megabytes:.0f} MB.",
    ]


def endless_lines() -> Iterator[str]:
    """Yield the lines over and over, without holding them: a child's peak memory counts what its parent has."""
    while True:
        with lzma.open(LINES, "rt", encoding="utf-8", newline="\n") as stream:
            for line in stream:
                yield escape(line.removesuffix("\n"))


def large_tmx(file: Path) -> int:
    """Write the lines over and over, each with a number of its own; return how many units that made."""
    with file.open("wb") as stream:
        stream.write(TMX_BEGIN.encode())
        for units, line in enumerate(endless_lines(), 1):
            pair = "".join(f'<tuv xml:lang="{tag}"><seg>{units} {line}</seg></tuv>' for tag in ("en-US", "lv-LV"))
            stream.write(f'<tu tuid="{units}">{pair}</tu>\n'.encode())
            if stream.tell() >= TMX_BYTES:
                break
        stream.write(b"</body></tmx>\n")
    return units


def exchange(scratch: Path) -> list[str]:
    file = scratch / "large.tmx"
    units = large_tmx(file)
    imported = run(L10NQA, "tm", "import", str(file), "--tm", str(scratch / "large.db"))
    size = file.stat().st_size / 1e9
    return [
        "## A large TMX",
        "",
        f"`tm import` of {size:.2f} GB with {units:,} units: {imported.seconds:.0f} s, "
        f"{units / imported.seconds:,.0f} units/s, {imported.megabytes:.0f} MB of memory.",
    ]


def main() -> None:
    if not LINES.exists():
        sys.exit(f"{LINES} is not there: nothing to measure with")
    with tempfile.TemporaryDirectory() as name:
        sections = [measure(Path(name)) for measure in (analysis, exchange, concordance)]
    report = "\n".join(
        [
            "# Speed of what else a memory does",
            "",
            f"`make bench-memory`; Python {platform.python_version()}, {os.cpu_count()} processors.",
            *(line for section in sections for line in ("", *section)),
            "",
        ]
    )
    (ROOT / "reports" / "memory.md").write_text(report, encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()
