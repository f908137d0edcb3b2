"""Decides the two pages of needs counted together: those of an EPCI's communes, and those that no service answers."""

from __future__ import annotations

from dataclasses import dataclass
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
    """A need, said with what may be told of it."""

    label: str
    told: str
    unknown: str
    services: tuple[ServiceLine, ...]


@dataclass(frozen=True, slots=True)
class SharedView:
    """A group's page. `needs` are those of which something may be told, `untold` the labels of the others."""

    name: str
    counted: int
    counted_told: str
    last_change: str
    needs: tuple[NeedLine, ...]
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
    return SharedView(
        name=found.name,
        counted=found.counted,
        counted_told=counted_told,
        last_change=say.day(found.last_change) if found.last_change is not None else "",
        needs=tuple(_line(each, found.counted, members) for each in found.needs if _told(each)),
        untold=tuple(each.need.label for each in found.needs if not _told(each)),
        least=LEAST,
        smallest=SMALLEST_LOT,
        days=LONGEST_WAIT.days,
        facts=partners.investigation if partners is not None else (),
        partners=page_list.PARTNERS.address,
        export=EXPORT,
    )


def _told(counted: CountedNeed) -> bool:
    return bool(counted.at_least or counted.unknown_at_least)


def _line(each: CountedNeed, counted: int, members: str) -> NeedLine:
    total = f"sur les {say.number(counted)} comptées"
    told = f"Au moins {say.number(each.at_least)} {members} {total} en ont besoin." if each.at_least else ""
    unknown = ""
    if each.unknown_at_least:
        unknown = f"Au moins {say.number(each.unknown_at_least)} ne savent pas encore\u00a0: trop peu est connu."
    services = tuple(
        ServiceLine(service.name, safe_address(service.url), say.sentence(service.why_for(each.need.id) or ""))
        for service in each.services[:SERVICES]
    )
    return NeedLine(each.need.label, told or "Nombre non dit.", unknown, services)


ROUTES = (
    shown(routes.GROUP, FOLLOWERS, group),
    shown(routes.UNCOVERED, frozenset({Role.ANCT}), uncovered),
    shown(EXPORT, frozenset({Role.ANCT}), export),
)
