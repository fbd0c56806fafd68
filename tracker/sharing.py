"""Work shared out among processes: a large plan keeps every core busy, a small one needs no process of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")
Part_contra = TypeVar("Part_contra", contravariant=True)
Result_co = TypeVar("Result_co", covariant=True)

#: So many pages are worth a process of their own.
_WORTH = 500


class Worker(Protocol[Part_contra, Result_co]):
    """Does one part after another with what it opened once."""

    def __call__(self, part: Part_contra, /) -> Result_co:
        """Do one part."""

    def close(self) -> None:
        """Let go of what it opened."""


def hands_for(pages: int) -> int:
    """Give how many processes so many pages are worth on this machine."""
    return max(1, min(len(os.sched_getaffinity(0)), pages // _WORTH))


def share(begin: Callable[[], Worker[Part, Result]], parts: Sequence[Part], processes: int) -> Iterator[Result]:
    """Give what a worker makes of each part, in the order of the parts.

    begin: makes the worker, in each process by itself; it and the parts are pickled. Give the longest parts first.
    One process: all is done in this one.
    """
    if processes == 1:
        with closing(begin()) as worker:
            yield from map(worker, parts)
    else:
        # Processes come from a server that was started clean: this one may have threads (build.py serve).
        context = get_context("forkserver")
        with ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(begin,)) as pool:
            yield from pool.map(_work, parts)


@contextmanager
def aside(work: Callable[[], None], processes: int) -> Iterator[Callable[[], None]]:
    """Do work beside what the block does, in a process of its own; gives what waits for it, and raises what it raised.

    work: is pickled. One process: the work is done before the block begins.
    """
    if processes == 1:
        work()
        yield lambda: None
    else:
        with ProcessPoolExecutor(1, get_context("forkserver")) as pool:
            yield pool.submit(work).result


_workers: list[Worker[Any, Any]] = []


def _begin(begin: Callable[[], Worker[Any, Any]]) -> None:
    """Make the worker of this process."""
    _workers.append(begin())


def _work(part: Any) -> Any:
    return _workers[0](part)
