"""Decides what each shipped row says: parents, sums, the seat's département, who is uninhabited, former names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ansm.domain.territory import Overseas
from ansm.errors import TerritoryDataError
from ansm.territories.package import SourceCommune, SourceEpci, SourcePackage
from ansm.territories.tables import AliasRow, CommuneRow, DepartmentRow, EpciRow
from ansm.territories.text import words_of
from ansm.territories.vintages import Edition

# Terres australes et antarctiques françaises, and Clipperton: no permanent inhabitant, no municipal government.
WITHOUT_INHABITANTS = frozenset({"984", "989"})


def commune_rows(package: SourcePackage, edition: Edition) -> Iterator[CommuneRow]:
    """Communes first, then arrondissements and historic parts, by code.

    A historic part that bears the code of its own commune nouvelle (584 of them) has no row: its name is an alias.
    """
    epci_of = {member.code: epci.code for epci in package.epci for member in epci.members}
    totals = {member.code: member.total for epci in package.epci for member in epci.members}
    for commune in sorted(package.communes, key=lambda one: (one.kind != "commune", one.code)):
        current = commune.kind == "commune"
        if not current and commune.code == commune.parent:
            continue
        nobody = commune.department in WITHOUT_INHABITANTS or (current and commune.population == 0)
        counted = commune.population is not None or (current and not nobody)
        total = totals.get(commune.code)
        yield CommuneRow(
            code=commune.code,
            name=commune.name,
            kind=commune.kind,
            department=commune.department,
            siren=commune.siren,
            postcodes=" ".join(commune.postcodes),
            municipal=_number(commune.population),
            municipal_series=edition.municipal_series(commune.department).identifier if counted else "",
            total=_number(total),
            total_series=edition.total_series(commune.department).identifier if total is not None else "",
            epci=epci_of.get(commune.code, ""),
            parent=commune.parent,
            uninhabited="1" if nobody else "",
        )


def epci_rows(package: SourcePackage, edition: Edition) -> Iterator[EpciRow]:
    """EPCI by SIREN, members by decreasing population; the population municipale is the sum of the members'."""
    communes = {commune.code: commune for commune in package.communes if commune.kind == "commune"}
    for epci in sorted(package.epci, key=lambda one: one.code):
        members = sorted((communes[member.code] for member in epci.members), key=_by_population)
        series = {edition.municipal_series(member.department).identifier for member in members}
        summed = edition.sum_series(edition.municipal_series(members[0].department))
        if len(series) != 1 or summed is None:
            raise TerritoryDataError(
                f"data/epci.json, code {epci.code} : les communes membres n’ont pas le même recensement ; "
                "attendu : des populations de la même année, pour pouvoir en faire la somme."
            )
        figures = [member.population for member in members]
        known = [figure for figure in figures if figure is not None]
        department = _seat_department(epci, members)
        yield EpciRow(
            code=epci.code,
            name=epci.name,
            form=epci.form,
            department=department,
            municipal=str(sum(known)) if len(known) == len(figures) else "",
            municipal_series=summed.identifier,
            total=_number(epci.total),
            total_series=edition.total_series(department).identifier if epci.total is not None else "",
            members=" ".join(member.code for member in members),
        )


def _by_population(commune: SourceCommune) -> tuple[int, str]:
    return -(commune.population or 0), commune.code


def _seat_department(epci: SourceEpci, members: list[SourceCommune]) -> str:
    """The département of the seat, which the source does not give.

    A SIREN that starts with 24 carries the département where the EPCI was created; else, the département of the most
    populous member. Only 89 EPCI span several départements; checked by hand where the two rules or the distribution of
    inhabitants disagree (10 EPCI), one stays wrong: CC Mad et Moselle, whose seat is in Meurthe-et-Moselle.
    """
    departments = Counter(member.department for member in members)
    created_in = epci.code[2:4]
    if epci.code.startswith("24") and created_in in departments:
        return created_in
    return members[0].department


def alias_rows(package: SourcePackage) -> Iterator[AliasRow]:
    """Former names (communes déléguées and associées) and former INSEE codes of current communes, sorted."""
    current = {commune.code: commune for commune in package.communes if commune.kind == "commune"}
    found: set[AliasRow] = set()
    for commune in package.communes:
        for former in commune.former_codes:
            if former not in current:
                found.add(AliasRow(commune.code, "code", former))
        historic = commune.parent and commune.kind != "arrondissement"
        if historic and words_of(commune.name) != words_of(current[commune.parent].name):
            found.add(AliasRow(commune.parent, "nom", commune.name))
    yield from sorted(found)


def department_rows(package: SourcePackage) -> Iterator[DepartmentRow]:
    """Départements and overseas collectivities by code."""
    overseas = {"metro": Overseas.NO, "drom": Overseas.DROM, "com": Overseas.COM}
    for department in sorted(package.departments, key=lambda one: one.code):
        yield DepartmentRow(department.code, department.name, overseas[department.zone].value)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
