"""Tokens of prose that the target has in a damaged form, has changed, or lacks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from l10nqa.markup import EMPHASES, Inline, Kind, Shape, Token, find_tokens, may_have_tokens
from l10nqa.model import Edit, Issue
from l10nqa.quality import Certainty
from l10nqa.rules.placeholder.folding import Folded, fold, transliterated
from l10nqa.rules.placeholder.shown import Shown, shown
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["compared_tokens"]

_MAX_TOKENS = 60
"""Different tokens of a text that are looked for."""
_CAMELS = (Shape.LOWER_CAMEL, Shape.UPPER_CAMEL)
_NAMES = (*_CAMELS, Shape.DOTTED)
"""What may be the name of a product, which people write as they like."""
_LETTERS = (*_NAMES, Shape.FILE, Shape.SNAKE, Shape.OPTION)
"""What may come out in the letters of another script."""
_DAMAGED_ONLY = (*_NAMES, Shape.EXTENSION, Shape.PARAMETER, Shape.GUID, Shape.MAIL)
"""What a translation may leave out or say otherwise; or, for a GUID, what the rule for numbers reports."""
_OF_PROGRAMS = frozenset(
    "asp aspx bat c cc cfg cjs cmd conf config cpp cs cshtml csproj css csv dart db dll dockerfile env exe fs fsproj go"
    " gradle h hpp htm html ini ipynb java js json jsx kt lock log lua md mjs msi ost php pl plist props ps1 psd1 psm1"
    " pst py razor rb reg resx rs scss sh sln sql svelte swift tf toml ts tsx vb vbproj vue xaml xml xsd xslt yaml yml"
    " zip".split()
)
"""Extensions of files whose names no reader chooses."""
_OF_READERS = frozenset("doc docx gif jpeg jpg pdf png pptx svg txt xls xlsx".split())
"""Extensions of files whose names may be descriptive, and are translated then."""
_OF_HOSTS = frozenset("ai biz cn co com de edu eu fr gov info io jp ms net org uk us".split())
"""Last parts of the names of hosts, in which capitals do not matter."""
_LETTER = r"[^\s!-,/:-@\[-^`{-~\ufffc\u3000-\u303f]"
"""What the name of a file has in any script, combining vowels included."""
_FOLDERS = re.compile(r"\b(?:director(?:y|ies)|folders?|paths?|routes?)\b", re.IGNORECASE)
_FOLDER = re.compile(r"[A-Za-z][\w.-]*(?:/[\w.-]+)+/?", re.ASCII)
_REGISTRY = re.compile(r"HK(?:EY_[A-Z_]{1,30}|LM|CU|CR|CC|U)\\")
_BRAND = re.compile(r"[a-z][A-Z]")
_BLANKS = re.compile(r"\s+")
_CLOSING = ":;,.!?)]"
"""Marks that end a word or a phrase, and are followed by a blank."""


@dataclass(slots=True)
class _ComparedSides:
    """Both sides, and what of them has been worked out."""

    source: Inline
    target: Inline
    wanted: Shown
    found: Shown
    folded: Folded
    tokens: list[Token]
    """The tokens of the target that the source has not."""
    is_markdown: bool
    by_people: bool


def compared_tokens(source: Inline, target: Inline, *, is_markdown: bool, by_people: bool = False) -> Iterator[Issue]:
    """Yield an issue for every token of the source that the target has damaged, changed or lost.

    `by_people`: the document says that people translated it, who may have a reason to translate the name of a file.
    """
    folders = _folders(source) if is_markdown and source.kinds & Kind.EMPHASIS and "/" in source.text else []
    # In plain text, `find_tokens` looks first whether there may be any; with markup, that saves showing the text.
    if source.kinds != Kind.TEXT and not folders and not may_have_tokens(source.text):
        return
    wanted = shown(source, without_nodes=True)
    tokens = [token for token in find_tokens(wanted.text) if not _is_ordinal(token)]
    if not tokens and not folders:
        return
    counts = Counter(token.text for token in tokens)
    unique = {token.text: token for token in reversed(tokens) if is_markdown or token.shape is not Shape.ARGUMENT}
    lacking = [token for token in unique.values() if target.text.count(token.text) < counts[token.text]][-_MAX_TOKENS:]
    lacking = [token for token in reversed(lacking) if not _is_in_code(token, target, counts[token.text])]
    if lacking or any(span.of(source.text) not in target.text for span in folders):
        found = shown(target, without_nodes=False)
        known = f"{source.text}\n{wanted.text}".casefold()  # as it is written, and as it shows
        is_known = cache(known.__contains__)  # the same token may stand there thousands of times
        new = [token for token in find_tokens(found.text) if not is_known(token.text.casefold())]
        sides = _ComparedSides(source, target, wanted, found, fold(found.text), new, is_markdown, by_people)
        for token in lacking:
            yield from _compared(token, sides, counts[token.text])
        yield from _compared_folders(folders, sides)


def _is_in_code(token: Token, target: Inline, count: int) -> bool:
    literal = "\n".join(
        node.value for node in target.of(Kind.CODE | Kind.TEXT | Kind.VARIABLE | Kind.IMAGE | Kind.LINK)
    )
    return literal.count(token.text) >= count


def _compared(token: Token, sides: _ComparedSides, count: int) -> Iterator[Issue]:
    text = sides.found.text
    if text.count(token.text) >= count:
        return
    for span in sides.folded.find(token.text, text):
        form = span.of(text)
        if token.text not in form and form not in sides.source.text and _is_damage(token, form):
            yield _damaged(token, span, sides)
            return
    if text.count(token.text) or token.text in sides.target.text:
        return
    yield from _changed(token, sides)


def _is_ordinal(token: Token) -> bool:
    """Tell an ordinal with the word behind it, or a clause of a law, from a file name: Latvian `92.panta`."""
    name, _, extension = token.text.rpartition(".")
    return token.shape is Shape.FILE and name.isdecimal() and extension not in _OF_PROGRAMS | _OF_READERS


def _is_damage(token: Token, form: str) -> bool:
    """Tell whether what reads as the token in small letters without blanks is the token damaged, and no other words."""
    squeezed = _BLANKS.sub("", form)
    has_blanks = squeezed != form
    if token.shape is Shape.EXTENSION:
        return has_blanks
    if token.shape in _CAMELS:
        # `set up` is no torn `setUp`.
        return not has_blanks or squeezed == token.text
    return token.shape is not Shape.GUID or has_blanks or not form.isascii()


def _damaged(token: Token, span: Span, sides: _ComparedSides) -> Issue:
    spot, form = sides.found.raw(span), span.of(sides.found.text)
    where = sides.wanted.raw(token.span)
    certainty = _of_damage(token, form, sides, spot)
    edits = _edits(token, form, where, spot, sides) if certainty is not Certainty.POSSIBLE else ()
    return Issue(f"“{form}” is “{token.text}” in the source", where, spot, edits, certainty=certainty)


def _edits(token: Token, form: str, where: Span, spot: Span, sides: _ComparedSides) -> tuple[Edit, ...]:
    """Return the edit that writes a token as the source has it."""
    if token.shape in _CAMELS and _BLANKS.search(form):
        return ()  # words of their own, perhaps
    start = where.start
    before = sides.target.text[spot.start - 1 : spot.start]
    if token.shape is Shape.EXTENSION and (before.isalnum() or (before and before in _CLOSING)):
        # `archive. pst` and `archive:. pst` lost the blank before the dot as well.
        start -= 1
        if not sides.source.text[start : start + 1].isspace():
            return ()
    return (Edit(spot.start, spot.end, sides.source.text[start : where.end]),)


def _of_damage(token: Token, form: str, sides: _ComparedSides, spot: Span) -> Certainty | None:
    """Return how sure it is that a form of the token is at fault; None for certain."""
    alone = any(node.inner == spot for node in sides.target.of(EMPHASES | Kind.LINK))
    only_case = form.casefold() == token.text.casefold()
    if token.shape in _CAMELS:
        # Alone it is an identifier; in running text often a name that is written both ways.
        if not alone:
            return (
                Certainty.LIKELY if not only_case and len(_HUMP.findall(token.text)) >= _HUMPS else Certainty.POSSIBLE
            )
        return None if only_case else Certainty.LIKELY
    if only_case and (token.shape in (Shape.DOTTED, Shape.PARAMETER, Shape.MAIL) or "\\" in token.text):
        return Certainty.POSSIBLE  # Windows, mail and PowerShell do not care
    if only_case and token.shape is Shape.FILE:
        is_host = _extension(token) in _OF_HOSTS
        return None if not is_host and (alone or _extension(token) in _OF_PROGRAMS) else Certainty.POSSIBLE
    return None


def _changed(token: Token, sides: _ComparedSides) -> Iterator[Issue]:
    """Yield an issue for a token that the target has in no form, at what stands for it as far as that is known."""
    where = sides.wanted.raw(token.span)
    if _is_part_of_name(token, sides, where):
        return
    letters = (
        transliterated(token.text, sides.found.text) if token.shape in (*_NAMES, Shape.FILE, Shape.SNAKE) else None
    )
    if letters:
        message = f"“{letters.of(sides.found.text)}” is “{token.text}” in the source, in other letters"
        is_name = token.shape is Shape.UPPER_CAMEL and not _stands_apart(token, where, sides)
        sure = Certainty.POSSIBLE if is_name else Certainty.LIKELY
        yield Issue(message, where, sides.found.raw(letters), certainty=sure)
        return
    alone = any(node.inner == where for node in sides.source.of(Kind.EMPHASIS))
    if not sides.is_markdown and "\\" in token.text:
        return  # `C:\\new` in a string of a program may be a line break
    instead = next((instead for instead in sides.tokens if _may_stand_for(instead, token)), None) or _translated(
        token, sides
    )
    if instead:
        sides.tokens = [left for left in sides.tokens if left is not instead]
        place = sides.found.raw(instead.span)
        certainty = _of_change(token, alone=alone)
        if sides.by_people and token.shape is Shape.FILE and not _differ_in_one_folder(token.text, instead.text):
            certainty = Certainty.POSSIBLE
        if token.shape is Shape.PARAMETER and _has_command(sides):
            certainty = Certainty.LIKELY
        yield Issue(f"“{instead.text}” is “{token.text}” in the source", where, place, certainty=certainty)
    elif token.shape not in _DAMAGED_ONLY:
        lost = _of_loss(token, alone=alone)
        if sides.by_people and token.shape is Shape.FILE and token.text.count(".") > 1:
            lost = Certainty.POSSIBLE  # `elements.version.1.xml`
        spot = _in_same_emphasis(where, sides) if lost is not Certainty.POSSIBLE else None
        yield Issue(f"“{token.text}” of the source is missing", where, spot, certainty=lost)


def _differ_in_one_folder(path: str, changed: str) -> bool:
    """Tell whether two paths have all of their folders but one alike, which is more of a slip than a translation."""
    parts, others = path.split("/"), changed.split("/")
    different = sum(part != changed_part for part, changed_part in zip(parts, others, strict=False))
    return len(parts) == len(others) > 2 and different == 1 and parts[-1] == others[-1]


def _may_stand_for(found: Token, token: Token) -> bool:
    if token.shape is Shape.FILE or found.shape is Shape.FILE:
        return found.shape is token.shape and _extension(found) == _extension(token)
    return found.shape is token.shape and token.shape not in (Shape.UPPER_CAMEL, Shape.EXTENSION, Shape.GUID)


def _stands_apart(token: Token, where: Span, sides: _ComparedSides) -> bool:
    """Tell whether a name is that of a program rather than of a product: alone in its markup, or of many words."""
    alone = any(node.inner == where for node in sides.source.of(EMPHASES | Kind.LINK))
    return alone or len(_HUMP.findall(token.text)) >= _HUMPS


_HUMP = re.compile(r"[A-Z][a-z]+")
_HUMPS = 3
"""Words in a name from which on no product is called so."""


def _of_change(token: Token, *, alone: bool) -> Certainty | None:
    """Return how sure it is that another token in the place of one is at fault."""
    if token.shape is Shape.SNAKE and _is_descriptive(token, alone=alone):
        return Certainty.POSSIBLE
    if token.shape is Shape.PATH and "\\" in token.text:
        # Windows shows its folders under translated names, but not its registry.
        return None if _REGISTRY.match(token.text) else Certainty.POSSIBLE
    if token.shape is Shape.LOWER_CAMEL and _BRAND.match(token.text):
        return Certainty.POSSIBLE  # `iPhonu`: a product's name has the endings of a noun
    if token.shape is Shape.FILE:
        return Certainty.POSSIBLE if _extension(token) in _OF_READERS else Certainty.LIKELY
    return Certainty.POSSIBLE if token.shape in (Shape.DOTTED, Shape.MAIL, Shape.PARAMETER) else Certainty.LIKELY


def _is_descriptive(token: Token, *, alone: bool) -> bool:
    """Tell whether words with low lines may be a name for readers, or stand for what they fill in."""
    # `Harbour_Master`, `*file_name*`.
    return not (token.text.islower() or token.text.isupper()) or (alone and token.text.islower())


def _translated(token: Token, sides: _ComparedSides) -> Token | None:
    """Return a file name of the target in letters of its language, with the extension of a token."""
    if token.shape is not Shape.FILE:
        return None
    name = re.compile(rf"{_LETTER}{{1,80}}\.{re.escape(_extension(token))}(?!\w)")
    known = sides.source.text.casefold()
    is_known = cache(known.__contains__)
    found = (match for match in name.finditer(sides.found.text) if not is_known(match[0].casefold()))
    match = next(found, None)
    return Token(Shape.FILE, match[0], Span(*match.span())) if match else None


def _has_command(sides: _ComparedSides) -> bool:
    """Tell whether the source has a command line, in which `-Role` is no word behind a dash."""
    return any(token.shape is Shape.CMDLET for token in find_tokens(sides.wanted.text))


def _of_loss(token: Token, *, alone: bool) -> Certainty | None:
    """Return how sure it is that a token must not be lost; None for certain."""
    if token.shape is Shape.SNAKE and _is_descriptive(token, alone=alone):
        return Certainty.POSSIBLE
    if token.shape is Shape.CMDLET:
        return None
    if token.shape is Shape.FILE:
        extension = _extension(token)
        if extension in _OF_READERS:
            return Certainty.LIKELY
        return None if extension in _OF_PROGRAMS else Certainty.POSSIBLE
    if token.shape is Shape.PATH and "\\" in token.text:
        return None if _REGISTRY.match(token.text) else Certainty.POSSIBLE
    return Certainty.LIKELY


def _extension(token: Token) -> str:
    return token.text.rpartition(".")[2]


def _is_part_of_name(token: Token, sides: _ComparedSides, where: Span) -> bool:
    """Tell the last word of a name such as **Foreign trade model.xml**, which a translation may translate."""
    several = token.shape is Shape.FILE and sides.wanted.text[: token.span.start].rstrip()[-1:].isalpha()
    return several and bool(sides.source.around(where, EMPHASES | Kind.LINK))


def _in_same_emphasis(where: Span, sides: _ComparedSides) -> Span | None:
    """Return the emphasis of the target that stands where that around a token does, if they are as many."""
    wanted, found = sides.source.of(EMPHASES), sides.target.of(EMPHASES)
    if len(wanted) != len(found):
        return None
    return next((now.inner for was, now in zip(wanted, found, strict=True) if was.inner == where), None)


def _folders(source: Inline) -> list[Span]:
    """Return paths without a root or an extension: alone in italics, in a text that is about folders."""
    found = [node.inner for node in source.of(Kind.EMPHASIS) if _FOLDER.fullmatch(node.inner.of(source.text))]
    return found if found and _FOLDERS.search(source.text) else []


def _compared_folders(folders: list[Span], sides: _ComparedSides) -> Iterator[Issue]:
    for span in folders:
        path = span.of(sides.source.text)
        if "." in path.rpartition("/")[2] or path in sides.target.text:
            continue
        spot = _in_same_emphasis(span, sides)
        yield Issue(f"the path “{path}” of the source is missing", span, spot, certainty=Certainty.LIKELY)
