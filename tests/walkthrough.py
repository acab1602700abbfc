"""The walk-throughs of docs/: reads the commands and outputs of a page, runs them, and compares.

A page's `console` blocks are one shell session, from the first to the last: a line that begins with `$ ` is a command,
what follows is what it writes, to stdout and stderr, as on a terminal. `…` stands for any text; alone on its line for
any lines. A block whose first line is `# NAME` and whose language is a format of data is a file, and is written first.
"""

from __future__ import annotations

import re
import secrets
import shlex
import subprocess
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["Step", "agrees", "run", "steps"]

_BLOCK = re.compile(r"^```(?P<language>console|toml|yaml)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (?P<command>(?:.*\\\n)*.*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)
_FILE = re.compile(r"# (?P<name>[\w.-]+)\n")


class Step(NamedTuple):
    command: str
    output: str | None
    """What the page says that it writes; None for a file, about which it says nothing."""


def steps(page: str) -> Iterator[Step]:
    """Yield what a page does, in its order."""
    for block in _BLOCK.finditer(page):
        body = block["body"]
        if block["language"] == "console":
            assert body.startswith("$ "), f"a console block begins with a command: {body}"
            yield from (Step(found["command"], found["output"]) for found in _COMMAND.finditer(body))
        elif name := _FILE.match(body):
            yield Step(f"cat > {name['name']} <<'END'\n{body}END", None)


def run(commands: Sequence[str], folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Run the commands in one shell, one after the other whatever their status; return what each writes."""
    mark = secrets.token_hex(16)
    after = f"{{ _status=$?; echo {mark}; (exit $_status); }} 2>/dev/null"
    script = "".join(f"{command}\n{after}\n" for command in commands)
    settings = {"COLUMNS": "100", "PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-c", script],
        cwd=folder,
        env={**environment, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=200,
    )
    outputs = done.stdout.decode().split(f"{mark}\n")
    assert len(outputs) == len(commands) + 1, f"the shell ended early: {shlex.join(commands[len(outputs) - 1 :])}"
    return outputs[:-1]


def agrees(quoted: str, printed: str) -> bool:
    """Whether a page quotes what was printed, white space at the ends of lines aside."""
    lines = "".join(_line(line) for line in quoted.splitlines())
    return re.fullmatch(lines, "".join(f"{line.rstrip()}\n" for line in printed.splitlines())) is not None


def _line(quoted: str) -> str:
    if quoted.strip() == "…":
        return r"(?:.*\n)*"
    return ".*".join(re.escape(part) for part in quoted.rstrip().split("…")) + r"\n"
