"""Decides what a person is told when the database fails: what happened, what is safe, what to do now."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from ansm.errors import StorageUnavailable

SAFE = "Rien de ce qui était déjà enregistré n’est perdu."
OPERATOR = "prévenez la personne qui gère ce site"

BUSY = f"L’enregistrement est très sollicité et n’a pas pu se faire à temps. {SAFE} Réessayez dans quelques instants."
READ_ONLY = (
    f"Les réponses ne peuvent pas être enregistrées\u00a0: la base de données est en lecture seule. {SAFE} "
    f"Gardez votre lien et {OPERATOR}\u00a0: elle doit autoriser l’écriture dans la base et dans son dossier."
)
FULL = (
    f"Les réponses ne peuvent pas être enregistrées\u00a0: il n’y a plus de place sur le disque. {SAFE} "
    f"Gardez votre lien et {OPERATOR}\u00a0: elle doit libérer de la place, puis vous pourrez reprendre."
)
UNREACHABLE = (
    f"La base de données ne répond pas. {SAFE} "
    f"Réessayez dans une minute\u00a0; si cela continue, gardez votre lien et {OPERATOR}\u00a0: "
    "elle doit vérifier que la base est démarrée et que son adresse est la bonne."
)
NOT_OPENED = (
    "La base de données ne s’ouvre pas\u00a0; le programme n’y a rien changé. "
    f"Gardez votre lien et {OPERATOR}\u00a0: elle doit vérifier que le fichier de la base et son dossier existent "
    "et que le programme a le droit d’y écrire."
)
DAMAGED = (
    "La base de données est abîmée et ne peut pas être lue. Rien n’a été effacé. "
    f"Gardez votre lien et {OPERATOR}\u00a0: elle doit mettre de côté le fichier tel quel, "
    "puis remettre la dernière sauvegarde."
)
DISK = (
    f"Le disque a refusé l’enregistrement. {SAFE} "
    f"Gardez votre lien et {OPERATOR}\u00a0: elle doit vérifier le disque et la place qui reste."
)
TOO_RECENT = (
    "La base de données vient d’une version plus récente du programme. Rien n’a été modifié. "
    "Installez la version la plus récente, puis redémarrez."
)
OTHER = (
    f"La base de données a refusé l’opération. {SAFE} "
    f"Réessayez dans une minute\u00a0; si cela continue, gardez votre lien et {OPERATOR}."
)

PRIMARY_CODE = 0xFF
SQLITE = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: DISK,
    sqlite3.SQLITE_CANTOPEN: NOT_OPENED,
    sqlite3.SQLITE_PERM: NOT_OPENED,
    sqlite3.SQLITE_AUTH: NOT_OPENED,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html: a whole code, or else its class (two characters).
POSTGRESQL = {
    "25006": READ_ONLY,
    "40": BUSY,
    "53100": FULL,
    "53": BUSY,
    "55P03": BUSY,
    "57014": BUSY,
    "57P": UNREACHABLE,
    "08": UNREACHABLE,
    "28": UNREACHABLE,
    "3D": UNREACHABLE,
    "58": DISK,
    "XX": DAMAGED,
}


@contextmanager
def explained() -> Iterator[None]:
    """Turn whatever the database raises into StorageUnavailable, with its sentence; the cause stays attached.

    IntegrityError passes: a rule of the tables was broken, which only the caller can explain.
    """
    try:
        yield
    except IntegrityError:
        raise
    except SQLAlchemyError as error:
        raise StorageUnavailable(sentence(error)) from error


def sentence(error: SQLAlchemyError) -> str:
    """What to tell a person about this error."""
    if isinstance(error, PoolTimeout):
        return BUSY
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(cause, sqlite3.Error):
        # Errors of the Python module itself (a closed connection) carry no code.
        return SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & PRIMARY_CODE, OTHER)
    if isinstance(cause, psycopg.Error):
        return _of_postgresql(cause)
    return OTHER


def _of_postgresql(cause: psycopg.Error) -> str:
    code = cause.sqlstate
    if code is None:
        return UNREACHABLE if isinstance(cause, psycopg.OperationalError) else OTHER
    return next((POSTGRESQL[key] for key in (code, code[:3], code[:2]) if key in POSTGRESQL), OTHER)
