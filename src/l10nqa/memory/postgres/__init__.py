"""A memory on a PostgreSQL server, for many concurrent writers; needs the extra `l10nqa[postgres]`."""

from l10nqa.memory.postgres.database import PostgresDatabase

__all__ = ["PostgresDatabase"]
