"""The calendar, read by another library than the one that wrote it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.publication import publishable
from ansm.office import OfficeContext, calendar
from ansm.office.context import notice
from ansm.office.due import months_later
from tests.office.examples import CONTEXT, PRINTED_ON, PROFILES, WORDS, with_word
from tests.office.reading import plain

PROGRAMME = "Accompagnement Numérique Sur-Mesure"
STEPS = [date(2026, 12, 7), date(2027, 2, 22), date(2027, 5, 22)]
LONGEST_LINE = 75  # bytes, by the standard


def read(found: Diagnostic, on: date = PRINTED_ON) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(calendar(found, OfficeContext(on)).decode())


@pytest.mark.parametrize("profile", PROFILES)
def test_three_steps_then_each_first_action_on_its_day(profile: str) -> None:
    found = PROFILES[profile]()
    events = read(found).events
    steps = [each for each in events if (each.summary or "").startswith("Point d’étape")]
    assert [each.dtstart for each in steps] == STEPS
    actions = {plain(each.summary or "").removeprefix("Échéance : "): each for each in events if each not in steps}
    due = {"semaine": date(2026, 11, 29), "trimestre": date(2027, 2, 22), "semestre": date(2027, 5, 22)}
    first = found.in_band(Band.FIRST)
    assert len(actions) == len(first)
    for result in first:
        assert actions[f"{plain(result.need.action)} ({PROGRAMME})"].dtstart == due[result.need.when]


@pytest.mark.parametrize("profile", PROFILES)
def test_events_last_the_day_and_make_nobody_busy(profile: str) -> None:
    for event in read(PROFILES[profile]()).events:
        assert type(event.dtstart) is date
        assert event.dtend == event.dtstart + timedelta(days=1)
        assert event.transparency == "TRANSPARENT"


@pytest.mark.parametrize("profile", PROFILES)
def test_titles_spell_the_programme_out(profile: str) -> None:
    found = read(PROFILES[profile]())
    assert all(PROGRAMME in (event.summary or "") for event in found.events)
    assert PROGRAMME in calendar(PROFILES[profile](), CONTEXT).decode().replace("\r\n ", "").split("BEGIN:VEVENT")[0]
    assert "ANSM" not in calendar(PROFILES[profile](), CONTEXT).decode()


@pytest.mark.parametrize("profile", PROFILES)
def test_the_same_diagnostic_gives_the_same_bytes(profile: str) -> None:
    assert calendar(PROFILES[profile](), CONTEXT) == calendar(PROFILES[profile](), CONTEXT)


def test_a_second_import_updates_the_events_of_the_first() -> None:
    """Same names, a later stamp and a higher number, whatever the day and the edition."""
    found = PROFILES["rich"]()
    before = {each.uid: each for each in read(found).events}
    after = {each.uid: each for each in read(found, date(2027, 1, 15)).events}
    assert len(before) == len(read(found).events)
    assert set(after) == set(before)
    for name, new in after.items():
        assert (new.sequence or 0) > (before[name].sequence or 0)
        assert new.dtstamp > before[name].dtstamp
    shared = {f"{each.summary}": each.uid for each in read(publishable(found)).events}
    assert all(name in before for summary, name in shared.items() if summary in {e.summary for e in before.values()})


def test_another_diagnostic_or_another_place_has_events_of_its_own() -> None:
    found = PROFILES["rich"]()
    others = (
        replace(found, opened_on=date(2027, 11, 22)),
        replace(found, territory=replace(found.territory, code="01001")),
    )
    mine = {each.uid for each in read(found).events}
    assert all(not mine & {each.uid for each in read(other).events} for other in others)


def test_each_event_is_recalled_at_nine_in_the_morning() -> None:
    for event in read(PROFILES["rich"]()).events:
        assert event.alarm
        for alarm in event.alarm:
            assert alarm.action == "DISPLAY"
            assert isinstance(alarm.trigger, timedelta)
            assert alarm.trigger < timedelta(0)
            assert alarm.trigger % timedelta(days=1) == timedelta(hours=9)
            assert alarm.description == event.summary


@pytest.mark.parametrize(("edition", "mark"), [(lambda found: found, "PRIVATE"), (publishable, "PUBLIC")])
def test_the_internal_edition_is_marked_private_and_each_event_says_who_may_read_it(
    edition: Callable[[Diagnostic], Diagnostic], mark: str
) -> None:
    found = edition(PROFILES["rich"]())
    for event in read(found).events:
        assert event.classification == mark
        assert (event.description or "").endswith(notice(found))


def test_an_action_says_who_why_how_and_when_it_is_done() -> None:
    found = PROFILES["rich"]()
    need = found.in_band(Band.FIRST)[0].need
    event = next(each for each in read(found).events if plain(need.action) in plain(each.summary or ""))
    said = plain(event.description or "")
    for text in (need.who, need.how, need.done_when, found.in_band(Band.FIRST)[0].why):
        assert plain(text) in said


def test_a_calendar_without_any_action_asks_to_complete_the_diagnostic() -> None:
    events = read(PROFILES["empty"]()).events
    assert len(events) == 3
    assert all("Compléter le diagnostic" in (each.description or "") for each in events)


@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS)
def test_no_word_however_strange_adds_an_event_or_a_long_line(word: str) -> None:
    found = with_word(word)
    data = calendar(found, CONTEXT)
    assert len(IcsCalendarStream.calendar_from_ics(data.decode()).events) == 3 + len(found.in_band(Band.FIRST))
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= LONGEST_LINE
    assert "\ufffd" not in "".join(line.decode(errors="replace") for line in lines), "no sign is cut in two"
    assert not [sign for sign in data.decode() if ord(sign) < 32 and sign not in "\r\n"]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 22), 3, date(2027, 2, 22)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_last_one(day: date, months: int, expected: date) -> None:
    assert months_later(day, months) == expected
