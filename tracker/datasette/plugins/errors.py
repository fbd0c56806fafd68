"""What went wrong, in Vietnamese; what the reader's own address caused is no fault of the server."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from datasette.utils.asgi import Response
from datasette.views.base import DatasetteError
from jinja2 import Environment
from pluggy import HookimplMarker

hookimpl = HookimplMarker("datasette")

#: What Datasette and SQLite say, and what it means to a reader. Matched from the beginning of the text.
MEANINGS = {
    "Database not found": "Không có cơ sở dữ liệu này.",
    "Table not found": "Không có bảng hoặc câu hỏi này.",
    "Record not found": "Không có dòng này.",
    "Statement must be a SELECT": "Chỉ nhận câu lệnh SELECT.",
    "SQL query took too long": "Câu hỏi chạy quá lâu nên đã bị dừng.",
    "You do not have permission to view": "Phần này không công khai.",
    "_where= is not allowed": "Trang này không nhận điều kiện viết bằng SQL.",
    "Cannot sort table by": "Không sắp xếp được theo cột này.",
    "Cannot use _sort and _sort_desc": "Chỉ sắp xếp được theo một chiều.",
    "Cannot search by that column": "Không tìm được trong cột này.",
    "_size must be": "Số dòng mỗi trang không hợp lệ.",
    "_facet= is not allowed": "Trang này không đếm theo nhóm.",
    "CSV streaming is disabled": "Chỉ tải được từng trang; toàn bộ dữ liệu có ở tệp SQLite.",
    "Database download is forbidden": "Không cho tải cơ sở dữ liệu.",
    "answer too large": "Câu trả lời quá lớn.",
    "string or blob too big": "Câu trả lời quá lớn.",
    "out of memory": "Câu hỏi cần quá nhiều bộ nhớ nên đã bị dừng.",
    "not authorized": "Câu lệnh dùng chức năng không được phép.",
    "execute-sql": "Trang này không nhận câu lệnh SQL tự viết; hãy chọn một câu hỏi có sẵn hoặc xem bảng dữ liệu.",
}

_TITLES = {
    400: "Yêu cầu không hợp lệ",
    403: "Không được phép",
    404: "Không tìm thấy",
    500: "Máy chủ gặp lỗi",
}

_MARKUP = re.compile(r"\s+|<[^>]+>")


def meaning(error: object) -> str:
    """Give what an error means to a reader; nothing when only its own words can tell."""
    text = _MARKUP.sub(" ", str(error)).strip()
    return next((vietnamese for english, vietnamese in MEANINGS.items() if text.startswith(english)), "")


def title(status: object) -> str:
    """Give the heading for a status; an error page without one comes from a refusal."""
    return _TITLES.get(status if isinstance(status, int) else 403, "Không thực hiện được")


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Give the templates both."""
    env.filters.update(meaning=meaning, error_title=title)


@hookimpl(tryfirst=True)
def handle_exception(
    datasette: Any,
    request: Any,
    exception: Exception,
) -> Callable[[], Awaitable[Any]] | None:
    """Answer 400 to an address whose values make no sense, and to a question that wants too much memory."""
    # Datasette gives 500 to some of what a reader mistypes, such as a column to sort by.
    mistyped = isinstance(exception, DatasetteError) and exception.status == 500
    if not mistyped and not isinstance(exception, ValueError | MemoryError | OverflowError):
        return None
    error = "out of memory" if isinstance(exception, MemoryError) else getattr(exception, "message", "")

    async def answer() -> Any:
        if request.path.endswith(".json"):
            return Response.json({"ok": False, "error": error or "invalid request", "status": 400}, status=400)
        page = await datasette.render_template("error.html", {"status": 400, "error": error}, request=request)
        return Response.html(page, status=400)

    return answer
