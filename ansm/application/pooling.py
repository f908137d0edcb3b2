"""Decides who is counted with others, when groups are published, and who reads what of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ansm import content
from ansm.application.access import Doors
from ansm.application.documents import Made
from ansm.application.files import Library
from ansm.application.pooled import CountedNeed, GroupView, Sharing
from ansm.domain.anonymity import Agreed, Contribution, published, settled
from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic, establish
from ansm.domain.handbook import Handbook
from ansm.domain.needs import Need
from ansm.domain.people import Member, OrganisationKind, Role
from ansm.domain.recommendations import Openness, Service
from ansm.domain.territory import Kind, Territory, TerritoryRef
from ansm.errors import ContentError, Forbidden, InvalidRequest, UnknownLink, UnknownTerritory
from ansm.storage import AgreeingFile, Audience, Storage, StoredAgreement, StoredDiagnostic
from ansm.territories import Territories

CSV = "text/csv; charset=utf-8"
NO_GROUP = "Cette collectivité n’a pas d’intercommunalité à qui le dire\u00a0: cette case ne la concerne pas."
NOT_YOURS = "Cette page n’est pas ouverte à votre compte."
NEEDED = (Band.FIRST, Band.NEXT)
UNTOLD = (Band.TO_VERIFY, Band.TO_COMPLETE)  # too little is known to tell
POOLERS = ("epci", "commune")  # who deploys a service that is shared: the EPCI, or each commune at once


class Pooling:
    """The use cases of counting together; each checks who asks."""

    def __init__(
        self,
        storage: Storage,
        doors: Doors,
        library: Library,
        territories: Territories,
        clock: Callable[[], datetime],
        timezone: ZoneInfo,
    ) -> None:
        self._storage = storage
        self._doors = doors
        self._library = library
        self._territories = territories
        self._clock = clock
        self._timezone = timezone

    # --- the town

    def sharing(self, token: str) -> Sharing:
        """What the file agrees to. Raises UnknownLink, ExpiredLink or LimitedLink."""
        return self._sharing(self._doors.whole(token).file)

    def share(self, token: str, audiences: Collection[str]) -> Sharing:
        """Agree to these audiences, and to no other: what is not named is withdrawn.

        Raises UnknownLink, ExpiredLink or LimitedLink; InvalidRequest for an audience that is none, or is not theirs.
        """
        file = self._doors.whole(token).file
        wanted = _audiences(audiences)
        before = self._sharing(file)
        if Audience.EPCI in wanted and before.epci is None:
            raise InvalidRequest(NO_GROUP)
        for audience in Audience:
            if audience in wanted:
                group = before.epci.code if before.epci is not None and audience is Audience.EPCI else ""
                self._storage.agreements.agree(file, audience, self._clock(), group)
            else:
                self._storage.agreements.withdraw(file, audience, self._clock())
        return self._sharing(file)

    # --- once a day

    def publish(self) -> int:
        """Look at who agrees now, and seal the lots that can be; how many lots are shown then."""
        on = self._today()
        agreed = tuple(each for file in self._storage.agreements.speaking() if (each := self._agreed(file)) is not None)
        lots = self._storage.publications.settle(lambda lots: settled(lots, agreed, on), self._clock())
        return sum(lot.shown(on) for lot in lots)

    # --- who reads

    def of_group(self, member: Member) -> GroupView:
        """The needs that the members of an EPCI share, for its own people. Raises Forbidden."""
        organisation = member.organisation
        code = organisation.territory
        if member.role is Role.ANCT or organisation.kind is not OrganisationKind.EPCI or not code:
            raise Forbidden(NOT_YOURS)
        try:
            members = len(self._territories.get(code).members)
        except UnknownTerritory:
            members = None
        return self._view(organisation.name, members, code, self._library.current.needs)

    def without_service(self, member: Member) -> GroupView:
        """The needs that no open service answers, across the territories that agreed. Raises Forbidden."""
        if member.role is not Role.ANCT:
            raise Forbidden(NOT_YOURS)
        return self._view("", None, None, content.uncovered_needs(self._library.current))

    def without_service_csv(self, member: Member) -> Made:
        """The same as a file: a floor, or nothing where nothing may be told. Raises Forbidden."""
        # The libraries of office files are loaded when the first one is wanted.
        from ansm.office import plain_csv

        found = self.without_service(member)
        rows = [
            (each.need.label, each.need.id, each.at_least or None, each.unknown_at_least or None, found.counted)
            for each in found.needs
        ]
        columns = ("Besoin", "Identifiant", "Au moins", "Ne savent pas, au moins", "Collectivités comptées")
        return Made(f"besoins-sans-service-{self._today()}.csv", CSV, plain_csv(columns, rows))

    # --- inside

    def _view(self, name: str, members: int | None, group: str | None, needs: tuple[Need, ...]) -> GroupView:
        found = published(self._storage.publications.lots(), group, self._today())
        told = {each.need: each for each in found.needs}
        counted = [
            CountedNeed(
                need,
                told[need.id].at_least if need.id in told else 0,
                told[need.id].unknown_at_least if need.id in told else 0,
                _services(need, self._library.current),
            )
            for need in needs
        ]
        counted.sort(key=lambda each: (-each.at_least, -each.unknown_at_least))
        return GroupView(name, members, found.counted, found.last_change, tuple(counted) if found.counted else ())

    def _sharing(self, file: bytes) -> Sharing:
        stored = self._storage.find(file)
        if stored is None:
            raise UnknownLink("Ce diagnostic n’existe plus. Vous pouvez en commencer un nouveau.")
        group = self._group(stored.territory)
        since = self._since(self._storage.agreements.standing(file), stored.territory, group)
        return Sharing(group, since.get(Audience.EPCI), since.get(Audience.ANCT))

    def _since(
        self, standing: Iterable[StoredAgreement], territory: Territory, group: TerritoryRef | None
    ) -> dict[Audience, date]:
        """The day of each agreement that holds for those who would read now.

        One given for the people of an EPCI is not one for those of another, which the town joined since.
        """
        now = group.code if group is not None else None
        opened = territory.epci.code if territory.epci is not None else None  # before the EPCI was noted with it
        return {
            each.audience: self._day(each.granted_at)
            for each in standing
            if each.audience is not Audience.EPCI or (each.group or opened) == now
        }

    def _group(self, territory: Territory) -> TerritoryRef | None:
        """The EPCI that a commune belongs to today, or the one it had when the data does not know it any more."""
        if territory.kind is Kind.EPCI:
            return None
        try:
            today = self._territories.epci_of(self._territories.get(territory.code))
        except UnknownTerritory:
            return territory.epci
        return TerritoryRef(today.code, today.name) if today is not None else None

    def _agreed(self, file: AgreeingFile) -> Agreed | None:
        """What a file has counted; None when it agrees to nothing, or cannot be read any more."""
        stored = self._storage.find(file.file) if file.standing else None
        if stored is None:
            return None
        try:
            diagnostic = _established(stored, self._library.handbook(stored.content_version))
        except (UnknownLink, ContentError):  # its content is lost: nothing may be said of it
            return None
        group = self._group(stored.territory)
        since = self._since(file.standing, stored.territory, group)
        if not since:
            return None
        needed = frozenset(each.need.id for each in diagnostic.results if each.band in NEEDED)
        unknown = frozenset(each.need.id for each in diagnostic.results if each.band in UNTOLD)
        return Agreed(
            contribution=contribution(file.territory, needed, unknown),
            epci=group.code if group is not None and Audience.EPCI in since else None,
            anct=Audience.ANCT in since,
            since=max(since.values()),
            needed=needed,
            unknown=unknown,
        )

    def _today(self) -> date:
        return self._day(self._clock())

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._timezone).date()


def contribution(territory: str, needed: frozenset[str], unknown: frozenset[str]) -> Contribution:
    """A territory and its figures, as digests: enough to recognise them, nothing to read."""
    figures = "|".join((territory, ",".join(sorted(needed)), ",".join(sorted(unknown))))
    return Contribution(_digest(territory), _digest(figures))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _established(stored: StoredDiagnostic, handbook: Handbook) -> Diagnostic:
    return establish(
        stored.territory,
        stored.answers,
        handbook,
        stored.eligibility,
        stored.route,
        stored.opened_on,
        with_tipping=False,
    )


def _audiences(names: Collection[str]) -> frozenset[Audience]:
    try:
        return frozenset(Audience(name) for name in names)
    except ValueError:
        raise InvalidRequest("Cette demande est arrivée illisible\u00a0: rien n’a été changé.") from None


def _services(need: Need, handbook: Handbook) -> tuple[Service, ...]:
    """The services open, or to confirm, that answer a need, in the editors' order."""
    return tuple(
        each
        for each in handbook.services
        if each.why_for(need.id) is not None
        and each.active
        and each.openness is not Openness.CLOSED
        and any(kind in each.kinds for kind in POOLERS)
    )
