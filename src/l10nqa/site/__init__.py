"""The site that a document is a page of: the ids that links lead to, and the pages that addresses mean."""

from l10nqa.site.generator import Generator, generator_of
from l10nqa.site.ids import HeadingId, PageIds, page_ids
from l10nqa.site.links import AnchorLink, anchor_links
from l10nqa.site.pages import LinkedPages, SiteTrees, ids_of_file, read_page
from l10nqa.site.slugs import IdFactory, slug

__all__ = [
    "AnchorLink",
    "Generator",
    "HeadingId",
    "IdFactory",
    "LinkedPages",
    "PageIds",
    "SiteTrees",
    "anchor_links",
    "generator_of",
    "ids_of_file",
    "page_ids",
    "read_page",
    "slug",
]
