"""The nouns that every layer shares: values without behaviour of their own, compared by content.

`Segment`, `Finding` and the other values that a run makes by the hundred thousand are named tuples, because a frozen
dataclass costs three times as much to construct; both are immutable.
"""

from l10nqa.model.annotation import Annotation, texts_hash
from l10nqa.model.answer import FixedAnswer, StreamAnswer
from l10nqa.model.bitext import NOWHERE, Bitext, Block, Plural, Profile, Segment, Side, State, Target, Written
from l10nqa.model.dialect import MARKDOWN, PLAIN, Dialect, InlineCode, Markup, PlaceholderSyntax
from l10nqa.model.finding import (
    CheckedDocument,
    Decision,
    Edit,
    Failure,
    FileEdit,
    Finding,
    Fix,
    Issue,
    Regions,
    Spot,
    Suppression,
    edited,
)
from l10nqa.model.origin import Origin
from l10nqa.model.problem import Problem, ProblemKind
from l10nqa.model.sample import Sample, SampledSegment
from l10nqa.model.status import BasisKind, DocumentState, DocumentStatus, states_by_locale
from l10nqa.model.unit import AppliedPenalty, Context, Match, Penalty, TranslationUnit

__all__ = [
    "MARKDOWN",
    "NOWHERE",
    "PLAIN",
    "Annotation",
    "AppliedPenalty",
    "BasisKind",
    "Bitext",
    "Block",
    "CheckedDocument",
    "Context",
    "Decision",
    "Dialect",
    "DocumentState",
    "DocumentStatus",
    "Edit",
    "Failure",
    "FileEdit",
    "Finding",
    "Fix",
    "FixedAnswer",
    "InlineCode",
    "Issue",
    "Markup",
    "Match",
    "Origin",
    "Penalty",
    "PlaceholderSyntax",
    "Plural",
    "Problem",
    "ProblemKind",
    "Profile",
    "Regions",
    "Sample",
    "SampledSegment",
    "Segment",
    "Side",
    "Spot",
    "State",
    "StreamAnswer",
    "Suppression",
    "Target",
    "TranslationUnit",
    "Written",
    "edited",
    "states_by_locale",
    "texts_hash",
]
