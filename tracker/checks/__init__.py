"""The rules that a plan's data must keep: one visible list; each rule is a small generator in a themed module."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.checks import (
    beginnings,
    bodies,
    claims,
    dates,
    duties,
    figures,
    past,
    personal,
    quoting,
    records,
    references,
    voices,
    writing,
)
from tracker.checks.rule import Rule, error, warning
from tracker.loaded import Loaded
from tracker.problems import Problem, Severity
from tracker.reader import WORDINGS

__all__ = ["RULES", "Problem", "Rule", "Severity", "check"]

#: What the obligations of the plan follow from.
_OWED = ("plan.period", "plan.issued", "agencies", "tasks")

#: Every rule, those that reading itself applies first. A new rule is a generator and a line
#: here, with what it cannot do without where parts of the plan cannot be read.
RULES: tuple[Rule, ...] = (
    *(Rule(name, Severity.ERROR, wording, None) for name, wording in WORDINGS.items()),
    error(references.id_unique),
    error(references.agency_exists, "agencies"),
    error(references.topic_exists, "plan.topics"),
    error(references.serves_exists, "solutions", "targets"),
    error(references.no_repeats),
    error(quoting.locator_exists, "source"),
    error(quoting.quote_in_source, "source"),
    error(quoting.quote_within_locator, "source"),
    error(quoting.quote_ambiguous, "source"),
    error(quoting.source_covered, "source"),
    error(claims.duty_quoted_once, "source"),
    error(claims.passage_is_no_duty, "source"),
    error(claims.passage_too_wide, "source"),
    error(figures.figure_in_quote),
    error(figures.legal_basis_matches_quote),
    error(dates.deadline_matches_quote),
    warning(dates.deadline_quote_undated),
    warning(dates.operator_matches_quote),
    warning(dates.deadline_in_period, "plan.period"),
    error(dates.kind_matches_times),
    error(dates.recurrence_day_possible),
    error(bodies.agency_name_unique),
    error(bodies.alias_clash),
    error(bodies.members_of_collective),
    error(bodies.member_cycle),
    error(bodies.agency_dates_ordered),
    error(bodies.successor_not_itself),
    error(bodies.successor_lives_on),
    warning(bodies.agency_unused),
    warning(bodies.body_dissolved, "plan.period"),
    error(duties.lead_named),
    warning(duties.several_leads),
    warning(duties.undefined_collective_leads),
    warning(duties.leads_and_supervises),
    warning(duties.order_outside_command),
    warning(duties.commitment_without_task),
    warning(duties.target_without_task),
    error(duties.percentage_possible),
    error(records.record_named_as_file),
    error(records.record_agency_exists, "agencies"),
    error(records.record_item_exists, "tasks", "targets"),
    error(records.record_obligation_exists, *_OWED),
    error(records.record_entry_exists, "records"),
    error(records.recorded_after_the_fact),
    error(beginnings.nothing_before_plan, "plan.period", "plan.issued"),
    warning(beginnings.evidence_before_plan, "plan.period", "plan.issued"),
    warning(beginnings.claim_in_its_turn, *_OWED),
    error(records.extension_documented, *_OWED),
    error(records.measurement_possible),
    error(records.withdrawal_in_plan, "plan.period"),
    warning(records.done_without_evidence, "records", *_OWED),
    error(voices.claim_by_owner, "plan.focal", *_OWED),
    error(voices.verification_by_supervisor, *_OWED),
    error(voices.request_by_supervisor, "agencies"),
    error(voices.decision_by_issuer, "plan.issuer"),
    error(voices.reply_by_addressee, "plan.focal", *_OWED),
    error(past.deadline_moved_silently, "tasks", "records"),
    error(writing.web_address),
    warning(writing.correction_url_missing, "plan.fictional", "plan.correction_url"),
    error(writing.no_markup),
    error(writing.look_alike_letter),
    error(writing.not_nfc),
    error(writing.invisible_character),
    error(personal.personal_number),
    error(personal.personal_mail),
)


def check(loaded: Loaded) -> list[Problem]:
    """Give every problem that the rules find in a plan, sorted by file and line."""
    return sorted(set(_problems(loaded)))


def _problems(loaded: Loaded) -> Iterator[Problem]:
    for rule in RULES:
        for where, message in rule.check(loaded) if rule.check and not rule.needs & loaded.unread else ():
            yield Problem(where.path, where.line, rule.severity, where.subject, message, rule.name)
