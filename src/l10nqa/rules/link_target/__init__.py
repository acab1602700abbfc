"""A link leads to another address than in the source, or its syntax is broken at the address.

Translation systems translate addresses, insert spaces into them, put a space between `](`, or swap their locale part.
The reader then sees the address as text or lands on an error page. Addresses in plain text count as well.

A locale in the address that was changed to the target's own (`/en-us/` to `/de-de/`, `en.` to `de.wikipedia.org`) is
`possible` only: the page need not exist there, but a person may have looked. So are a slash at the end, images of the
target's own, and the anchors of documents that people translated. Where translators are to change locales, set
`allow-locale`: an address may then have the locale or language of the target, or none, where the source has its own.

In a pair of documents, whose pages are at hand, more is known. An address that leads to the translation of the page
that the source leads to is right, also with the locale in it (`/docs/a/` to `/de/docs/a/`). So is the anchor of a page
of the site whatever it is: the rule `anchor` follows it. An address that names the locale of the source leads readers
away from a page that there is in their language. Names of references may be translated: what they lead to counts.

Not reported: another percent-encoding of the same address; other capitals of a host.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from l10nqa.markup import (
    Inline,
    Kind,
    Node,
    is_other_language,
    is_same_address,
    meets,
    pair_by_value,
    torn_link,
    union_of,
)
from l10nqa.model import Edit, Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, Repair, RuleContext, rule
from l10nqa.rule_options import option
from l10nqa.rules.link_target.in_pair import judge_of_pair
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

_MAX_COMPARISONS = 2_500
"""Pairs of addresses, of one side and the other, beyond which they are not compared with each other."""


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
    silent_on_prose=True,
    repair=Repair.FROM_SOURCE,
    options=LinkTargetOptions,
    in_document=judge_of_pair,
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
        Example(
            "en>de", "[A](https://a.b/en-us/c)", "[A](⟦https://a.b/de-de/c⟧)", note="another locale: possible only"
        ),
        Example(
            "en>ja",
            "[A](https://en.wikipedia.org/wiki/Boat)",
            "[A](⟦https://ja.wikipedia.org/wiki/船⟧)",
            note="possible only",
        ),
        Example("en>uk", "[Мапа](https://A.example/b%20c)", "[Мапа](https://a.example/b%20c)"),
        Example("en>el", "[A](https://a.b/%C3%A9)", "[A](https://a.b/é)", note="the same address, encoded or not"),
        Example("en>th", "![Map](media/a.png)", "![แผนที่](⟦media/th/a.png⟧)", note="an own image: possible only"),
        Example("en>tr", '![Map.](a.png "Map")', '![Harita.]⟦ (a.png⟧ "Harita")', note="the rule for spacing mends it"),
        Example("en>ko", "See [the map][map].", "[지도]⟦ [map]⟧를 보세요.", fixed="[지도][map]를 보세요."),
        Example("en>hi", "[One](a.md), [Two](b.md)", "[One](⟦b.md⟧), [Two](⟦a.md⟧)", note="swapped"),
    ),
)
def link_target(segment: ParsedSegment, context: RuleContext, *, options: LinkTargetOptions) -> Iterator[Issue]:
    """Yield an issue for every changed address and every link broken at its address."""
    source, target = segment.source, segment.target
    allowed = _localized(context) if options.allow_locale else _never
    for kind in (Kind.LINK, Kind.IMAGE, Kind.AUTOLINK):
        if source.kinds & target.kinds & kind:
            yield from _changed(source, target, kind, allowed, context)
    if "](" in source.text or "][" in source.text:
        yield from _torn(source, target)
    if "http" in source.text:
        yield from _bare(source, target, allowed, _localized(context))


def _never(_was: str, _now: str) -> bool:
    return False


def _localized(context: RuleContext, *, may_add: bool = False) -> Callable[[str, str], bool]:
    """Return a function that tells whether an address of the target is one of the source in the target's language."""
    return partial(
        is_other_language, source_locale=context.source_locale, target_locale=context.target_locale, may_add=may_add
    )


def _without_allowed(
    missing: Sequence[Node], extra: Sequence[Node], allowed: Callable[[str, str], bool]
) -> tuple[list[Node], list[Node]]:
    """Leave out the addresses that became others as they may."""
    if len(missing) * len(extra) > _MAX_COMPARISONS:
        return list(missing), list(extra)
    left, new = list[Node](), list(extra)
    for node in missing:
        found = next((each for each in new if allowed(node.value, each.value)), None)
        if found:
            new.remove(found)
        else:
            left.append(node)
    return left, new


def _changed(
    source: Inline, target: Inline, kind: Kind, allowed: Callable[[str, str], bool], context: RuleContext
) -> Iterator[Issue]:
    _, missing, extra = pair_by_value(source.of(kind), target.of(kind))
    if not missing and not extra:
        yield from _swapped(source, target, kind)
        return
    missing, extra = _without_allowed(missing, extra, is_same_address)
    missing, extra = _without_allowed(missing, extra, allowed)
    # An image may have a version of its own for a language: `media/de/a.png`.
    localized = _localized(context, may_add=kind is Kind.IMAGE)
    for was, now in zip(missing, extra, strict=False):
        old, new = _address(source, was), _address(target, now)
        message = f"the address is “{now.value}”, in the source “{was.value}”"
        if _is_localization(was.value, now.value, localized, context):
            yield Issue(message, old, new, certainty=Certainty.POSSIBLE)
            continue
        # Which of several became which is not known.
        only = len(missing) == len(extra) == 1 and not _is_text(now.value) and was.value not in target.text
        edits = (Edit(new.start, new.end, old.of(source.text)),) if only else ()
        yield Issue(message, old, new, edits)


def _is_localization(was: str, now: str, localized: Callable[[str, str], bool], context: RuleContext) -> bool:
    """Tell whether a person may have meant the change: another language, a slash at the end, a translated heading."""
    if localized(was, now) or was.rstrip("/") == now.rstrip("/"):
        return True
    (page, _, anchor), (other_page, _, other_anchor) = was.partition("#"), now.partition("#")
    return context.origin == "HT" and bool(anchor and other_anchor) and page == other_page


def _swapped(source: Inline, target: Inline, kind: Kind) -> Iterator[Issue]:
    """Yield links with the very words of one link of the source, and the address of another."""
    wanted, found = source.of(kind), target.of(kind)
    if len(wanted) < 2 or [node.value for node in wanted] == [node.value for node in found]:
        return
    known: dict[str, set[str]] = {}
    for node in wanted:
        known.setdefault(node.inner.of(source.text), set()).add(node.value)
    for node in found:
        words = node.inner.of(target.text)
        if words and len(known.get(words, ())) == 1 and node.value not in known[words]:
            (address,) = known[words]
            message = f"the address of “{words}” is “{node.value}”, in the source “{address}”"
            yield Issue(message, None, _address(target, node), certainty=Certainty.LIKELY)


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
    missing: dict[str, Node] = {}
    for kind in (Kind.LINK, Kind.IMAGE):
        for node in pair_by_value(source.of(kind), target.of(kind))[1]:
            missing.setdefault(node.value, node)
    for node in missing.values():
        is_reference = source.text.startswith("][", node.inner.end)
        torn = _torn_reference(target.text, node.value) if is_reference else torn_link(target.text, node.value)
        if torn and torn not in reported:
            reported.append(torn)
            whole = f"[{node.value}]" if is_reference else f"({node.value}"
            edits = (Edit(torn.start, torn.end, whole),)
            yield Issue("white space tears the link apart", _address(source, node), torn, edits)
    addressed = {node.value for node in source.of(Kind.LINK | Kind.IMAGE)}
    for match in _ADDRESSED.finditer(source.text):
        start = target.text.find(match[1])
        if start > 0 and not re.search(r"\]\(\s*\Z", target.text[:start]) and target.text.count(match[1]) == 1:
            before = re.search(r"\]?\s*\(?\s*\Z", target.text[:start])
            span = Span(before.start() if before else start, start + len(match[1]))
            if not any(span.touches(each) for each in reported):
                # Half a link of the source is torn further.
                certainty = None if match[1] in addressed else Certainty.LIKELY
                message = f"the address “{match[1]}” no longer belongs to a link"
                yield Issue(message, Span(*match.span(1)), span, certainty=certainty)


def _torn_reference(text: str, name: str) -> Span | None:
    """Return where white space stands between the words and the name of a reference link, the name included."""
    torn = re.search(rf"(?<=\])[ \t\u00a0]{{1,20}}\[{re.escape(name)}\]", text)
    return Span(*torn.span()) if torn else None


def _bare(
    source: Inline, target: Inline, allowed: Callable[[str, str], bool], localized: Callable[[str, str], bool]
) -> Iterator[Issue]:
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
        if any(allowed(address, each) for each in found):
            continue
        own = next((where for each, where in found.items() if localized(address, each)), None)
        if own:
            message = f"the address is “{own.of(target.text)}”, in the source “{address}”"
            yield Issue(message, span, own, certainty=Certainty.POSSIBLE)
            continue
        spoiled = next((where for each, where in found.items() if each not in wanted), None)
        if spoiled or address in squeezed:
            only = spoiled and len(wanted) == len(found) == 1
            edits = _respelled(target, spoiled, address) if only and spoiled else ()
            yield Issue(f"the address “{address}” of the source was changed", span, spoiled, edits)


def _respelled(target: Inline, spoiled: Span, address: str) -> tuple[Edit, ...]:
    """Return the edit that puts an address in the place of a spoiled one, and of the rest that white space tore off."""
    shown = spoiled.of(target.text)
    if not address.startswith(shown):
        return (Edit(spoiled.start, spoiled.end, address),)
    rest = re.compile(rf"\s+{re.escape(address[len(shown) :][:1])}\S*").match(target.text, spoiled.end)
    torn = re.compile(r"\s*".join(map(re.escape, address))).match(target.text, spoiled.start)
    if rest and not torn:
        return ()  # what follows may be the rest, in another form
    return (Edit(spoiled.start, torn.end() if torn else spoiled.end, address),)


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
    taken = union_of(node.span for node in inline.of(_APART))
    found = {}
    for match in _BARE.finditer(inline.text):
        end = match.start() + len(match[0].rstrip(".,:;!?*_\\"))
        span = Span(match.start(), end)
        if not meets(span, taken):
            found[span.of(inline.text)] = span
    return found
