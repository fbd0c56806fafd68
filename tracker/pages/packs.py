"""Packs of sheets that a supervising team prints and fills in, one for each body that the plan gives duties to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.pages.agencies import Held, by_duty, holdings
from tracker.pages.portal import ADDRESS_SCRIPT, AGEING_SCRIPTS, FOLDERS, Page, Portal, Row
from tracker.pages.qr import code

ADDRESS = f"{FOLDERS['question']}/phieu"
#: Roles in which a body has something to do that can be supervised.
_DOING = frozenset({"lead", "coordinate", "advise"})


def pages(portal: Portal) -> Iterator[Page]:
    """Give the list of packs and a page for each."""
    bodies = portal.rows("select * from agencies order by position")
    found = [
        (body, by_duty(item for item in held if item.role in _DOING)) for body, _, held in holdings(portal, bodies)
    ]
    packs = [(body, items) for body, items in found if items]
    yield Page(
        ADDRESS,
        "Phiếu giám sát từng cơ quan",
        "Phiếu giám sát in khổ A4 của từng cơ quan: nguyên văn, tài liệu cần yêu cầu, chỗ ghi kết quả và chữ ký.",
        portal.render("packs.html", ADDRESS, packs=[(body, len(items)) for body, items in packs]),
        words="Phiếu giám sát từng cơ quan",
    )
    for body, items in packs:
        yield _pack(portal, body, items)


def _pack(portal: Portal, body: Row, items: Sequence[Sequence[Held]]) -> Page:
    address = f"{ADDRESS}/{body['id'].lower()}"
    public = portal.public(address)
    return Page(
        address,
        f"Phiếu giám sát: {body['name']}",
        f"Phiếu giám sát {len(items)} nhiệm vụ của {body['name']}: nguyên văn, tài liệu cần xem, chỗ ghi.",
        portal.render(
            "agency_pack.html",
            address,
            body=body,
            items=items,
            here=address,
            code=code(public) if public else None,
        ),
        parent=("Phiếu giám sát từng cơ quan", f"{ADDRESS}/"),
        scripts=(*AGEING_SCRIPTS, ADDRESS_SCRIPT),
    )
