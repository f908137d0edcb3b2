"""What the page for partners must say: each fact, phase and prerequisite with its source and the day it was checked."""

from __future__ import annotations

from ansm.content.faults import quoted
from ansm.content.reading import Table
from ansm.content.rules import read_link
from ansm.domain.partners import Audience, Fact, Partners, Phase, Prerequisite

PARTNERS_FILE = "partenaires.toml"


def read_partners(root: Table) -> Partners:
    """The whole file, in the editors' order."""
    partners = Partners(
        introduction=root.text("introduction"),
        audiences=tuple(_audience(table) for table in root.tables("publics", label="libelle", required=True)),
        investigation=tuple(_fact(table) for table in root.tables("investigation", label="libelle", required=True)),
        prerequisites=_prerequisites(root),
        all_met=root.text("tout-est-reuni"),
        one_missing=root.text("il-manque-un-point"),
        phases=tuple(_phase(table) for table in root.tables("etapes", label="libelle", required=True)),
        means=tuple(_fact(table) for table in root.tables("moyens", label="libelle", required=True)),
        unknown=root.texts("inconnu"),
        contact=root.text("contact"),
        links=tuple(read_link(table) for table in root.tables("liens")),
    )
    root.close()
    return partners


def _audience(table: Table) -> Audience:
    audience = Audience(table.text("libelle"), table.text("texte"))
    table.close()
    return audience


def _fact(table: Table) -> Fact:
    fact = Fact(table.text("libelle"), table.text("texte"), table.text("source"), table.verified())
    table.close()
    return fact


def _phase(table: Table) -> Phase:
    phase = Phase(
        table.text("libelle"), table.text("duree"), table.text("texte"), table.text("source"), table.verified()
    )
    table.close()
    return phase


def _prerequisites(root: Table) -> tuple[Prerequisite, ...]:
    """Each under an identifier of its own: it names a box of the page."""
    found: list[Prerequisite] = []
    for table in root.tables("prerequis", label="id", required=True):
        prerequisite = Prerequisite(
            id=table.identifier(),
            label=table.text("libelle"),
            meaning=table.text("precision"),
            otherwise=table.text("sinon"),
            source=table.text("source"),
            verified_on=table.verified(),
        )
        if prerequisite.id and prerequisite.id in [each.id for each in found]:
            table.wrong("id", f"l’identifiant {quoted(prerequisite.id)} est déjà pris", "un autre nom")
        found.append(prerequisite)
        table.close()
    return tuple(found)
