"""Decides what the open data say: one row a published figure, one row a figure that waits, in an order that stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ansm.domain.counting import Counted
from ansm.domain.durations import BUCKETS
from ansm.domain.follow_up import OTHER_SERVICE
from ansm.domain.handbook import Handbook
from ansm.domain.public_figures import Figures, Series, next_month
from ansm.domain.satisfaction import CHOICES

NATIONAL = "-france"  # after the name of a kind: its figure for the whole country


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, its type in a Table Schema, and what it says."""

    name: str
    type: str
    description: str
    example: str


FIELDS = (
    Field(
        "indicateur",
        "string",
        "Ce qui est compté\u00a0: ouvert, termine, duree, besoin, service, deploye ou satisfaction\u00a0; "
        "ouvert-france et termine-france pour le total du pays depuis le début.",
        "ouvert",
    ),
    Field("sujet", "string", "L’identifiant du besoin, du service, de la durée ou de la réponse. Vide sinon.", "1-3-h"),
    Field("libelle", "string", "Le sujet, en toutes lettres. Vide sinon.", "d’une à trois heures"),
    Field("departement", "string", "Le code du département. Vide pour tout le pays.", "38"),
    Field("premier_mois", "yearmonth", "Le premier mois de la période comptée.", "2026-11"),
    Field("dernier_mois", "yearmonth", "Le dernier mois de la période comptée, toujours terminé.", "2026-12"),
    Field(
        "valeur",
        "integer",
        "Le nombre, de cinq en cinq\u00a0: jusqu’à quatre autres attendent la période suivante. Pour le total "
        "du pays, un minimum\u00a0: la vérité est ce nombre, ou jusqu’à quatre de plus. Négatif quand des services "
        "déployés ont été retirés. Vide quand il n’est pas publié.",
        "15",
    ),
    Field("masque", "boolean", "oui quand le nombre n’est pas publié\u00a0: il va de zéro à quatre.", "non"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `value` is None when it is masked: from none to four."""

    indicator: str
    subject: str
    label: str
    department: str
    first: date
    last: date
    value: int | None

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as it is written, in the order of FIELDS."""
        value, masked = ("", "oui") if self.value is None else (str(self.value), "non")
        return (
            *(plain(each) for each in (self.indicator, self.subject, self.label, self.department)),
            f"{self.first:%Y-%m}",
            f"{self.last:%Y-%m}",
            value,
            masked,
        )


def plain(text: str) -> str:
    """The text, which a spreadsheet must not take for a formula."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r\n") else text


def labels(handbook: Handbook) -> dict[tuple[Counted, str], str]:
    """What is read for each subject; the questionnaire of today names those it knows."""
    needs = {(Counted.NEED, need.id): need.label for need in handbook.needs}
    services = {(kind, one.id): one.name for kind in (Counted.SERVICE, Counted.DEPLOYED) for one in handbook.services}
    services[Counted.DEPLOYED, OTHER_SERVICE] = "Un service hors du catalogue"
    durations = {(Counted.DURATION, one.id): one.label for one in BUCKETS}
    return needs | services | durations | {(Counted.SATISFACTION, value): label for value, label in CHOICES}


def rows(figures: Figures, handbook: Handbook, departments: Iterable[str]) -> tuple[Row, ...]:
    """Every row: what waits is told of every département and of every known subject, counted or not."""
    if figures.since is None or figures.until is None:
        return ()
    since, last = figures.since, figures.until.replace(day=1)
    known = labels(handbook)
    series = {Series(kind, "", code) for kind in (Counted.OPENED, Counted.FINISHED) for code in departments}
    series |= {Series(kind, subject, "") for kind, subject in known}
    series |= {each.series for each in figures.releases}
    found = [
        Row(f"{each.kind}{NATIONAL}", "", "", "", since, each.on.replace(day=1), each.count or None)
        for each in figures.months
    ]
    for one in sorted(series):
        label = known.get((one.kind, one.subject), "")
        start = since
        for release in (each for each in figures.releases if each.series == one):
            found.append(_row(one, label, release.first, release.last, release.count))
            start = next_month(release.last)
        if start <= last:
            found.append(_row(one, label, start, last, None))
    return tuple(sorted(found, key=lambda row: (row.indicator, row.subject, row.department, row.last)))


def _row(series: Series, label: str, first: date, last: date, value: int | None) -> Row:
    return Row(series.kind, series.subject, label, series.department, first, last, value)
