"""XML of unknown origin, read element by element in bounded memory.

Nothing is expanded and nothing is fetched: a file that declares entities is refused, a DTD is not looked for, libxml2
keeps its limits (10 MB a text, 256 levels), and no element may take more than 16 MiB of the file. Characters that
XML 1.0 forbids (section 2.2), which many tools write all the same, raw or as `&#x1;`, are read as U+FFFD and reported;
the rest of the file is read.
"""

from l10nqa.safe_xml.cleaned import FORBIDDEN, clean
from l10nqa.safe_xml.elements import elements, line_of, name_of

__all__ = ["FORBIDDEN", "clean", "elements", "line_of", "name_of"]
