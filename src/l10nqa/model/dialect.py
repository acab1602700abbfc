"""How the texts of a segment are marked up: which parser reads them, and which placeholders it knows for sure."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

__all__ = ["MARKDOWN", "PLAIN", "Dialect", "InlineCode", "Markup", "PlaceholderSyntax"]


class Dialect(StrEnum):
    """The markup that a text is written in."""

    MARKDOWN = "markdown"
    """Inline Markdown with what documentation adds to it."""
    PLAIN = "plain"
    """Plain text with placeholders, and perhaps HTML tags: the strings of a user interface."""


class PlaceholderSyntax(StrEnum):
    """The ways in which programs mark what they fill in."""

    C = "c"
    """`printf` of C and its kin: `%s`, `%-5d`, `%1$s`."""
    OBJC = "objc"
    PHP = "php"
    PYTHON = "python"
    """`%s`, `%(name)s`."""
    PYTHON_BRACE = "python-brace"
    """`str.format`: `{}`, `{0}`, `{name!r:>5}`."""
    JAVA = "java"
    """`java.text.MessageFormat`: `{0}`, `{0,number}`; an apostrophe quotes."""
    ICU = "icu"
    """ICU MessageFormat: `{n, plural, one {…} other {…}}`; the branches are texts of their own."""
    RUBY = "ruby"
    """`%{name}`, `%<name>d`, `#{…}`."""
    QT = "qt"
    """`%1`, `%L1`, `%n`."""
    SHELL = "shell"
    """`$name`, `${name}`."""
    DOUBLE_BRACE = "double-brace"
    """`{{name}}` of Angular, Vue, Jinja, i18next; `$t(key)` beside it."""


class Markup(NamedTuple):
    """What a parser must know before it reads a text."""

    dialect: Dialect = Dialect.MARKDOWN
    placeholders: frozenset[PlaceholderSyntax] | None = None
    """The syntaxes that the file says it uses, as PO flags do; None where it does not say: the text is looked at."""
    patterns: tuple[str, ...] = ()
    """Regular expressions of placeholders of the project's own."""

    @property
    def is_markdown(self) -> bool:
        """Whether Markdown markup counts as such; in plain text a `*` is a star."""
        return self.dialect is Dialect.MARKDOWN


MARKDOWN = Markup()
PLAIN = Markup(Dialect.PLAIN)


class InlineCode(NamedTuple):
    """An inline code of XLIFF or TMX in a text: formatting, a placeholder or an image that the file keeps."""

    start: int
    """Where it stands in the text, in code points."""
    end: int
    """Equal to `start` for a code that shows no text."""
    role: str
    """`open`, `close` or `single`."""
    id: str
    """What source and target call it; the two of a pair share it."""
    equivalent: str = ""
    """What it stands for, where its file says so: `<b>`, `{{name}}`, `<br/>`."""
