"""The bodies of requests and responses; the keys are those of `l10nqa tm search` and `tm concordance` as jsonl."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from l10nqa.locale import is_language_tag
from l10nqa.memory.concordance import Side  # noqa: TC001 - pydantic reads annotations
from l10nqa.model import Context, Origin, Penalty, TranslationUnit
from l10nqa.server.settings import MAX_BATCH, MAX_LIMIT, MAX_TEXT

__all__ = [
    "Added",
    "Answer",
    "Answers",
    "Batch",
    "ConcordanceAnswer",
    "ConcordanceUnit",
    "Health",
    "MatchedUnit",
    "NewUnits",
    "Range",
    "Statistics",
    "StoredUnit",
    "Tag",
    "Text",
]

_NUMBER_MAX = 2**31 - 1


def _with_hyphens(value: str) -> str:
    return value.replace("_", "-")


def _known(tag: str) -> str:
    if not is_language_tag(tag):
        raise ValueError("not a language tag (BCP 47), such as lv or lv-LV")
    return tag


Text = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
Range = Annotated[
    str,
    Field(pattern="^[A-Za-z]{1,8}([-_][A-Za-z0-9]{1,8}){0,9}$", examples=["lv", "lv-LV"]),
    AfterValidator(_with_hyphens),
]
"""A range of locales (language range, RFC 4647, section 2.1); `lv` covers all its locales."""
Tag = Annotated[Range, AfterValidator(_known)]
"""A locale: a language tag (BCP 47). As in `Range`, `lv_LV` is taken as `lv-LV`."""


class _Scored(BaseModel):
    score: float = Field(
        description="100·(1 − Levenshtein / length of the longer), to four places; 100: identical; context adds to it.",
        ge=0,
        le=102,
        examples=[93.3333],
    )


class StoredUnit(BaseModel):
    """A unit of the memory: source, translation and their place."""

    source: str = Field(examples=["Save the file."])
    target: str = Field(examples=["Saglabājiet failu."])
    unit: int = Field(description="The unit's number in its memory.", examples=[17])
    source_locale: str = Field(examples=["en-US"])
    target_locale: str = Field(examples=["lv-LV"])
    path: str | None = Field(description="The document it comes from.", examples=["docs/files.md"])
    segment: str | None = Field(description="The segment's id in that document.", examples=["1a2b3-104"])
    origin: Origin | None = Field(description="Made by a machine (MT) or a person (HT).", examples=["HT"])
    created: int = Field(description="Seconds since 1970, UTC.", examples=[1767225600])
    changed: int = Field(description="Seconds since 1970, UTC.", examples=[1767225600])


class MatchedUnit(StoredUnit, _Scored):
    """A unit whose source resembles the query."""

    similarity: float = Field(description="The score before context and penalties.", ge=0, le=100, examples=[93.3333])
    context: Context | None = Field(
        default=None, description="The part of the query's context that it shares.", examples=["both"]
    )
    penalties: dict[Penalty, float] = Field(description="What was taken off.", examples=[{}])


class ConcordanceUnit(StoredUnit):
    """A unit in which a text occurs."""

    spans: list[tuple[int, int]] = Field(
        description="Where: start and end, code points of the side that was searched; where both were, of the source.",
        examples=[[(4, 9)]],
    )
    target_spans: list[tuple[int, int]] | None = Field(
        None, description="Where the target does; there only where both sides were searched.", examples=[[(0, 4)]]
    )


class Answer(BaseModel):
    """The matches of one query, best first, ties by number."""

    query: str
    ms: float = Field(description="How long the look-up took, in milliseconds.")
    matches: list[MatchedUnit]


class Answers(BaseModel):
    """The answers to a batch, in the order of its queries."""

    results: list[Answer]


class ConcordanceAnswer(BaseModel):
    """Units in which a text occurs, by number."""

    query: str
    side: Side
    ms: float = Field(description="How long the look-up took, in milliseconds.")
    hits: list[ConcordanceUnit]
    more: bool = Field(description="Whether there are others behind the last one.")


class _RequestBody(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Batch(_RequestBody):
    """Several queries with the same settings."""

    queries: list[Text] = Field(min_length=1, max_length=MAX_BATCH, examples=[["Save the file.", "Close the file."]])
    source_locale: Range | None = Field(None, examples=["en"])
    target_locale: Range | None = Field(None, examples=["lv"])
    limit: int = Field(5, ge=1, le=MAX_LIMIT, description="Matches of each query at most.", examples=[5])
    min: float = Field(70.0, ge=0, le=100, description="The lowest score; 100 for exact matches.", examples=[70.0])


class NewUnit(_RequestBody):
    """A unit to add; the keys are those of a line of `l10nqa export -o FILE.jsonl`."""

    source: Text = Field(examples=["Save the file."])
    target: Text = Field(examples=["Saglabājiet failu."])
    source_locale: Tag = Field(examples=["en-US"])
    target_locale: Tag
    path: str | None = Field(None, min_length=1, max_length=1000, examples=["docs/files.md"])
    segment: str | None = Field(None, min_length=1, max_length=1000, examples=["1a2b3-104"])
    origin: Origin | None = Field(None, examples=["HT"])
    line: int | None = Field(None, ge=0, le=_NUMBER_MAX, description="Taken, and not kept.")

    def as_unit(self) -> TranslationUnit:
        """Return it as a unit of the memory."""
        return TranslationUnit(
            self.source, self.target, self.source_locale, self.target_locale, self.path, self.segment, self.origin
        )


class NewUnits(_RequestBody):
    """Units to add in one transaction: all of them or none."""

    units: list[NewUnit] = Field(min_length=1, max_length=MAX_BATCH)


class Added(BaseModel):
    """The result of adding units."""

    received: int
    changed: int = Field(description="How many of them are new to the memory or differ from before.")


class LocaleStatistics(BaseModel):
    """What the memory holds for one pair of locales and one origin."""

    model_config = ConfigDict(from_attributes=True)

    source_locale: str
    target_locale: str
    origin: Origin | None
    units: int
    unique_sources: int
    source_characters: int
    target_characters: int


class Statistics(BaseModel):
    """What the memory holds."""

    documents: int
    units: int
    bytes: int = Field(description="Of the memory's file.")
    locales: list[LocaleStatistics]


class Health(BaseModel):
    """The state of the server."""

    status: str = Field(examples=["ok"])
    version: str = Field(description="Of l10nqa.", examples=["0.1.0"])
    writable: bool = Field(description="Whether units can be added, with the token.")
