"""Topics: the duties of one field of work, as a pack of sheets that a supervising team prints and fills in."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.pages.duties import duties
from tracker.pages.portal import ADDRESS_SCRIPT, AGEING_SCRIPTS, FOLDERS, Page, Portal
from tracker.pages.qr import code

ADDRESS = FOLDERS["topic"]


def pages(portal: Portal) -> Iterator[Page]:
    """Give the list of topics and a page for each."""
    topics = portal.rows("select * from topics order by position")
    placed = portal.grouped(
        "select k.topic, k.task from task_topics k join tasks t on t.id = k.task order by t.position", "topic"
    )
    known = duties(portal)
    body = portal.render("topics.html", ADDRESS, topics=topics, placed=placed)
    description = "Nhiệm vụ của kế hoạch xếp theo chủ đề, mỗi chủ đề có phiếu giám sát in khổ A4."
    yield Page(ADDRESS, "Chủ đề giám sát", description, body, parent=("Giám sát", f"{FOLDERS['question']}/"))
    for topic in topics:
        address = f"{ADDRESS}/{topic['id']}"
        own = [known[row["task"]] for row in placed.get(topic["id"], ())]
        public = portal.public(address)
        yield Page(
            address,
            topic["name"],
            f"Phiếu giám sát {len(own)} nhiệm vụ về {topic['name'].lower()}: nguyên văn, tài liệu cần xem, chỗ ghi.",
            portal.render(
                "topic.html",
                address,
                topic=topic,
                own=own,
                here=address,
                code=code(public) if public else None,
            ),
            words=" ".join(f"{duty.task['title']}" for duty in own),
            kicker="Chủ đề giám sát",
            parent=("Chủ đề giám sát", f"{ADDRESS}/"),
            scripts=(*AGEING_SCRIPTS, ADDRESS_SCRIPT) if own else (),
        )
