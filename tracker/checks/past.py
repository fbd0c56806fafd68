"""Rules on what git remembers: nothing that was promised changes unseen."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.checks.dates import contradicts
from tracker.checks.records import entries
from tracker.checks.rule import Remark
from tracker.loaded import Loaded
from tracker.records import Extension, Withdrawal
from tracker.text import show_date


def deadline_moved_silently(loaded: Loaded) -> Iterator[Remark]:
    """Không lùi hạn lặng lẽ: hạn đã công bố chỉ đổi bằng một bản ghi gia hạn có văn bản quyết định và lý do."""
    excused = {entry.task for _, _, entry in entries(loaded) if isinstance(entry, (Extension, Withdrawal))}
    now = {task.id: task.deadline for task in loaded.files.tasks}
    for task, committed in loaded.history.deadlines.items():
        # What its own quote contradicted was refused when it was checked, so nobody was promised it.
        first = next((deadline.date for deadline in committed if not contradicts(deadline)), None)
        if first is None or task not in now or task in excused:
            continue
        deadline = now[task]
        if deadline is None or deadline.date != first:
            where = loaded.where(task, "deadline") if deadline else loaded.where(task)
            message = f"hạn bị đổi lặng lẽ: hạn đầu tiên được công bố là {show_date(first)}"
            yield where, f"{message}; giữ hạn cũ và thêm bản ghi gia hạn (extension) trong records/"
