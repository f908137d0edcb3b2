"""Under which population the programme is open, the named thresholds of the law, and where their numerals may stand."""

from __future__ import annotations

import re
from datetime import date

from ansm.content.conditions import KINDS, LARGEST_POPULATION
from ansm.content.faults import Ledger, Place, listed, quoted
from ansm.content.reading import Table
from ansm.content.source import SourceTree
from ansm.domain.eligibility import Rule
from ansm.domain.territory import Kind, Notion

ELIGIBILITY_FILE = "eligibilite.toml"
_NARROW = "\u202f"
_SEPARATOR = r"[ \t\u00a0\u2000-\u200a\u202f._'’]?"


def read_eligibility(root: Table) -> tuple[Rule, ...]:
    """The dated rules; the named thresholds go to the ledger, where conditions and obligations find them."""
    rules = []
    for table in root.tables("regles", required=True):
        rules.append(_rule(table))
        table.close()
    for table in root.tables("seuils", label="id"):
        name = table.identifier(example="des minuscules sans accent et des tirets, comme « petite-commune »")
        if name in root.ledger.thresholds:
            table.wrong("id", f"le seuil {quoted(name)} est défini deux fois", "un identifiant jamais utilisé")
        root.ledger.thresholds[name] = table.integer("valeur", 1, LARGEST_POPULATION)
        table.text("source")
        table.verified()
        table.close()
    _refuse_overlaps(root, rules)
    root.close()
    return tuple(rules)


def _rule(table: Table) -> Rule:
    table.choice("programme", ["ansm"])
    rule = Rule(
        programme="ansm",
        kind=Kind(table.choice("nature", KINDS)),
        threshold=table.integer("seuil", 1, LARGEST_POPULATION),
        operator=table.choice("operateur", ["<"]),
        notion=Notion(table.choice("population", [Notion.MUNICIPAL.value])),
        valid_from=table.certain_day("en-vigueur-du"),
        valid_to=table.day("en-vigueur-au", required=False),
        source=table.text("source"),
        status=table.text("statut"),
    )
    table.verified()
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        table.wrong("en-vigueur-au", "cette règle finit avant de commencer", "une date après « en-vigueur-du »")
    return rule


def _refuse_overlaps(root: Table, rules: list[Rule]) -> None:
    """Two rules of the same kind on the same day would make the verdict depend on the order of the file."""
    for position, later in enumerate(rules):
        for earlier in rules[:position]:
            if later.kind is earlier.kind and _overlap(earlier, later):
                root.ledger.wrong(
                    root.place.item("regles", position + 1),
                    f"deux règles s’appliquent le même jour à la nature {quoted(later.kind.value)}",
                    "fermez l’ancienne avec « en-vigueur-au », la veille du premier jour de la nouvelle",
                )


def _overlap(one: Rule, other: Rule) -> bool:
    one_ends, other_ends = one.valid_to or date.max, other.valid_to or date.max
    return one.valid_from <= other_ends and other.valid_from <= one_ends


def refuse_stray_numerals(tree: SourceTree, rules: tuple[Rule, ...], ledger: Ledger) -> None:
    """The thresholds of the rules are written in one file only, so that changing one never leaves another behind.

    Looks at every line of every other file, comments included, and at the usual ways to write the number.
    """
    patterns = [(value, _numeral(value)) for value in sorted({rule.threshold for rule in rules})]
    for path, data in tree.files:
        if path == ELIGIBILITY_FILE:
            continue
        text = data.decode("utf-8", errors="replace")
        for value, pattern in patterns:
            for found in pattern.finditer(text):
                line = text.count("\n", 0, found.start()) + 1
                ledger.wrong(
                    Place(path, f"ligne {line}"),
                    f"le seuil {quoted(found[0])} est écrit ici ; il ne doit l’être que dans {ELIGIBILITY_FILE}",
                    _instead(value, ledger),
                )


def _instead(value: int, ledger: Ledger) -> str:
    names = sorted(name for name, threshold in ledger.thresholds.items() if threshold == value)
    if names:
        return f"le nom du seuil, {listed(names)} ; {{seuil}} dans le texte d’une obligation ; des mots ailleurs"
    return "des mots sans ce nombre, comme « les petites communes »"


def _numeral(value: int) -> re.Pattern[str]:
    """The number alone, whatever stands between its thousands; neither inside a longer one nor before decimals."""
    groups = f"{value:,}".split(",")
    return re.compile(rf"(?<!\d){_SEPARATOR.join(groups)}(?!\d)(?!{_SEPARATOR}\d{{3}}(?!\d))")


def in_french(value: int) -> str:
    """A number as it is printed: thousands apart by a narrow no-break space."""
    return f"{value:,}".replace(",", _NARROW)
