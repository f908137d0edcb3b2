"""What was noted of the actions, in the plan and in the calendar: the same states as on the page."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus

from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.follow_up import ActionState, Step
from ansm.domain.publication import publishable
from ansm.domain.sides import Side
from ansm.office import OfficeContext, calendar, plan_csv, plan_ods
from ansm.office.plan_sheet import SHEET
from ansm.office.rows import COLUMNS
from tests.office.examples import CONTEXT, PRINTED_ON, PROFILES
from tests.office.reading import cells, plain, shown

FOUND = PROFILES["rich"]()
FIRST = tuple(each.need for each in FOUND.in_band(Band.FIRST))
WHO = "Mme Dupont, secrétaire de mairie"


def step(need: str, state: ActionState, on: date | None = date(2026, 11, 30), service: str | None = None) -> Step:
    return Step(1, need, state, on, WHO, service, None, datetime(2026, 12, 1, 9, tzinfo=UTC))


def noted(*steps: Step) -> OfficeContext:
    return OfficeContext(PRINTED_ON, steps)


def row(found: Diagnostic, context: OfficeContext, action: str) -> dict[str, str]:
    text = plan_csv(found, context).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    return {
        name: plain(value) for each in rows if plain(each["Action"]) == plain(action) for name, value in each.items()
    }


def read(context: OfficeContext, found: Diagnostic = FOUND) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(calendar(found, context).decode())


def test_the_plan_tells_the_state_the_day_it_was_done_and_who() -> None:
    service = FOUND.handbook.services[0]
    told = row(FOUND, noted(step(FIRST[0].id, ActionState.DONE, service=service.id)), FIRST[0].action)
    assert (told["État"], told["Fait le"]) == ("faite", "30/11/2026")
    assert told["Commentaire"] == f"{WHO} ; service mis en place : {service.name}."
    assert row(FOUND, CONTEXT, FIRST[0].action)["État"] == "à décider"


def test_an_action_decided_or_under_way_carries_its_day_and_who() -> None:
    told = row(FOUND, noted(step(FIRST[0].id, ActionState.UNDER_WAY)), FIRST[0].action)
    assert (told["État"], told["Fait le"]) == ("en cours", "")
    assert told["Commentaire"] == f"En cours le 30 novembre 2026 ; {WHO}."


def test_both_spreadsheets_say_the_same() -> None:
    context = noted(step(FIRST[0].id, ActionState.DONE), step(FIRST[1].id, ActionState.ABANDONED))
    sheet = [[shown(cell) for cell in line] for line in cells(plan_ods(FOUND, context), SHEET)]
    rows = list(csv.reader(io.StringIO(plan_csv(FOUND, context).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert sheet == [each[:-1] for each in rows]


def test_an_action_that_left_the_plan_is_a_last_row_that_says_so() -> None:
    left = next(each.need for each in FOUND.results if each.band is None)
    told = row(FOUND, noted(step(left.id, ActionState.DONE)), left.action)
    assert (told["Groupe"], told["État"], told["Échéance"]) == ("N’est plus dans le plan.", "faite", "")


def test_the_publishable_edition_leaves_out_who_and_what_is_withheld() -> None:
    public = publishable(FOUND)
    withheld = FOUND.handbook.needs and public.handbook.withheld
    assert withheld
    steps = tuple(step(each.id, ActionState.DONE, service="autre") for each in FOUND.handbook.needs)
    context = noted(*steps)
    for data in (plan_csv(public, context), calendar(public, context)):
        text = plain(data.decode().replace("\r\n ", ""))
        assert "Dupont" not in text
        for need in withheld.needs:
            assert plain(FOUND.handbook.need(need).action) not in text


def test_what_is_done_or_abandoned_is_taken_out_of_the_calendars_that_had_it() -> None:
    before = {each.uid: each for each in read(CONTEXT).events}
    for state in (ActionState.DONE, ActionState.ABANDONED):
        after = {each.uid: each for each in read(noted(step(FIRST[0].id, state))).events}
        assert set(after) == set(before)
        cancelled = [each for each in after.values() if each.status == EventStatus.CANCELLED]
        assert [plain(FIRST[0].action) in plain(each.summary or "") for each in cancelled] == [True]
        assert cancelled[0].alarm == []
        assert (cancelled[0].sequence or 0) > (before[cancelled[0].uid].sequence or 0)


def test_what_is_under_way_keeps_its_date_and_tells_who() -> None:
    events = read(noted(step(FIRST[0].id, ActionState.UNDER_WAY))).events
    (mine,) = [each for each in events if plain(FIRST[0].action) in plain(each.summary or "")]
    assert mine.status is None
    assert f"Où en est l’action : en cours. En cours le 30 novembre 2026 ; {WHO}." in plain(mine.description or "")


def test_the_steps_say_what_is_left() -> None:
    events = read(noted(step(FIRST[0].id, ActionState.DONE))).events
    for each in events:
        if (each.summary or "").startswith("Point d’étape"):
            told = plain(each.description or "")
            assert "Où en est le plan : 1 faite" in told
            assert f"- {plain(FIRST[0].action)}" not in told
            assert f"- {plain(FIRST[1].action)}" in told


def test_the_steps_are_counted_from_the_day_that_reminders_are() -> None:
    context = replace(CONTEXT, steps_from=date(2027, 1, 10))
    steps = [each.dtstart for each in read(context).events if (each.summary or "").startswith("Point d’étape")]
    assert steps == [date(2027, 1, 25), date(2027, 4, 10), date(2027, 7, 10)]
    assert "25 janvier 2027" in plain(" ".join(shown(line[0]) for line in cells(plan_ods(FOUND, context), "À lire")))


def test_the_same_steps_give_the_same_bytes() -> None:
    context = noted(step(FIRST[0].id, ActionState.DONE))
    for make in (plan_ods, plan_csv, calendar):
        assert make(FOUND, context) == make(FOUND, context)


def test_the_columns_are_those_of_before() -> None:
    assert COLUMNS[3:7] == ("Échéance", "État", "Fait le", "Commentaire")


def test_what_an_advisor_noted_is_told_as_theirs() -> None:
    """Never who: « noté par un conseiller », as on the page; in public too."""
    theirs = replace(step(FIRST[0].id, ActionState.UNDER_WAY), side=Side.ADVISOR)
    told = row(FOUND, noted(theirs), FIRST[0].action)
    assert told["Commentaire"] == f"En cours le 30 novembre 2026 ; noté par un conseiller ; {WHO}."
