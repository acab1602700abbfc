"""Bilingual documents as tests write them, and the `l10nqa` command as tests run it: see `command`."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from command import l10nqa, l10nqa_process
from l10nqa.bitext import parse_document

if TYPE_CHECKING:
    from l10nqa.bitext import SxsDocument

__all__ = [
    "BILINGUAL",
    "CORPORA",
    "LOCALES",
    "NO_SEGMENTS",
    "ODDITIES",
    "WITH_SEGMENTS",
    "contents",
    "copy_of",
    "l10nqa",
    "l10nqa_process",
    "markup",
    "parsed",
    "text_of",
]

CORPORA = Path(__file__).parents[1] / "corpora"
"""The documents that the project brings along."""
BILINGUAL = [str(folder) for folder in sorted(CORPORA.iterdir()) if folder.is_dir() and folder.name != "pairs"]
"""The folders of bilingual documents."""
ODDITIES = [f"oddities/{file.name}" for file in sorted((CORPORA / "oddities").glob("*.md"))]
NO_SEGMENTS = [f"oddities/{name}.md" for name in ("empty", "front-matter-only", "no-segments")]
"""Those of the oddities that hold no segment, of which nothing can be made."""
WITH_SEGMENTS = [name for name in ODDITIES if name not in NO_SEGMENTS]
_NO_LOCALES = {"oddities", "learn", "pairs"}
LOCALES = sorted(folder.name for folder in CORPORA.iterdir() if folder.is_dir() and folder.name not in _NO_LOCALES)


def markup(identifier: str, target: str, source: str) -> str:
    """Return one segment as it stands in a document."""
    lookup = f'<span class="sxs-lookup"><span data-stu-id="{identifier}">{source}</span></span>'
    return f'<span data-ttu-id="{identifier}">{target}</span>{lookup}'


def text_of(*pairs: tuple[str, str], locale: str = "lv-LV", origin: str = "MT", first: int = 101) -> str:
    """Return a document of the given pairs (source, target), a paragraph each, numbered from `first`."""
    head = f"---\ntitle: A\nms.contentlocale: {locale}\nms.translationtype: {origin}\n---\n"
    segments = (markup(f"1a2b3-{first + at}", target, source) for at, (source, target) in enumerate(pairs))
    return head + "".join(f"\n{segment}\n" for segment in segments)


def parsed(text: str, path: str = "docs/a.md") -> SxsDocument:
    return parse_document(text.encode(), path, path.rpartition("/")[2])


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def copy_of(name: str, folder: Path) -> Path:
    """Copy a folder of the corpora, or one document into a folder of its own."""
    if (CORPORA / name).is_dir():
        return Path(shutil.copytree(CORPORA / name, folder))
    folder.mkdir()
    shutil.copy(CORPORA / name, folder)
    return folder
