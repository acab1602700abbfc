"""Which program builds the site that a document is a page of; it decides what the headings of the page are called."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path, PurePosixPath

__all__ = ["Generator", "generator_of"]


class Generator(StrEnum):
    """The programs whose ids of headings are known."""

    GITHUB = "github"
    """Files that are read on GitHub; GitLab and many editors follow it."""
    HUGO = "hugo"
    DOCUSAURUS = "docusaurus"
    """And all others that use the library github-slugger: Astro Starlight, Nextra, MDX."""
    MKDOCS = "mkdocs"
    MKDOCS_UNICODE = "mkdocs-unicode"
    """MkDocs with `pymdownx.slugs`, which keeps letters of all scripts."""
    DOCFX = "docfx"
    VITEPRESS = "vitepress"


# Files at the root of a site, by the program that reads them.
_MARKERS = (
    ("mkdocs.yml", Generator.MKDOCS),
    ("mkdocs.yaml", Generator.MKDOCS),
    ("docusaurus.config.js", Generator.DOCUSAURUS),
    ("docusaurus.config.ts", Generator.DOCUSAURUS),
    ("docfx.json", Generator.DOCFX),
    (".openpublishing.publish.config.json", Generator.DOCFX),
    (".vitepress", Generator.VITEPRESS),
    ("astro.config.mjs", Generator.DOCUSAURUS),
    ("astro.config.ts", Generator.DOCUSAURUS),
    ("hugo.toml", Generator.HUGO),
    ("hugo.yaml", Generator.HUGO),
    ("archetypes", Generator.HUGO),
    ("_index.md", Generator.HUGO),  # the page of a section, which no other program calls so
)
_DOCFX_KEYS = ("ms.author:", "ms.date:", "ms.topic:")
_HIGHEST = 8
"""Folders above a document in which its site is looked for."""
_LONGEST_CONFIGURATION = 1 << 16


def generator_of(path: str, front_matter: str = "", text: str = "") -> Generator | None:
    """Return the program that builds the page at a path; None where nothing tells.

    The layout of folders tells, then files of the program above the document, then what only one of them reads:
    keys of the front matter, and shortcodes in the text.
    """
    parts = PurePosixPath(path).parts
    if any(part.startswith(("docusaurus-plugin-content", "docusaurus-theme-")) for part in parts):
        return Generator.DOCUSAURUS
    if any(parts[index : index + 3] == ("src", "content", "docs") for index in range(len(parts))):
        return Generator.DOCUSAURUS
    found = _marked(str(PurePosixPath(path).parent))
    if found is None and ("content" in parts[:-1] or "{{< " in text or "{{% " in text):
        found = Generator.HUGO
    if found is None and any(key in front_matter for key in _DOCFX_KEYS):
        found = Generator.DOCFX
    return found


@lru_cache(maxsize=4096)
def _marked(folder: str) -> Generator | None:
    """Return the program whose files stand in the folder or above it, the nearest first."""
    try:
        start = Path(folder).absolute()
        for each in (start, *start.parents)[:_HIGHEST]:
            for name, generator in _MARKERS:
                if (each / name).exists():
                    return _mkdocs(each / name) if generator is Generator.MKDOCS else generator
    except (OSError, ValueError):
        return None
    return None


def _mkdocs(configuration: Path) -> Generator:
    """Return how MkDocs is set up: `pymdownx.slugs` keeps letters of all scripts."""
    with configuration.open(encoding="utf-8", errors="replace") as file:
        text = file.read(_LONGEST_CONFIGURATION)
    return Generator.MKDOCS_UNICODE if "pymdownx.slugs" in text else Generator.MKDOCS
