"""Turns a diagnosis request file into checked values, or refuses it in a French sentence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from ansm.domain.history import HistoryRow
from ansm.errors import InvalidRequest

LARGEST_FILE = 1_000_000  # bytes; a complete diagnostic is under 10 kB
MOST_ANSWERS = 1_000
KEYS = ("territory", "opened_on", "role", "answers")
FIRST_YEAR, LAST_YEAR = 2000, 2100  # no clock here: only what no diagnostic can be, such as a mistyped year
ROLES = ("elu", "agent", "ensemble", "conseiller")


@dataclass(frozen=True, slots=True)
class DiagnosisRequest:
    """What a file asks to diagnose. Answers are still raw: the questionnaire validates them.

    `history` is that of an exchange file, which tells whose word each answer is.
    """

    territory: str
    opened_on: date | None
    role: str | None
    answers: tuple[tuple[str, object], ...]
    history: tuple[HistoryRow, ...] = ()


def read_request(data: bytes) -> DiagnosisRequest:
    """The request written in a JSON file. Raises InvalidRequest."""
    if len(data) > LARGEST_FILE:
        raise InvalidRequest(f"Le fichier est trop gros. La limite est de {LARGEST_FILE} octets.")
    try:
        raw = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise InvalidRequest("Le fichier n’est pas un texte en UTF-8. Enregistrez-le en UTF-8.") from None
    except json.JSONDecodeError as error:
        raise InvalidRequest(
            f"Le fichier n’est pas un JSON valide (ligne {error.lineno}, colonne {error.colno}). Corrigez-le."
        ) from None
    except ValueError:  # a number of more digits than Python agrees to read
        raise InvalidRequest("Le fichier contient un nombre démesuré. Les réponses sont des textes.") from None
    except RecursionError:
        raise InvalidRequest("Le fichier JSON est trop imbriqué. Vérifiez son origine.") from None
    if not isinstance(raw, dict):
        raise InvalidRequest("Le fichier doit contenir un objet JSON, avec au moins « territory » et « answers ».")
    for key in raw:
        if key not in KEYS:
            raise InvalidRequest(f"La clé « {key[:40]} » est inconnue. Clés possibles : {', '.join(KEYS)}.")
    return DiagnosisRequest(_territory(raw), _opened_on(raw), _role(raw), _answers(raw))


def _territory(raw: dict[str, object]) -> str:
    code = raw.get("territory")
    if not isinstance(code, str) or not code:
        raise InvalidRequest("« territory » doit être le code d’une commune ou d’un EPCI, entre guillemets.")
    return code


def _opened_on(raw: dict[str, object]) -> date | None:
    written = raw.get("opened_on")
    if written is None:
        return None
    try:
        day = date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != written:  # fromisoformat also reads forms that are not this contract's
        raise InvalidRequest('« opened_on » doit être une date, par exemple "2026-11-22".')
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InvalidRequest(
            f"L’année de « opened_on » doit être entre {FIRST_YEAR} et {LAST_YEAR}, et non {day.year}. Corrigez-la."
        )
    return day


def _role(raw: dict[str, object]) -> str | None:
    role = raw.get("role")
    if role is not None and role not in ROLES:
        raise InvalidRequest(f"« role » doit être l’un de : {', '.join(ROLES)}.")
    return str(role) if role is not None else None


def _answers(raw: dict[str, object]) -> tuple[tuple[str, object], ...]:
    answers = raw.get("answers", {})
    if not isinstance(answers, dict):
        raise InvalidRequest("« answers » doit être un objet JSON : l’identifiant de chaque question et sa réponse.")
    if len(answers) > MOST_ANSWERS:
        raise InvalidRequest(f"« answers » contient trop de réponses ({len(answers)}). La limite est {MOST_ANSWERS}.")
    return tuple(answers.items())


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise InvalidRequest(f"La clé « {name[:40]} » est écrite deux fois. Gardez-en une.")
        found[name] = value
    return found


def _no_constant(name: str) -> object:
    raise InvalidRequest(f"La valeur {name} n’est pas permise dans le fichier.")
