"""The command line: parses, calls one use case, maps the error to an exit code. Same core as the site."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from ansm import content
from ansm.application import utc_now
from ansm.commands import blank, diagnose, people, purge, remind, statistics, travel
from ansm.errors import AnsmError, ContentError
from ansm.exchange import (
    Json,
    dump,
    hit_json,
    in_french,
    territory_json,
)
from ansm.expertise import Expertise
from ansm.settings import read_settings
from ansm.territories import Territories

OK, WRONG_INPUT, USAGE = 0, 1, 2
MOST_HITS = 100
LARGEST_PORT = 65_535
MOST_PROCESSES = 64


# What argparse says of the usual mistakes, and how a clerk reads it; the rest keeps the general sentence only.
MISTAKES = (
    (r"the following arguments are required: (.+)", r"il manque : \1"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"\1 : \2 n’existe pas. Choix possibles : \3"),
    (r"argument (.+): expected (?:one|at least one|\d+) arguments?", r"il manque une valeur après \1"),
    (r"argument (.+): ignored explicit argument (.+)", r"\1 ne prend pas de valeur, et \2 a été donné"),
    (r"argument (.+): invalid \S+ value: (.+)", r"\1 : la valeur \2 ne convient pas"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 peut vouloir dire : \2. Écrivez l’option en entier"),
    (r"unrecognized arguments: (.+)", r"en trop ou inconnu : \1"),
    (r"argument (.+): («.+)", r"\1 : \2"),  # written by this file
)
TITLES = {"positional arguments": "arguments ", "options": "options "}  # argparse adds the colon


class _Help(argparse.HelpFormatter):
    """The two sets of English words that argparse writes in a help."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "utilisation : " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(TITLES.get(heading or "", heading))


class _Parser(argparse.ArgumentParser):
    """Says in French what was mistyped; exit code 2."""

    def __init__(self, *, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(prog=prog, description=description, formatter_class=_Help, add_help=False)
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        said = next(
            (found.expand(french) for mistake, french in MISTAKES if (found := re.fullmatch(mistake, message))), ""
        )
        detail = " (" + re.sub("'([^']*)'", "« \\1 »", said) + ")" if said else ""
        self.exit(USAGE, f"{self.prog} : commande incomplète ou inconnue{detail}. Aide : {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 fine, 1 the input is wrong (nothing written), 2 usage."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ContentError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    except AnsmError as error:
        print(f"Erreur : {error}", file=sys.stderr)
        return WRONG_INPUT
    except OSError as error:
        print(f"Erreur : {in_french(error)}", file=sys.stderr)
        return WRONG_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="ansm", description="Diagnostic numérique des communes et intercommunalités.")
    commands = parser.add_subparsers(required=True, metavar="COMMANDE")

    serve = commands.add_parser("serve", help="lance le site")
    serve.add_argument(
        "--host", metavar="ADRESSE", default="127.0.0.1", help="adresse d’écoute (par défaut : cette machine seulement)"
    )
    serve.add_argument("--port", type=_port, metavar="PORT", default=8000, help="port d’écoute (par défaut : 8000)")
    serve.set_defaults(run=_serve)

    territory = commands.add_parser("territory", help="cherche ou montre un territoire").add_subparsers(
        required=True, metavar="ACTION"
    )
    search = territory.add_parser("search", help="cherche une commune ou un EPCI")
    search.add_argument("text", metavar="TEXTE")
    search.add_argument("--limit", type=_limit, default=8, metavar="N")
    search.add_argument("--json", action="store_true")
    search.set_defaults(run=_search)
    show = territory.add_parser("show", help="montre un territoire et ses deux voies d’éligibilité")
    show.add_argument("code", metavar="CODE")
    show.add_argument("--json", action="store_true")
    show.set_defaults(run=_show)
    importer = territory.add_parser("import", help="refait les données de référence depuis le paquet source")
    importer.add_argument("source", type=Path, metavar="PAQUET")
    importer.add_argument("--into", type=Path, default=None, metavar="DOSSIER")
    importer.set_defaults(run=_import)

    diagnose.add(commands)
    travel.add(commands)
    blank.add(commands)
    remind.add(commands)
    statistics.add(commands)
    purge.add(commands)
    people.add(commands)
    report = commands.add_parser("report", help="imprime les rapports de tous les diagnostics dans un dossier")
    report.add_argument("--all", type=Path, required=True, metavar="DOSSIER", help="dossier où écrire les rapports")
    report.add_argument(
        "--edition",
        choices=("interne", "publiable"),
        default="interne",
        help="version à imprimer (par défaut : interne)",
    )
    report.add_argument(
        "--from", dest="source", type=Path, metavar="DOSSIER", help="lit les fichiers de ce dossier, et non la base"
    )
    report.add_argument("--workers", type=_processes, metavar="N", help="nombre de processus (par défaut : tous)")
    report.set_defaults(run=_report)

    check = commands.add_parser("check", help="vérifie les fichiers du questionnaire")
    check.add_argument("folder", nargs="?", type=Path, default=None, metavar="DOSSIER")
    check.set_defaults(run=_check)
    return parser


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= LARGEST_PORT:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas un port (1 à 65535)")
    return int(text)


def _limit(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= MOST_HITS:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas un nombre de 1 à {MOST_HITS}")
    return int(text)


def _processes(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= MOST_PROCESSES:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas un nombre de 1 à {MOST_PROCESSES}")
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    from ansm.web.server import serve  # the interface takes a second to import: only when it is wanted

    serve(options.host, options.port)
    return OK


def _search(options: argparse.Namespace) -> int:
    hits = Territories.load().search(options.text, options.limit)
    if options.json:
        _print_json([hit_json(hit) for hit in hits])
    else:
        for hit in hits:
            population = "population inconnue" if hit.population is None else hit.population
            print(f"{hit.code}\t{hit.name}\t{hit.department_name}\t{population}")
    return OK


def _show(options: argparse.Namespace) -> int:
    place = Expertise.load(read_settings().content_folder).standpoint(options.code, _today())
    if options.json:
        _print_json(territory_json(place.territory, place.eligibility, place.route))
        return OK
    print(f"{place.territory.name} ({place.territory.code}, {place.territory.department_name})")
    for figure in place.territory.populations:
        value = figure.value if figure.value is not None else "inconnue"
        print(f"  population {figure.notion} {figure.census_year} : {value} — {figure.source}")
    print(f"  verdict : {place.eligibility.verdict} ({', '.join(place.eligibility.reasons)})")
    if place.epci and place.route:
        print(f"  intercommunalité : {place.epci.name} : {place.route.verdict} ({', '.join(place.route.reasons)})")
    return OK


def _import(options: argparse.Namespace) -> int:
    from ansm.territories.importer import import_package

    manifest = import_package(options.source, options.into)
    print(f"Données de référence refaites : {manifest.package} {manifest.package_version}, édition {manifest.edition}.")
    return OK


def _report(options: argparse.Namespace) -> int:
    from ansm.bulk.command import run  # what draws its progress takes time to import: only when it is wanted

    return run(options)


def _today() -> date:
    return utc_now().astimezone(read_settings().timezone).date()


def _check(options: argparse.Namespace) -> int:
    from ansm.office import resolution_faults  # the office libraries take time to import: only when they are wanted

    folder = options.folder or read_settings().content_folder or content.shipped_folder()
    faults = resolution_faults(folder, content.shipped_folder())
    try:
        handbook = content.load(content.read_tree(folder))
    except ContentError as error:
        raise ContentError((*error.faults, *faults)) from error
    if faults:
        raise ContentError(faults)
    asked = handbook.questionnaire.questions
    print(
        f"{len(asked)} questions, {len(handbook.needs)} besoins, {len(handbook.services)} services, "
        f"{len(handbook.obligations)} obligations : tout est cohérent (version {handbook.version})."
    )
    uncovered = content.uncovered_needs(handbook)
    if uncovered:
        print("Besoins auxquels aucun service ouvert ou à confirmer ne répond :")
        for need in uncovered:
            print(f"  {need.id} : {need.label}")
    return OK


def _print_json(value: Json) -> None:
    sys.stdout.buffer.write(dump(value).encode())


if __name__ == "__main__":
    sys.exit(main())
