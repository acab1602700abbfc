"""Plural forms by their index, as gettext counts them: which numbers a form is for.

The header says it as an expression of C (GNU gettext manual, "Plural forms"), which is parsed and evaluated here: it is
data of a stranger, so its length, its depth and its numbers are bounded. Where the header says nothing, CLDR does.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.model import Plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Form", "count_of_forms", "evaluated", "forms_of", "plural_of_form", "plural_of_mark"]

_MARK = re.compile("[0-9]{1,3}")
_NUMBERS = range(1001)
"""The numbers that a form is tried with, as gettext does it."""
_LONGEST = 1_000
_DEEPEST = 50
_LARGEST = 2**64 - 1
"""`unsigned long int`."""
_HEADER = re.compile(r"\s*nplurals\s*=\s*([0-9]{1,3})\s*;\s*plural\s*=\s*([^;]*);?\s*", re.ASCII)
_TOKEN = re.compile(r"\s*([0-9]+|\|\||&&|[=!<>]=|[n<>!?:()+*/%-])", re.ASCII)
_LEVELS: tuple[dict[str, Callable[[int, int], int]], ...] = (
    {"||": lambda left, right: int(bool(left or right))},
    {"&&": lambda left, right: int(bool(left and right))},
    {"==": lambda left, right: int(left == right), "!=": lambda left, right: int(left != right)},
    {
        "<": lambda left, right: int(left < right),
        "<=": lambda left, right: int(left <= right),
        ">": lambda left, right: int(left > right),
        ">=": lambda left, right: int(left >= right),
    },
    {"+": lambda left, right: left + right & _LARGEST, "-": lambda left, right: left - right & _LARGEST},
    {
        "*": lambda left, right: left * right & _LARGEST,
        "/": lambda left, right: left // right,
        "%": lambda left, right: left % right,
    },
)
"""The binary operators of C, those that bind least first."""


class Form(NamedTuple):
    """One of the plural forms of a file."""

    plural: Plural
    is_singular: bool
    """Whether it is for the number 1 alone, so that `msgid` is its source; `msgid_plural` is that of all others."""


@lru_cache(maxsize=1_000)
def forms_of(header: str, locale: str, count: int) -> tuple[Form, ...]:
    """Return what each of the `count` forms of an entry is for.

    `header` is the field `Plural-Forms`. Where it cannot be used, the forms of the locale in CLDR count; where these
    are not as many as the entry has, two forms are singular and plural, and of others nothing is known.
    """
    said = _numbers(header)
    if said:
        return tuple(_form(index, len(said), numbers) for index, numbers in enumerate([*said, *[[]] * count][:count]))
    # CLDR has forms for fractions and for millions, which PO files seldom have.
    for numbers in ([each for each in _numbers(_cldr(locale)) if each], _numbers("nplurals=2; plural=n!=1;")):
        if len(numbers) == count:
            return tuple(_form(index, count, each) for index, each in enumerate(numbers))
    return tuple(_form(index, count, []) for index in range(count))


@lru_cache(maxsize=1_000)
def count_of_forms(header: str, locale: str) -> int:
    """Return how many plural forms a file has: as the field `Plural-Forms` says, else as CLDR does; 0 if unknown.

    CLDR has forms for fractions and for millions, which PO files do not have: only those for 0 to 1,000 count.
    """
    return len(_numbers(header)) or sum(1 for numbers in _numbers(_cldr(locale)) if numbers)


@lru_cache(maxsize=1_000)
def plural_of_form(form: int, locale: str) -> Plural:
    """Return the plural form with that index, of a file that says no more of it: CLDR says how many the locale has."""
    count = sum(1 for numbers in _numbers(_cldr(locale)) if numbers)
    return forms_of("", locale, max(count, form + 1))[form].plural


def plural_of_mark(mark: str | None, locale: str) -> Plural | None:
    """Return the plural form whose index l10nqa has written beside a unit; None if it has written none."""
    return plural_of_form(int(mark), locale) if mark and _MARK.fullmatch(mark) else None


def _form(index: int, forms: int, numbers: Sequence[int]) -> Form:
    # French and its like have one form for 0 and 1, of which a text without the number is usual ("un fichier").
    return Form(Plural(index, forms, len(numbers) == 1 or numbers == [0, 1]), numbers == [1])


@lru_cache(maxsize=1_000)
def _numbers(header: str) -> list[list[int]]:
    """Return for each form the numbers that it is for; nothing where the field cannot be used."""
    found = _HEADER.fullmatch(header) if len(header) <= _LONGEST else None
    if not found:
        return []
    numbers: list[list[int]] = [[] for _ in range(int(found[1]))]
    try:
        evaluate = evaluated(found[2])
        for number in _NUMBERS:
            numbers[evaluate(number)].append(number)
    except (ValueError, ZeroDivisionError, IndexError):
        return []
    return numbers


def evaluated(expression: str) -> Callable[[int], int]:
    """Return the function of n that an expression of C is.

    Raises:
        ValueError: it is no expression, or one that nests too deep. What is returned may raise ZeroDivisionError.
    """
    return _Expression(expression).parsed()


@lru_cache(maxsize=100)
def _cldr(locale: str) -> str:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - takes 50 ms, and few files need it
    from babel.plural import to_gettext  # noqa: PLC0415

    try:
        return to_gettext(Locale.parse(locale, sep="-").plural_form)
    except (UnknownLocaleError, ValueError, TypeError):
        return ""


class _Expression:
    """A parser by recursive descent; what it makes are closures that take n."""

    def __init__(self, text: str) -> None:
        self._tokens: list[str] = []
        offset = 0
        text = text.strip()
        while offset < len(text):
            found = _TOKEN.match(text, offset)
            if not found:
                raise ValueError(text)
            self._tokens.append(found[1])
            offset = found.end()
        self._tokens.append("")
        self._index = 0

    def parsed(self) -> Callable[[int], int]:
        value = self._form_index(0)
        self._expect("")
        return value

    def _form_index(self, depth: int) -> Callable[[int], int]:
        if depth > _DEEPEST:
            raise ValueError("too deep")
        condition = self._binary(0, depth)
        if not self._takes("?"):
            return condition
        yes = self._form_index(depth + 1)
        self._expect(":")
        no = self._form_index(depth + 1)
        return lambda n: yes(n) if condition(n) else no(n)

    def _binary(self, level: int, depth: int) -> Callable[[int], int]:
        if level == len(_LEVELS):
            return self._unary(depth)
        value = self._binary(level + 1, depth)
        while self._tokens[self._index] in _LEVELS[level]:
            name = self._tokens[self._index]
            self._index += 1
            value = _applied(name, _LEVELS[level][name], value, self._binary(level + 1, depth))
        return value

    def _unary(self, depth: int) -> Callable[[int], int]:
        if depth > _DEEPEST:
            raise ValueError("too deep")
        if self._takes("!"):
            negated = self._unary(depth + 1)
            return lambda n: int(not negated(n))
        if self._takes("("):
            value = self._form_index(depth + 1)
            self._expect(")")
            return value
        operand = self._tokens[self._index]
        self._index += 1
        if operand == "n":
            return lambda n: n
        if not operand.isdigit():
            raise ValueError(operand)
        number = int(operand[:30]) & _LARGEST
        return lambda _: number

    def _takes(self, token: str) -> bool:
        if self._tokens[self._index] != token:
            return False
        self._index += 1
        return True

    def _expect(self, token: str) -> None:
        if self._tokens[self._index] != token:
            raise ValueError(token)
        self._index += 1


def _applied(
    name: str, operate: Callable[[int, int], int], left: Callable[[int], int], right: Callable[[int], int]
) -> Callable[[int], int]:
    if name == "&&":  # the right side may divide by what the left one looks at
        return lambda n: int(bool(left(n)) and bool(right(n)))
    if name == "||":
        return lambda n: int(bool(left(n)) or bool(right(n)))
    return lambda n: operate(left(n), right(n))
