"""A translation memory over HTTP: our own JSON, and the URLs of amaGama for the clients that exist.

The libraries of the extra `server` (FastAPI, uvicorn) are imported by `app` and `run` only when a server is started.
"""

from l10nqa.server.settings import TOKEN_VARIABLE, Settings, read_token

__all__ = ["TOKEN_VARIABLE", "Settings", "read_token"]
