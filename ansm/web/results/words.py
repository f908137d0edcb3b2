"""Decides how points, efforts, quotations and lists read on the results page."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ansm.domain.bands import Band
from ansm.domain.needs import Need
from ansm.domain.territory import Kind
from ansm.web.french import HARD

BANDS = {
    Band.FIRST: "À faire d’abord",
    Band.NEXT: "Ensuite",
    Band.LATER: "Plus tard",
    Band.TO_VERIFY: "À vérifier",
    Band.TO_COMPLETE: "À compléter",
}
KINDS = {
    Kind.COMMUNE: "Commune",
    Kind.COMMUNE_DELEGUEE: "Commune déléguée",
    Kind.COMMUNE_ASSOCIEE: "Commune associée",
    Kind.ARRONDISSEMENT: "Arrondissement",
    Kind.EPCI: "Intercommunalité",
}
WHEN = {"semaine": "Dans la semaine", "trimestre": "Dans les trois mois", "semestre": "Dans les six mois"}
HALF_DAY = Fraction(1, 2)
SOON = "Quelques heures suffisent, dès que possible"
ANY_TIME = "Quelques heures suffisent, sans urgence"
AFTER = {Band.NEXT: "Après les premières actions", Band.LATER: "Sans urgence"}
VERY_STRONG, STRONG = 75, 50  # gaps on 100; the figure itself stays in the details
WEB = ("https://", "http://")


def quoted(text: str) -> str:
    """« Oui »."""
    return f"«{HARD}{text}{HARD}»"


def joined(parts: Sequence[str], last: str = "et") -> str:
    """« a, b et c »."""
    return "".join(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def sentence(text: str) -> str:
    """The text with a capital and a final stop; nothing stays nothing."""
    text = text.strip()
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?…" else text + "."


def points(tenths: int) -> str:
    """Tenths of a point as « 72,4 »."""
    return f"{tenths // 10},{tenths % 10}"


def effort(need: Need) -> str:
    """Agent-days in everyday words."""
    days = need.effort
    if days < HALF_DAY:
        return "Une à deux heures"
    if days == HALF_DAY:
        return "Une demi-journée"
    if days == 1:
        return "Une journée"
    whole = str(days.numerator) if days.denominator == 1 else f"{float(days):.1f}".replace(".", ",")
    return f"{whole}{HARD}jour{'s' if days >= 2 else ''} de travail"


def when(need: Need, band: Band | None) -> str:
    """When to act: the editors' delay in the first band; afterwards the band decides, and so do a few hours of work."""
    if band is None or band not in AFTER:
        return WHEN.get(need.when, need.when)
    if need.effort > HALF_DAY:
        return AFTER[band]
    return SOON if band is Band.NEXT else ANY_TIME


def strength(gap: int) -> str:
    """« Besoin fort »: a figure would read as a school mark."""
    if gap >= VERY_STRONG:
        return "Besoin très fort"
    return "Besoin fort" if gap >= STRONG else "Besoin modéré"


def safe_address(address: str) -> str:
    """The address if a browser may open it, nothing otherwise."""
    return address if address.startswith(WEB) else ""


def link_label(target: str) -> str:
    """What a link that opens elsewhere says of itself."""
    return f"{target} (nouvelle fenêtre)"
