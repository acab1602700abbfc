"""A real Hugo site, opentelemetry.io: what its maintainers know of each page against what l10nqa finds."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bilingual import contents
from gating import commit, git
from l10nqa.model import BasisKind, DocumentState
from l10nqa.workspace.fixing import fix, write_fixed
from l10nqa.workspace.status import status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from l10nqa.model import DocumentStatus

pytestmark = [pytest.mark.corpora, pytest.mark.slow, pytest.mark.timeout(900)]

_COMMIT = re.compile(rb"^(default_lang_commit:) [0-9a-f]+", re.MULTILINE)


@pytest.fixture(scope="module", params=["otel-ja", "otel-pt"])
def site(
    request: pytest.FixtureRequest, real_corpora: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """The site as a repository, and the archive: English as it was, the translation that names it, English as it is."""
    archive = real_corpora[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(archive / "source-then", folder / "content" / "en")
    commit(folder, "then")
    then = git(folder, "rev-parse", "HEAD").strip().encode()
    translated = folder / "content" / request.param.removeprefix("otel-")
    shutil.copytree(archive / "target", translated)
    for page in translated.rglob("*.md"):
        page.write_bytes(_COMMIT.sub(rb"\1 " + then, page.read_bytes()))
    commit(folder, "translated")
    shutil.rmtree(folder / "content" / "en")
    shutil.copytree(archive / "source-now", folder / "content" / "en")
    commit(folder, "now")
    return folder, archive


def test_status_agrees_with_the_maintainers_on_every_page(site: tuple[Path, Path]) -> None:
    folder, archive = site
    found = {each.path.removeprefix(f"{folder.as_posix()}/content/")[3:]: each for each in _documents(folder)}
    with (archive / "pages.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) == len(found) > 100
    for row in rows:
        document = found[row["page"]]
        assert (document.state is DocumentState.COMPLETE) == (row["english unchanged since"] == "yes"), row
    kinds = Counter(each.basis for each in found.values())
    assert kinds[BasisKind.COMMIT] >= len(rows) - 1, "one page has no source any more"


def _documents(folder: Path) -> list[DocumentStatus]:
    run = status([str(folder / "content")])
    assert not run.problems
    return list(run.documents)


def fix_again(folder: Path) -> int:
    run = fix([str(folder / "content")])
    return sum(result.before != result.after for result in run)


def test_fixes_leave_the_sources_and_every_other_byte(site: tuple[Path, Path]) -> None:
    folder, _ = site
    before = contents(folder / "content")
    run = fix([str(folder / "content")])
    for result in run:
        write_fixed(result)
    after = contents(folder / "content")
    changed = {name for name in before if before[name] != after[name]}
    assert len(changed) == run.documents > 0
    assert not any(name.startswith("en/") for name in changed)
    assert fix_again(folder) == 0
    git(folder, "checkout", "-q", "--", ".")
