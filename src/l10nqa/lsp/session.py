"""The documents that are open in the editor: when each is checked, and what is known of it meanwhile."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from l10nqa.lsp.worker import CheckRequest, Outcome, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from l10nqa.lsp.checking import Checked
    from l10nqa.lsp.positions import EditorText

__all__ = ["LARGEST", "Document", "Session"]

LARGEST = 4_000_000
"""The number of code points above which a document is not checked as one types: about 12,000 segments."""
_Result = TypeVar("_Result")
_PAUSE = 0.15
"""The seconds without a change after which a document is checked."""
_PATIENCE = 0.04
"""The seconds that an answer waits for a check in progress; after that it says what an earlier check found."""


@dataclass(slots=True, eq=False)
class Document:
    """A document that is open in the editor."""

    uri: str
    file: Path
    text: EditorText
    version: int
    outcome: Outcome | None = None
    """The last check."""
    is_checked: bool = False
    """Whether the last check was of the present text, with the present configuration."""
    timer: asyncio.TimerHandle | None = field(default=None, repr=False)
    check: asyncio.Task[None] | None = field(default=None, repr=False)

    @property
    def is_too_large(self) -> bool:
        """Whether it is not checked."""
        return len(self.text.text) > LARGEST

    @property
    def checked(self) -> Checked | None:
        """The last check, if the document could be checked."""
        return self.outcome.checked if self.outcome else None


class Session:
    """Checks documents after each pause of typing, and at once where an answer is wanted.

    All methods are called in one event loop; only the checks themselves run in a thread, one after the other.
    """

    def __init__(self, worker: Worker, on_checked: Callable[[Document], None], on_crash: Callable[[str], None]) -> None:
        """Take what is called after each check, and after a check that failed unexpectedly."""
        self.documents: dict[str, Document] = {}
        """By URI."""
        self._worker, self._on_checked, self._on_crash = worker, on_checked, on_crash
        self._thread = ThreadPoolExecutor(1, "l10nqa-check")

    def open(self, document: Document) -> None:
        """Take a document in, and check it at once."""
        self.documents[document.uri] = document
        self._schedule(document, 0)
        self._recheck_translations(document)

    def change(self, document: Document, text: EditorText, version: int) -> None:
        """Take the new text of a document, and check it after a pause."""
        document.text, document.version = text, version
        self._schedule(document, _PAUSE)
        self._recheck_translations(document)

    def close(self, document: Document) -> None:
        """Forget a document."""
        del self.documents[document.uri]
        if document.timer:
            document.timer.cancel()
        self._thread.submit(self._worker.forget, document.file)
        self._recheck_translations(document)

    def check_all(self) -> None:
        """Check all documents again: configuration, ledger or other files may have changed."""
        for document in self.documents.values():
            self._schedule(document, 0)

    async def settled(self, document: Document) -> Document:
        """Return the document once its present text has been checked, or once waiting any longer would be felt."""
        if not document.is_checked and not document.is_too_large:
            if document.timer:
                document.timer.cancel()
                self._start(document)
            if document.check:
                await asyncio.wait([document.check], timeout=_PATIENCE)
        return document

    async def run(self, function: Callable[..., _Result], *arguments: object) -> _Result:
        """Return the result of a function that is run in the thread of the checks, between two of them."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    def stop(self) -> None:
        """End the thread once its present check is over."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _schedule(self, document: Document, delay: float) -> None:
        document.is_checked = False
        if document.timer:
            document.timer.cancel()
        document.timer = asyncio.get_running_loop().call_later(delay, self._start, document)

    def _start(self, document: Document) -> None:
        document.timer = None
        if document.is_too_large:
            document.outcome, document.is_checked = None, True
            self._on_checked(document)
        elif document.check is None or document.check.done():
            document.check = asyncio.get_running_loop().create_task(self._check(document))

    async def _check(self, document: Document) -> None:
        while self._is_due(document):
            document.is_checked = True  # unless something changes meanwhile
            request = CheckRequest(document.file, document.text, document.checked, dict(self._texts()))
            try:
                outcome = await asyncio.get_running_loop().run_in_executor(self._thread, self._worker.check, request)
            except Exception as error:  # noqa: BLE001 - a check that fails must not end the server
                self._on_crash(f"{document.file.name} could not be checked: {type(error).__name__}: {error}")
                return
            document.outcome = outcome
            if document.is_checked and document.uri in self.documents:
                self._on_checked(document)

    def _is_due(self, document: Document) -> bool:
        return document.uri in self.documents and not document.is_checked and document.timer is None

    def _texts(self) -> Iterator[tuple[str, str]]:
        return ((str(document.file), document.text.text) for document in self.documents.values())

    def _recheck_translations(self, source: Document) -> None:
        """Check the documents again whose sources are in this one."""
        for document in self.documents.values():
            bitext = document.checked.bitext if document.checked else None
            path = getattr(bitext, "source_path", None)
            if path and Path(path).absolute() == source.file:
                self._schedule(document, _PAUSE)
