"""The deadlines as an .ics: three steps and each first action, all-day, reminded at nine, updated when imported again.

What a calendar shows may be read over a shoulder or by whoever shares it: titles spell the programme out, and those of
the internal edition are marked private.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic, NeedResult
from ansm.domain.follow_up import WORDS, ActionState, Followed, follow, totals
from ansm.domain.milestones import milestones
from ansm.domain.publication import Edition
from ansm.domain.say import ended, sentence
from ansm.office.context import PROGRAMME, OfficeContext, notice
from ansm.office.due import deadline, prerequisites
from ansm.office.french import typeset
from ansm.office.rows import remark

_PRODUCT = f"-//{PROGRAMME}//Diagnostic numérique//FR"
_CATEGORY = "Feuille de route numérique"
# Relative to midnight: a reminder comes at nine, when the town hall opens.
_DAY_BEFORE, _WEEK_BEFORE, _FORTNIGHT_BEFORE = (timedelta(days=1 - days, hours=-15) for days in (1, 7, 14))


@dataclass(frozen=True, slots=True)
class _Date:
    """An event: `key` names it for ever, `lines` are its description.

    `cancelled` takes it out of a calendar that received it before: leaving it out of the file would not.
    """

    key: str
    day: date
    title: str
    lines: tuple[str, ...]
    reminders: tuple[timedelta, ...]
    cancelled: bool = False


def calendar(diagnostic: Diagnostic, context: OfficeContext) -> bytes:
    """The calendar of this diagnostic; the same input always gives the same bytes."""
    name = typeset(f"Feuille de route numérique : {diagnostic.territory.name}")
    found = Calendar()
    found.add("prodid", _PRODUCT)
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("name", name)
    found.add("x-wr-calname", name)
    found.add("description", f"{PROGRAMME}. {notice(diagnostic)}")
    followed = {each.need.id: each for each in follow(diagnostic, context.noted)}
    first = diagnostic.in_band(Band.FIRST)
    dates = (
        *_steps(diagnostic, context, tuple(followed.values())),
        *(_action(each, followed[each.need.id], diagnostic) for each in first),
    )
    for each in sorted(dates, key=lambda each: each.day):
        found.add_component(_event(each, diagnostic, context))
    return bytes(found.to_ical())


def _event(each: _Date, diagnostic: Diagnostic, context: OfficeContext) -> Event:
    event = Event()
    event.add("uid", _identifier(diagnostic, each.key))
    event.add("dtstamp", datetime(*context.printed_on.timetuple()[:3], tzinfo=UTC))
    # The later file wins, also on the day on which something was noted.
    event.add("sequence", max(0, (context.printed_on - diagnostic.opened_on).days) + len(context.noted))
    event.add("dtstart", each.day)
    event.add("dtend", each.day + timedelta(days=1))
    event.add("summary", typeset(f"{each.title} ({PROGRAMME})"))
    event.add("description", "\n".join(typeset(line) for line in (*each.lines, notice(diagnostic)) if line))
    event.add("categories", [_CATEGORY])
    event.add("class", "PRIVATE" if diagnostic.edition is Edition.INTERNAL else "PUBLIC")
    event.add("transp", "TRANSPARENT")  # a deadline does not make anyone busy
    if each.cancelled:
        event.add("status", "CANCELLED")
    for before in () if each.cancelled else each.reminders:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", typeset(f"{each.title} ({PROGRAMME})"))
        alarm.add("trigger", before)
        event.add_component(alarm)
    return event


def _identifier(diagnostic: Diagnostic, key: str) -> str:
    """The same for a territory, a diagnostic and an action, whatever the edition: a second import updates the first."""
    return str(uuid5(NAMESPACE_URL, f"{diagnostic.territory.code}/{diagnostic.opened_on.isoformat()}/{key}"))


def _steps(diagnostic: Diagnostic, context: OfficeContext, followed: tuple[Followed, ...]) -> tuple[_Date, ...]:
    fortnight, quarter, half = milestones(context.counted_from(diagnostic))
    place = diagnostic.territory.name
    watched = _watched(followed)
    reminders = (_WEEK_BEFORE, _DAY_BEFORE)
    return (
        _Date(
            "etape-15-jours",
            fortnight,
            f"Point d’étape à quinze jours, feuille de route numérique, {place}",
            ("Qui suit le plan, côté élus et côté agents ? Les actions de la semaine sont-elles faites ?", *watched),
            (_DAY_BEFORE,),
        ),
        _Date(
            "etape-3-mois",
            quarter,
            f"Point d’étape à trois mois, feuille de route numérique, {place}",
            ("Où en est chaque action ? Qu’est-ce qui bloque, et qui peut aider ?", *watched),
            reminders,
        ),
        _Date(
            "etape-6-mois",
            half,
            f"Point d’étape à six mois, au conseil, feuille de route numérique, {place}",
            (
                "Inscrire le bilan à l’ordre du jour : ce qui est fait, ce qui reste, ce que l’on décide.",
                *watched,
            ),
            reminders,
        ),
    )


def _watched(followed: tuple[Followed, ...]) -> tuple[str, ...]:
    """What is left of the first actions, and where the plan stands once something was noted."""
    first = tuple(each for each in followed if each.band is Band.FIRST)
    if not first:
        return ("Compléter le diagnostic pour choisir des actions.",)
    left = tuple(f"- {each.need.action}" for each in first if not each.settled)
    stands = (f"Où en est le plan : {totals(followed)}.",) if any(each.steps for each in followed) else ()
    return (*stands, *(("Premières actions :", *left) if left else ("Les premières actions sont toutes réglées.",)))


def _stands(followed: Followed, diagnostic: Diagnostic) -> str:
    """Where the action stands, with its day and who, when it was noted."""
    if followed.current is None or followed.state is ActionState.TO_DECIDE:
        return ""
    told = remark(followed, diagnostic)
    return f"Où en est l’action : {WORDS[followed.state]}." + (f" {told}" if told else "")


def _action(result: NeedResult, followed: Followed, diagnostic: Diagnostic) -> _Date:
    need = result.need
    before = prerequisites(need, diagnostic)
    day = deadline(result, diagnostic.opened_on) or diagnostic.opened_on
    soon = day - diagnostic.opened_on <= timedelta(days=7)
    return _Date(
        f"action-{need.id}",
        day,
        f"{sentence(WORDS[followed.state])[:-1] if followed.settled else 'Échéance'} : {need.action}",
        (
            _stands(followed, diagnostic),
            f"Qui : {ended(need.who)}",
            f"Pourquoi : {ended(result.why)}",
            f"À régler avant : {ended(before)}" if before else "",
            f"Comment : {sentence(need.how)}",
            f"C’est fait quand : {ended(need.done_when)}",
            diagnostic.territory.name,
        ),
        (_DAY_BEFORE if soon else _FORTNIGHT_BEFORE,),
        cancelled=followed.settled,
    )
