"""What a command costs: seconds on the clock, seconds of processors, and memory, those of its children counted too."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from resource import struct_rusage
from threading import Event, Thread
from typing import NamedTuple

#: Seconds between two looks at the memory.
INTERVAL = 0.05

_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


class Cost(NamedTuple):
    """What a command cost."""

    wall: float
    """Seconds on the clock."""
    cpu: float
    """Seconds of processors, in the program and in the kernel, of the command and of all that it started."""
    peak: float
    """MB of memory at the worst moment; `Memory` says what is counted."""


class Memory(Thread):
    """Watches the memory of a process and of all that it started, while they run.

    Counted is the proportional set size (Pss in /proc/PID/smaps_rollup, see proc(5)): memory that several processes
    share counts once, so that the sizes of processes that run at the same time can be added up.
    """

    def __init__(self, process: int) -> None:
        """Watch from `start` to `stop`."""
        super().__init__(daemon=True)
        self._process, self._over = process, Event()
        self._peak = 0

    def run(self) -> None:
        """Look again and again."""
        while not self._over.wait(INTERVAL):
            self._peak = max(self._peak, sum(map(_proportional, _family(self._process))))

    def stop(self) -> float:
        """Give the largest sum seen, in MB."""
        self._over.set()
        self.join()
        return self._peak / 1024


def _family(process: int) -> Iterator[int]:
    """Give a process and all that descend from it."""
    yield process
    with suppress(OSError):  # it may end at any moment
        for thread in Path(f"/proc/{process}/task").iterdir():
            for child in (thread / "children").read_text(encoding="ascii").split():
                yield from _family(int(child))


def _proportional(process: int) -> int:
    """Give the kB of a process; none when it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def run(*command: str | Path, cwd: Path) -> Cost:
    """Run a command to its end and give what it cost; leave with its words when it fails.

    The peak is the largest sum of `Memory`, or the largest resident set of any one process as the kernel keeps it
    (getrusage(2)) where that is more: a process may have its worst moment between two looks.
    """
    words = [str(word) for word in command]
    _adopt_orphans()
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        child = subprocess.Popen(words, cwd=cwd, stdout=said, env=_environment())
        memory = Memory(child.pid)
        memory.start()
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        seen = memory.stop()
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            sys.exit(f"failed: {' '.join(words)}\n{said.read().decode()}")
    all_used = [used, *_orphans()]
    cpu = sum(one.ru_utime + one.ru_stime for one in all_used)
    return Cost(wall, cpu, max(seen, *(one.ru_maxrss / 1024 for one in all_used)))


def _environment() -> dict[str, str]:
    """Give the environment without what would keep Python from keeping its bytecode, as it does for everybody."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _adopt_orphans() -> None:
    """Become the parent of processes that outlive their own: the server that Python's workers are forked from does.

    What they used would else be counted nowhere, see PR_SET_CHILD_SUBREAPER in prctl(2).
    """
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _orphans() -> Iterator[struct_rusage]:
    """Wait for the adopted processes, and give what each and those that it waited for used."""
    with suppress(ChildProcessError):
        while True:
            yield os.wait3(0)[2]


def best(runs: Sequence[Cost]) -> Cost:
    """Give the quickest times and the largest memory of several runs."""
    wall, cpu, peak = zip(*runs, strict=True)
    return Cost(min(wall), min(cpu), max(peak))
