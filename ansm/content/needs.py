"""What a need of besoins.toml must say: its texts, its starting values and what comes before it."""

from __future__ import annotations

from fractions import Fraction

from ansm.content.faults import Entry, Target
from ansm.content.reading import Table
from ansm.domain.needs import Need

_WHEN = ("semaine", "trimestre", "semestre")


def read_needs(root: Table) -> tuple[Entry[Need], ...]:
    """The needs, in the editors' order."""
    found = []
    for table in root.tables("besoins", label="id", required=True):
        found.append(Entry(table.place, _need(table)))
        table.close()
    root.close()
    return tuple(found)


def _need(table: Table) -> Need:
    identifier = table.identifier()
    prerequisites = table.references("prerequis", Target.NEED)
    if identifier and identifier in prerequisites:
        table.wrong("prerequis", "ce besoin se cite lui-même", "d’autres besoins seulement")
    return Need(
        id=identifier,
        label=table.text("libelle"),
        theme=table.reference("theme", Target.THEME),
        impact=table.integer("impact", 0, 100),
        severity=table.integer("gravite", 0, 100),
        effort=table.decimal("effort") or Fraction(1),
        prerequisites=tuple(name for name in prerequisites if name != identifier),
        action=table.text("action"),
        how=table.text("comment"),
        without_digital=table.text("sans-numerique"),
        operator=table.text("operateur"),
        who=table.text("qui"),
        when=table.choice("quand", _WHEN),
        cost=table.text("cout"),
        done_when=table.text("fait-quand"),
        strength=table.text("point-fort"),
        consequence=table.text("consequence"),
        sensitive=table.boolean("sensible"),
        status=table.text("statut"),
        source=table.text("source"),
        verified_on=table.verified(),
    )
