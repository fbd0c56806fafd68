"""What a plan is: the typed model of the files in `plan/`, apart from the dated records.

Every model is frozen and refuses keys that it does not know. Values arrive as text (see `reader`),
so that nothing is guessed: a date is ISO text, a number has a point for its decimals.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic.dataclasses import dataclass
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from tracker.vocabulary import (
    AgencyKind,
    Authority,
    Basis,
    Binding,
    DeadlineType,
    Direction,
    Every,
    NoteKind,
    Operator,
    Reason,
    Role,
    TargetKind,
    TaskKind,
    WorkingDay,
)

# What is checked is what stands below: no plugin of another package adds to it, and pydantic looks for none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Years beyond are mistyped; within them a day has a day before and a day after, and a page can show it.
YEARS = range(1900, 2200)
#: A plan that goes on longer is one whose years are mistyped; each period of each duty is worked out.
LONGEST_PERIOD = 50
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
#: More digits than any figure of a plan has; as many as every program that reads the data keeps exactly.
MOST_DIGITS = 15


class Fault(ValueError):
    """A value that the model refuses; its text is Vietnamese and says how to mend it."""


def _iso_date(value: object) -> object:
    if isinstance(value, str):
        if not _ISO_DATE.fullmatch(value):
            raise Fault(f"ngày '{value}' phải viết theo dạng năm-tháng-ngày, ví dụ 2018-03-10")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise Fault(f"không có ngày '{value}' trong lịch") from None
        if day.year not in YEARS:
            raise Fault(f"ngày '{value}': năm phải từ {YEARS.start} đến {YEARS.stop - 1}")
        return day
    return value


def _plain_number(value: object) -> object:
    """Accept digits and one point, not all that Python takes for a number (1e400, 1_000, NaN)."""
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value):
            raise PydanticCustomError("decimal_parsing", "not a plain number")
        if sum(map(str.isdigit, value)) > MOST_DIGITS:
            raise Fault(f"số '{value[:MOST_DIGITS]}…' dài quá {MOST_DIGITS} chữ số; xem lại")
    return value


def _listed(value: object) -> object:
    """Accept one value where a list is meant."""
    return [value] if isinstance(value, (str, dict)) else value


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
ItemId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}(-[0-9a-z]+)+$", max_length=30)]
Text = Annotated[str, StringConstraints(min_length=1)]
Date = Annotated[date, BeforeValidator(_iso_date)]
Number = Annotated[Decimal, BeforeValidator(_plain_number)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_listed, json_schema_input_type=Text | list[Text])]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_listed, json_schema_input_type=Id | list[Id])]
ItemIds = Annotated[tuple[ItemId, ...], BeforeValidator(_listed, json_schema_input_type=ItemId | list[ItemId])]


#: Closed to unknown keys. Built when first used, and without looking for docstrings in the source: only `schemas` shows
#: them, and every check would wait for both.
CLOSED = ConfigDict(extra="forbid", defer_build=True)


class Part(BaseModel):
    """A part of the model, frozen; what a plan has thousands of is a dataclass, smaller and read in less time."""

    model_config = ConfigDict(frozen=True, **CLOSED)


def fields_of(kind: object) -> Mapping[str, FieldInfo]:
    """Give the keys of a part of the model, with what pydantic knows of each; none for what is no part."""
    return getattr(kind, "__pydantic_fields__", {})


class Document(Part):
    """An official document, as it is cited."""

    title: Text
    """Trích yếu: what the document is called."""
    number: Text | None = None
    """Số, ký hiệu."""
    issued: Date | None = None
    """Ngày ban hành."""
    issuer: Text | None = None
    """Cơ quan ban hành, as written."""
    url: Text | None = None
    """Public address, http or https."""


class LegalBasis(Document):
    """A document on which the plan rests, with the words that cite it."""

    quote: Text
    """The exact words of the source."""


class Figure(Part):
    """A figure that the plan states about the situation, with its words."""

    id: Id
    """Stable id."""
    name: Text
    """What is counted."""
    value: Number
    """The value, with a point for decimals."""
    unit: Text
    """Unit: hộ, %, thôn…"""
    on: Date | None = None
    """The day the figure speaks of."""
    quote: Text
    """The exact words of the source."""


class SourceNote(Part):
    """Something a reader should know about the source text itself."""

    id: Id
    """Stable id."""
    kind: NoteKind
    """What sort of remark."""
    text: Text
    """The remark, in Vietnamese."""
    quote: Text | None = None
    """The words that it is about."""


class Topic(Part):
    """A subject by which duties are grouped for supervision."""

    id: Id
    """Stable id, used in addresses."""
    name: Text
    """What readers see."""


class Period(Part):
    """The time in which the plan applies, both days included."""

    first: Date
    """First day."""
    last: Date
    """Last day."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.last < self.first:
            raise Fault("ngày cuối của giai đoạn đứng trước ngày đầu")
        if self.last.year - self.first.year > LONGEST_PERIOD:
            raise Fault(f"giai đoạn dài quá {LONGEST_PERIOD} năm; xem lại hai năm")
        return self


class Plan(Part):
    """The plan as a document: `plan.yaml`."""

    id: Id
    """Stable id of the plan."""
    title: Text
    """Full title of the plan."""
    short_title: Text
    """A title that fits the site's header."""
    issuer: Id
    """The agency that issued the plan."""
    place: Text
    """Where the plan applies, as in a sentence: «thành phố Kon Tum»."""
    number: Text | None = None
    """Số, ký hiệu; null when the source carries none."""
    issued: Date | None = None
    """Ngày ban hành; null when the source carries none."""
    period: Period
    """The time in which the plan applies."""
    source: Text
    """The file of the plan's own text, relative to the plan's folder."""
    source_origin: Text | None = None
    """Where the text was obtained, as far as is known."""
    focal: Id | None = None
    """The body that consolidates reports for all (cơ quan thường trực, đầu mối)."""
    days_off: tuple[Date, ...] = ()
    """Public holidays besides Saturdays and Sundays, for duties whose text has a working-day rule."""
    fictional: bool = False
    """True for an invented plan: every page then says so."""
    correction_url: Text | None = None
    """Where readers report an error: a web address (http or https)."""
    site_url: Text | None = None
    """Where the website is published, with a slash at its end: for feeds, citations and QR codes."""
    repository_url: Text | None = None
    """Web address of the folder with these files (…/blob/main/plan): pages then link to the very line."""
    legal_basis: tuple[LegalBasis, ...] = ()
    """Documents on which the plan rests."""
    figures: tuple[Figure, ...] = ()
    """Figures about the situation at the start."""
    source_notes: tuple[SourceNote, ...] = ()
    """Remarks on the source text: what it lacks, where it contradicts itself."""
    topics: tuple[Topic, ...] = ()
    """Subjects by which duties are grouped."""


class AreaCode(Part):
    """A statistical code of an administrative unit; valid for a time, reused later, so never a key."""

    code: Text
    """The code, as text."""
    first: Date | None = None
    """First day of validity; null when not known."""
    last: Date | None = None
    """Last day of validity; null when still valid."""


class Succession(Part):
    """What became of a body that ended."""

    agencies: Ids = ()
    """Who succeeds it; empty means «chưa xác định»."""
    basis: Text | None = None
    """The document that ended it."""


class Agency(Part):
    """A body named by the plan: an entry of `agencies.yaml`."""

    id: Id
    """Stable id, used in addresses; never reused."""
    name: Text
    """Full official name."""
    short: Text | None = None
    """Short name for tables; the full name when absent."""
    kind: AgencyKind = AgencyKind.OTHER
    """What sort of body."""
    authority: Authority = Authority.UNKNOWN
    """How it stands to the plan's issuer."""
    area: Text | None = None
    """The commune, ward or place it answers for: «phường Quang Trung»."""
    aliases: Texts = ()
    """Other spellings, as the text has them."""
    members: Ids | None = None
    """Who belongs to a collective; null for a collective that the plan does not define."""
    supervises: bool = False
    """True for a body that supervises others (Mặt trận, HĐND): it may record verifications."""
    codes: tuple[AreaCode, ...] = ()
    """Statistical codes, with their validity."""
    first: Date | None = None
    """First day of the body; null when not known."""
    last: Date | None = None
    """Last day of the body; null while it exists."""
    successor: Succession | None = None
    """What became of it, when it has ended."""
    note: Text | None = None
    """A remark for readers."""


#: The keys of a duty that say who does what, leads first.
ROLES = tuple(role.value for role in Role)


@dataclass(frozen=True, kw_only=True, slots=True, config=CLOSED)
class RoleEntry:
    """One body's role in a duty."""

    agency: Id
    """Which body."""
    basis: Basis = Basis.EXPLICIT
    """Whether the text names the role, or the editor infers it."""
    quote: Text | None = None
    """The words that give the role, when they are not in the duty's own quote."""
    note: Text | None = None
    """Why it was inferred, or another remark."""


@lru_cache(maxsize=4096)
def _plain_role(agency: str) -> RoleEntry | dict[str, str]:
    """Give the one entry of all duties that say no more of a role than whose it is."""
    try:
        return RoleEntry(agency=agency)
    except ValidationError:  # to be refused where it stands
        return {"agency": agency}


def _role_entries(value: object) -> object:
    entries = _listed(value)
    if isinstance(entries, list):
        return [_plain_role(entry) if isinstance(entry, str) else entry for entry in entries]
    return entries


RoleEntries = Annotated[
    tuple[RoleEntry, ...],
    BeforeValidator(_role_entries, json_schema_input_type=Id | RoleEntry | list[Id | RoleEntry]),
]


@dataclass(frozen=True, kw_only=True, slots=True, config=CLOSED)
class Deadline:
    """By when a one-off duty is to be done, with the words that say so."""

    type: DeadlineType = DeadlineType.DATE
    """What the deadline hangs on."""
    date: Date | None = None
    """The date that the text names, or the last day of the period; null for an event."""
    operator: Operator = Operator.BY
    """The word before the date: it decides the last acceptable day."""
    quote: Text
    """The exact words of the source."""

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if (self.date is None) != (self.type is DeadlineType.EVENT):
            raise Fault("hạn theo ngày hoặc khoảng thời gian phải có 'date'; hạn theo sự kiện thì không")
        return self


@dataclass(frozen=True, kw_only=True, slots=True, config=CLOSED)
class Recurrence:
    """How a duty returns, with the words that say so.

    With `day` (and `months`) or `dates` the occurrences are dated; without, the duty is undated.
    """

    every: Every
    """The period after which it returns."""
    day: Annotated[int, Field(ge=-1, le=31)] | None = None
    """Day of the month (-1: the last day); of the week for a weekly duty (1 Monday … 7 Sunday)."""
    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    """In which months; empty: the last month of each period."""
    dates: tuple[Annotated[str, StringConstraints(pattern=r"^\d\d-\d\d$")], ...] = ()
    """Month-day pairs (06-15, 12-01) when the days differ from month to month."""
    operator: Operator = Operator.BY
    """The word before the day: it decides the last acceptable day."""
    working_day: WorkingDay = WorkingDay.AS_IS
    """What the text says when the day is a day off."""
    first: Date | None = None
    """First day of the first period; the plan's first day when absent."""
    last: Date | None = None
    """Last day of the last period; the plan's last day when absent."""
    quote: Text
    """The exact words of the source."""


@dataclass(frozen=True, kw_only=True, slots=True, config=CLOSED)
class Deliverable:
    """What a duty must produce, as the text states it."""

    text: Text
    """What it is, in a few words."""
    quote: Text | None = None
    """The words that state it, when they differ from `text`."""


def _deliverable(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


@dataclass(frozen=True, kw_only=True, slots=True, config=CLOSED)
class Task:
    """One duty: an entry of `tasks.yaml`."""

    id: ItemId
    """Stable id, used in addresses; never reused."""
    title: Text
    """A short plain title."""
    quote: Text
    """The exact words of the plan."""
    locator: Text | None = None
    """Where the quote stands: place in the outline, «to-chuc-thuc-hien/15/1»; found when absent."""
    kind: TaskKind = TaskKind.STANDING
    """How often it is to be done."""
    binding: Binding = Binding.ORDER
    """An order, or a request to a body outside the issuer's command."""
    lead: RoleEntries
    """Chủ trì: who answers for it."""
    coordinate: RoleEntries = ()
    """Phối hợp: who works with the lead."""
    advise: RoleEntries = ()
    """Tham mưu: who advises the deciding body."""
    receive: RoleEntries = ()
    """Nơi nhận: to whom the result is sent."""
    supervise: RoleEntries = ()
    """Giám sát: who watches over it."""
    via: Id | None = None
    """Through whom the result is sent («qua …»)."""
    decides: Id | None = None
    """Who decides on what is proposed (cơ quan có thẩm quyền quyết định)."""
    deadline: Deadline | None = None
    """By when; null: the text does not say."""
    recurrence: Recurrence | None = None
    """How it returns; null: the text does not say."""
    deliverable: Annotated[
        Deliverable | None, BeforeValidator(_deliverable, json_schema_input_type=Text | Deliverable | None)
    ] = None
    """Sản phẩm: what it must produce; null: the text does not say."""
    evidence: Text | None = None
    """What the text itself asks as proof; null: the text does not say."""
    topics: Ids = ()
    """Subjects, from the plan's list."""
    serves: ItemIds = ()
    """Commitments and targets that it carries out or serves."""
    note: Text | None = None
    """A remark for readers."""

    def entries(self) -> tuple[RoleEntry, ...]:
        """Give every entry of the duty's roles."""
        return self.lead + self.coordinate + self.advise + self.receive + self.supervise

    def roles(self) -> Sequence[tuple[Role, RoleEntry]]:
        """Give every (role, entry) of the duty, leads first."""
        return [(role, entry) for role in Role for entry in getattr(self, role)]


class Commitment(Part):
    """A commitment of the plan's solutions part."""

    id: ItemId
    """Stable id, used in addresses; never reused."""
    title: Text
    """A short plain title."""
    quote: Text
    """The exact words of the plan."""
    locator: Text | None = None
    """Where the quote stands; found when absent."""
    note: Text | None = None
    """A remark for readers."""


class SolutionGroup(Part):
    """A group of commitments: an entry of `solutions.yaml`."""

    id: ItemId
    """Stable id, used in addresses; never reused."""
    title: Text
    """A short plain title."""
    locator: Text | None = None
    """The item of the source."""
    commitments: tuple[Commitment, ...]
    """What the plan says will be done."""


class Baseline(Part):
    """Where a figure stood at the start."""

    value: Number
    """The value, in the target's unit."""
    on: Date | None = None
    """The day it speaks of."""
    quote: Text | None = None
    """The exact words of the source; null when the figure is computed."""
    source: Text | None = None
    """Where it comes from, when not from the plan's own words."""


class Indicator(Part):
    """The official indicator to which a target corresponds."""

    name: Text
    """Its name."""
    source: Text
    """The document that defines it."""


class Target(Part):
    """A figure the plan sets out to reach: an entry of `targets.yaml`."""

    id: ItemId
    """Stable id, used in addresses; never reused."""
    title: Text
    """What is to be reached, in short."""
    quote: Text
    """The exact words of the plan."""
    locator: Text | None = None
    """Where the quote stands; found when absent."""
    kind: TargetKind = TargetKind.SPECIFIC
    """The general aim, or a specific one."""
    direction: Direction
    """Which way the figure is to move."""
    value: Number
    """The value to reach."""
    unit: Text
    """Unit: %, điểm phần trăm, hộ…"""
    due: Date | None = None
    """The day by which it is to be reached; the plan's last day when absent."""
    counts: Text
    """What is counted: households or people, and which."""
    baseline: Baseline | None = None
    """Where it stood at the start; null: the text does not say."""
    indicator: Indicator | None = None
    """The official indicator to which it corresponds."""
    note: Text | None = None
    """A remark for readers."""


class Passage(Part):
    """A passage of the source that holds no duty, and why: an entry of `passages.yaml`."""

    reason: Reason
    """Why it is not a duty."""
    locator: Text | None = None
    """The place whose whole text it is, or where the quote stands."""
    quote: Text | None = None
    """The exact words; null: everything at the locator that nothing else quotes."""
    note: Text | None = None
    """A remark for readers."""

    @model_validator(mode="after")
    def _placed(self) -> Self:
        if self.locator is None and self.quote is None:
            raise Fault("cần 'quote' hoặc 'locator'")
        return self


class Files(Part):
    """The files of a plan, each under the name of its file."""

    plan: Plan
    """`plan.yaml`."""
    agencies: tuple[Agency, ...]
    """`agencies.yaml`."""
    tasks: tuple[Task, ...]
    """`tasks.yaml`."""
    solutions: tuple[SolutionGroup, ...] = ()
    """`solutions.yaml`."""
    targets: tuple[Target, ...] = ()
    """`targets.yaml`."""
    passages: tuple[Passage, ...] = ()
    """`passages.yaml`."""
