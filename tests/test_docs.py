"""README and docs/ say what is true: generated pages are fresh, all is documented, links and command lines work."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

import l10nqa
from l10nqa.bitext import SOURCES
from l10nqa.cli import cli
from l10nqa.rules import ALL_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
PYTHON_PAGES = ["README.md", "docs/api.md"]
"""Pages with sessions of Python, which are run in a copy of corpora/ and docs/."""
START = ROOT.parent / "shared" / "corpora" / "000_de8deca9a9c55c17.txt"

_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*)\n(?P<body>.*?)^ *```$", re.MULTILINE | re.DOTALL)
_CODE_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"\[[^\]\[]*\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_QUOTED_FINDING = re.compile(r"^ +\d+:\d+  \w+ +[a-z-]+(?: \(\w+\))?: .*\[[\w-]+\]$", re.MULTILINE)
_SHELL = {"|", ">", ">>", "<", "&&", "||", ";", "…", "2>"}

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def sessions(page: Path) -> str:
    """Return the page with everything blanked that is no session of Python; lines keep their numbers."""
    lines, is_session = [], False
    for line in text_of(page).splitlines():
        is_session = line == "```pycon" if line.startswith("```") else is_session
        lines.append(line if is_session and not line.startswith("```") else "")
    return "\n".join(lines) + "\n"


def prose(page: Path) -> str:
    """Return the page without code, in which brackets are no links and hashes no headings."""
    text = re.sub(r"<pre>.*?</pre>", "", _FENCE.sub("", text_of(page)), flags=re.DOTALL)
    return _CODE_SPAN.sub("", text)


def anchors(page: Path) -> set[str]:
    """Return the anchors of the page's headings, as GitHub makes them."""
    headings = _HEADING.findall(_FENCE.sub("", text_of(page)))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def command_lines(page: Path) -> Iterator[tuple[str, bool]]:
    """Yield every l10nqa command line of the page, and whether it is to be run as it stands (else only named)."""
    text = text_of(page)
    for block in _FENCE.finditer(text):
        for line in re.sub(r"\\\n *", "", block["body"]).splitlines():
            command = line.strip().removeprefix("$ ")
            if command.startswith("l10nqa "):
                yield command, block["language"] != "console"  # those are run: see test_walkthroughs.py
    for span in _CODE_SPAN.findall(_FENCE.sub("", text)):
        if span.startswith("l10nqa "):
            yield span, False


def arguments_of(command_line: str) -> list[str]:
    """Return the arguments up to a comment, a pipe or the like, or what explains a line of help."""
    words = shlex.split(re.split(r" {3,}", command_line)[0], comments=True)[1:]
    end = next((at for at, word in enumerate(words) if word in _SHELL), len(words))
    return words[:end]


def commands(group: click.Group, parent: click.Context) -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=parent)
        yield context.command_path, command
        if isinstance(command, click.Group):
            yield from commands(command, context)


def all_commands() -> dict[str, click.Command]:
    return dict(commands(cli, click.Context(cli, info_name="l10nqa")))


def parse(arguments: Sequence[str], *, complete: bool) -> None:
    """Parse as click would, without asking whether files exist; `complete` wants all that is required.

    Raises:
        click.UsageError: a command, an option or a choice does not exist, or something required is missing.
    """
    command: click.Command = cli
    context = click.Context(cli, info_name="l10nqa", help_option_names=cli.context_settings["help_option_names"])
    rest = list(arguments)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        found = command.get_command(context, rest[0])
        if found is None:
            raise click.UsageError(f"no such command: {rest[0]}")
        command, context = found, click.Context(found, info_name=rest.pop(0), parent=context)
    values, extra, _ = command.make_parser(context).parse_args(rest)
    if extra:
        raise click.UsageError(f"unexpected: {extra}")
    for parameter in command.get_params(context):
        value = values.get(parameter.name or "")
        given = value not in (None, ()) and isinstance(value, str | tuple | list)
        if given and isinstance(parameter.type, click.Choice):
            parameter.type.convert(value, parameter, context)
        if complete and parameter.required and not given:
            raise click.MissingParameter(ctx=context, param=parameter)


def test_generated_pages_are_fresh() -> None:
    check = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, f"{check.stderr}run: python docs/generate.py"


def test_every_command_and_option_is_documented() -> None:
    reference = text_of(ROOT / "docs" / "cli.md")
    sections = dict(re.findall(r"^## `([^`\n]+)`\n(.*?)(?=^## |\Z)", reference, re.MULTILINE | re.DOTALL))
    found = all_commands()
    assert sections.keys() == found.keys()
    missing = [
        f"{path} {name}"
        for path, command in found.items()
        for option in command.params
        if isinstance(option, click.Option) and not option.hidden
        for name in (*option.opts, *option.secondary_opts)
        if not re.search(rf"^\| `.*{re.escape(name)}\b.*` \|", sections[path], re.MULTILINE)
    ]
    assert missing == []


def test_every_rule_is_documented() -> None:
    index = text_of(ROOT / "docs" / "rules" / "README.md")
    assert {rule.name for rule in ALL_RULES} == set(re.findall(r"^\| \[([\w-]+)\]", index, re.MULTILINE))
    assert {f"{rule.name}.md" for rule in ALL_RULES} | {"README.md"} == {
        page.name for page in (ROOT / "docs" / "rules").glob("*.md")
    }


@pytest.mark.parametrize("page", PYTHON_PAGES)
def test_python_sessions_are_true(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("corpora", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    session = doctest.DocTestParser().get_doctest(sessions(ROOT / page), {}, page, page, 0)
    assert len(session.examples) > 3
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert runner.run(session, out=report.append).failed == 0, "".join(report)


def test_every_python_session_is_run() -> None:
    assert {str(page.relative_to(ROOT)) for page in PAGES if "```pycon" in text_of(page)} == set(PYTHON_PAGES)


def test_every_public_name_is_documented() -> None:
    sections = re.findall(r"^### `(\w+)`$", text_of(ROOT / "docs" / "api.md"), re.MULTILINE)
    assert len(set(sections)) == len(sections)
    assert set(l10nqa.__all__) - set(sections) == {"__version__"}


def test_every_user_command_is_in_the_readme() -> None:
    readme = text_of(ROOT / "README.md")
    leaves = [path for path, command in all_commands().items() if not isinstance(command, click.Group)]
    assert [path for path in leaves if path not in readme] == []


def test_every_kind_of_file_is_described() -> None:
    table = re.findall(r"^\| \[[^]]+\]\(#[\w-]+\) \|(.*)\|$", text_of(ROOT / "docs" / "documents.md"), re.MULTILINE)
    rows = [[cell.split() for cell in re.sub("`", "", row).split("|")] for row in table]
    assert sorted(suffix for row in rows for suffix in row[0]) == sorted(s for each in SOURCES for s in each.suffixes)
    for suffixes, searched_for, checked, fixed, written, comes_back in rows:
        source = next(each for each in SOURCES if suffixes[0] in each.suffixes)
        own = [suffix for suffix in source.searched_for if suffix in suffixes]
        assert own == (suffixes if searched_for == ["yes"] else searched_for)
        assert checked == ["yes"]
        assert source.takes_targets == (fixed == ["yes"])
        can_be_written = source.write is not None and suffixes[0] not in source.only_in_place
        assert can_be_written == (written == ["yes"])
        assert (source.comes_back and can_be_written) == (comes_back == ["yes"])


def test_the_diagram_of_layers_is_the_contract() -> None:
    settings = tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    contract = next(one for one in settings if one["type"] == "layers")["layers"]
    block = next(_FENCE.finditer(text_of(ROOT / "docs" / "how-a-file-becomes-a-finding.md")))["body"]
    assert [re.split(r" {3,}", line)[0] for line in block.splitlines()] == contract


def test_modules_named_on_the_way_of_a_file_exist() -> None:
    modules = [f"/{file.relative_to(ROOT / 'src').as_posix()}" for file in (ROOT / "src").rglob("*.py")]
    named = re.findall(r"`([\w/]+\.py)`", text_of(ROOT / "docs" / "how-a-file-becomes-a-finding.md"))
    folders = re.findall(r"`(\w[\w/]*)/`", text_of(ROOT / "docs" / "how-a-file-becomes-a-finding.md"))
    assert len(named) > 40
    assert [name for name in named if not any(module.endswith(f"/{name}") for module in modules)] == []
    assert [name for name in folders if name != "src/l10nqa" and not any(f"/{name}/" in each for each in modules)] == []


@every_page
def test_relative_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in _LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


@every_page
def test_command_lines_parse(page: Path) -> None:
    wrong = []
    for line, complete in command_lines(page):
        arguments = arguments_of(line)
        # `l10nqa [OPTIONS] …` is a usage line, COMMAND a placeholder.
        if arguments[:1] == ["COMMAND"] or "[OPTIONS]" in arguments:
            continue
        try:
            parse(arguments, complete=complete)
        except click.UsageError as error:
            wrong.append(f"{line}: {error.format_message()}")
    assert wrong == []


@pytest.mark.parametrize(
    "line",
    ["check docs --no-such", "check docs --format xls", "tm nothing", "rules a b", "export docs", "apply", "nothing"],
)
def test_wrong_command_lines_are_told(line: str) -> None:
    with pytest.raises(click.UsageError):
        parse(line.split(), complete=True)


def quoted_findings(page: Path) -> list[str]:
    """Return the findings in blocks that are only read, not run as sessions."""
    blocks = [block["body"] for block in _FENCE.finditer(text_of(page)) if block["language"] == "text"]
    return [found.strip() for block in blocks for found in _QUOTED_FINDING.findall(block)]


def printed_findings(path: Path) -> set[str]:
    command = [sys.executable, "-m", "l10nqa", "check", str(path)]
    wide = {**os.environ, "COLUMNS": "1000"}
    run = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", env=wide)
    return {line.strip() for line in _QUOTED_FINDING.findall(run.stdout)}


@pytest.mark.corpora
def test_findings_quoted_in_the_readme_are_printed(tmp_path: Path) -> None:
    if not START.exists():
        pytest.skip("the document that the project started from is not here: ../shared/corpora does not exist")
    quoted = quoted_findings(ROOT / "README.md")
    assert quoted
    document = tmp_path / "canceling-your-subscription.md"
    shutil.copy(START, document)
    assert set(quoted) <= printed_findings(document)
