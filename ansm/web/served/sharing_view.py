"""Decides what is said of links to reports: a form to make one, and the list of those that were made."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.application import LONGEST_LABEL, MOST_DAYS, REPORT_DAYS, Kind, NewReport, ReportLink, ReportLinkState
from ansm.domain import say
from ansm.domain.publication import Edition
from ansm.web.routes import AGENTS

FROZEN, UP_TO_DATE = "fige", "a-jour"
VERSIONS = {Edition.INTERNAL: "version interne", Edition.PUBLISHABLE: "version publiable"}
TITLES = {Kind.REPORT: "Le diagnostic complet", Kind.SUMMARY: "La synthèse de deux pages"}
STATES = {
    ReportLinkState.OPEN: ("Ouvert", "success"),
    ReportLinkState.EXPIRED: ("Terminé", ""),
    ReportLinkState.REVOKED: ("Retiré", ""),
}
NOT_SAID = "Sans précision"


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link in the list, in words. `maker` is empty when it goes without saying."""

    number: int
    audience: str
    document: str
    content: str
    until: str
    downloads: str
    maker: str
    state: str
    badge: str
    open: bool


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link just made: its address is shown once."""

    address: str
    until: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form shows: what is proposed, or what was typed when it was refused."""

    kind: str = Kind.REPORT.value
    edition: str = Edition.PUBLISHABLE.value
    content: str = FROZEN
    label: str = ""
    days: str = str(REPORT_DAYS)
    address: str = ""


@dataclass(frozen=True, slots=True)
class SharingView:
    """The part of a page that gives reports. `place` tells which diagnostic it is, where nothing else does."""

    made: MadeLink | None
    still_open: tuple[LinkLine, ...]
    closed: tuple[LinkLine, ...]
    by_mail: bool
    typed: Typed
    place: str = ""
    most_days: int = MOST_DAYS
    longest_label: int = LONGEST_LABEL


def sharing_view(
    links: tuple[ReportLink, ...],
    made: NewReport | None,
    public_url: str,
    *,
    by_mail: bool,
    typed: Typed | None = None,
    place: str = "",
) -> SharingView:
    """That part, for whoever may see these links."""
    lines = tuple(_line(each) for each in links)
    return SharingView(
        made=_made(made, public_url) if made is not None and made.token else None,
        still_open=tuple(line for line in lines if line.open),
        closed=tuple(line for line in lines if not line.open),
        by_mail=by_mail,
        typed=typed or Typed(),
        place=place,
    )


def _made(made: NewReport, public_url: str) -> MadeLink:
    return MadeLink(f"{public_url}{AGENTS}#{made.token}", say.day(made.last_day))


def _line(link: ReportLink) -> LinkLine:
    words, badge = STATES[link.state]
    made_on = say.day(link.made_on)
    return LinkLine(
        number=link.number,
        audience=link.label[:1].upper() + link.label[1:] or NOT_SAID,
        document=f"{TITLES[link.offer.kind]}, {VERSIONS[link.offer.edition]}",
        content="toujours à jour" if link.printed_on is None else f"tel qu’il était le {say.day(link.printed_on)}",
        until=f"Fait le {made_on}, jusqu’au {say.day(link.last_day)}",
        downloads=say.count(link.downloads, "téléchargement") if link.downloads else "pas encore téléchargé",
        maker=f"fait par {link.made_by}" if link.made_by else "",
        state=words,
        badge=badge,
        open=link.state is ReportLinkState.OPEN,
    )
