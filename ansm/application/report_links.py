"""Decides how a report is given to someone by a link: which one, frozen or up to date, until when, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ansm.application.access import Access, Doors, hash_of, new_token
from ansm.application.files import File
from ansm.application.following import Following
from ansm.application.offers import SHARED, Offer, offer
from ansm.application.posting import Posting
from ansm.application.report_letter import REFUSALS, letter
from ansm.domain.people import Member
from ansm.errors import InvalidRequest, TooMany
from ansm.settings import Settings
from ansm.storage import Storage
from ansm.storage.report_links import Frozen, NewReportLink, StoredReportLink

DEFAULT_DAYS, MOST_DAYS = 30, 365
MOST_OPEN = 50
PAGE = "/agents/"  # of whoever receives a report
LONGEST_LABEL = 100
NOT_SHARED = "Choisissez le document à donner\u00a0: le diagnostic complet, ou la synthèse de deux pages."
WRONG_DAYS = f"Choisissez une durée de 1 à {MOST_DAYS} jours."
WRONG_LABEL = (
    f"Dites pour qui en {LONGEST_LABEL} caractères au plus, en lettres et chiffres ordinaires. Une fonction suffit, "
    "par exemple «\u00a0la préfecture\u00a0»."
)
TOO_MANY = f"{MOST_OPEN} liens vers un document sont déjà ouverts pour ce diagnostic. Retirez-en un, puis recommencez."
NO_SUCH_LINK = "Ce lien n’existe pas, ou il ne vous appartient pas. Rechargez la page pour voir ceux qui sont ouverts."


class ReportLinkState(StrEnum):
    """Whether a link still gives its report, and if not, why."""

    OPEN = "ouvert"
    EXPIRED = "expire"
    REVOKED = "retire"


@dataclass(frozen=True, slots=True)
class ReportWish:
    """What to give: the names of a document, for whom in a few words, during so many days after today.

    `address`: where to send the link; when it is empty, the link is shown instead.
    """

    kind: str
    edition: str
    frozen: bool
    label: str
    days: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class NewReport:
    """A link just made. Its secret is told once; empty when it left by e-mail."""

    number: int
    token: str
    last_day: date


@dataclass(frozen=True, slots=True)
class ReportLink:
    """A link in the list of a file. `printed_on` is None for a report always up to date, `made_by` for the town's."""

    number: int
    offer: Offer
    label: str
    printed_on: date | None
    made_by: str | None
    made_on: date
    last_day: date
    state: ReportLinkState
    downloads: int


@dataclass(frozen=True, slots=True)
class _Giver:
    """Who gives: the file that was opened, and the organisation that speaks for it, if it is not the town itself."""

    access: Access
    organisation: int | None
    name: str | None


class ReportLinks:
    """The links to the reports of a file; each use case checks who asks itself."""

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        doors: Doors,
        following: Following,
        clock: Callable[[], datetime],
        read: Callable[[Access], File],
    ) -> None:
        self._settings = settings
        self._storage = storage.report_links
        self._doors = doors
        self._following = following
        self._clock = clock
        self._read = read
        self._posting = Posting(settings, clock, REFUSALS)

    @property
    def by_mail(self) -> bool:
        """Whether a link can be sent."""
        return self._posting.available

    # --- the town, by its personal link. Each raises UnknownLink, also as ExpiredLink or LimitedLink.

    def give(self, token: str, wish: ReportWish) -> NewReport:
        """Make a link. Raises InvalidRequest, TooMany, MailUnavailable when it cannot be sent: none is made then."""
        return self._give(_Giver(self._doors.whole(token), None, None), wish)

    def all(self, token: str) -> tuple[ReportLink, ...]:
        """Every link made for the file, by its town or by an organisation that follows it, newest first."""
        return self._listed(self._doors.whole(token), None)

    def revoke(self, token: str, number: int) -> None:
        """Take a link back for good, whoever made it. Raises InvalidRequest when the file has no such link."""
        self._revoke(self._doors.whole(token), number, None)

    # --- an organisation that follows the file. Each raises UnknownLink, the same for what does not exist.

    def give_as(self, member: Member, uid: str, wish: ReportWish) -> NewReport:
        """The same, in the name of an organisation."""
        organisation = member.organisation
        access = self._following.open(member, uid).access
        return self._give(_Giver(access, organisation.number, organisation.name), wish)

    def all_of(self, member: Member, uid: str) -> tuple[ReportLink, ...]:
        """The links that this organisation made for the file."""
        return self._listed(self._following.open(member, uid).access, member.organisation.number)

    def revoke_as(self, member: Member, uid: str, number: int) -> None:
        """Take back one of them."""
        self._revoke(self._following.open(member, uid).access, number, member.organisation.number)

    # --- inside

    def _give(self, giver: _Giver, wish: ReportWish) -> NewReport:
        wanted, label = _checked(wish)
        to = self._posting.address(wish.address) if wish.address.strip() else None
        file, now, secret = self._read(giver.access), self._clock(), new_token()
        today = now.astimezone(self._settings.timezone).date()
        last_day = today + timedelta(days=wish.days)
        record = NewReportLink(
            token_hash=hash_of(secret),
            kind=wanted.kind.value,
            edition=wanted.edition,
            label=label,
            frozen=Frozen(file.answers, today) if wish.frozen else None,
            organisation=giver.organisation,
            created_at=now,
            expires_at=self._end_of(last_day),
        )
        number = self._storage.add(giver.access.file, record, MOST_OPEN)
        if number is None:
            raise TooMany(TOO_MANY)
        if to is None:
            return NewReport(number, secret, last_day)
        address = f"{self._settings.public_url}{PAGE}#{secret}"
        try:
            self._posting.send(giver.access.file, to, *letter(file.territory, wanted, address, last_day, giver.name))
        except Exception:
            self._storage.discard(giver.access.file, number)
            raise
        return NewReport(number, "", last_day)

    def _listed(self, access: Access, organisation: int | None) -> tuple[ReportLink, ...]:
        now = self._clock()
        return tuple(self._line(each, now) for each in self._storage.of_file(access.file, organisation))

    def _revoke(self, access: Access, number: int, organisation: int | None) -> None:
        if not self._storage.revoke(access.file, number, self._clock(), organisation):
            raise InvalidRequest(NO_SUCH_LINK)

    def _line(self, link: StoredReportLink, now: datetime) -> ReportLink:
        state = ReportLinkState.OPEN if link.open_at(now) else ReportLinkState.EXPIRED
        zone = self._settings.timezone
        return ReportLink(
            number=link.number,
            offer=offer(link.kind, link.edition),
            label=link.label,
            printed_on=link.printed_on,
            made_by=link.made_by,
            made_on=link.created_at.astimezone(zone).date(),
            last_day=(link.expires_at.astimezone(zone) - timedelta(microseconds=1)).date(),
            state=state if link.revoked_at is None else ReportLinkState.REVOKED,
            downloads=link.downloads,
        )

    def _end_of(self, day: date) -> datetime:
        return datetime.combine(day + timedelta(days=1), datetime.min.time(), self._settings.timezone)


def _checked(wish: ReportWish) -> tuple[Offer, str]:
    """The document and the label, when all that was wished for is possible. Raises InvalidRequest."""
    label = " ".join(wish.label.split())  # also the hard spaces that French keyboards type
    if wish.kind not in SHARED:
        raise InvalidRequest(NOT_SHARED)
    wanted = offer(wish.kind, wish.edition)
    if not 1 <= wish.days <= MOST_DAYS:
        raise InvalidRequest(WRONG_DAYS)
    if len(label) > LONGEST_LABEL or not label.isprintable():
        raise InvalidRequest(WRONG_LABEL)
    return wanted, label
