"""A link leads to a part of a page that the translated page does not have, or a heading lost the id that links use.

A site makes the id of a heading out of its words. Translated headings have other ids, and the links to the old ones
are dead: `[See below](#getting-started)` does nothing where the heading is called “Erste Schritte”. Links within the
page and links to other pages of the same site are followed, to the translation of the page where there is one. The fix
puts in the id of the translated heading. A heading that has an explicit id (`{#getting-started}`, `<a name="…">`)
keeps it in all languages: that is the better repair where several pages lead there.

How ids are made is known of GitHub, Hugo, Docusaurus (also Starlight and all others with github-slugger), MkDocs,
docfx and VitePress. Which of them builds the site is recognized by the layout of folders or by its files; `site`
overrules it. Where nothing tells, a link must be dead for all of them, and a fix is offered where all agree.

Not reported: anchors that lead nowhere in the source as well; pages that are not in the tree of the source; lines of
code and text fragments (`#:~:text=`); tabs of docfx.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from l10nqa.align import pair_structure
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, Repair, document_rule
from l10nqa.rule_options import option
from l10nqa.rules.anchor.check import AnchorCheck
from l10nqa.site import Generator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.model import Bitext, Issue

__all__ = ["anchor"]

_NAMES = tuple(generator.value for generator in Generator)


@dataclass(frozen=True, slots=True)
class AnchorOptions:
    """How the site makes ids."""

    site: str = option(default="", description=f"The program that builds the site: {', '.join(_NAMES)}.")

    def __post_init__(self) -> None:
        if self.site and self.site not in _NAMES:
            raise ValueError(f"is one of {', '.join(_NAMES)}")


@document_rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    certainty=Certainty.CERTAIN,
    repair=Repair.ANCHOR,
    options=AnchorOptions,
    examples=(
        Example(
            "en>de",
            "content/de/a.md",
            "Siehe [Start](⟦#getting-started⟧).\n\n## Erste Schritte\n",
            document="See [Start](#getting-started).\n\n## Getting started\n",
            fixed="Siehe [Start](#erste-schritte).\n\n## Erste Schritte\n",
        ),
        Example(
            "en>ja",
            "i18n/ja/docusaurus-plugin-content-docs/current/a.md",
            "[インストール](⟦#install⟧)\n\n## インストールする（必須）\n",
            document="[Install](#install)\n\n## Install\n",
            fixed="[インストール](#インストールする必須)\n\n## インストールする（必須）\n",
        ),
        Example(
            "en>fr",
            "content/fr/a.md",
            "## ⟦Installer l'outil⟧\n\nVoir [là](b.md).\n",
            document="## Install the tool {#install}\n\nSee [there](b.md).\n",
            fixed="## Installer l'outil {#install}\n\nVoir [là](b.md).\n",
            note="the id was lost",
        ),
        Example(
            "en>de",
            "content/de/a.md",
            "Siehe [Start](#erste-schritte).\n\n## Erste Schritte\n",
            document="See [Start](#getting-started).\n\n## Getting started\n",
            note="translated with its heading",
        ),
        Example(
            "en>ru",
            "content/ru/a.md",
            "См. [начало](#getting-started).\n\n## Начало работы {#getting-started}\n",
            document="See [Start](#getting-started).\n\n## Getting started\n",
            note="the heading keeps the id",
        ),
        Example(
            "en>uk",
            "content/uk/a.md",
            "Див. [тут](#nowhere).\n\n## Початок\n",
            document="See [here](#nowhere).\n\n## Getting started\n",
            note="dead in the source as well",
        ),
    ),
)
def anchor(document: Bitext, *, options: AnchorOptions) -> Iterator[Issue]:
    """Yield an issue for every link to a part that is not there, and for every heading without the id of its source."""
    structure = pair_structure(document)
    if structure is None:
        return
    check = AnchorCheck(document, structure, Generator(options.site) if options.site else None)
    yield from check.lost_ids()
    yield from check.dead_links()
