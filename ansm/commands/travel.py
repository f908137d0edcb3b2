"""`ansm import` and `ansm export`: a diagnostic comes from a file, or leaves in one.

The personal link opens the diagnostic to whoever reads it. An argument can be read by everyone on the machine while
the command runs, and stays in the shell's history: a link is asked for, read from standard input or from a file.
"""

from __future__ import annotations

import argparse
import getpass
import re
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from ansm.application import Application, LeftOut, Merged, Started
from ansm.commands.adding import Commands
from ansm.domain.publication import Edition
from ansm.errors import InvalidRequest
from ansm.exchange import LARGEST_TRAVELLING, STANDARD, Json, dump, read_bytes, write_all
from ansm.settings import read_settings
from ansm.web.routes import diagnostic

LONGEST_LINK = 2_000
SECRET = re.compile(r".*#.*|[A-Za-z0-9_-]{43}", re.DOTALL)
HERE = "http://127.0.0.1:8000"  # where `ansm serve` listens unless told otherwise
TYPED = (
    "Un lien personnel tapé dans une commande peut être lu par d’autres personnes de cet ordinateur. "
    "Mettez - à sa place\u00a0: il vous sera demandé. Vous pouvez aussi donner le nom d’un fichier qui le contient."
)
ONE_INPUT = (
    "Le fichier et le lien ne peuvent pas venir tous les deux de l’entrée standard. "
    "Donnez le nom d’un fichier pour l’un des deux."
)
PUBLISHED = (
    "Ce document est une version publiable\u00a0: les réponses qui ne se publient pas, comme celles sur la sécurité, "
    "n’y sont pas. Répondez-y à nouveau, ou ajoutez le fichier d’échange avec --into."
)
LINK = "lien personnel\u00a0: - pour qu’il soit demandé, ou le nom d’un fichier qui le contient"


def add(commands: Commands) -> None:
    """Say what both commands take."""
    importer = commands.add_parser("import", help="reprend un diagnostic à partir de son fichier d’échange ou d’un PDF")
    importer.add_argument("file", metavar="FICHIER", help="fichier .ansm.json ou PDF, ou - pour l’entrée standard")
    aim = importer.add_mutually_exclusive_group()
    aim.add_argument("--into", metavar="LIEN", help=f"ajoute ses réponses à un diagnostic d’ici ({LINK})")
    aim.add_argument(
        "--anew",
        action="store_true",
        help="commence un nouveau diagnostic\u00a0: les réponses du fichier y seront à confirmer",
    )
    importer.add_argument("--json", action="store_true")
    importer.set_defaults(run=_import)

    exporter = commands.add_parser(
        "export", help="écrit le fichier d’échange d’un diagnostic, avec tout son historique"
    )
    exporter.add_argument("link", metavar="LIEN", help=LINK)
    exporter.add_argument(
        "file",
        nargs="?",
        default=STANDARD,
        metavar="FICHIER",
        help="fichier à écrire (par défaut\u00a0: sortie standard)",
    )
    exporter.set_defaults(run=_export)


def _import(options: argparse.Namespace) -> int:
    if options.file == STANDARD and options.into == STANDARD:
        raise InvalidRequest(ONE_INPUT)
    token = None if options.into is None else _token(options.into)
    data = read_bytes(options.file, LARGEST_TRAVELLING)
    with closing(Application.start(read_settings())) as application:
        if token is not None:
            _tell_merged(application.travel.merge(token, data), json=options.json)
        else:
            address = application.settings.public_url or HERE
            _tell_started(application.travel.start(data, anew=options.anew), address, json=options.json)
    return 0


def _export(options: argparse.Namespace) -> int:
    token = _token(options.link)
    with closing(Application.start(read_settings())) as application:
        exported = application.travel.export(token)
    write_all([(options.file, exported.data)])
    return 0


def _token(source: str) -> str:
    """The secret at the end of a link. Raises InvalidRequest when it was typed in the command itself."""
    if source == STANDARD:
        typed = getpass.getpass("Lien personnel\u00a0: ") if sys.stdin.isatty() else sys.stdin.readline(LONGEST_LINK)
    elif SECRET.fullmatch(source):
        raise InvalidRequest(TYPED)
    else:
        with Path(source).open(encoding="utf-8", errors="replace") as file:
            typed = file.readline(LONGEST_LINK)
    return typed.strip().rpartition("#")[2]


def _tell_started(started: Started, address: str, *, json: bool) -> None:
    link = f"{address}{diagnostic(started.token)}"
    if json:
        told: dict[str, Json] = {"link": link, "resumed": started.resumed, "answers": started.answers}
        edition = None if started.edition is None else started.edition.value
        _print_json(told | {"edition": edition, "left_out": _left_out(started.left_out)})
        return
    what = "diagnostic repris" if started.resumed else "nouveau diagnostic à partir de celui du fichier"
    waiting = "" if started.resumed else " à confirmer"
    _print(f"{started.territory_name}\u00a0: {what} ({_count(started.answers, 'réponse')}{waiting}).")
    if started.edition is Edition.PUBLISHABLE:
        _print(PUBLISHED)
    _print_left_out(started.left_out)
    _print(f"Lien personnel, à garder\u00a0: {link}")


def _tell_merged(merged: Merged, *, json: bool) -> None:
    if json:
        waiting: Json = [{"question": each.id, "text": each.text} for each in merged.waiting]
        _print_json({"added": merged.added, "waiting": waiting, "left_out": _left_out(merged.left_out)})
        return
    _print(f"{_count(merged.added, 'ligne ajoutée', 'lignes ajoutées')}.")
    if merged.waiting:
        _print("Réponses différentes, à départager dans le diagnostic\u00a0:")
        for question in merged.waiting:
            _print(f"  {question.id}\u00a0: {question.text}")
    _print_left_out(merged.left_out)


def _left_out(some: Iterable[LeftOut]) -> list[Json]:
    return [
        {"question": each.question, "text": each.text, "values": list(each.values), "reason": each.reason}
        for each in some
    ]


def _print_left_out(some: tuple[LeftOut, ...]) -> None:
    if some:
        _print("N’ont pas pu être reprises\u00a0:")
    for each in some:
        _print(f"  {each.question}\u00a0: {each.reason}")


def _count(number: int, one: str, several: str | None = None) -> str:
    return f"{number} {one if number < 2 else several or one + 's'}"


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _print_json(value: Json) -> None:
    sys.stdout.buffer.write(dump(value).encode())
