"""An invented plan of any size that passes the check: `python -m benchmarks.generate 500 FOLDER`."""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, permutations
from pathlib import Path
from typing import NamedTuple

from tracker.text import slug

WORDS = (
    "rà soát",
    "chương trình",
    "giảm nghèo",
    "đào tạo nghề",
    "tuyên truyền",
    "hộ cận nghèo",
    "hỗ trợ nhà ở",
    "tín dụng chính sách",
    "nguồn lực",
    "việc làm",
    "bảo hiểm y tế",
    "giáo dục",
    "thông tin",
    "hạ tầng thiết yếu",
    "sinh kế",
    "mô hình sản xuất",
    "nước sạch",
    "đồng bào dân tộc thiểu số",
    "cán bộ cơ sở",
    "thôn đặc biệt khó khăn",
    "kinh phí",
    "vốn vay ưu đãi",
    "dịch vụ xã hội cơ bản",
)
VERBS = ("Xây dựng", "Lập", "Thẩm định", "Phân bổ", "Mở lớp", "Kiểm tra", "Hướng dẫn", "Tổ chức thực hiện")
FIELDS = (
    "Kế hoạch",
    "Tài chính",
    "Lao động",
    "Nông nghiệp",
    "Dân tộc",
    "Y tế",
    "Giáo dục",
    "Văn hoá",
    "Tư pháp",
    "Nội vụ",
    "Xây dựng",
    "Kinh tế",
    "Thương mại",
    "Môi trường",
    "Thông tin",
    "Thống kê",
)
WARDS = tuple(
    f"phường Mẫu {name}" for name in ("An", "Bình", "Cát", "Dương", "Gia", "Hà", "Khánh", "Lộc", "Minh", "Ninh")
)
ISSUER, FRONT, ALL_WARDS = "Uỷ ban nhân dân thành phố Mẫu", "Uỷ ban Mặt trận Tổ quốc thành phố Mẫu", "Các phường"
CODE = "to-chuc-thuc-hien"


class Size(NamedTuple):
    """How large a plan, by the number of its duties; bodies: how many there are, when not by the number of duties."""

    tasks: int
    bodies: int = 0

    @property
    def departments(self) -> int:
        """The number of bodies besides issuer, Front, wards and their collective: at least 16 in all."""
        return max(16, self.bodies or self.tasks // 25) - len(WARDS) - 3

    @property
    def groups(self) -> int:
        """The number of solution groups, and of targets."""
        return max(3, self.tasks // 100)


@dataclass(frozen=True)
class Duty:
    """One invented duty: where it stands, its words, and what the words say."""

    id: str
    locator: str
    title: str
    quote: str
    lead: str
    coordinate: str
    serves: tuple[str, str]
    fields: str


def leaders(size: Size) -> list[str]:
    """Give the names of the bodies that lead duties; no two alike."""
    names = (f"Phòng {one} - {other}" for one, other in permutations(FIELDS, 2))
    return [ALL_WARDS, *islice(names, size.departments)]


def duties(size: Size, chance: random.Random) -> list[Duty]:
    """Give the duties, leader by leader, as the text lists them."""
    names = leaders(size)
    bullets: Counter[int] = Counter()
    found = []
    for number in range(size.tasks):
        item = number * len(names) // size.tasks + 1
        bullets[item] += 1
        bullet = bullets[item]
        lead, other = names[item - 1], chance.choice([name for name in names[1:] if name != names[item - 1]])
        title = f"{chance.choice(VERBS)} {_words(chance, 3)}"
        clause, fields = _timing(number, chance)
        if number % 10 == 0:
            clause, fields = f"{clause}; {FRONT} giám sát", f"{fields}  supervise: {slug(FRONT)}\n"
        words = f"{title}, gồm {_words(chance, 6)}; phối hợp với {other}{clause}."
        group, serial = chance.randrange(size.groups) + 1, chance.randrange(5) + 1
        serves = (f"GP-{group}-{serial}", f"CT-{chance.randrange(size.groups) + 1}")
        place = f"{CODE}/{item}/{bullet}"
        found.append(Duty(f"NV-{item}-{bullet}", place, title, words, lead, other, serves, fields))
    return found


def _words(chance: random.Random, count: int) -> str:
    return ", ".join(chance.sample(WORDS, count))


def _timing(number: int, chance: random.Random) -> tuple[str, str]:
    """Give the words about time, and the YAML that says the same: a third each dated, recurring, undated."""
    if number % 3 == 0:
        day, month = chance.randrange(10, 29), chance.randrange(3, 13)
        words = f"trước ngày {day} tháng {month} năm 2025"
        dated = f"  kind: one_off\n  deadline:\n    date: 2025-{month:02d}-{day:02d}\n    operator: before\n"
        return f", hoàn thành {words}", f"{dated}    quote: {words}\n"
    if number % 3 == 1:
        words = "hằng quý, chậm nhất ngày 25 tháng cuối quý"
        report = f"  deliverable: báo cáo kết quả\n  receive: {slug(ISSUER)}\n"
        return (
            f", gửi báo cáo kết quả {words}",
            f"  kind: recurring\n  recurrence:\n    every: quarter\n    day: 25\n    quote: {words}\n{report}",
        )
    return "", ""


def commitments(size: Size, chance: random.Random) -> list[list[str]]:
    """Give the words of five commitments for each solution group."""
    return [[f"Tập trung {_words(chance, 5)}." for _ in range(5)] for _ in range(size.groups)]


def targets(size: Size, chance: random.Random) -> list[tuple[str, str]]:
    """Give value and words of the targets."""
    values = (f"{chance.randrange(100, 990) / 10:.1f}" for _ in range(size.groups))
    return [(value, f"Tỷ lệ {_words(chance, 2)} đạt {value.replace('.', ',')}%.") for value in values]


def source(size: Size, made: list[Duty], groups: list[list[str]], aims: list[tuple[str, str]]) -> Iterator[str]:
    """Give the lines of the plan's own text."""
    yield from ("KẾ HOẠCH MẪU", "", "I. MỤC TIÊU", *(f"- {words}" for _, words in aims), "", "II. GIẢI PHÁP THỰC HIỆN")
    for number, group in enumerate(groups, 1):
        yield from (f"{number}. Nhóm giải pháp {number}:", *(f"- {words}" for words in group))
    yield from ("", "III. TỔ CHỨC THỰC HIỆN")
    for number, name in enumerate(leaders(size), 1):
        yield from (f"{number}. {name}:", *(f"- {duty.quote}" for duty in made if duty.lead == name))
    yield from ("", "Trên đây là Kế hoạch mẫu.")


def agencies(size: Size) -> Iterator[str]:
    """Give `agencies.yaml`, entry by entry."""
    yield _agency(ISSUER, "peoples_committee", "issuer")
    yield _agency(FRONT, "front", "front", "  supervises: true\n")
    members = "".join(f"  - {slug(name)}\n" for name in WARDS)
    yield _agency(ALL_WARDS, "collective", "subordinate", f"  members:\n{members}")
    for name in WARDS:
        yield _agency(f"Uỷ ban nhân dân {name}", "peoples_committee", "subordinate", f"  area: {name}\n", slug(name))
    for name in leaders(size)[1:]:
        yield _agency(name, "department", "subordinate")


def _agency(name: str, kind: str, authority: str, more: str = "", key: str = "") -> str:
    return f"- id: {key or slug(name)}\n  name: {name}\n  kind: {kind}\n  authority: {authority}\n{more}\n"


def tasks(made: list[Duty]) -> Iterator[str]:
    """Give `tasks.yaml`, entry by entry."""
    for duty in made:
        one, other = duty.serves
        yield (
            f"- id: {duty.id}\n  title: {duty.title}\n  quote: >-\n    {duty.quote}\n  locator: {duty.locator}\n"
            f"  lead: {slug(duty.lead)}\n  coordinate: {slug(duty.coordinate)}\n{duty.fields}"
            f"  serves:\n  - {one}\n  - {other}\n\n"
        )


def solutions(groups: list[list[str]]) -> Iterator[str]:
    """Give `solutions.yaml`, group by group."""
    for number, group in enumerate(groups, 1):
        yield f"- id: GP-{number}\n  title: Nhóm giải pháp {number}\n  commitments:\n"
        for serial, words in enumerate(group, 1):
            place = f"giai-phap-thuc-hien/{number}/{serial}"
            title = " ".join(words.split()[:6]).rstrip(",")
            yield f"  - id: GP-{number}-{serial}\n    title: {title}\n    quote: {words}\n    locator: {place}\n"


def target_entries(aims: list[tuple[str, str]]) -> Iterator[str]:
    """Give `targets.yaml`, entry by entry."""
    for number, (value, words) in enumerate(aims, 1):
        yield (
            f"- id: CT-{number}\n  title: Chỉ tiêu {number}\n  quote: {words}\n  locator: muc-tieu/{number}\n"
            f"  direction: increase\n  value: {value}\n  unit: '%'\n  counts: hộ\n\n"
        )


PLAN = f"""\
id: ke-hoach-mau
title: Kế hoạch mẫu của thành phố Mẫu
short_title: Kế hoạch mẫu
issuer: {slug(ISSUER)}
place: thành phố Mẫu
issued: 2025-01-02
period:
  first: 2025-01-01
  last: 2025-12-31
source: source/ke-hoach.txt
fictional: true
"""
PASSAGES = """\
- reason: title
  locator: mo-dau

- reason: closing
  locator: ket-thuc
"""


def write(size: Size, folder: Path) -> None:
    """Write a plan of that size: the same size gives the same bytes."""
    chance = random.Random(size.tasks)
    made, groups, aims = duties(size, chance), commitments(size, chance), targets(size, chance)
    (folder / "source").mkdir(parents=True, exist_ok=True)
    files = {
        "plan.yaml": [PLAN],
        "agencies.yaml": agencies(size),
        "tasks.yaml": tasks(made),
        "solutions.yaml": solutions(groups),
        "targets.yaml": target_entries(aims),
        "passages.yaml": [PASSAGES],
        "source/ke-hoach.txt": (f"{line}\n" for line in source(size, made, groups, aims)),
    }
    for name, pieces in files.items():
        (folder / name).write_text("".join(pieces), encoding="utf-8")


def main() -> None:
    """Write the plan that the command line asks for."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    asked.add_argument("tasks", type=int)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--bodies", type=int, default=0, help="how many bodies; one for 25 duties when not given")
    words = asked.parse_args()
    write(Size(words.tasks, words.bodies), words.folder)


if __name__ == "__main__":
    main()
