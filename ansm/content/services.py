"""What a service of the catalogue must say: what it is, for whom, in what state, and which needs it answers."""

from __future__ import annotations

import re

from ansm.content.conditions import KINDS
from ansm.content.faults import Entry, Target, quoted
from ansm.content.reading import Table
from ansm.domain.recommendations import Cost, Link, Maturity, Openness, Service

_DEPARTMENT = re.compile(r"0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-8]|98[4-8]")
_MAILBOX = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[a-z]{2,}")
_ACTIVE = "actif"


def read_services(root: Table) -> tuple[Entry[Service], ...]:
    """One file of services/, named after its theme."""
    theme = root.identifier("theme")
    root.text("libelle")
    stem = root.place.file.removeprefix("services/").removesuffix(".toml")
    if theme and theme != stem:
        root.wrong("theme", f"le fichier et le thème n’ont pas le même nom ({quoted(theme)})", quoted(stem))
    found = []
    for table in root.tables("services", label="id", required=True):
        found.append(Entry(table.place, _service(table, theme)))
        table.close()
    root.close()
    return tuple(found)


def _service(table: Table, theme: str) -> Service:
    effort = table.decimal("effort", required=False)
    table.text("effort-source", required=effort is not None)
    openness = table.member("accueil", Openness)
    sources = table.texts("source")
    if not sources and table.has("source"):
        table.wrong("source", "aucune source n’est citée", "au moins une source")
    return Service(
        id=table.identifier(),
        name=table.text("nom"),
        theme=theme,
        summary=table.text("resume"),
        # A service only announced, or closed, may have no public page; one that is open must be found.
        url=table.address("adresse", required=openness is Openness.OPEN),
        owner=table.text("porteur"),
        kinds=table.choices("publics", KINDS),
        active=table.choice("etat", [_ACTIVE, "arrete"]) == _ACTIVE,
        openness=openness,
        maturity=table.member("maturite", Maturity),
        requirements=table.texts("prerequis", required=False),
        needed_first=table.references("prerequis-besoins", Target.NEED),
        effort=effort,
        cost=table.member("cout", Cost),
        cost_detail=table.text("cout-detail", required=False),
        cost_source=table.text("cout-source", required=False),
        departments=_departments(table),
        form_url=table.address("formulaire", required=False),
        statistics_url=table.address("statistiques", required=False),
        source_code_url=table.address("code-source", required=False),
        licence=table.text("licence", required=False),
        contact=_contact(table),
        warning=table.text("alerte", required=False),
        confidence=table.choice("confiance", ["haute", "moyenne", "basse"]),
        sources=sources,
        verified_on=table.verified(),
        aliases=table.texts("alias", required=False),  # former names, as people knew them
        links=_links(table),
    )


def _departments(table: Table) -> tuple[str, ...]:
    codes = table.texts("departements", required=False)
    for code in codes:
        if code and not _DEPARTMENT.fullmatch(code):
            table.wrong(
                "departements", f"{quoted(code)} n’est pas un numéro de département", "par exemple « 62 » ou « 2A »"
            )
    return codes


def _contact(table: Table) -> str:
    contact = table.text("contact", required=False)
    if contact and not _MAILBOX.fullmatch(contact):
        table.wrong(
            "contact", f"{quoted(contact)} n’est pas une adresse électronique", "une boîte générique, jamais un nom"
        )
    return contact


def _links(table: Table) -> tuple[Link, ...]:
    links: list[Link] = []
    for inner in table.tables("reponses", label="besoin"):
        link = Link(inner.reference("besoin", Target.NEED), inner.text("pourquoi"))
        if link.need and link.need in [each.need for each in links]:
            inner.wrong("besoin", f"le besoin {quoted(link.need)} est cité deux fois", "une seule fois par service")
        links.append(link)
        inner.close()
    if not links:
        table.wrong("reponses", "ce service ne répond à aucun besoin", "au moins un bloc [[services.reponses]]")
    return tuple(links)
