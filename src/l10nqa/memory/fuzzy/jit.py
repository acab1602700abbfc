"""How the loops of the search are compiled: the extra `fast`, without which this module cannot be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from numba import njit

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["compile_loop"]

_Function = TypeVar("_Function", bound="Callable[..., object]")


def compile_loop(function: _Function) -> _Function:
    """Return the function compiled for the types it is called with, once for this machine: it is kept on disk.

    It is kept beside the source or, where that cannot be written, in the user's cache; numba's NUMBA_CACHE_DIR names
    another folder. It lets go of the interpreter's lock, as nothing in it touches an object.

    Raises:
        RuntimeError: there is no folder that can be written.
    """
    return cast("_Function", njit(nogil=True, cache=True)(function))
