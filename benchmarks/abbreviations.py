"""Make `src/l10nqa/locale/data/abbreviations.txt`: the abbreviations of each language that end with a full stop.

    abbreviations.py CLDR_SEGMENTS_FULL MODULES…

Its sources are the suppressions of CLDR (the npm package `cldr-segments-full`, unpacked), the short names of months,
days, units and numbers of CLDR that Babel holds, and whatever modules of sentence splitters list as abbreviations
(the folders `sentencex/languages`, `pysbd/lang` and `spacy/lang` of their wheels, unpacked). Facts only: the words.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import localedata

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTPUT = Path(__file__).parents[1] / "src/l10nqa/locale/data/abbreviations.txt"
SHORT_FORMS = (
    "months",
    "days",
    "quarters",
    "eras",
    "day_periods",
    "unit_patterns",
    "compact_decimal_formats",
    "date_fields",
)
ABBREVIATION = re.compile(r"(?:[^\W\d_]{1,7}\.)+")
WITHIN = re.compile(r"(?<![^\W\d_.])(?:[^\W\d_]{1,7}\.)+(?![^\W\d_])")


def main() -> None:
    """Write the file."""
    found: dict[str, set[str]] = defaultdict(set)
    cldr, *modules = map(Path, sys.argv[1:])
    for path in cldr.rglob("suppressions.json"):
        breaks = json.loads(path.read_text("utf-8"))["segments"]["segmentations"]
        for entry in breaks.get("SentenceBreak", {}).get("standard", ()):
            found[language(path.parent.name)].add(entry["suppression"].strip())
    for tag in localedata.locale_identifiers():
        data = localedata.load(tag)
        texts = (text for name in SHORT_FORMS for text in strings(data.get(name, {})))
        found[language(tag)].update(match for text in texts for match in WITHIN.findall(text))
    for folder in modules:
        for path in folder.rglob("*.py"):
            name = (
                path.parent.name if path.stem in ("tokenizer_exceptions", "_tokenizer_exceptions_list") else path.stem
            )
            code = language(NAMES.get(name, name))
            if 2 <= len(code) <= 3:
                found[code].update(listed(path))
    lines = []
    for code, words in sorted(found.items()):
        kept = sorted({word.casefold() for word in words if ABBREVIATION.fullmatch(word)})
        lines += [f"{code}\t{' '.join(word.removesuffix('.') for word in kept)}\n"] if kept and code != "und" else []
    OUTPUT.write_text("".join(lines), "utf-8")
    print(len(lines), "languages,", sum(line.count(" ") + 1 for line in lines), "abbreviations")


def language(tag: str) -> str:
    """Return the language of a tag, whatever its separators."""
    return re.split("[-_]", tag)[0].lower()


def strings(data: Any) -> Iterator[str]:
    """Yield all texts in nested data of a locale."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from strings(value)
    elif hasattr(data, "pattern"):
        yield str(data.pattern)


def listed(path: Path) -> Iterator[str]:
    """Yield the abbreviations that a module of a sentence splitter names, with their full stops."""
    tree = ast.parse(path.read_text("utf-8"))
    bare = "abbreviation" in path.read_text("utf-8").lower() and path.parent.name in ("languages", "lang")
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for text in node.value.split():
                if text.endswith(".") and ABBREVIATION.fullmatch(text):
                    yield text
                elif bare and ABBREVIATION.fullmatch(text + ".") and in_list(tree, node):
                    yield text + "."


def in_list(tree: ast.AST, text: ast.Constant) -> bool:
    """Tell whether the text stands in a list or set, and is thus no message or name."""
    return any(isinstance(node, ast.List | ast.Set) and text in node.elts for node in ast.walk(tree))


NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "spanish": "es", "italian": "it",
    "dutch": "nl", "danish": "da", "polish": "pl", "russian": "ru", "bulgarian": "bg", "slovak": "sk",
    "greek": "el", "armenian": "hy", "kazakh": "kk", "persian": "fa", "or_": "or", "is_": "is",
    "common": "und", "standard": "und", "arabic": "ar", "hindi": "hi", "marathi": "mr", "urdu": "ur",
}  # fmt: skip
"""The names that modules have, where these are no codes of languages."""

if __name__ == "__main__":
    main()
