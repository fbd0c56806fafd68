"""What was reported since: the typed model of the dated records in `plan/records/`.

Records are appended and never rewritten. Each entry is one voice: what the agency says (claim, reply,
answer), what documents show (evidence, measurement), what the supervisor found (verification, request),
what the issuer decided (extension, withdrawal).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tracker.model import Date, Document, Id, ItemId, Number, Part, Text
from tracker.vocabulary import ClaimState, EntryKind, Finding, Operator

EntryId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*#[1-9][0-9]*$")]
Occurrence = Annotated[str, StringConstraints(pattern=r"^\d{4}(-(\d\d|q[1-4]|h[12]|w\d\d))?$")]


class OnTask(Part):
    """What an entry speaks of: one obligation, or all of a task's."""

    task: ItemId
    """Which duty."""
    agency: Id | None = None
    """Which body's obligation; absent: the provider's own if it owes one, otherwise everybody's."""
    period: Occurrence | None = None
    """Which period of a recurring duty (2018-03, 2018-q1, 2018-h1, 2018); absent: every period."""


class Claim(OnTask):
    """What an agency says of its own duty."""

    kind: Literal[EntryKind.CLAIM]
    """The sort of entry."""
    state: ClaimState
    """What it says."""
    effective: Date
    """The day the state took effect: for «done», the day the work was done."""
    text: Text | None = None
    """What was done, in its words."""
    obstacles: Text | None = None
    """What stood in the way."""


class Evidence(OnTask):
    """A document that shows something about a duty."""

    kind: Literal[EntryKind.EVIDENCE]
    """The sort of entry."""
    title: Text
    """What the document is."""
    number: Text | None = None
    """Số, ký hiệu."""
    issued: Date | None = None
    """The document's own date."""
    url: Text | None = None
    """Public address."""
    provider: Text | None = None
    """Who provided it; the record's provider when absent."""
    text: Text | None = None
    """What it shows."""


class Verification(OnTask):
    """What a supervising body found."""

    kind: Literal[EntryKind.VERIFICATION]
    """The sort of entry."""
    finding: Finding
    """The conclusion."""
    on: Date | None = None
    """The day of the check; the record's day when absent."""
    text: Text
    """What was found."""


class Reply(Part):
    """An agency's reply to a finding or a request, printed with equal weight."""

    kind: Literal[EntryKind.REPLY]
    """The sort of entry."""
    to: EntryId
    """The entry it replies to: record and number, «giam-sat-2031-05#2»."""
    text: Text
    """The reply."""


class Extension(OnTask):
    """A new deadline, decided by the issuer."""

    kind: Literal[EntryKind.EXTENSION]
    """The sort of entry."""
    date: Date
    """The new date."""
    operator: Operator = Operator.BY
    """The word before the new date."""
    document: Document
    """The document that decides it, with its number and date."""
    reason: Text
    """Why."""


class Request(Part):
    """A request for information."""

    kind: Literal[EntryKind.REQUEST]
    """The sort of entry."""
    to: Id
    """Which body is asked."""
    task: ItemId | None = None
    """About which duty, when about one."""
    sent: Date
    """The day it was sent."""
    due: Date | None = None
    """The last day for the answer, when one was set."""
    text: Text
    """What is asked."""


class Answer(Part):
    """The answer to a request, recorded when it came."""

    kind: Literal[EntryKind.ANSWER]
    """The sort of entry."""
    to: EntryId
    """The request: record and number."""
    answered: Date
    """The day of the answer."""
    text: Text | None = None
    """What was answered."""


class Measurement(Part):
    """The value of a target on a day."""

    kind: Literal[EntryKind.MEASUREMENT]
    """The sort of entry."""
    target: ItemId
    """Which target."""
    value: Number
    """The value, in the target's unit, with a point for decimals."""
    on: Date
    """The day it speaks of."""
    area: Id | None = None
    """The body whose area it is about; absent: all of the plan's area."""
    source: Text
    """Where the figure comes from."""
    text: Text | None = None
    """A remark."""


class Withdrawal(OnTask):
    """A duty, or one body's part of it, that no longer applies."""

    kind: Literal[EntryKind.WITHDRAWAL]
    """The sort of entry."""
    first: Date
    """From which day on."""
    citation: Text
    """The document that says so."""
    text: Text | None = None
    """A remark."""


Entry = Annotated[
    Claim | Evidence | Verification | Reply | Extension | Request | Answer | Measurement | Withdrawal,
    Field(discriminator="kind"),
]


class Record(Part):
    """One document received: a file of `records/`."""

    id: Id
    """Stable id, the name of the file without its ending."""
    recorded: Date
    """The day it was entered: from this day on its content is known."""
    provided_by: Id
    """The body that provided it: whose voice it is."""
    form: Text | None = None
    """Fingerprint of the returned report form it was read from: the same form is recorded once."""
    document: Document | None = None
    """The document itself: title, number, date, address."""
    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]
    """What it says, in order."""
