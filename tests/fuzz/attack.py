"""Looks for bytes that break a law: coverage-guided, with Atheris, which has an environment of its own (`make fuzz`).

    python tests/fuzz/attack.py [LAW…] [--seconds N] [--corpus FOLDER]

Each law is attacked for N seconds. An input that breaks one is kept in FOLDER/LAW/broken; once the code is mended, move
it to tests/fuzz/corpus/LAW, where every run of the tests tries it again.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

_HERE = Path(__file__).parent
_EXECUTIONS = re.compile(rb"stat::number_of_executed_units:\s*(\d+)|#(\d+)\s+DONE")
_ONE = "--one"
"""The argument by which a process is told to attack one law."""
_LONGEST = 8_192
"""The number of bytes of the longest input."""
_PATIENCE = 25
"""Seconds after which one execution counts as hanging."""


def main() -> int:
    """Attack the laws one after the other, and return 1 if one broke."""
    if sys.argv[1:2] == [_ONE]:
        return _attack(*sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("laws", nargs="*", metavar="LAW")
    parser.add_argument("--seconds", type=int, default=60, help="for each law (60)")
    parser.add_argument("--corpus", type=Path, default=Path("reports/fuzz"), help="keeps what was tried (reports/fuzz)")
    chosen = parser.parse_args()
    sys.path.insert(0, str(_HERE))
    from laws import LAWS  # noqa: PLC0415 - a child instruments it first

    broken, total = [], 0
    for law in chosen.laws or LAWS:
        count, is_broken = _child(law, chosen.corpus / law, chosen.seconds)
        total += count
        broken += [law] if is_broken else []
        print(f"{law:<16} {count:>12,} executions{'  BROKEN' if is_broken else ''}", flush=True)
    print(f"{total:,} executions, {len(broken)} of the laws broken{': ' if broken else ''}{', '.join(broken)}")
    return 1 if broken else 0


def _child(law: str, folder: Path, seconds: int) -> tuple[int, bool]:
    """Attack a law in a process of its own; return the number of executions, and whether it broke."""
    tried, broken = folder / "tried", folder / "broken"
    for each in (tried, broken):
        each.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, str(Path(__file__)), _ONE, law, str(tried), str(_HERE / "corpus" / law)),
        *(f"-max_total_time={seconds}", f"-max_len={_LONGEST}", f"-timeout={_PATIENCE}", "-rss_limit_mb=1500"),
        *(f"-artifact_prefix={broken}/", "-print_final_stats=1", "-verbosity=1", "-close_fd_mask=1"),
    ]
    done = subprocess.run(command, stderr=subprocess.PIPE, check=False)
    counts = [int(first or second) for first, second in _EXECUTIONS.findall(done.stderr)]
    if done.returncode:
        (folder / "broken.log").write_bytes(done.stderr[-20_000:])
    return max(counts, default=0), done.returncode != 0


def _attack(law: str, tried: str, kept: str, *flags: str) -> int:
    import atheris  # noqa: PLC0415 - in the environment for attacks only

    with atheris.instrument_imports(include=["l10nqa"]):
        sys.path.insert(0, str(_HERE))
        from laws import LAWS  # noqa: PLC0415 - instrumented as it is imported
    atheris.Setup([sys.argv[0], tried, kept, *flags], LAWS[law])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
