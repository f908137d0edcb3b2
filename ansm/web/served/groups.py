"""Decides the two pages of needs counted together: those of an EPCI's communes, and those that no service answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from starlette.responses import Response

from ansm.application import CountedNeed, GroupView
from ansm.domain import say
from ansm.domain.anonymity import LEAST, LONGEST_WAIT, SMALLEST_LOT
from ansm.domain.partners import Fact
from ansm.domain.people import Role
from ansm.web import page_list, routes
from ansm.web.results.words import safe_address
from ansm.web.served.desk import FOLLOWERS, Visit, page, shown
from ansm.web.site import application

GROUP_PART, UNCOVERED_PART = "Intercommunalité", "Besoins sans service"
EXPORT = f"{routes.UNCOVERED}.csv"
SERVICES = 3  # named under a need; the catalogue has the others


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service that could be shared: its name, its site, and why it answers the need."""

    name: str
    address: str
    why: str


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need. `told` and `unknown` are floors in words, empty when nothing may be told."""

    label: str
    told: str
    unknown: str
    services: tuple[ServiceLine, ...]


@dataclass(frozen=True, slots=True)
class Floor:
    """The needs of which the same is told, said once for all of them."""

    told: str
    needs: tuple[NeedLine, ...]


@dataclass(frozen=True, slots=True)
class SharedView:
    """A group's page. `needs` are those of which something may be told, `untold` the labels of the others.

    They are told by `shared` floors, from the most shared, then by those of who does not know yet, `unsure`.
    """

    name: str
    counted: int
    counted_told: str
    last_change: str
    needs: tuple[NeedLine, ...]
    shared: tuple[Floor, ...]
    unsure: tuple[Floor, ...]
    untold: tuple[str, ...]
    least: int
    smallest: int
    days: int
    facts: tuple[Fact, ...]
    partners: str
    export: str


def group(visit: Visit) -> Response:
    """The needs that the communes of an EPCI share."""
    found = application().pooling.of_group(visit.member)
    communes = say.count(found.counted, "commune")
    told = f"{communes} comptées" if found.counted > 1 else communes
    if found.members is not None:
        told = f"{told}, sur {say.number(found.members)} que compte l’intercommunalité"
    view = _view(found, told, "communes")
    return page("group.html", visit.frame("Besoins partagés", GROUP_PART), view)


def uncovered(visit: Visit) -> Response:
    """The needs without a service."""
    found = application().pooling.without_service(visit.member)
    view = _view(found, f"{say.count(found.counted, 'collectivité')} comptées", "collectivités")
    return page("uncovered.html", visit.frame(UNCOVERED_PART, UNCOVERED_PART), view)


def export(visit: Visit) -> Response:
    """The same as a file."""
    made = application().pooling.without_service_csv(visit.member)
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(made.file_name)}"}
    return Response(made.data, media_type=made.media_type, headers=headers)


def _view(found: GroupView, counted_told: str, members: str) -> SharedView:
    partners = application().handbook.partners
    needs = tuple(_line(each, members) for each in found.needs if _told(each))
    return SharedView(
        name=found.name,
        counted=found.counted,
        counted_told=counted_told,
        last_change=say.day(found.last_change) if found.last_change is not None else "",
        needs=needs,
        shared=_floors(needs, lambda each: each.told),
        unsure=_floors(tuple(each for each in needs if not each.told), lambda each: each.unknown),
        untold=tuple(each.need.label for each in found.needs if not _told(each)),
        least=LEAST,
        smallest=SMALLEST_LOT,
        days=LONGEST_WAIT.days,
        facts=partners.investigation if partners is not None else (),
        partners=page_list.PARTNERS.address,
        export=EXPORT,
    )


def _floors(needs: tuple[NeedLine, ...], told: Callable[[NeedLine], str]) -> tuple[Floor, ...]:
    """Those of which it is told, in the order of their floors, which is theirs already."""
    return tuple(Floor(floor, tuple(those)) for floor, those in groupby(needs, told) if floor)


def _told(counted: CountedNeed) -> bool:
    return bool(counted.at_least or counted.unknown_at_least)


def _line(each: CountedNeed, members: str) -> NeedLine:
    services = tuple(
        ServiceLine(service.name, safe_address(service.url), say.sentence(service.why_for(each.need.id) or ""))
        for service in each.services[:SERVICES]
    )
    return NeedLine(each.need.label, _floor(each.at_least, members), _floor(each.unknown_at_least, members), services)


def _floor(least: int, members: str) -> str:
    return f"Au moins {say.number(least)} {members}" if least else ""


ROUTES = (
    shown(routes.GROUP, FOLLOWERS, group),
    shown(routes.UNCOVERED, frozenset({Role.ANCT}), uncovered),
    shown(EXPORT, frozenset({Role.ANCT}), export),
)
