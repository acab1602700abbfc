"""The results of the public API: sequences that can be read repeatedly, become data frames and are written to files."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, overload

from l10nqa.errors import ConfigError
from l10nqa.files import atomic_file, atomic_text_file
from l10nqa.inputs import Inputs
from l10nqa.ruleset import BUILT_IN

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from l10nqa.model import CheckedDocument, Failure, Finding, Problem
    from l10nqa.ruleset import RuleSet
    from l10nqa.score import Score
    from l10nqa.workspace.fixing import FixedDocument

__all__ = ["Findings", "Fixes"]


class Findings(Sequence["Finding"]):
    """The findings of a check: a sequence of `Finding`, file by file in the order of the paths.

    It leaves out findings that the ledger suppresses or that the baseline knows; `documents` has them.
    """

    def __init__(
        self,
        documents: Iterable[CheckedDocument],
        notes: Iterable[str] = (),
        rules: RuleSet = BUILT_IN,
        inputs: Inputs | None = None,
    ) -> None:
        self.documents: tuple[CheckedDocument, ...] = tuple(documents)
        """The result of each file: findings, number of segments and words, problems, failures."""
        self.notes: tuple[str, ...] = tuple(notes)
        """Remarks on how the check was made: locales that the memory lacks, files without segments."""
        self._rules = rules
        self._inputs = inputs or Inputs()
        self._findings = [finding for each in self.documents for finding in each.findings if finding.is_active]

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        return self._findings[index]

    def __len__(self) -> int:
        return len(self._findings)

    def __repr__(self) -> str:
        return f"<{len(self)} findings in {self.segments} segments of {len(self.documents)} files>"

    @property
    def segments(self) -> int:
        """The number of segments that were checked."""
        return sum(each.segments for each in self.documents)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The parts of files that could not be read, in every file."""
        return tuple(problem for each in self.documents for problem in each.problems)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The rules that crashed on a segment, each a defect of the rule; please report it."""
        return tuple(failure for each in self.documents for failure in each.failures)

    @property
    def score(self) -> Score:
        """The automatic partial score: `score.value` is 0 to 100, or None if there are no source words."""
        from collections import Counter  # noqa: PLC0415 - so near to where they are used, these cost no start-up

        from l10nqa.score import score_of  # noqa: PLC0415

        severities = Counter(finding.severity for finding in self._findings)
        return score_of(severities, sum(each.words for each in self.documents))

    def to_frame(self) -> pd.DataFrame:
        """Return a pandas data frame with a row for each finding.

        The columns are those of `check --format csv`: path, line, column, segment, rule, category, severity,
        certainty, message, source, target, the spots in both, fix, fix_result, fingerprint, locales, origin.
        """
        from l10nqa.render.table.frames import findings_frame  # noqa: PLC0415 - pandas takes half a second

        return findings_frame(self._active(), self._rules)

    def to_json(self) -> str:
        """Return the result as `check --format json` writes it: version, summary, findings, problems, failures."""
        from l10nqa.render import RENDERERS  # noqa: PLC0415

        stream = StringIO()
        RENDERERS["json"](self.documents, stream)
        return stream.getvalue()

    def write(self, path: str | os.PathLike[str], *, format: str | None = None) -> None:  # noqa: A002 - as of --format
        """Write the findings to a file in any format of `check --format`, by default the one that the suffix names.

        The file takes its place only when it is complete.

        Raises:
            ConfigError: no format has the name or suffix, a package that it needs is not installed, or `path` is one
                of the files that were read: a document, the memory, the configuration and so on.
            InputError: the file cannot be written.
        """
        from l10nqa.render import BINARY_RENDERERS, RENDERERS, SUFFIXES  # noqa: PLC0415

        file = Path(path)
        chosen = format or SUFFIXES.get(file.suffix.lower(), "")
        self._inputs.refuse(file)
        if chosen in BINARY_RENDERERS:
            with atomic_file(file) as binary:
                BINARY_RENDERERS[chosen](self.documents, binary, rules=self._rules)
        elif chosen in RENDERERS:
            with atomic_text_file(file) as text:
                RENDERERS[chosen](self.documents, text, rules=self._rules)
        else:
            known = ", ".join((*RENDERERS, *BINARY_RENDERERS))
            raise ConfigError(f"no format for {file.name!r}", hint=f"give format=, one of these: {known}")

    def _active(self) -> Iterator[CheckedDocument]:
        for each in self.documents:
            yield each._replace(findings=tuple(finding for finding in each.findings if finding.is_active))


class Fixes(Sequence["FixedDocument"]):
    """The changes that `fix` found or made: a sequence of the files with a fix."""

    def __init__(self, documents: Iterable[FixedDocument], notes: Iterable[str], refused: dict[str, str]) -> None:
        self._documents = tuple(documents)
        self.notes: tuple[str, ...] = tuple(notes)
        """Remarks on how the fixes were found."""
        self.refused = refused
        """The segments (`path#id`) whose file could not take the fixed target, each with the reason."""

    @overload
    def __getitem__(self, index: int) -> FixedDocument: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[FixedDocument]: ...
    def __getitem__(self, index: int | slice) -> FixedDocument | Sequence[FixedDocument]:
        return self._documents[index]

    def __len__(self) -> int:
        return len(self._documents)

    def __repr__(self) -> str:
        return f"<fixes of {self.segments} segments in {len(self)} files>"

    @property
    def segments(self) -> int:
        """The number of segments with a fix."""
        return sum(each.segments for each in self._documents)

    def diff(self) -> str:
        """Return all changes as one unified diff, which `git apply` takes."""
        from l10nqa.render.diff import unified_diff  # noqa: PLC0415

        lines = (line for each in self._documents for line in unified_diff(each.place.path, each.before, each.after))
        return b"".join(lines).decode("utf-8", "replace")
