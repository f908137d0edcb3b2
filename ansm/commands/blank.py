"""`ansm blank`: the questionnaire to fill in by hand, as a PDF."""

from __future__ import annotations

import argparse

from ansm.commands.adding import Commands
from ansm.exchange import write_all
from ansm.expertise import Expertise
from ansm.report import Audience, FormPath, blank, render
from ansm.settings import read_settings


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("blank", help="écrit le questionnaire vierge, à remplir au stylo, en PDF")
    parser.add_argument("out", metavar="SORTIE", help="fichier PDF (- : sortie standard)")
    parser.add_argument(
        "--for",
        dest="audience",
        choices=[each.value for each in Audience],
        default=Audience.COMMUNE.value,
        help="pour une commune (par défaut) ou une intercommunalité",
    )
    parser.add_argument("--short", action="store_true", help="les questions essentielles seulement")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print it. Raises what main() turns into a sentence."""
    handbook = Expertise.load(read_settings().content_folder).handbook
    form = blank(handbook, Audience(options.audience), FormPath.SHORT if options.short else FormPath.WHOLE)
    write_all([(options.out, render(form))])
    return 0
