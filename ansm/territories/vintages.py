"""Decides which census each figure of the source package comes from, edition by edition.

The package gives numbers without their year; its README names the Insee pages they were taken from. Each series
below was checked against those pages: a new edition of the package needs its own entry here, or it is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansm.domain.territory import Notion


@dataclass(frozen=True, slots=True)
class PopulationSeries:
    """One series of official figures: what it counts, its census year, its date of force, and where it comes from."""

    identifier: str
    notion: Notion
    census_year: int
    in_force_from: date
    source: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One yearly edition of the package: its year, its series, and which series a département's figures belong to."""

    year: int
    municipal: PopulationSeries
    municipal_exceptions: tuple[tuple[str, PopulationSeries], ...]
    total: PopulationSeries
    total_exceptions: tuple[tuple[str, PopulationSeries], ...]
    sums: tuple[tuple[str, PopulationSeries], ...]

    def municipal_series(self, department: str) -> PopulationSeries:
        """The series of the population municipale in this département or collectivity."""
        return dict(self.municipal_exceptions).get(department, self.municipal)

    def total_series(self, department: str) -> PopulationSeries:
        """The series of the population totale in this département."""
        return dict(self.total_exceptions).get(department, self.total)

    def sum_series(self, members: PopulationSeries) -> PopulationSeries | None:
        """The series of an EPCI whose members all carry the series `members`, None when nobody described it."""
        return dict(self.sums).get(members.identifier)

    def all_series(self) -> tuple[PopulationSeries, ...]:
        """Every series of the edition, once each, by identifier."""
        every = [self.municipal, self.total]
        every += [series for _, series in (*self.municipal_exceptions, *self.total_exceptions, *self.sums)]
        return tuple(sorted({series.identifier: series for series in every}.values(), key=lambda one: one.identifier))


_MUNICIPAL_2023 = PopulationSeries(
    "municipale-2023",
    Notion.MUNICIPAL,
    2023,
    date(2026, 1, 1),
    "Insee, populations de référence 2023 (« populations légales »), population municipale, "
    "en vigueur depuis le 1er janvier 2026",
)
_MUNICIPAL_MAYOTTE = PopulationSeries(
    "municipale-2017-mayotte",
    Notion.MUNICIPAL,
    2017,
    date(2018, 1, 1),
    "Insee, populations légales de Mayotte en 2017, population municipale (décret n° 2017-1688 du 14 décembre 2017), "
    "en vigueur depuis le 1er janvier 2018",
)
_MUNICIPAL_WALLIS = PopulationSeries(
    "municipale-2023-wallis-et-futuna",
    Notion.MUNICIPAL,
    2023,
    date(2024, 1, 1),
    "Insee, populations des collectivités d’outre-mer, recensement de Wallis-et-Futuna de 2023, population municipale",
)
_MUNICIPAL_POLYNESIA = PopulationSeries(
    "municipale-2022-polynesie",
    Notion.MUNICIPAL,
    2022,
    date(2023, 1, 1),
    "Insee et ISPF, recensement de la Polynésie française de 2022, population municipale "
    "(décret n° 2022-1592 du 20 décembre 2022), en vigueur depuis le 1er janvier 2023",
)
_MUNICIPAL_CALEDONIA = PopulationSeries(
    "municipale-2025-nouvelle-caledonie",
    Notion.MUNICIPAL,
    2025,
    date(2026, 1, 1),
    "Insee et ISEE, recensement de la Nouvelle-Calédonie de 2025, population municipale "
    "(décret n° 2025-966 du 18 septembre 2025), en vigueur depuis le 1er janvier 2026",
)
_TOTAL_2022 = PopulationSeries(
    "totale-2022",
    Notion.TOTAL,
    2022,
    date(2025, 1, 1),
    "Insee, populations de référence 2022 (« populations légales »), population totale, en vigueur depuis "
    "le 1er janvier 2025, reprise par la DGCL dans la liste des EPCI à fiscalité propre de 2026",
)
_TOTAL_MAYOTTE = PopulationSeries(
    "totale-2017-mayotte",
    Notion.TOTAL,
    2017,
    date(2018, 1, 1),
    "Insee, populations légales de Mayotte en 2017, population totale (décret n° 2017-1688 du 14 décembre 2017), "
    "reprise par la DGCL dans la liste des EPCI à fiscalité propre de 2026",
)
_SUM_2023 = PopulationSeries(
    "somme-municipale-2023",
    Notion.MUNICIPAL,
    2023,
    date(2026, 1, 1),
    "Somme des populations municipales 2023 des communes membres (Insee, populations de référence 2023, "
    "en vigueur depuis le 1er janvier 2026 ; périmètre de la DGCL au 1er janvier 2026)",
)
_SUM_MAYOTTE = PopulationSeries(
    "somme-municipale-2017-mayotte",
    Notion.MUNICIPAL,
    2017,
    date(2018, 1, 1),
    "Somme des populations municipales 2017 des communes membres (Insee, populations légales de Mayotte en 2017, "
    "en vigueur depuis le 1er janvier 2018 ; périmètre de la DGCL au 1er janvier 2026)",
)

# By major version of the package: 6.x is the 2026 edition (its README, « Millésimes et versions de package »).
EDITIONS: tuple[tuple[int, Edition], ...] = (
    (
        6,
        Edition(
            year=2026,
            municipal=_MUNICIPAL_2023,
            municipal_exceptions=(
                ("976", _MUNICIPAL_MAYOTTE),
                ("986", _MUNICIPAL_WALLIS),
                ("987", _MUNICIPAL_POLYNESIA),
                ("988", _MUNICIPAL_CALEDONIA),
            ),
            total=_TOTAL_2022,
            total_exceptions=(("976", _TOTAL_MAYOTTE),),
            sums=(
                (_MUNICIPAL_2023.identifier, _SUM_2023),
                (_MUNICIPAL_MAYOTTE.identifier, _SUM_MAYOTTE),
            ),
        ),
    ),
)
