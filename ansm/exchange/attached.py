"""Finds the diagnostic in the bytes of a file: it is one, or it is attached to one of our PDF documents.

A PDF is read by another process (`attached_child.py`), short of time and of memory: the worst that a hostile document
can do is to end it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ansm.errors import InvalidRequest, TooMany
from ansm.exchange.attached_child import ABSENT, FOREIGN, FOUND, LARGEST_PDF, LOCKED
from ansm.exchange.travelling import ATTACHMENT_NAME, TravellingFile
from ansm.exchange.travelling_envelope import TOO_LARGE
from ansm.exchange.travelling_reading import read_travelling

CHILD = Path(__file__).with_name("attached_child.py")
PROGRAMME = "Accompagnement Numérique Sur-Mesure"  # what our documents say of who made them
PDF_MARK, MARK_WITHIN = b"%PDF-", 1024
LONGEST_WAIT = 20.0  # seconds; the other process has less time to work than that
ATTEMPT_AGAIN = 60

NOT_OURS = (
    "Ce PDF n’est pas un diagnostic fait ici ou avec le même programme. Choisissez le document PDF d’un diagnostic "
    "numérique, ou son fichier d’échange (son nom finit par .ansm.json)."
)
NOTHING_ATTACHED = (
    "Ce PDF est bien un diagnostic, mais il ne contient pas les réponses\u00a0: il a été fait par une ancienne version "
    "du programme, imprimé en PDF, ou allégé par un autre logiciel. Téléchargez à nouveau le document depuis le "
    "diagnostic, ou prenez son fichier d’échange (.ansm.json)."
)
PROTECTED = (
    "Ce PDF est protégé par un mot de passe\u00a0: les réponses ne peuvent pas y être lues. "
    "Choisissez le document tel qu’il a été téléchargé, sans protection."
)
UNREADABLE = (
    "Ce PDF est abîmé, ou trop compliqué pour être lu sans risque\u00a0: rien n’a été importé. "
    "Téléchargez-le à nouveau là où il a été fait, ou prenez le fichier d’échange (.ansm.json)."
)
NO_ROOM = (
    "Ce site est trop occupé pour lire un PDF maintenant. Réessayez dans une minute, "
    "ou prenez le fichier d’échange (.ansm.json)."
)
REFUSALS = {FOREIGN: NOT_OURS, ABSENT: NOTHING_ATTACHED, LOCKED: PROTECTED}


def open_travelling(data: bytes) -> TravellingFile:
    """The diagnostic that a file holds, whichever of the two kinds it is.

    Takes as long as LONGEST_WAIT for a PDF: never in an event loop. Raises InvalidRequest, with a French sentence
    for each thing that can be wrong, or TooMany when the machine cannot start the reader.
    """
    return read_travelling(_attached(data) if PDF_MARK in data[:MARK_WITHIN] else data)


def _attached(data: bytes) -> bytes:
    if len(data) > LARGEST_PDF:
        raise InvalidRequest(TOO_LARGE)
    # Isolated: no variable of ours, no folder of ours, nothing but the installed libraries.
    command = [sys.executable, "-I", "-B", str(CHILD), ATTACHMENT_NAME, PROGRAMME]
    try:
        done = subprocess.run(  # noqa: S603 - our own script, no word of the document in the command
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST_WAIT,
            check=False,
            env={"PYTHONUTF8": "1"},
            cwd="/",
        )
    except subprocess.TimeoutExpired:
        raise InvalidRequest(UNREADABLE) from None
    except OSError as error:  # no process or memory left
        raise TooMany(NO_ROOM, ATTEMPT_AGAIN) from error
    status, _, content = done.stdout.partition(b"\n")
    word = status.decode("ascii", "replace")
    if done.returncode != 0 or word not in (FOUND, *REFUSALS):
        raise InvalidRequest(UNREADABLE)
    if word in REFUSALS:
        raise InvalidRequest(REFUSALS[word])
    return content
