"""The pages that speak of this record itself: what it is, how to have an error mended, for whom it was tested."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.pages.portal import Page, Portal

#: Address, title and description of each, in the order of the menu; the template bears the name of the address.
_PAGES = (
    ("gioi-thieu", "Giới thiệu", "Trang này là gì, làm cho ai, lấy số liệu từ đâu, và không làm gì."),
    ("dinh-chinh", "Đính chính", "Thấy sai thì báo thế nào, gửi đâu, và sai sót được sửa ra sao."),
    ("tro-nang", "Trợ năng", "Trang này dùng được bằng bàn phím, trình đọc màn hình, trên giấy, và đã thử những gì."),
)


def pages(portal: Portal) -> Iterator[Page]:
    """Give the three pages."""
    successors = portal.rows(
        """
        select a.id, a.name
        from agency_successors x
        join agencies a on a.id = x.successor
        where x.agency = :issuer
        order by a.position
        """,
        issuer=portal.plan["issuer"],
    )
    for address, title, description in _PAGES:
        body = portal.render(f"{address}.html", address, successors=successors)
        yield Page(address, title, description, body, words=description)
