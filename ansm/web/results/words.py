"""Decides how quotations, lists and links read on the results page."""

from __future__ import annotations

from collections.abc import Sequence

from ansm.domain.territory import Kind
from ansm.web.french import HARD

KINDS = {
    Kind.COMMUNE: "Commune",
    Kind.COMMUNE_DELEGUEE: "Commune déléguée",
    Kind.COMMUNE_ASSOCIEE: "Commune associée",
    Kind.ARRONDISSEMENT: "Arrondissement",
    Kind.EPCI: "Intercommunalité",
}
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


def safe_address(address: str) -> str:
    """The address if a browser may open it, nothing otherwise."""
    return address if address.startswith(WEB) else ""


def link_label(target: str) -> str:
    """What a link that opens elsewhere says of itself."""
    return f"{target} (nouvelle fenêtre)"
