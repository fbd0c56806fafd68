"""Work shared out among processes gives what it gives in one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tracker.sharing import aside, hands_for, share


class Doubler:
    """Doubles numbers, and says on disk that it was closed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, number: int) -> int:
        """Double one."""
        return 2 * number

    def close(self) -> None:
        """Leave a sign."""
        (self._folder / "closed").touch()


def fail() -> None:
    raise ValueError("as it does")


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_the_order_of_the_parts(tmp_path: Path, processes: int) -> None:
    assert list(share(partial(Doubler, tmp_path), range(20), processes)) == [2 * n for n in range(20)]
    assert (tmp_path / "closed").exists() is (processes == 1)


@pytest.mark.parametrize("processes", [1, 2])
def test_work_done_aside_is_done_when_waited_for(tmp_path: Path, processes: int) -> None:
    with aside((tmp_path / "done").touch, processes) as wait:
        wait()
        assert (tmp_path / "done").exists()


@pytest.mark.parametrize("processes", [1, 2])
def test_what_goes_wrong_aside_is_told(processes: int) -> None:
    with pytest.raises(ValueError, match="as it does"), aside(fail, processes) as wait:
        wait()


def test_a_small_plan_is_worth_one_process_and_no_plan_more_than_the_machine_has() -> None:
    assert hands_for(0) == hands_for(499) == 1
    assert 1 <= hands_for(10**6) <= 10**6
