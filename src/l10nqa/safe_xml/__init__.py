"""XML of unknown origin, read element by element in bounded memory.

Nothing is expanded and nothing is fetched: a file that declares entities is refused, a DTD is not looked for, libxml2
keeps its limits (10 MB a text, 256 levels), and no element may take more than 16 MiB of the file. Characters that
XML 1.0 forbids (section 2.2), which many tools write all the same, raw or as `&#x1;`, are read as U+FFFD and reported;
the rest of the file is read.

A file that is held in memory and edited in place is checked the same way (`check_xml`), and then taken as text with
elements that know their places (`parse_tree`).
"""

from l10nqa.safe_xml.cleaned import FORBIDDEN, clean
from l10nqa.safe_xml.elements import check_xml, elements, line_of, name_of
from l10nqa.safe_xml.encoding import decoded, encoded, encoding_of
from l10nqa.safe_xml.tree import XML_NAMESPACE, Element, TextRun, characters, parse_tree, runs, with_attributes

__all__ = [
    "FORBIDDEN",
    "XML_NAMESPACE",
    "Element",
    "TextRun",
    "characters",
    "check_xml",
    "clean",
    "decoded",
    "elements",
    "encoded",
    "encoding_of",
    "line_of",
    "name_of",
    "parse_tree",
    "runs",
    "with_attributes",
]
