"""Whether a file is TOML at all, and if not, at which line and column, said for someone who writes text."""

from __future__ import annotations

import re
import tomllib

from ansm.content.faults import Ledger, Place
from ansm.content.source import SourceFile

_POSITION = re.compile(r"\(at line (\d+), column (\d+)\)")
_FALLBACK = ("cette ligne n’est pas écrite comme il faut", 'une ligne de la forme clé = "valeur"')
# What tomllib says (start of its message), what the editor reads, and what to write instead.
_MESSAGES = (
    ("Expected '=' after a key", "il manque le signe = après la clé", "clé = \"valeur\""),
    ("Expected newline or end", "il y a quelque chose en trop à la fin de cette ligne", "une seule clé par ligne"),
    ("Invalid value", "la valeur n’est pas écrite comme il faut", "un texte entre guillemets, un nombre, une date"),
    ("Unterminated string", "un texte n’est pas refermé", "un guillemet droit \" à la fin du texte"),
    ("Illegal character", "un texte n’est pas refermé sur sa ligne", "un guillemet droit \" à la fin du texte"),
    ("Unescaped", "le signe \\ n’est pas permis ici", "le signe / , ou \\\\ pour écrire un seul \\"),
    ("Cannot overwrite a value", "cette clé est écrite deux fois", "une seule fois chaque clé dans un bloc"),
    ("Duplicate inline table key", "cette clé est écrite deux fois", "une seule fois chaque clé entre accolades"),
    ("Cannot declare", "ce bloc est déclaré deux fois", "des doubles crochets [[…]] pour ajouter un bloc de plus"),
    ("Cannot redefine namespace", "ce bloc est déclaré deux fois", "un seul bloc de ce nom"),
    ("Cannot mutate immutable", "ce bloc complète une liste déjà fermée", "tout dans la liste, ou tout en blocs [[…]]"),
    ("Unclosed array", "une liste n’est pas refermée, ou une virgule manque", "[ … , … ]"),
    ("Unclosed inline table", "une accolade n’est pas refermée, ou une virgule manque", "{ … , … } sur une ligne"),
    ("Expected ']", "un crochet n’est pas refermé", "[bloc] ou [[bloc]]"),
    ("Invalid initial character for a key", "une clé est mal écrite, ou une virgule est en trop", "clé = \"valeur\""),
    ("Invalid statement", "cette ligne ne commence pas par une clé", "clé = \"valeur\", ou # devant un commentaire"),
    ("Invalid date", "cette date n’existe pas", "une date comme 2026-11-22"),
)  # fmt: skip


def parse(file: SourceFile, ledger: Ledger) -> dict[str, object] | None:
    """The content of one file; None when it cannot be read, with the fault noted. A leading BOM is ignored."""
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.data.count(b"\n", 0, error.start) + 1
        ledger.wrong(
            Place(file.path, f"ligne {line}"), "des caractères sont illisibles", "un fichier enregistré en UTF-8"
        )
        return None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        message = str(error)
        found = _POSITION.search(message)
        where = f"ligne {found[1]}, colonne {found[2]}" if found else f"ligne {len(text.splitlines())} (fin du fichier)"
        problem, allowed = next(
            ((problem, allowed) for start, problem, allowed in _MESSAGES if message.startswith(start)), _FALLBACK
        )
        ledger.wrong(Place(file.path, where), problem, allowed)
        return None
