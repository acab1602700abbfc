"""The memory's tables, and how an older file is brought up to date.

A migration is appended to `MIGRATIONS` and never changed afterwards. It is written with SQLite's types, which
`postgres/dialect.py` translates; a statement that PostgreSQL needs in other words is an `Either`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.errors import StoreError
from l10nqa.memory.database import Either

if TYPE_CHECKING:
    from l10nqa.memory.database import Database

__all__ = ["MIGRATIONS", "UNIT_INDEXES", "UNIT_KEY", "prepare"]

# An index of PostgreSQL takes no text above 2,700 bytes; two hashes of 64 bits tell keys of one document apart.
UNIT_KEY = Either(
    "document, segment, occurrence",
    "document, occurrence, hashtextextended(segment, 0), hashtextextended(segment, 1)",
)
"""The columns of the unique index of the units."""

UNIT_INDEXES = {
    "unit_key": Either(*(f"CREATE UNIQUE INDEX unit_key ON unit ({columns})" for columns in UNIT_KEY)),
}
"""Made after the rows where an empty memory is filled: sorting once is cheaper than inserting in place."""

_VIEW = """VIEW translation_unit AS
    SELECT unit.id, source, target, source_locale, target_locale, path, segment, origin,
           previous_hash, next_hash, created, changed, context, form, notes
    FROM unit JOIN document ON document.id = unit.document"""

MIGRATIONS: tuple[tuple[str | Either, ...], ...] = (
    (
        """CREATE TABLE document (
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL,
            source_locale TEXT NOT NULL,
            target_locale TEXT NOT NULL,
            content_hash INTEGER,          -- of the file's bytes; NULL where units were imported piecemeal
            front_matter TEXT NOT NULL DEFAULT '',
            extracted INTEGER NOT NULL,    -- seconds since 1970, UTC
            UNIQUE (path, source_locale, target_locale)
        )""",
        Either("", "ALTER TABLE document DROP CONSTRAINT document_path_source_locale_target_locale_key"),
        Either(
            "",
            """CREATE UNIQUE INDEX document_key ON document (
                hashtextextended(path, 0), hashtextextended(path, 1), source_locale, target_locale)""",
        ),
        """CREATE TABLE unit (
            id INTEGER PRIMARY KEY,
            document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
            segment TEXT NOT NULL,         -- the segment's id; '=' and a hash of both texts where it has none
            occurrence INTEGER NOT NULL,   -- 0, or more where a document repeats an id
            source TEXT NOT NULL,
            target TEXT NOT NULL,
            origin TEXT,                   -- MT, HT or NULL
            source_hash INTEGER NOT NULL,
            previous_hash INTEGER NOT NULL,
            next_hash INTEGER NOT NULL,
            created INTEGER NOT NULL,
            changed INTEGER NOT NULL
        )""",
        *UNIT_INDEXES.values(),
        """CREATE VIEW translation_unit AS
            SELECT unit.id, source, target, source_locale, target_locale, path, segment, origin,
                   previous_hash, next_hash, created, changed
            FROM unit JOIN document ON document.id = unit.document""",
    ),
    (
        """CREATE TABLE lexicon (
            target_locale TEXT PRIMARY KEY,
            units INTEGER NOT NULL,        -- of the memory when it was learned
            data BLOB NOT NULL
        )""",
    ),
    # What an index of the sources needs to know: which state of which memory it is of, and what changed since. Units
    # that came later are told by their numbers: those that are no greater than the last one were logged as deleted.
    (
        """CREATE TABLE generation (
            number INTEGER PRIMARY KEY,
            token BLOB NOT NULL            -- drawn at random, so that no two files share a state by chance
        )""",
        "INSERT INTO generation (token) VALUES (randomblob(16))",
        """CREATE TABLE change (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            unit INTEGER NOT NULL          -- deleted, or has another text since
        )""",
        Either(
            """CREATE TRIGGER unit_deleted AFTER DELETE ON unit BEGIN
                INSERT INTO change (unit) VALUES (old.id);
            END""",
            """CREATE FUNCTION log_deleted() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$ BEGIN
                INSERT INTO change (unit) SELECT id FROM gone;
                RETURN NULL;
            END $$""",
        ),
        Either(
            """CREATE TRIGGER unit_changed AFTER UPDATE OF source, target ON unit
            WHEN old.source IS NOT new.source OR old.target IS NOT new.target BEGIN
                INSERT INTO change (unit) VALUES (old.id);
            END""",
            """CREATE FUNCTION log_changed() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$ BEGIN
                INSERT INTO change (unit) SELECT id FROM before JOIN after USING (id)
                WHERE (before.source, before.target) <> (after.source, after.target);
                RETURN NULL;
            END $$""",
        ),
        Either(
            "",
            """CREATE TRIGGER unit_deleted AFTER DELETE ON unit REFERENCING OLD TABLE AS gone
            FOR EACH STATEMENT EXECUTE FUNCTION log_deleted()""",
        ),
        Either(
            "",
            """CREATE TRIGGER unit_changed AFTER UPDATE ON unit REFERENCING OLD TABLE AS before NEW TABLE AS after
            FOR EACH STATEMENT EXECUTE FUNCTION log_changed()""",
        ),
    ),
    (
        """CREATE TABLE cleaning (            -- a run of `tm clean` that removed units
            id INTEGER PRIMARY KEY,
            profile TEXT NOT NULL,
            made INTEGER NOT NULL,         -- seconds since 1970, UTC
            undone INTEGER                 -- seconds since 1970, UTC; NULL while what it removed stays out
        )""",
        """CREATE TABLE removed_document (    -- as it was when units of it were removed
            cleaning INTEGER NOT NULL REFERENCES cleaning,
            id INTEGER NOT NULL,
            path TEXT NOT NULL,
            source_locale TEXT NOT NULL,
            target_locale TEXT NOT NULL,
            content_hash INTEGER,
            front_matter TEXT NOT NULL,
            extracted INTEGER NOT NULL,
            PRIMARY KEY (cleaning, id)
        ) WITHOUT ROWID""",
        """CREATE TABLE removed_unit (
            cleaning INTEGER NOT NULL,
            check_name TEXT NOT NULL,
            alone INTEGER NOT NULL,        -- 1: for what its own texts are; 0: because another unit stays
            id INTEGER NOT NULL,
            document INTEGER NOT NULL,
            segment TEXT NOT NULL,
            occurrence INTEGER NOT NULL,
            source TEXT NOT NULL,
            target TEXT NOT NULL,
            origin TEXT,
            source_hash INTEGER NOT NULL,
            previous_hash INTEGER NOT NULL,
            next_hash INTEGER NOT NULL,
            created INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            PRIMARY KEY (cleaning, id),
            FOREIGN KEY (cleaning, document) REFERENCES removed_document
        )""",
    ),
    (
        """CREATE TABLE run (                 -- a report that was made (`runs.py`)
            id INTEGER PRIMARY KEY,
            made INTEGER NOT NULL,         -- seconds since 1970, UTC
            version TEXT NOT NULL,         -- of l10nqa
            revision TEXT NOT NULL,        -- of the documents, in git; '' where there is none
            scope TEXT NOT NULL            -- what was looked at and for
        )""",
        """CREATE TABLE run_words (
            run INTEGER NOT NULL REFERENCES run,
            target_locale TEXT NOT NULL,
            origin TEXT NOT NULL,          -- MT, HT or ''
            documents INTEGER NOT NULL,
            segments INTEGER NOT NULL,
            words INTEGER NOT NULL,
            PRIMARY KEY (run, target_locale, origin)
        )""",
        """CREATE TABLE run_figure (
            run INTEGER NOT NULL REFERENCES run,
            target_locale TEXT NOT NULL,
            origin TEXT NOT NULL,
            rule TEXT NOT NULL,
            severity TEXT NOT NULL,
            findings INTEGER NOT NULL,
            PRIMARY KEY (run, target_locale, origin, rule, severity)
        )""",
    ),
    # Where a document is no longer needed, its units are looked for: without an index in all that was ever removed.
    ("CREATE INDEX removed_unit_document ON removed_unit (cleaning, document)",),
    # A column rather than a table: who was granted rights to the tables of a server keeps them.
    ("ALTER TABLE generation ADD COLUMN horizon INTEGER NOT NULL DEFAULT 0",),  # changes up to it left the log
    # Context (msgctxt, resname), index of the plural form, and notes: a JSON array of texts, NULL for none.
    (
        *(
            f"ALTER TABLE {table} ADD COLUMN {column}"
            for table in ("unit", "removed_unit")
            for column in ("context TEXT", "form INTEGER", "notes TEXT")
        ),
        Either("DROP VIEW translation_unit", ""),  # PostgreSQL can replace it, and keeps who was granted rights to it
        Either(f"CREATE {_VIEW}", f"CREATE OR REPLACE {_VIEW}"),
    ),
)


def prepare(database: Database) -> None:
    """Create the tables in an empty database, or bring an older memory up to date, in one transaction.

    Raises:
        StoreError: the database is another application's, or was written by a newer l10nqa.
    """
    with database.errors():
        version = _version(database)
        _refuse_foreign_triggers(database)
        if version == len(MIGRATIONS):
            return
        with database.preparing(len(MIGRATIONS)):
            # Another process may have prepared the database while this one waited for it.
            for statements in MIGRATIONS[_version(database) :]:
                for words in map(database.pick, statements):
                    if words:
                        database.execute(words)


def _version(database: Database) -> int:
    version = database.version()
    if version > len(MIGRATIONS):
        raise StoreError(
            f"was written by a newer l10nqa (schema {version}, this one knows {len(MIGRATIONS)})",
            path=str(database.location),
            hint="upgrade l10nqa",
        )
    if version < 0:
        raise StoreError(
            f"has a schema that no l10nqa writes ({version})", path=str(database.location), hint="restore a copy"
        )
    return version


def _refuse_foreign_triggers(database: Database) -> None:
    """Refuse a file that does more than we ask when it is written: somebody else has put that into it."""
    ours = {database.pick(words) for statements in MIGRATIONS for words in statements}
    for trigger in database.triggers():
        if trigger not in ours:
            raise StoreError(
                f"has a trigger that is not of l10nqa: {trigger[:80]}",
                path=str(database.location),
                hint="take it out (DROP TRIGGER) if you trust the file, or extract the documents into a new memory",
            )
