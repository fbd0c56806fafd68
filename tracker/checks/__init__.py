"""The rules that a plan's data must keep: one visible list; each rule is a small generator in a themed module."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.checks import beginnings, bodies, dates, duties, past, quoting, records, references, voices, writing
from tracker.checks.rule import Rule, error, warning
from tracker.loaded import Loaded
from tracker.problems import Problem, Severity
from tracker.reader import WORDINGS, no_collection

__all__ = ["RULES", "Problem", "Rule", "Severity", "check"]

#: Every rule, those that reading itself applies first. A new rule is a generator and a line here.
RULES: tuple[Rule, ...] = (
    *(Rule(name, Severity.ERROR, wording, None) for name, wording in WORDINGS.items()),
    error(references.id_unique),
    error(references.agency_exists),
    error(references.topic_exists),
    error(references.serves_exists),
    error(references.no_repeats),
    error(quoting.locator_exists),
    error(quoting.quote_in_source),
    error(quoting.quote_within_locator),
    error(quoting.quote_ambiguous),
    error(quoting.source_covered),
    warning(quoting.figure_in_quote),
    error(dates.deadline_matches_quote),
    warning(dates.deadline_quote_undated),
    warning(dates.operator_matches_quote),
    warning(dates.deadline_in_period),
    error(dates.kind_matches_times),
    error(dates.recurrence_day_possible),
    error(bodies.agency_name_unique),
    error(bodies.alias_clash),
    error(bodies.members_of_collective),
    error(bodies.member_cycle),
    error(bodies.agency_dates_ordered),
    error(bodies.successor_not_itself),
    warning(bodies.agency_unused),
    warning(bodies.body_dissolved),
    error(duties.lead_named),
    warning(duties.several_leads),
    warning(duties.undefined_collective_leads),
    warning(duties.leads_and_supervises),
    warning(duties.order_outside_command),
    warning(duties.commitment_without_task),
    warning(duties.target_without_task),
    error(duties.percentage_possible),
    error(records.record_named_as_file),
    error(records.record_agency_exists),
    error(records.record_item_exists),
    error(records.record_obligation_exists),
    error(records.record_entry_exists),
    error(records.recorded_after_the_fact),
    error(beginnings.nothing_before_plan),
    warning(beginnings.evidence_before_plan),
    warning(beginnings.claim_in_its_turn),
    error(records.extension_documented),
    error(records.measurement_possible),
    error(records.withdrawal_in_plan),
    warning(records.done_without_evidence),
    error(voices.claim_by_owner),
    error(voices.verification_by_supervisor),
    error(voices.request_by_supervisor),
    error(voices.decision_by_issuer),
    error(voices.reply_by_addressee),
    error(past.deadline_moved_silently),
    error(writing.web_address),
    error(writing.no_markup),
    error(writing.look_alike_letter),
    error(writing.not_nfc),
    error(writing.invisible_character),
    error(writing.personal_number),
)


def check(loaded: Loaded) -> list[Problem]:
    """Give every problem that the rules find in a plan, sorted by file and line."""
    with no_collection():
        return sorted(set(_problems(loaded)))


def _problems(loaded: Loaded) -> Iterator[Problem]:
    for rule in RULES:
        for where, message in rule.check(loaded) if rule.check else ():
            yield Problem(where.path, where.line, rule.severity, where.subject, message, rule.name)
