"""Decides how quotations, lists and links read on the results page."""

from __future__ import annotations

from ansm.domain.territory import Kind

KINDS = {
    Kind.COMMUNE: "Commune",
    Kind.COMMUNE_DELEGUEE: "Commune déléguée",
    Kind.COMMUNE_ASSOCIEE: "Commune associée",
    Kind.ARRONDISSEMENT: "Arrondissement",
    Kind.EPCI: "Intercommunalité",
}
WEB = ("https://", "http://")


def safe_address(address: str) -> str:
    """The address if a browser may open it, nothing otherwise."""
    return address if address.startswith(WEB) else ""


def link_label(target: str) -> str:
    """What a link that opens elsewhere says of itself."""
    return f"{target} (nouvelle fenêtre)"
