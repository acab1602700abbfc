"""The code of a block is not that of the source: readers who copy it get another program.

Compared is what a program reads. Comments, strings with words, placeholders (`<your name>`) and the output of commands
may be translated, and so may blocks that are no programs: plain text, diagrams, logs. Translation systems translate
keywords and keys, straighten or curl quotes, drop lines, and change options of commands. The fix puts back what the
source has, where single words differ.

Not reported: another indentation of the whole block; other names of the same language (`yml`, `yaml`); a locale of the
source that became that of the target.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from l10nqa.align import BlockKind, pair_structure
from l10nqa.model import Bitext, Edit, Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, Repair, document_rule
from l10nqa.rules.code_block.content import code_of
from l10nqa.rules.code_block.tokens import Firmness, code_tokens, is_code, lexer_name
from l10nqa.text import Span, count_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.align import BlockPair, Structure
    from l10nqa.rules.code_block.content import CodeContent
    from l10nqa.rules.code_block.tokens import CodeToken

__all__ = ["code_block"]

_MAX_TOKENS = 4_000
"""Tokens of a block, beyond which the first difference is all that is looked for."""
_MIN_WORDS = 2
"""Words in a row from which they are text, and no code."""
_WORD = re.compile(r"[^\W\d_]{2,}[.,:!?]?")
_FOREIGN = re.compile(r"(?![A-Za-z])[^\W\d_]")
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’‚", "'"))
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SHOWN = 40


@document_rule(
    category=Category.ENTITY,
    severity=Severity.MAJOR,
    certainty=Certainty.CERTAIN,
    repair=Repair.FROM_SOURCE,
    examples=(
        Example(
            "en>es",
            "es/a.md",
            "```python\n⟦para⟧ name in names:  # cada nombre\n    print(name)\n```\n",
            document="```python\nfor name in names:  # each name\n    print(name)\n```\n",
            fixed="```python\nfor name in names:  # cada nombre\n    print(name)\n```\n",
            note="a keyword was translated",
        ),
        Example(
            "en>de",
            "de/a.md",
            "```sh\nkubectl apply ⟦–f⟧ a.yaml\n```\n",
            document="```sh\nkubectl apply -f a.yaml\n```\n",
            fixed="```sh\nkubectl apply -f a.yaml\n```\n",
            note="a dash in the place of a hyphen",
        ),
        Example(
            "en>pt",
            "pt/a.md",
            "```yaml\nservice:\n  ⟦porta⟧: 80\n```\n",
            document="```yaml\nservice:\n  port: 80\n```\n",
            fixed="```yaml\nservice:\n  port: 80\n```\n",
            note="a key was translated",
        ),
        Example(
            "en>ja",
            "ja/a.md",
            '```js\n// 名前を表示する\nconsole.log("こんにちは");\n```\n',
            document='```js\n// Show the name\nconsole.log("Hello there");\n```\n',
            note="comment and string",
        ),
        Example(
            "en>fr",
            "fr/a.md",
            "```text\nOuvrir → fermer\n```\n",
            document="```text\nOpen → close\n```\n",
            note="no program",
        ),
    ),
)
def code_block(document: Bitext) -> Iterator[Issue]:
    """Yield an issue for every block of code that is another than in the source."""
    structure = pair_structure(document)
    if structure is None:
        return
    for pair in structure.pairs:
        source, target = structure.sources[pair.source], structure.targets[pair.target]
        if source.kind is target.kind is BlockKind.CODE:
            yield from _compared(structure, pair, document)


def _compared(structure: Structure, pair: BlockPair, document: Bitext) -> Iterator[Issue]:
    source = code_of(structure.source, structure.sources[pair.source])
    target = code_of(structure.target, structure.targets[pair.target])
    span = structure.targets[pair.target].span
    certainty = min(structure.certainty, structure.certainty_of(pair))
    if source.info != target.info and lexer_name(source.info) != lexer_name(target.info):
        first = Span(span.start, span.start + len(span.of(structure.target).partition("\n")[0].rstrip()))
        named = (f"“{target.info}”" if target.info else "missing"), (f"“{source.info}”" if source.info else "missing")
        message = f"the language of the code is {named[0]}, in the source {named[1]}"
        yield Issue(message, None, first, certainty=min(certainty, Certainty.LIKELY))
    if source.text == target.text or not is_code(source.info):
        return
    ours, theirs = code_tokens(source.text, source.info), code_tokens(target.text, source.info)
    if [token.text for token in ours] == [token.text for token in theirs]:
        return
    changes = [
        change for change in _changes(ours, theirs) if not _is_locale(change, document) and not _is_prose(change)
    ]
    if changes:
        yield _issue(changes, target, span, certainty)


_Change = tuple["Sequence[CodeToken]", "Sequence[CodeToken]", int]
"""The tokens of the source and of the target that differ, and where in the target's code."""


def _changes(ours: Sequence[CodeToken], theirs: Sequence[CodeToken]) -> list[_Change]:
    texts = [token.text for token in ours], [token.text for token in theirs]
    if max(map(len, texts)) > _MAX_TOKENS:
        count = min(map(len, texts))
        index = next((i for i in range(count) if texts[0][i] != texts[1][i]), count)
        return [(ours[index : index + 1], theirs[index : index + 1], _place(theirs, index))]
    # By bits, 64 tokens at a time: thousands of tokens, all different, take milliseconds.
    kept = [step for step in LCSseq.opcodes(*texts) if step.tag == "equal"]
    ends = [(0, 0), *((step.src_end, step.dest_end) for step in kept)]
    starts = [*((step.src_start, step.dest_start) for step in kept), (len(ours), len(theirs))]
    return [
        (ours[i:k], theirs[j:h], _place(theirs, j))
        for (i, j), (k, h) in zip(ends, starts, strict=True)
        if i < k or j < h
    ]


def _place(tokens: Sequence[CodeToken], index: int) -> int:
    if index < len(tokens):
        return tokens[index].span.start
    return tokens[-1].span.end if tokens else 0


def _is_locale(change: _Change, document: Bitext) -> bool:
    """Tell whether the change is that of the source's language to the target's."""
    ours, theirs, _ = change
    was, now = (
        " ".join(token.text for token in side).strip("\"'").lower().replace("_", "-") for side in (ours, theirs)
    )
    source, target = document.source_locale.lower(), document.target_locale.lower()
    is_own = was in (source, source.partition("-")[0])
    return is_own and now in (target, target.partition("-")[0])


def _is_prose(change: _Change) -> bool:
    """Tell whether words of a text were translated, which only look like code: a comment that nothing marks as one."""
    ours, theirs, _ = change
    words = sum(bool(_WORD.fullmatch(token.text)) for token in ours)
    foreign = any(token.firmness is not Firmness.FIRM and _FOREIGN.search(token.text) for token in theirs)
    return words >= _MIN_WORDS or (words > 0 and foreign and len(ours) > 1)


def _certainty(change: _Change) -> Certainty:
    ours, theirs, _ = change
    if _is_typographic(change):
        return Certainty.CERTAIN
    firmness = min((token.firmness for token in ours or theirs), default=Firmness.VALUE)
    if firmness is Firmness.VALUE:
        return Certainty.POSSIBLE
    return Certainty.CERTAIN if firmness is Firmness.FIRM and len(ours) == len(theirs) else Certainty.LIKELY


def _is_typographic(change: _Change) -> bool:
    """Tell whether quotes or dashes were made pretty, which programs do not take."""
    ours, theirs = (" ".join(token.text for token in side) for side in change[:2])
    return ours != theirs and ours == _DASHES.sub("-", theirs.translate(_QUOTES))


def _issue(changes: Sequence[_Change], target: CodeContent, span: Span, surest: Certainty) -> Issue:
    ours, theirs, place = max(changes, key=_certainty)
    was, now = _shown(ours), _shown(theirs)
    more = f", and {count_of(len(changes) - 1, 'place')} more" if len(changes) > 1 else ""
    if ours and theirs:
        message = f"the code has “{now}”, the source “{was}”{more}"
    elif ours:
        message = f"“{was}” of the source's code is missing{more}"
    else:
        message = f"“{now}” is not in the source's code{more}"
    certainty = min(surest, max(map(_certainty, changes)))
    if not target.places:
        return Issue(message, None, span, certainty=certainty)
    if not theirs:
        start = target.place(place)
        return Issue(message, None, Span(start, start), certainty=certainty)
    edits = _edits(changes, target)
    tokens = [token for change in changes for token in change[1]] if edits else theirs
    whole = Span(target.place(tokens[0].span.start), target.place(tokens[-1].span.end - 1) + 1)
    return Issue(message, None, whole, edits, certainty)


def _edits(changes: Sequence[_Change], target: CodeContent) -> tuple[Edit, ...]:
    """Return what puts back the words of the source; nothing where one of them may be meant."""
    edits = []
    for change in changes:
        ours, theirs, _ = change
        if _certainty(change) is not Certainty.CERTAIN or len(ours) != len(theirs):
            return ()
        for was, now in zip(ours, theirs, strict=True):
            start = target.place(now.span.start)
            edits.append(Edit(start, start + len(now.text), was.text))
    return tuple(edits)


def _shown(tokens: Sequence[CodeToken]) -> str:
    text = " ".join(token.text for token in tokens)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
