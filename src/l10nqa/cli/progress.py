"""The progress bar on stderr: it makes room for what else is written to the terminal, and nothing of it is left."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from l10nqa.render.columns import terminal_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.console import Console

__all__ = ["hide_progress", "progress", "track"]

_BAR, _REST = 40, 44
"""The columns of the bar in a wide terminal, and those of the label, the numbers and the time left beside it."""
_PAUSE = 0.2
"""The seconds for which the bar stays away after something was written: lines that pour out show the progress."""
_T = TypeVar("_T")


class _ProgressBar:
    """A bar in the last line of the terminal, which can be taken away and put back."""

    def __init__(self, label: str, console: Console) -> None:
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415 - see `progress`

        width = max(min(_BAR, terminal_width() - _REST), 5)
        columns = (TextColumn(label), BarColumn(width), TextColumn("{task.fields[amount]}"), TimeRemainingColumn())
        # rich would wrap what others write while it redirects their streams: diffs, paths and commands are to be copied
        self._bar = Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
        self._task = self._bar.add_task(label, total=None, amount="")
        self._hidden_at = float("-inf")
        self._may_return = True

    def advance(self, done: int, total: int) -> None:
        """Show how much is done."""
        self._bar.update(self._task, completed=done, total=total, amount=f"{done:,}/{total:,}")
        self.show()

    def show(self) -> None:
        """Show the bar, unless something else has just been written or is in the middle of a line."""
        if self._may_return and not self._bar.live.is_started and monotonic() - self._hidden_at >= _PAUSE:
            self._bar.start()

    def hide(self, *, may_return: bool) -> None:
        """Take the bar away, and let it return only at the beginning of a line."""
        self._may_return, self._hidden_at = may_return, monotonic()
        if self._bar.live.is_started:
            self._bar.stop()


_shown: ContextVar[_ProgressBar | None] = ContextVar("_shown", default=None)
"""The bar of the running work."""


def hide_progress(text: str = "\n") -> None:
    """Make room on the terminal for a text that is about to be written; the bar returns as the work goes on."""
    bar = _shown.get()
    if bar and text:
        bar.hide(may_return=text.endswith("\n"))


def track(items: Iterable[_T], total: int, label: str) -> Iterator[_T]:
    """Yield the items with a progress bar, if stderr is a terminal."""
    with progress(label) as advance:
        for done, item in enumerate(items, 1):
            yield item
            advance(done, total)


@contextmanager
def progress(label: str, *, at_once: bool = True) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar while the block runs; yield a function of the number done and the total.

    Without `at_once` it appears at the first call: for work that is rarely needed.
    """
    if not (sys.stderr and sys.stderr.isatty()):
        yield lambda _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415 - costs a tenth of a second, which pipes need not pay

    console = Console(stderr=True)
    if not console.is_interactive:  # a terminal that cannot move its cursor (TERM=dumb)
        yield lambda _done, _total: None
        return
    bar = _ProgressBar(label, console)
    before = _shown.get()
    _shown.set(bar)
    if at_once:
        bar.show()
    try:
        yield bar.advance
    finally:
        bar.hide(may_return=False)
        _shown.set(before)
