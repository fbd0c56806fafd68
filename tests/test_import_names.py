"""The bodies that a cell names, and which names may be of one body."""

from __future__ import annotations

import pytest

from tracker.importing.names import bodies, is_collective, same_body


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Vụ Pháp chế và các đơn vị có liên quan.", ["Vụ Pháp chế", "các đơn vị có liên quan"]),
        ("Sở Giáo dục và Đào tạo", ["Sở Giáo dục và Đào tạo"]),
        ("Văn phòng HĐND và UBND", ["Văn phòng HĐND và UBND"]),
        ("Sở Y tế; Sở Nội vụ\nCông an tỉnh", ["Sở Y tế", "Sở Nội vụ", "Công an tỉnh"]),
        ("- Sở Y tế\n- UBND các xã, phường", ["Sở Y tế", "UBND các xã, phường"]),
        ("Sở Văn hoá, Thể thao\nvà Du lịch", ["Sở Văn hoá, Thể thao và Du lịch"]),
        ("Cục A và các cơ quan, đơn vị có liên quan", ["Cục A", "các cơ quan, đơn vị có liên quan"]),
        ("", []),
    ],
)
def test_the_bodies_in_a_cell(cell: str, found: list[str]) -> None:
    assert list(bodies(cell.splitlines())) == found


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Sở Khoa học và Công nghệ", "Sở KH&CN", True),
        ("Sở KH và CN", "Sở KHCN", True),
        ("UBND tỉnh", "Uỷ ban nhân dân tỉnh Lào Cai", True),
        ("Sở Xây dựng", "Sở Xây dựng tỉnh Lào Cai", True),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội", True),
        ("SỞ TÀI CHÍNH", "Sở Tài chính", True),
        ("Uỷ ban nhân dân các xã, phuờng", "Uỷ ban nhân dân các xã, phường", True),
        ("Sở Nội vụ", "Sở Ngoại vụ", False),
        ("Sở Tài chính", "Sở Tư pháp", False),
        ("UBND tỉnh", "UBND xã", False),
        ("Công an", "Công an xã", False),
        ("Báo Tài nguyên và Môi trường", "Bộ Tài nguyên và Môi trường", False),
    ],
)
def test_names_that_may_be_of_one_body(one: str, other: str, alike: bool) -> None:
    assert same_body(one, other, "tỉnh Lào Cai") is same_body(other, one, "tỉnh Lào Cai") is alike


def test_a_collective_is_told_from_a_single_body() -> None:
    assert is_collective("UBND các xã, phường")
    assert is_collective("Các sở, ban, ngành")
    assert not is_collective("Cục Biến đổi khí hậu")
