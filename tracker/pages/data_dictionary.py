"""The data dictionary: every table and column of the published database, and the closed vocabularies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.pages.portal import Page, Portal

ADDRESS = "tu-dien-du-lieu"

#: What each vocabulary is called.
VOCABULARIES: Mapping[str, str] = {
    "state": "Tình trạng của một việc",
    "role": "Vai trò",
    "basis": "Căn cứ của vai trò",
    "binding": "Giao việc hay đề nghị",
    "task_kind": "Loại nhiệm vụ",
    "deadline_type": "Loại hạn",
    "operator": "Chữ đứng trước ngày",
    "every": "Kỳ lặp lại",
    "working_day": "Khi hạn trùng ngày nghỉ",
    "clarity": "Sáu điều rõ",
    "agency_kind": "Loại cơ quan",
    "authority": "Quan hệ với cơ quan ban hành",
    "target_kind": "Loại mục tiêu",
    "direction": "Chiều phấn đấu của chỉ tiêu",
    "reason": "Vì sao một câu không phải là nhiệm vụ",
    "note_kind": "Loại ghi chú về bản nguồn",
    "entry_kind": "Loại nội dung ghi nhận",
    "claim_state": "Cơ quan báo cáo gì",
    "finding": "Kết luận giám sát",
}


def pages(portal: Portal) -> Iterator[Page]:
    """Give the page of the dictionary."""
    words = portal.grouped("select * from dictionary order by position", "relation")
    body = portal.render(
        "data_dictionary.html",
        ADDRESS,
        relations=words,
        names=VOCABULARIES,
        vocabularies=portal.grouped("select * from vocabulary order by name, position", "name"),
        meta=portal.meta,
    )
    description = "Các bảng, cột và danh mục của cơ sở dữ liệu công khai, mỗi thứ một lời giải thích."
    yield Page(ADDRESS, "Từ điển dữ liệu", description, body, words=description, template="wide.html")
