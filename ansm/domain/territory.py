"""What a territory is: a commune, one of its historic parts, or an EPCI, as the reference data describes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """The five kinds of body a visitor may select."""

    COMMUNE = "commune"
    COMMUNE_DELEGUEE = "commune_deleguee"
    COMMUNE_ASSOCIEE = "commune_associee"
    ARRONDISSEMENT = "arrondissement"
    EPCI = "epci"


class Overseas(StrEnum):
    """Which overseas law a territory lives under: most of the CGCT applies in a DROM, only parts of it in a COM."""

    NO = "non"
    DROM = "drom"
    COM = "com"


class Notion(StrEnum):
    """Which population a figure counts (Insee): usual residents, or those plus the « comptés à part »."""

    MUNICIPAL = "municipale"
    TOTAL = "totale"


@dataclass(frozen=True, slots=True)
class Population:
    """One official figure, with what is needed to check it. `value` is None when nobody published one."""

    notion: Notion
    census_year: int
    in_force_from: date
    value: int | None
    source: str


@dataclass(frozen=True, slots=True)
class TerritoryRef:
    """Just enough to name another territory and open it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory as the reference data stood on the day it was read.

    `code` is the INSEE code of a commune or the SIREN of an EPCI. `department` is the code (« 2A », « 974 »);
    for an EPCI, that of its seat. `parent` is the body to select instead, for a part of a commune. `epci` is
    the EPCI à fiscalité propre a commune belongs to. `uninhabited` is True where there is no inhabitant and
    no municipal government: never deduced from a missing figure. `legal_form` is an EPCI's code (CC, CA, CU,
    METRO, MET69). `own_tax` is False for a
    syndicat, an EPCI without fiscalité propre.
    """

    code: str
    name: str
    kind: Kind
    department: str
    department_name: str
    postcodes: tuple[str, ...]
    siren: str | None
    populations: tuple[Population, ...]
    parent: TerritoryRef | None = None
    epci: TerritoryRef | None = None
    overseas: Overseas = Overseas.NO
    uninhabited: bool = False
    legal_form: str | None = None
    own_tax: bool = True
    members: tuple[str, ...] = ()

    def population(self, notion: Notion) -> Population | None:
        """The figure of that notion, or None when the data has none at all."""
        return next((figure for figure in self.populations if figure.notion is notion), None)

    @property
    def governed(self) -> bool:
        """Whether it is a legal person with a council of its own, to which rules of law are addressed."""
        return self.kind in (Kind.COMMUNE, Kind.EPCI) and not self.uninhabited

    @property
    def inhabitants(self) -> int | None:
        """The population municipale as a number, None when unknown (never 0)."""
        figure = self.population(Notion.MUNICIPAL)
        return figure.value if figure else None
