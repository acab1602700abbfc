"""A link leads to another address than in the source, or its syntax is broken at the address.

Translation systems translate addresses, insert spaces into them, put a space between `](`, or swap their locale part.
The reader then sees the address as text or lands on an error page. Addresses in plain text count as well.

A locale in the address that was changed to the target's own (`/en-us/` to `/de-de/`) is reported as well: the page need
not exist there, and address localization is the publisher's work, done where the address says nothing of a locale.
Where translators are to do it, set `allow-locale`: an address may then have the locale or language of the target, or
none, where the source has its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from l10nqa.markup import Inline, Kind, Node, pair_by_value, torn_link
from l10nqa.model import Edit, Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Context, Example, ParsedSegment, Repair, rule
from l10nqa.rule_options import option
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["link_target"]

_ADDRESSED = re.compile(r"\]\((https?://[^\s()]+)")
_SPLIT = re.compile(r"https?:(//)?\s+\S+")
_SCHEME = re.compile(r"https?://(?=[\s\"'”’」»),.;:]|$)")
_SHOWN_PLACEHOLDER = re.compile(r"&lt;.*?&gt;", re.IGNORECASE)
"""Words that a reader replaces, within an address; a translation may translate them."""
_APART = (
    Kind.LINK | Kind.IMAGE | Kind.AUTOLINK | Kind.CODE | Kind.CODE_BLOCK | Kind.HTML | Kind.INLINE_CODE | Kind.VARIABLE
)
"""Nodes whose addresses belong to the node."""
_BARE = re.compile(r"https?:\s?//\s?[^\s<>()\[\]\"'،。，、“”„»]+", re.ASCII)

_PARTS = re.compile(r"[/.?&=#_:]+")
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){1,2}")
"""A locale as addresses have it, with a region or script: `en-us`, `zh-hant-tw`."""


@dataclass(frozen=True, slots=True)
class LinkTargetOptions:
    """What may change in an address."""

    allow_locale: bool = option(
        default=False, description="A locale in an address may become the target's (`/en-us/` → `/de-de/`), or go."
    )


@rule(
    category=Category.MARKUP,
    severity=Severity.CRITICAL,
    certainty=Certainty.CERTAIN,
    looks_at=Kind.LINK | Kind.IMAGE | Kind.TEXT | Kind.AUTOLINK,
    repair=Repair.FROM_SOURCE,
    options=LinkTargetOptions,
    examples=(
        Example(
            "en>de",
            "See [Plans](https://a.b/c).",
            "Siehe [Tarife](⟦https://a.b/d⟧).",
            fixed="Siehe [Tarife](https://a.b/c).",
        ),
        Example(
            "en>lv",
            "See [Plans](https://a.b/c).",
            "Skatiet [Plāni]⟦ (https://a.b/c⟧).",
            fixed="Skatiet [Plāni](https://a.b/c).",
        ),
        Example(
            "en>ar",
            "Go to https://a.b/c now.",
            "انتقل إلى ⟦https:// a.b/c⟧ الآن.",
            fixed="انتقل إلى https://a.b/c الآن.",
        ),
        Example("en>ja", "See [Plans](a.md#x).", "[プラン](a.md#x)を参照してください。"),
        Example("en>lv", "Go to https://&lt;your.site&gt;/x", "Atveriet https://&lt;jūsu.vietne&gt;/x"),
        Example("en>ja", "[A?](https://a.b/c)", "[B](⟦あ?⟧)", note="words for an address: no fix"),
        Example("en>de", "[A](https://a.b/en-us/c)", "[A](⟦https://a.b/de-de/c⟧)", note="another locale"),
    ),
)
def link_target(segment: ParsedSegment, context: Context, *, options: LinkTargetOptions) -> Iterator[Issue]:
    """Yield an issue for every changed address and every link broken at its address."""
    source, target = segment.source, segment.target
    allowed = _localized(context) if options.allow_locale else _never
    for kind in (Kind.LINK, Kind.IMAGE, Kind.AUTOLINK):
        if source.kinds & target.kinds & kind:
            yield from _changed(source, target, kind, allowed)
    if "](" in source.text:
        yield from _torn(source, target)
    if "http" in source.text:
        yield from _bare(source, target, allowed)


def _never(_was: str, _now: str) -> bool:
    return False


def _localized(context: Context) -> Callable[[str, str], bool]:
    """Return a function that tells whether an address of the target is one of the source in the target's locale."""
    ours, theirs = context.source_locale.lower(), context.target_locale.lower()
    language = theirs.partition("-")[0]

    def is_own(part: str) -> bool:
        return part in (ours, ours.partition("-")[0]) or _TAG.fullmatch(part) is not None

    def is_localized(was: str, now: str) -> bool:
        old, new = (_PARTS.split(address.lower()) for address in (was, now))
        if len(new) == len(old) - 1:
            return any(is_own(old[index]) and old[:index] + old[index + 1 :] == new for index in range(len(old)))
        changed = [(before, after) for before, after in zip(old, new, strict=False) if before != after]
        return len(old) == len(new) and all(
            is_own(before) and (after == language or after.startswith(f"{language}-")) for before, after in changed
        )

    return is_localized


def _without_allowed(
    missing: Sequence[Node], extra: Sequence[Node], allowed: Callable[[str, str], bool]
) -> tuple[list[Node], list[Node]]:
    """Leave out the addresses that became others as they may."""
    left, new = list[Node](), list(extra)
    for node in missing:
        found = next((other for other in new if allowed(node.value, other.value)), None)
        if found:
            new.remove(found)
        else:
            left.append(node)
    return left, new


def _changed(source: Inline, target: Inline, kind: Kind, allowed: Callable[[str, str], bool]) -> Iterator[Issue]:
    _, missing, extra = pair_by_value(source.of(kind), target.of(kind))
    missing, extra = _without_allowed(missing, extra, allowed)
    for was, now in zip(missing, extra, strict=False):
        old, new = _address(source, was), _address(target, now)
        # Which of several became which is not known.
        only = len(missing) == len(extra) == 1 and not _is_text(now.value) and was.value not in target.text
        edits = (Edit(new.start, new.end, old.of(source.text)),) if only else ()
        yield Issue(f"the address is “{now.value}”, in the source “{was.value}”", old, new, edits)


def _is_text(address: str) -> bool:
    """Tell whether what stands in the place of an address is words: then more than the address is wrong."""
    return not address.isascii() and not any(sign in address for sign in "/.#:")


def _address(inline: Inline, node: Node) -> Span:
    """Return where the address of a link stands, verbatim, without title and brackets."""
    if node.kind is Kind.AUTOLINK:
        return node.inner
    opening = node.inner.end + 2
    rest = inline.text[opening : node.span.end - 1]
    match = re.match(r"\s*(<[^<>\n]*>|\S*)", rest)
    start, end = match.span(1) if match else (0, 0)
    return Span(opening + start, opening + end)


def _torn(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield links that white space tears apart, as in `[text] (url)`, and addresses that lost their link."""
    reported: list[Span] = []
    _, missing, _ = pair_by_value(source.of(Kind.LINK), target.of(Kind.LINK))
    for node in missing:
        torn = torn_link(target.text, node.value)
        if torn and torn not in reported:
            reported.append(torn)
            edits = (Edit(torn.start, torn.end, f"({node.value}"),)
            yield Issue("white space tears the link apart", _address(source, node), torn, edits)
    for match in _ADDRESSED.finditer(source.text):
        at = target.text.find(match[1])
        if at > 0 and not re.search(r"\]\(\s*\Z", target.text[:at]) and target.text.count(match[1]) == 1:
            before = re.search(r"\]?\s*\(?\s*\Z", target.text[:at])
            span = Span(before.start() if before else at, at + len(match[1]))
            if not any(span.touches(other) for other in reported):
                yield Issue(f"the address “{match[1]}” no longer belongs to a link", Span(*match.span(1)), span)


def _bare(source: Inline, target: Inline, allowed: Callable[[str, str], bool]) -> Iterator[Issue]:
    """Yield addresses in plain text that the target does not have as they are in the source."""
    split = list(_SPLIT.finditer(target.text))[len(_SPLIT.findall(source.text)) :]
    if split and _SCHEME.search(source.text):
        # The text is about `https://` itself.
        split = [match for match in split if not match[1]]
    for match in split:
        span = Span(*match.span())
        yield Issue("white space stands inside an address", None, span, _joined(source, target, span))
    wanted = _bare_addresses(source) if not split else {}
    found = _bare_addresses(target)
    squeezed = re.sub(r"\s+", "", target.text)
    shapes = {_SHOWN_PLACEHOLDER.sub("<>", address) for address in found}
    for address, span in wanted.items():
        if address in found or address in target.text or _SHOWN_PLACEHOLDER.sub("<>", address) in shapes:
            continue
        if any(allowed(address, other) for other in found):
            continue
        spoiled = next((where for other, where in found.items() if other not in wanted), None)
        if spoiled or address in squeezed:
            only = spoiled and len(wanted) == len(found) == 1
            edits = (Edit(spoiled.start, spoiled.end, address),) if only and spoiled else ()
            yield Issue(f"the address “{address}” of the source was changed", span, spoiled, edits)


def _joined(source: Inline, target: Inline, split: Span) -> tuple[Edit, ...]:
    """Return the edit that makes the address whole that white space tears at `split`."""
    for address in sorted(_bare_addresses(source), key=len, reverse=True):
        torn = re.compile(r"\s*".join(re.escape(character) for character in address)).match(target.text, split.start)
        if torn:
            return (Edit(torn.start(), torn.end(), address),)
    return ()


def _bare_addresses(inline: Inline) -> dict[str, Span]:
    if "http" not in inline.text:
        return {}
    taken = [node.span for node in inline.of(_APART)]
    found = {}
    for match in _BARE.finditer(inline.text):
        end = match.start() + len(match[0].rstrip(".,:;!?*_\\"))
        span = Span(match.start(), end)
        if not any(span.overlaps(other) for other in taken):
            found[span.of(inline.text)] = span
    return found
