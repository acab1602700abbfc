"""The flags of an entry (`#, c-format`): the dialect and the placeholders of its texts."""

from __future__ import annotations

from functools import lru_cache

from l10nqa.model.dialect import MARKDOWN, Dialect, Markup, PlaceholderSyntax

__all__ = ["MARKDOWN_FLAGS", "flags_of", "is_format", "markup_of"]

MARKDOWN_FLAGS = frozenset({"md-text", "markdown", "markdown-text"})
"""Weblate's, mdpo's and po4a's."""
_SYNTAXES: dict[str, tuple[PlaceholderSyntax, ...]] = {
    # GNU gettext manual, "PO Files", and the checks of Weblate.
    **dict.fromkeys(
        (
            "c", "gcc-internal", "gfc-internal", "java-printf", "perl", "lua", "tcl", "awk", "pascal", "object-pascal",
            "javascript", "go", "d", "sh-printf", "boost", "modula2", "c-sharp-printf", "es-printf",
        ),
        (PlaceholderSyntax.C,),
    ),
    "objc": (PlaceholderSyntax.OBJC,),
    "php": (PlaceholderSyntax.PHP,),
    "python": (PlaceholderSyntax.PYTHON,),
    **dict.fromkeys(("python-brace", "csharp", "c-sharp", "perl-brace", "rust"), (PlaceholderSyntax.PYTHON_BRACE,)),
    "java": (PlaceholderSyntax.JAVA,),
    "icu-message": (PlaceholderSyntax.ICU,),
    "ruby": (PlaceholderSyntax.RUBY, PlaceholderSyntax.C),
    **dict.fromkeys(("qt", "qt-plural", "kde", "kde-kuit", "ycp", "smalltalk"), (PlaceholderSyntax.QT,)),
    **dict.fromkeys(("sh", "es"), (PlaceholderSyntax.SHELL,)),
    **dict.fromkeys(("i18next", "vue", "angularjs"), (PlaceholderSyntax.DOUBLE_BRACE,)),
}  # fmt: skip
_ENDINGS = ("-format", "-interpolation")


def flags_of(comment: str) -> list[str]:
    """Return the flags that a comment names; commas and white space part them, as for gettext."""
    return comment.replace(",", " ").split()


def is_format(flag: str) -> bool:
    """Tell whether the flag declares placeholders in the texts."""
    return flag.endswith(_ENDINGS) and not flag.startswith(("no-", "impossible-"))


@lru_cache(maxsize=1_000)
def markup_of(flags: tuple[str, ...], default: Markup) -> Markup:
    """Return the markup of an entry with the flags, in a file whose texts have the markup `default`.

    An entry whose placeholders are of a kind not known here, or that has none by its flags, has none for sure.
    """
    said = [flag for flag in flags if flag.endswith(_ENDINGS)]
    markup = MARKDOWN if MARKDOWN_FLAGS.intersection(flags) else default
    if not said:
        return markup
    names = (flag.removesuffix("-format").removesuffix("-interpolation") for flag in said if is_format(flag))
    names = (name.removeprefix("possible-") for name in names)
    placeholders = frozenset(syntax for name in names for syntax in _SYNTAXES.get(name, ()))
    return Markup(markup.dialect if markup.is_markdown else Dialect.PLAIN, placeholders, markup.patterns)
