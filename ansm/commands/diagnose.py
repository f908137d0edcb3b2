"""`ansm diagnose`: a file of answers becomes a result in JSON, a report in PDF, or both; nothing is stored."""

from __future__ import annotations

import argparse
import os

from ansm.application import loose_report, of_edition, utc_now
from ansm.commands.adding import Commands
from ansm.domain.publication import Edition
from ansm.errors import InvalidRequest
from ansm.exchange import LARGEST_TRAVELLING, STANDARD, diagnostic_json, dump, read_asked, read_bytes, write_all
from ansm.expertise import Expertise, application_version
from ansm.report import render
from ansm.settings import read_settings

ONE_STANDARD = "Un seul résultat peut aller sur la sortie standard. Donnez un nom de fichier à l’autre."
SAME_FILE = "Le PDF et le JSON ne peuvent pas aller dans le même fichier. Donnez deux noms différents."


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("diagnose", help="établit un diagnostic à partir d’un fichier de réponses")
    parser.add_argument(
        "file",
        metavar="FICHIER",
        help="fichier de réponses (JSON) ou fichier d’échange (.ansm.json), ou - pour l’entrée standard",
    )
    parser.add_argument("--pdf", metavar="SORTIE", help="écrit le rapport en PDF (- : sortie standard)")
    parser.add_argument("--json", metavar="SORTIE", help="écrit le résultat en JSON (- : sortie standard)")
    parser.add_argument(
        "--edition",
        choices=[each.value for each in Edition],
        default=Edition.INTERNAL.value,
        help="version du PDF et du JSON : interne (par défaut), ou publiable, sans ce qui touche à la sécurité",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Diagnose it. Raises what main() turns into a sentence."""
    if options.pdf == STANDARD and options.json == STANDARD:
        raise InvalidRequest(ONE_STANDARD)
    if options.pdf and options.json and os.path.realpath(options.pdf) == os.path.realpath(options.json):
        raise InvalidRequest(SAME_FILE)
    data, settings = read_bytes(options.file, LARGEST_TRAVELLING), read_settings()
    request = read_asked(options.file, data)
    expertise, edition = Expertise.load(settings.content_folder), Edition(options.edition)
    on = request.opened_on or utc_now().astimezone(settings.timezone).date()
    established = expertise.diagnose(request.territory, on, request.role, request.answers, request.history)
    diagnostic = of_edition(established, edition)
    # Everything is made before anything is written, so that a failure leaves no half result.
    outputs = []
    if options.pdf is not None:
        outputs.append((options.pdf, render(loose_report(diagnostic, expertise, edition, on))))
    if options.json is not None or not outputs:
        result = diagnostic_json(diagnostic, expertise.territories.version, application_version())
        outputs.append((options.json or STANDARD, dump(result).encode()))
    write_all(outputs)
    return 0
