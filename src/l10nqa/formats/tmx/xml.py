"""What XML 1.0 says of TMX's characters and names."""

from __future__ import annotations

import re

__all__ = ["UNFIT", "XML_LANG"]

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Section 2.2 lists what is a Char; this is everything else.
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
