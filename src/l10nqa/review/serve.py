"""Serves a review until it is interrupted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.inputs import refuse_input, unwatched_inputs
from l10nqa.review.access import Access
from l10nqa.review.app import create_app
from l10nqa.review.decisions import Decisions
from l10nqa.review.desk import Desk
from l10nqa.review.loading import Loading
from l10nqa.review.memories import MemoryLookup
from l10nqa.review.review import Review
from l10nqa.server.run import listen, run_app
from l10nqa.workspace.inventory import Inventory
from l10nqa.workspace.run_options import selected_rules, tree_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from l10nqa.review.settings import ReviewSettings

__all__ = ["serve"]

_HOST = "127.0.0.1"


def serve(settings: ReviewSettings, *, started: Callable[[str], None]) -> Review:
    """Serve the review until an interrupt (Ctrl+C) or SIGTERM, and return it as it was left.

    `started` is called with the address, which holds the token, once connections are accepted. The files are checked
    meanwhile.

    Raises:
        ConfigError: a rule name is unknown, a file is of an unknown kind, or the server cannot listen on the port.
        InputError: a path or the ledger does not exist or is damaged.
    """
    options = settings.options
    selected_rules(options)
    inventory = Inventory(settings.paths, allow_empty=options.get("allow_empty", False), tree=tree_of(options))
    review = Review(Decisions(settings.ledger, settings.gate.severities))
    review.refresh()
    refuse_input(settings.ledger, "ledger")
    with listen(_HOST, settings.port) as listening:
        access = Access(listening.getsockname()[1])
        loading = Loading(review, inventory, settings.gate, options)
        tm = options.get("tm")
        memories = MemoryLookup(tm) if tm else None
        loading.start()
        try:
            app = create_app(Desk(settings, access, review, loading, memories))
            with unwatched_inputs():
                run_app(app, listening, log_requests=False, started=lambda url: started(f"{url}/?token={access.token}"))
        finally:
            loading.stop()
            if memories:
                memories.stop()
    return review
