"""How the work of learning is run: calls that come one by one, in this process or by workers.

Their results are taken in the order of the calls. A call can depend on the results of earlier ones.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["CallResult", "CallTask", "Calls", "CallsHere", "WaitingCalls", "Workers"]

_CALLS_A_WORKER = 8
"""Calls that are given out ahead for each worker, so that one that takes ten times as long as others delays none."""
_WORTH_WORKERS = 0.5
"""Seconds of work, in several calls, that wait when the workers are started, which takes as long."""
_Result = TypeVar("_Result")


class Calls(Protocol):
    """Runs calls, and takes their results in the order in which the calls were given."""

    def run(self, call: Callable[[], _Result], take: Callable[[_Result], None], *, seconds: float) -> None:
        """Run the call, which must be picklable, and hand its result to `take`: at once, or while later ones are given.

        It takes about so many `seconds`. `take` can give further calls.
        """
        ...

    def finish(self) -> None:
        """Wait until all results have been taken."""
        ...


class CallsHere:
    """Runs each call at once, in this process."""

    def run(self, call: Callable[[], _Result], take: Callable[[_Result], None], *, seconds: float) -> None:  # noqa: ARG002 - see Calls
        """See `Calls`."""
        take(call())

    def finish(self) -> None:
        """See `Calls`: there is nothing to wait for."""


class CallTask:
    """The task of workers that run calls; see `engine.pool.Task`."""

    def run(self, calls: Sequence[Callable[[], Any]]) -> list[Any]:
        """Run some calls."""
        return [call() for call in calls]


class CallResult(Protocol):
    """The result of a call that was submitted, in a list."""

    def result(self) -> Sequence[Any]:
        """Wait for it."""
        ...


class Workers(NamedTuple):
    """Workers that have been started for a `CallTask`."""

    submit: Callable[[Sequence[Callable[[], Any]]], CallResult]
    present: Callable[[], int]
    """Returns how many there are at present."""


class _Waiting(NamedTuple):
    """A call whose result was not taken yet."""

    call: Callable[[], Any]
    take: Callable[[Any], None]
    seconds: float
    pending: CallResult | None = None
    """None while no worker has been given the call."""


class WaitingCalls:
    """Runs calls by workers, which are started when so much work waits that they are worth it; until then it waits.

    A few calls for each worker are given out ahead, which bounds the memory that they and their results take.
    """

    def __init__(self, start: Callable[[], Workers | None], *, is_ready: bool = False) -> None:
        """Take the function that starts the workers, or returns None to have all work done in this process.

        With `is_ready` it is called at once.
        """
        self._start_workers: Callable[[], Workers | None] | None = start
        self._workers: Workers | None = None
        self._waiting = deque[_Waiting]()
        if is_ready:
            self._start()

    def run(self, call: Callable[[], _Result], take: Callable[[_Result], None], *, seconds: float) -> None:
        """See `Calls`."""
        while len(self._waiting) >= _CALLS_A_WORKER * (self._workers.present() if self._workers else 1):
            self._take()
        self._waiting.append(self._submitted(_Waiting(call, take, seconds)))
        if self._start_workers and len(self._waiting) > 1 and sum(map(_seconds, self._waiting)) >= _WORTH_WORKERS:
            self._start()

    def finish(self) -> None:
        """See `Calls`."""
        while self._waiting:
            self._take()

    def _start(self) -> None:
        if self._start_workers:
            self._workers, self._start_workers = self._start_workers(), None
            self._waiting = deque(map(self._submitted, self._waiting))

    def _submitted(self, waiting: _Waiting) -> _Waiting:
        return waiting._replace(pending=self._workers.submit([waiting.call])) if self._workers else waiting

    def _take(self) -> None:
        call, take, _, pending = self._waiting.popleft()
        take(pending.result()[0] if pending else call())


def _seconds(waiting: _Waiting) -> float:
    return waiting.seconds
