"""Times the main jobs against their floors, in one run on one machine, and writes reports/bench.md.

The floor of reading bilingual documents is a bare `re.findall` over the same bytes; the peer in checking them is
translate-toolkit's `pofilter` on the same pairs as a PO file. All are timed as whole processes, in turn, so that the
machine's mood hits all; ratios are what to quote. Uses the real corpora where ../shared has
them, else the project's own, many times over.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "corpora" / "dynamics-lv-LV.tar.xz"
RUNS = 3
FIRST_RULES = "link-punctuation,emphasis-punctuation,link-count,link-target,emphasis-count,code,placeholder"

CHECK, PEER = "check, all rules with the memory, two processes", "pofilter, 14 tests, on the PO"
TESTS = """variables urls brackets xmltags endpunc printf numbers escapes doublespacing startwhitespace endwhitespace
           puncspacing emails unchanged"""
"""Those of pofilter's that say something of documentation."""

FLOOR = """
import os, re, sys
pattern = re.compile(
    rb'<span data-ttu-id="([^"]*)">(.*?)</span>'
    rb'<span class="sxs-lookup"><span data-stu-id="([^"]*)">(.*?)</span></span>',
    re.S,
)
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            pattern.findall(file.read())
"""


class Run(NamedTuple):
    seconds: float
    megabytes: float


def run(*command: str) -> Run:
    """Run a command; wall seconds, and the peak memory of its largest process."""
    begin = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(command)} failed with status {status}")
    return Run(time.perf_counter() - begin, usage.ru_maxrss / 1024)


def corpus(folder: Path) -> Path:
    if REAL.exists():
        with tarfile.open(REAL) as tar:
            tar.extractall(folder, filter="data")
        return folder / "dynamics-lv-LV" / "bilingual"
    for copy in range(100):
        shutil.copytree(ROOT / "corpora", folder / "own" / f"{copy:03}", ignore=shutil.ignore_patterns("*.txt"))
    return folder / "own"


def count_segments(folder: Path) -> int:
    return sum(file.read_bytes().count(b"data-ttu-id") for file in folder.rglob("*.md"))


def main() -> None:
    l10nqa, pofilter = (str(Path(sys.executable).with_name(name)) for name in ("l10nqa", "pofilter"))
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        documents = corpus(scratch)
        segments, memory = count_segments(documents), scratch / "memory.db"
        check = (l10nqa, "check", str(documents), "--jobs", "2", "--format", "jsonl")
        jobs = {
            "bare re.findall over the same bytes": (sys.executable, "-c", FLOOR, str(documents)),
            "extract into a new memory": (l10nqa, "extract", str(documents), "--tm", str(memory)),
            "extract again, nothing changed": (l10nqa, "extract", str(documents), "--tm", str(memory)),
            "check, seven mechanical rules, two processes": (*check, "--select", FIRST_RULES),
            "learn from the memory (once)": (l10nqa, "tm", "learn", "--tm", str(memory)),
            CHECK: (*check, "--tm", str(memory)),
            "export to JSON Lines": (l10nqa, "export", str(documents), "-o", str(scratch / "x.jsonl")),
            "export to PO": (l10nqa, "export", str(documents), "-o", str(scratch / "x.po"), "--target-locale", "lv-LV"),
            PEER: (
                *(pofilter, "--progress=none", *(f"--test={test}" for test in TESTS.split())),
                *(str(scratch / "x.po"), str(scratch / "found.po")),
            ),
        }
        runs: dict[str, list[Run]] = {job: [] for job in jobs}
        for _ in range(RUNS):
            for file in scratch.glob("memory.db*"):
                file.unlink()
            for job, command in jobs.items():
                runs[job].append(run(*command))
        report = table(documents.relative_to(scratch), segments, runs)
    (ROOT / "reports" / "bench.md").write_text(report, encoding="utf-8")
    print(report)


def table(documents: Path, segments: int, runs: dict[str, list[Run]]) -> str:
    floor = runs["bare re.findall over the same bytes"]
    lines = [
        "# Speed of the main jobs",
        "",
        f"`make bench` on {documents.parts[0]}: {segments:,} segments; Python {platform.python_version()}, "
        f"{os.cpu_count()} processors. Whole processes, the median of {RUNS} runs; × floor is the median of the "
        "ratios run by run; memory is the largest process.",
        "",
        "| job | seconds | × floor | segments/s | peak MB |",
        "|---|---:|---:|---:|---:|",
    ]
    for job, found in runs.items():
        seconds = statistics.median(run.seconds for run in found)
        ratio = statistics.median(run.seconds / base.seconds for run, base in zip(found, floor, strict=True))
        peak = max(run.megabytes for run in found)
        lines.append(f"| {job} | {seconds:.2f} | {ratio:.1f} | {segments / seconds:,.0f} | {peak:.0f} |")
    times = statistics.median(peer.seconds / own.seconds for own, peer in zip(runs[CHECK], runs[PEER], strict=True))
    lines += ["", f"The check with all rules is {times:.1f} × as fast as pofilter with: {' '.join(TESTS.split())}."]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
