"""Decides how the service is named and whose emblems it wears: the State's only when the settings say so."""

from __future__ import annotations

from ansm.settings import PROGRAMME, Brand, Settings, read_settings

__all__ = ["PROGRAMME", "TAGLINE", "built_stylesheets", "stylesheets", "title"]

TAGLINE = "Diagnostic numérique de votre commune ou intercommunalité"
SHEETS = ("/dsfr.css", "/ansm.css", "/results.css", "/pages.css")
STATE_SHEET = "/etat.css"


def title(page: str) -> str:
    """The title of a page, the programme spelled out: its initials alone are the medicines agency's."""
    return f"{page} – {PROGRAMME}"


def stylesheets(settings: Settings) -> tuple[str, ...]:
    """The sheets of the interface; the State's emblem is drawn in one that no neutral installation loads."""
    return (*SHEETS, STATE_SHEET) if settings.brand is Brand.STATE else SHEETS


def built_stylesheets() -> list[str]:
    """The same for the interface being built, whose settings are those of the environment."""
    return list(stylesheets(read_settings()))
