"""The six things a duty must make clear: each verdict, clear and unclear, with its ground."""

from __future__ import annotations

from typing import Any

import pytest

from tracker.clarity import Verdict, clarity
from tracker.model import Agency, Files, Plan, Task
from tracker.vocabulary import Clarity

AGENCIES: dict[str, dict[str, Any]] = {
    "ubnd": {"name": "UBND thành phố", "authority": "issuer"},
    "phong-a": {"name": "Phòng A", "authority": "subordinate"},
    "phong-b": {"name": "Phòng B", "authority": "subordinate"},
    "thue": {"name": "Chi cục Thuế", "authority": "vertical"},
    "cac-phuong": {"name": "UBND các phường", "kind": "collective", "members": ["phong-a"], "authority": "subordinate"},
    "cac-nganh": {"name": "các ngành", "kind": "collective"},
}
BARE = {"id": "TC-1", "title": "Việc", "quote": "Lập danh sách", "lead": "phong-a"}
DATED = {"date": "2031-03-10", "quote": "chậm nhất ngày 10/3/2031"}


def verdict(dimension: Clarity, **changes: Any) -> Verdict:
    agencies = {key: Agency.model_validate({"id": key, **values}) for key, values in AGENCIES.items()}
    plan = Plan.model_validate(
        {
            "id": "mau",
            "title": "Kế hoạch",
            "short_title": "Kế hoạch",
            "issuer": "ubnd",
            "place": "thành phố Mẫu",
            "period": {"first": "2031-01-01", "last": "2031-12-31"},
            "source": "source/mau.txt",
        }
    )
    task = Task(**{**BARE, **changes})
    files = Files(plan=plan, agencies=tuple(agencies.values()), tasks=(task,))
    return clarity(task, files, agencies)[dimension]


@pytest.mark.parametrize(
    ("dimension", "changes", "clear", "said"),
    [
        (Clarity.WHO, {}, True, "Phòng A"),
        (Clarity.WHO, {"lead": ["phong-a", "phong-b"]}, False, "2 cơ quan"),
        (Clarity.WHO, {"lead": "cac-phuong"}, True, "UBND các phường"),
        (Clarity.WHO, {"lead": "cac-nganh"}, False, "không nói gồm những cơ quan nào"),
        (
            Clarity.WHO,
            {"lead": {"agency": "phong-a", "basis": "inferred"}, "coordinate": "phong-a"},
            False,
            "chỉ giao «phối hợp»",
        ),
        (Clarity.WHAT, {}, True, "Nêu việc"),
        (Clarity.WHAT, {"quote": "Tăng cường tuyên truyền"}, False, "«tăng cường»"),
        (Clarity.WHAT, {"quote": "Tăng cường tuyên truyền", "deliverable": "Báo cáo"}, True, "Nêu việc"),
        (Clarity.WHAT, {"quote": "tiếp tục đẩy mạnh cuộc vận động"}, False, "«đẩy mạnh»"),
        (Clarity.WHAT, {"quote": "Phối hợp với Ban Tuyên giáo, các xã tăng cường vận động"}, False, "«tăng cường»"),
        (Clarity.WHAT, {"quote": "Chỉ đạo thực hiện tốt các chính sách"}, False, "«chỉ đạo thực hiện tốt»"),
        (Clarity.WHAT, {"quote": "tuyên truyền các mô hình sáng tạo, có hiệu quả"}, True, "Nêu việc"),
        (Clarity.WHAT, {"quote": "tuyên truyền kết quả, thông qua đó nâng cao trách nhiệm"}, True, "Nêu việc"),
        (Clarity.WHAT, {"quote": "Chủ trì, phối hợp với Phòng B khen thưởng kịp thời các tập thể"}, True, "Nêu việc"),
        (Clarity.WHAT, {"quote": "Mở lớp tập huấn tăng cường năng lực cho cán bộ"}, True, "Nêu việc"),
        (Clarity.WHAT, {"quote": "Trồng 5 ha rừng, nâng cao độ che phủ"}, True, "Nêu việc"),
        (Clarity.WHAT, {"quote": "Tích cực trồng cây"}, True, "Nêu việc"),
        (Clarity.WHEN, {}, False, "không nêu thời hạn"),
        (Clarity.WHEN, {"deadline": DATED}, True, "chậm nhất ngày 10/3/2031"),
        (Clarity.WHEN, {"deadline": {"type": "event", "quote": "sau khi có hướng dẫn"}}, False, "theo sự kiện"),
        (Clarity.WHEN, {"deadline": {**DATED, "operator": "after"}}, False, "không nêu ngày cuối"),
        (Clarity.WHEN, {"recurrence": {"every": "year", "quote": "hằng năm"}}, False, "không nêu ngày"),
        (Clarity.WHEN, {"recurrence": {"every": "year", "day": "15", "quote": "ngày 15/12"}}, True, "ngày nộp"),
        (Clarity.AUTHORITY, {}, True, "có quyền giao việc"),
        (Clarity.AUTHORITY, {"lead": "thue"}, False, "Ngành dọc"),
        (Clarity.AUTHORITY, {"binding": "request"}, False, "đề nghị"),
        (Clarity.RESULT, {}, False, "không nêu sản phẩm"),
        (Clarity.RESULT, {"deliverable": "Kế hoạch"}, True, "Kế hoạch"),
        (Clarity.EVIDENCE, {}, False, "không nêu tài liệu"),
        (Clarity.EVIDENCE, {"deliverable": "Kế hoạch"}, False, "không nêu nơi nhận"),
        (Clarity.EVIDENCE, {"deliverable": "Kế hoạch", "receive": "ubnd"}, True, "gửi UBND thành phố"),
        (Clarity.EVIDENCE, {"evidence": "biên bản nghiệm thu"}, True, "biên bản"),
    ],
)
def test_verdict(dimension: Clarity, changes: dict[str, Any], clear: bool, said: str) -> None:
    found = verdict(dimension, **changes)
    assert found.clear is clear
    assert said in found.ground
