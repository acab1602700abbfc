"""Runs the server in one process until it is interrupted."""

from __future__ import annotations

import signal
import socket
from contextlib import closing
from typing import TYPE_CHECKING, Any

import uvicorn

from l10nqa.errors import ConfigError
from l10nqa.server.app import create_app
from l10nqa.server.pool import Memories

if TYPE_CHECKING:
    from collections.abc import Callable

    from l10nqa.server.settings import Settings

__all__ = ["serve"]

_LONGEST_HEAD = 256 * 1024
"""The largest number of bytes of first line and headers: 10,000 code points, percent-encoded, are up to 120,000."""
_PATIENCE = 10
"""The seconds that requests have to finish once the server is interrupted."""

_STDERR = {"class": "logging.StreamHandler", "stream": "ext://sys.stderr"}
_LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "server": {"format": "%(asctime)s %(levelname)s %(message)s"},
        "access": {"format": "%(asctime)s %(message)s"},
    },
    "handlers": {"server": {**_STDERR, "formatter": "server"}, "access": {**_STDERR, "formatter": "access"}},
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
    with _listen(settings.host, settings.port) as listening, closing(Memories(settings.tm)) as memories:
        config = uvicorn.Config(
            create_app(settings, memories),
            log_config=_LOGGING,
            lifespan="off",
            proxy_headers=False,  # nothing depends on them, and anybody can send them
            server_header=False,
            h11_max_incomplete_event_size=_LONGEST_HEAD,
            timeout_graceful_shutdown=_PATIENCE,
        )
        host, port = listening.getsockname()[:2]
        started(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")
        _run(uvicorn.Server(config), listening)


def _run(server: uvicorn.Server, listening: socket.socket) -> None:
    # uvicorn raises the signal again after an orderly shutdown: then it means that the server has finished.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=2048)
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
