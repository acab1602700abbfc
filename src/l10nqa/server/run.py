"""Runs the server in one process until it is interrupted."""

from __future__ import annotations

import gc
import logging
import re
import signal
import socket
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import uvicorn

from l10nqa.errors import ConfigError
from l10nqa.server.app import create_app
from l10nqa.server.connection import Connection, raise_file_limit
from l10nqa.server.pool import Memories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from fastapi import FastAPI

    from l10nqa.server.settings import Settings

__all__ = ["listen", "run_app", "serve"]

_LONGEST_HEAD = 256 * 1024
"""The largest number of bytes of first line and headers: 10,000 code points, percent-encoded, are up to 120,000."""
_PATIENCE = 10
"""The seconds that requests have to finish once the server is interrupted."""

_ACCEPTED_AT_ONCE = 32
"""The connections taken between two rounds of work, so that a rush of them holds up nobody for long."""
_BACKLOG = 2048
"""The connections that may wait to be taken."""
_COLLECTOR = (700, 10, 10)
"""The thresholds of the garbage collector that Python has by default: requests do leave cycles behind."""
_SWITCH = 0.0005
"""Seconds after which a busy thread gives the interpreter to another one: the event loop must not wait for look-ups."""
_SECRET = re.compile(
    r"((?:[?&;]|%26|%3F)[^=&;\s]*(?:token|secret|passw(?:or)?d|pwd|api[_-]?key|auth|bearer)[^=&;\s]*=)[^&;\s]*",
    re.IGNORECASE,
)
_USER = re.compile(r"//[^/?#\s]*(?:@|%40)")
_STDERR = {"class": "logging.StreamHandler", "stream": "ext://sys.stderr"}
_LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "server": {"format": "%(asctime)s %(levelname)s %(message)s"},
        "access": {"format": "%(asctime)s %(message)s"},
    },
    "filters": {"secrets": {"()": "l10nqa.server.run._WithoutSecrets"}},
    "handlers": {
        "server": {**_STDERR, "formatter": "server", "filters": ["secrets"]},
        "access": {**_STDERR, "formatter": "access", "filters": ["secrets"]},
    },
    "loggers": {
        "uvicorn": {"handlers": ["server"], "level": "WARNING", "propagate": False},
        "uvicorn.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
    },
}


def serve(settings: Settings, *, started: Callable[[str], None]) -> None:
    """Serve the memory until an interrupt (Ctrl+C) or SIGTERM; requests under way are finished first.

    `started` is called with the URL once connections are accepted. One line for each request goes to stderr.

    Raises:
        ConfigError: the server cannot listen on the address.
        StoreError: the memory cannot be opened.
    """
    # The address first: if it is in use, this shows at once and not after a large memory has been indexed.
    with (
        listen(settings.host, settings.port) as listening,
        closing(Memories(settings.tm)) as memories,
    ):
        run_app(create_app(settings, memories), listening, started=started)


def run_app(
    app: FastAPI, listening: socket.socket, *, started: Callable[[str], None], log_requests: bool = True
) -> None:
    """Serve an application until an interrupt (Ctrl+C) or SIGTERM; requests under way are finished first.

    `started` is called with the URL once connections are accepted.
    """
    config = uvicorn.Config(
        app,
        log_config=_LOGGING,
        access_log=log_requests,
        lifespan="off",
        proxy_headers=False,  # nothing depends on them, and anybody can send them
        server_header=False,
        http=Connection,
        backlog=_ACCEPTED_AT_ONCE,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        timeout_graceful_shutdown=_PATIENCE,
    )
    Connection.limit = raise_file_limit()
    host, port = listening.getsockname()[:2]
    server = _Server(config)
    with _for_servers(), _ended_by_interrupts(server):
        started(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")
        server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """A server that takes few connections at a time, while many may wait to be taken."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(_BACKLOG)


@contextmanager
def _for_servers() -> Iterator[None]:
    """Set up the interpreter for a long run in many threads; `l10nqa.cli.main` sets it up for a short one."""
    before, interval = gc.get_threshold(), sys.getswitchinterval()
    gc.collect()
    gc.freeze()  # what is there already stays: a full collection that went through it would hold up everybody
    gc.collect()  # Python waits with the next one until a quarter as many objects have come as this one has kept: few
    gc.set_threshold(*_COLLECTOR)
    sys.setswitchinterval(_SWITCH)
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
        sys.setswitchinterval(interval)


class _WithoutSecrets(logging.Filter):
    """Takes out of the log what a client should have sent in a header: passwords and tokens in URLs."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_without_secrets(each) if isinstance(each, str) else each for each in record.args)
        return True


def _without_secrets(text: str) -> str:
    return _USER.sub("//***@", _SECRET.sub(r"\1***", text))


@contextmanager
def _ended_by_interrupts(server: uvicorn.Server) -> Iterator[None]:
    """Let SIGINT and SIGTERM end the server in good order from here on, and not only once its event loop runs.

    uvicorn has handlers of its own while it serves, and raises the signals it met again afterwards: both come here.
    """

    def end(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on the address.

    Raises:
        ConfigError: it cannot.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        # Python repeats the address after the reason.
        reason = reason.partition(" (while")[0]
        raise ConfigError(
            f"cannot listen on {host} port {port}: {reason}", hint="give another --host or --port"
        ) from error
    # Connections inherit it: otherwise each response waits 40 ms for the acknowledgement of its headers (Nagle).
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
