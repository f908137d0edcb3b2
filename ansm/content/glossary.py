"""What a term of the glossary must say, and that each one is short, unmistakable, used, and free of other jargon."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ansm.content.faults import Entry, Ledger, listed, quoted
from ansm.content.reading import Table
from ansm.domain.glossary import Glossary, Term, spelling_key

GLOSSARY_FILE = "glossaire.toml"
LONGEST_DEFINITION = 200
_SHORTEST_FORM = 2
_ACRONYM = re.compile(r"(?<!\w)(?:\d[A-Z]|[A-Z][A-Z0-9]+)(?!\w)")


def read_glossary(root: Table) -> tuple[Entry[Term], ...]:
    """The terms, in the editors' order."""
    found = []
    for table in root.tables("termes", label="terme", required=True):
        found.append(Entry(table.place, _term(table)))
        table.close()
    root.close()
    return tuple(found)


def _term(table: Table) -> Term:
    sourced = table.has("source")
    if sourced != table.has("verifie-le"):
        missing = "verifie-le" if sourced else "source"
        table.wrong(missing, "« source » et « verifie-le » vont ensemble", "les deux clés, ou aucune")
    term = Term(
        name=table.text("terme"),
        definition=table.text("definition"),
        forms=table.texts("formes", required=False),
        source=table.text("source", required=False),
        verified_on=table.verified() if table.has("verifie-le") else None,
    )
    if len(term.definition) > LONGEST_DEFINITION:
        table.wrong(
            "definition",
            f"cette définition fait {len(term.definition)} signes",
            f"{LONGEST_DEFINITION} signes au plus : une ou deux phrases, avec un exemple",
        )
    in_order = tuple(sorted(term.forms, key=_alphabetical))
    if term.forms != in_order:
        table.wrong("formes", "ces formes ne sont pas dans l’ordre alphabétique", ", ".join(map(quoted, in_order)))
    for spelling in term.spellings:
        if spelling and (len(spelling) < _SHORTEST_FORM or not (spelling[0] + spelling[-1]).isalnum()):
            table.wrong("formes", f"{quoted(spelling)} ne peut pas être reconnu dans un texte", "un mot entier")
    return term


def _alphabetical(word: str) -> tuple[str, str]:
    """Accents and capitals aside, as in a dictionary."""
    letters = unicodedata.normalize("NFD", spelling_key(word))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)), word


def check_glossary(entries: tuple[Entry[Term], ...], shown: Iterable[str], ledger: Ledger) -> None:
    """No form twice, no term that nothing shown uses, no definition that hides another acronym."""
    _refuse_doubles(entries, ledger)
    used = Glossary(tuple(entry.value for entry in entries)).found_in(*shown)
    known = {word for entry in entries for spelling in entry.value.spellings for word in spelling.split()}
    for entry in entries:
        if entry.value not in used:
            ledger.wrong(
                entry.place,
                f"aucun texte montré n’emploie {listed(entry.value.spellings)}",
                "un mot qu’emploie une question, un besoin, un service ou une règle ; sinon, retirez ce terme",
            )
        for acronym in dict.fromkeys(_ACRONYM.findall(entry.value.definition)):
            if acronym not in known:
                ledger.wrong(
                    entry.place.at("definition"),
                    f"le sigle {quoted(acronym)} n’est expliqué nulle part",
                    "des mots de tous les jours, ou un terme du glossaire pour ce sigle",
                )


def _refuse_doubles(entries: tuple[Entry[Term], ...], ledger: Ledger) -> None:
    first: dict[str, str] = {}
    for entry in entries:
        for spelling in entry.value.spellings:
            key = spelling_key(spelling)
            if key and key in first:
                ledger.wrong(
                    entry.place,
                    f"la forme {quoted(spelling)} est déjà prise par {quoted(first[key])}",
                    "chaque forme une seule fois dans tout le glossaire",
                )
            first.setdefault(key, entry.value.name)
