"""`ansm purge`: erase what has had its time, or say what would be."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from contextlib import closing

from ansm.application import Application, PurgeReport
from ansm.commands.adding import Commands
from ansm.domain import say
from ansm.exchange import Json, dump
from ansm.settings import read_settings


def add(commands: Commands) -> None:
    """Say what it takes."""
    purge = commands.add_parser("purge", help="efface ce qui a dépassé sa durée de conservation")
    purge.add_argument("--dry-run", action="store_true", help="dit ce qui serait effacé, sans rien effacer")
    purge.add_argument("--json", action="store_true")
    purge.set_defaults(run=_purge)


def _purge(options: argparse.Namespace) -> int:
    with closing(Application.start(read_settings())) as application:
        report = application.keeping.purge(dry=options.dry_run)
    if options.json:
        sys.stdout.buffer.write(dump(_json(report)).encode())
        return 0
    for line in lines(report):
        sys.stdout.write(f"{line}\n")
    return 0


def lines(report: PurgeReport) -> tuple[str, ...]:
    """The report in words: each rule, and what it erased."""
    rules, purged = report.rules, report.purged
    head = "Ce qui serait effacé" if report.dry else "Ce qui a été effacé"
    told = (
        (
            "diagnostic inachevé",
            "diagnostics inachevés",
            purged.unfinished,
            f"sans activité depuis {rules.unfinished} mois",
        ),
        ("diagnostic terminé", "diagnostics terminés", purged.finished, f"sans activité depuis {rules.finished} mois"),
        (
            "demande d’accompagnement",
            "demandes d’accompagnement",
            purged.requests,
            f"{rules.requests} mois après leur fin",
        ),
        ("compte fermé", "comptes fermés", purged.closed, f"fermés depuis {rules.closed} mois"),
        ("compte", "comptes", purged.accounts, f"sans connexion depuis {rules.accounts} mois"),
        (
            "jeton du fournisseur d’identité",
            "jetons du fournisseur d’identité",
            purged.tokens,
            "sessions terminées",
        ),
        ("lien ou session", "liens et sessions", purged.openings, "expirés depuis plus de 30 jours"),
        ("adresse de rappel", "adresses de rappel", purged.addresses, "rappels arrêtés ou tous envoyés"),
        ("document du registre", "documents du registre", purged.documents, f"plus vieux que {rules.journal} mois"),
    )
    return (
        f"{head}, au {say.day(report.on)}\u00a0:",
        *(f"  {say.count(number, one, several)} ({rule})" for one, several, number, rule in told),
    )


def _json(report: PurgeReport) -> Json:
    erased: dict[str, Json] = dict(dataclasses.asdict(report.purged))
    rules: dict[str, Json] = dict(dataclasses.asdict(report.rules))
    return {"on": report.on.isoformat(), "dry_run": report.dry, "erased": erased, "months": rules}
