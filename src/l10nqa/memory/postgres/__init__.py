"""A memory on a PostgreSQL server, for many who write at once; needs the extra `l10nqa[postgres]`."""

from l10nqa.memory.postgres.database import PostgresDatabase

__all__ = ["PostgresDatabase"]
