"""`ansm statistics`: the public figures of this installation, as the page of statistics gives them."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing

from ansm.application import Application
from ansm.commands.adding import Commands
from ansm.domain import say
from ansm.domain.counting import Counted
from ansm.domain.open_data import FIELDS, NATIONAL, Row
from ansm.exchange import dump
from ansm.settings import read_settings

NOTHING_YET = "Les chiffres détaillés viendront quand un mois sera terminé."
FEW = "moins de 5"


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("statistics", help="affiche les statistiques publiques de cette installation")
    parser.add_argument("--json", action="store_true", help="les données ouvertes, ligne par ligne")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print them. Raises what main() turns into a sentence."""
    with closing(Application.start(read_settings())) as application:
        rows = application.open_data()
        figures = application.statistics.figures()
    if options.json:
        names = [each.name for each in FIELDS]
        told = dump([dict(zip(names, row.cells, strict=True)) for row in rows])
        sys.stdout.buffer.write(told.encode())
        return 0
    for kind, words in ((Counted.OPENED, "ouverts"), (Counted.FINISHED, "terminés")):
        count = figures.national(kind)
        _say(f"Diagnostics {words} au {say.day(figures.yesterday)} : {f'au moins {count}' if count else FEW}")
    if figures.until is None:
        _say(NOTHING_YET)
    for line in _totals(rows):
        _say(line)
    return 0


def _totals(rows: tuple[Row, ...]) -> list[str]:
    """One line a figure that was published, all its months together."""
    totals: dict[tuple[str, str, str], int] = {}
    for row in rows:
        if row.value is not None and not row.indicator.endswith(NATIONAL):
            name = (row.indicator, row.department or row.subject, row.label)
            totals[name] = totals.get(name, 0) + row.value
    return ["\t".join((*(part for part in name if part), str(total))) for name, total in totals.items()]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
