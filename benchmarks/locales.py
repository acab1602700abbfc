"""Times forty locales on one machine: processes, shards, a cluster, a worker killed; writes reports/locales.md.

The corpora of ../shared/corpora under eight names each, as locales of their own: 2.5 million segments. A memory is
extracted and learned from first. Whole processes, one after the other; all runs over the forty locales must write the
same bytes. Takes about an hour on two cores: run it when nothing else runs.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import platform
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"
NAMES = ("alchemy-ar-SA", "alchemy-de-DE", "alchemy-ja-JP", "alchemy-lv-LV", "dynamics-lv-LV")
COPIES = 8
SHARDS = 8
L10NQA = str(Path(sys.executable).with_name("l10nqa"))
MACHINES = 16


class Run(NamedTuple):
    seconds: float
    processor: float
    """Seconds of all processes that have ended."""
    megabytes: float
    """The peak of the largest process."""
    killed: int = 0
    """Workers that were killed in the middle."""


def run(*arguments: str, kill_after: float | None = None) -> Run:
    """Run a command of l10nqa; after some seconds kill the worker that has worked most."""
    begin = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
    child = os.posix_spawn(L10NQA, (L10NQA, *arguments), os.environ, file_actions=quiet)
    killed = 0
    if kill_after is not None:
        time.sleep(kill_after)
        workers = psutil.Process(child).children(recursive=True)
        if workers:
            max(workers, key=lambda worker: sum(worker.cpu_times()[:2])).kill()
            killed = 1
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"l10nqa {' '.join(arguments)} failed with status {status}")
    processor = usage.ru_utime + usage.ru_stime
    return Run(time.perf_counter() - begin, processor, usage.ru_maxrss / 1024, killed)


def locales(scratch: Path) -> list[str]:
    """Write the corpora under eight names each; return the folders, those of one name of each corpus in a row."""
    for name in NAMES:
        with tarfile.open(CORPORA / f"{name}.tar.xz") as tar:
            tar.extractall(scratch / "corpora", filter="data")
        locale, mark = name.split("-", 1)[1], name[0]
        declared = f"ms.contentlocale: {locale}".encode()
        source = scratch / "corpora" / name
        for file in source.rglob("*.md"):
            content = file.read_bytes()
            for copy in range(1, COPIES + 1):
                tag = f"{locale}-x-{mark}{copy}"
                target = scratch / "docs" / tag / file.relative_to(source)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.replace(declared, f"ms.contentlocale: {tag}".encode()))
    folders = sorted(path.name for path in (scratch / "docs").iterdir())
    return sorted(folders, key=lambda folder: (folder[-1], folder))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--scratch", type=Path, help="keep the files there, and use what is there already")
    given = options.parse_args().scratch
    with tempfile.TemporaryDirectory() as name:
        scratch = given or Path(name)
        folders = locales(scratch) if not (scratch / "docs").is_dir() else sorted(
            (path.name for path in (scratch / "docs").iterdir()), key=lambda folder: (folder[-1], folder)
        )  # fmt: skip
        os.chdir(scratch)
        report = measured(folders)
    (ROOT / "reports" / "locales.md").write_text(report, encoding="utf-8")
    print(report)


def measured(folders: list[str]) -> str:
    every = [f"docs/{folder}" for folder in sorted(folders)]
    segments = {folder: count(Path("docs") / folder) for folder in folders}
    runs: dict[str, Run] = {}

    def timed(label: str, *arguments: str, kill_after: float | None = None) -> None:
        runs[label] = run(*arguments, kill_after=kill_after)
        print(label, runs[label], flush=True)

    tm = ("--no-config", "--tm", "memory.db")
    if not Path("memory.db").exists():
        timed("extract", "extract", *every, *tm)
        timed("learn", "tm", "learn", *tm)
    growth = []
    for number in (5, 10, 20):
        some = sorted(f"docs/{folder}" for folder in folders[:number])
        timed(f"{number} locales, one process", "check", *some, *tm, "--jobs", "1", "-o", "some.jsonl")
        growth.append(
            (number, sum(segments[folder] for folder in folders[:number]), runs[f"{number} locales, one process"])
        )
    timed("one process", "check", *every, *tm, "--jobs", "1", "-o", "one.jsonl")
    timed("two processes", "check", *every, *tm, "--jobs", "2", "-o", "two.jsonl")
    for shard in range(1, SHARDS + 1):
        part = ("--shard", f"{shard}/{SHARDS}", "-o", f"part-{shard}.jsonl")
        timed(f"shard {shard}", "check", *every, *tm, "--jobs", "1", *part)
    timed("merge", "merge", *(f"part-{shard}.jsonl" for shard in range(1, SHARDS + 1)), "-o", "merged.jsonl")
    cluster = ("--cluster", "local", "--jobs", "2")
    timed("cluster", "check", *every, *tm, *cluster, "-o", "cluster.jsonl")
    timed("killed", "check", *every, *tm, *cluster, "-o", "killed.jsonl", kill_after=runs["cluster"].seconds / 3)
    timed("report", "report", *every, *tm, "--jobs", "2", "-o", "report", "--no-record")
    same = {
        name: filecmp.cmp("one.jsonl", f"{name}.jsonl", shallow=False)
        for name in ("two", "merged", "cluster", "killed")
    }
    growth.append((len(folders), sum(segments.values()), runs["one process"]))
    return written(growth, runs, same)


def count(folder: Path) -> int:
    return sum(file.read_bytes().count(b"data-ttu-id") for file in folder.rglob("*.md"))


def written(growth: list[tuple[int, int, Run]], runs: dict[str, Run], same: dict[str, bool]) -> str:
    one, two = runs["one process"], runs["two processes"]
    shards = [runs[f"shard {shard}"] for shard in range(1, SHARDS + 1)]
    serial = max(0.0, 2 * two.seconds - one.seconds)  # T2 = s + (T1 - s) / 2
    # A shard repeats what is serial; the rest is divided by its machines. Merging comes after the last.
    paper = serial + (one.seconds - serial) / (2 * MACHINES)
    sharded = max(shard.seconds for shard in shards) - (one.seconds - serial) / SHARDS + (one.seconds - serial) / (
        2 * MACHINES
    ) + runs["merge"].seconds  # fmt: skip
    pages = [path.stat().st_size / 1e6 for path in Path("report").glob("*.html")]
    findings = Path("one.jsonl").read_bytes().count(b"\n")
    lines = [
        "# Forty locales",
        "",
        f"`make bench-locales`: five corpora under eight names each, {growth[-1][1]:,} segments, {findings:,} "
        f"findings; Python {platform.python_version()}, {os.cpu_count()} processors. Whole processes, each measured "
        "once; memory is the peak of the largest process. A memory with learned lexicons is there.",
        "",
        "## Growth, one process",
        "",
        "| locales | segments | seconds | segments/s | peak MB |",
        "|---:|---:|---:|---:|---:|",
        *(
            f"| {number} | {size:,} | {found.seconds:.0f} | {size / found.seconds:,.0f} | {found.megabytes:.0f} |"
            for number, size, found in growth
        ),
        "",
        "## Ways to check forty locales",
        "",
        "| | seconds | processor seconds | peak MB | bytes as one process |",
        "|---|---:|---:|---:|---|",
        line("one process", one, "–"),
        line("two processes", two, said(same["two"])),
        line(f"the longest of {SHARDS} shards", max(shards), "–"),
        line(f"{SHARDS} shards one after the other, and merge", total([*shards, runs["merge"]]), said(same["merged"])),
        line("merge alone", runs["merge"], "–"),
        line("a local cluster of two workers", runs["cluster"], said(same["cluster"])),
        line(f"the same, {runs['killed'].killed} worker killed in the middle", runs["killed"], said(same["killed"])),
        "",
        "## Sixteen machines of two processors, on paper",
        "",
        f"From one and two processes, {serial:.0f} s are serial (Amdahl): starting, listing files, unpacking what was "
        f"learned, writing. A cluster would take {paper:.0f} s, {one.seconds / paper:.0f} times as fast as one "
        f"process, if files were read as fast; {MACHINES} shards of two processes each {sharded:.0f} s with merging.",
        "",
        "## Report",
        "",
        f"`report` over all of them: {runs['report'].seconds:.0f} s, {runs['report'].megabytes:.0f} MB; {len(pages)} "
        f"pages, the largest {max(pages):.1f} MB.",
        "",
    ]
    for label in ("extract", "learn"):
        if label in runs:
            lines += [f"`{label}`: {runs[label].seconds:.0f} s, {runs[label].megabytes:.0f} MB.", ""]
    return "\n".join(lines)


def line(label: str, found: Run, remark: str) -> str:
    return f"| {label} | {found.seconds:.0f} | {found.processor:.0f} | {found.megabytes:.0f} | {remark} |"


def said(is_same: bool) -> str:  # noqa: FBT001
    return "the same" if is_same else "**different**"


def total(runs: list[Run]) -> Run:
    return Run(
        sum(each.seconds for each in runs), sum(each.processor for each in runs), max(each.megabytes for each in runs)
    )


if __name__ == "__main__":
    main()
