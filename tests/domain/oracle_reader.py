"""The oracle's own reading of the editors' files and of one set of answers: plain dictionaries and `tomllib`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

Table = dict[str, Any]  # what tomllib reads


@dataclass
class Content:
    """The editors' files, as they are."""

    questions: dict[str, Table]
    needs: dict[str, Table]
    rules: list[Table]
    clashes: list[Table]
    weighting: Table
    thresholds: dict[str, int]


@cache
def read(folder: Path) -> Content:
    """The content of a folder, files in the order of their names."""

    def toml(name: str) -> Table:
        return tomllib.loads((folder / name).read_text("utf-8"))

    themes = [tomllib.loads(path.read_text("utf-8")) for path in sorted((folder / "themes").glob("*.toml"))]
    return Content(
        questions={q["id"]: q for theme in themes for q in theme["questions"]},
        needs={n["id"]: n for n in toml("besoins.toml")["besoins"]},
        rules=toml("obligations.toml")["obligations"],
        clashes=toml("coherences.toml")["contradictions"],
        weighting=toml("ponderation.toml"),
        thresholds={s["id"]: s["valeur"] for s in toml("eligibilite.toml")["seuils"]},
    )


def rounded(value: Fraction) -> int:
    """Half up."""
    return (value + Fraction(1, 2)).__floor__()


class Reader:
    """Looks at one set of answers for one place (facts: nature, population, outre-mer, forme)."""

    def __init__(self, content: Content, facts: Mapping[str, object], given: Mapping[str, tuple[str, ...]]) -> None:
        self.content, self.facts, self.given = content, facts, given
        self.doubtful: set[str] = set()
        self.seen: dict[str, bool] = {}
        clashing = [c for c in content.clashes if self.true(c["condition"])]
        self.doubtful = {name for c in clashing for name in c["questions"]}

    def shown(self, name: str) -> bool:
        """Whether the question is asked."""
        if name not in self.seen:
            condition = self.content.questions[name].get("condition")
            self.seen[name] = condition is None or self.true(condition)
        return self.seen[name]

    def values(self, name: str) -> tuple[str, ...]:
        """The answer, if the question is asked."""
        return self.given.get(name, ()) if self.shown(name) else ()

    def true(self, c: Table) -> bool:
        """Whether a condition holds."""
        if "toutes" in c:
            return all(self.true(part) for part in c["toutes"])
        if "au-moins-une" in c:
            return any(self.true(part) for part in c["au-moins-une"])
        if "non" in c:
            return not self.true(c["non"])
        wanted = c.get("parmi", [c.get("egale")])
        if "question" in c:
            if "au-moins" in c:
                state, index = self.read(c["question"])
                return state == "known" and index is not None and index >= c["au-moins"]
            return bool(set(wanted) & set(self.values(c["question"])))
        fact = self.facts.get(c["fact" if "fact" in c else "fait"])
        if "au-moins" in c:
            least = c["au-moins"]
            least = self.content.thresholds[least] if isinstance(least, str) else least
            return isinstance(fact, int) and fact >= least
        return fact in wanted

    def read(self, name: str) -> tuple[str, int | None]:
        """`known` | `nsp` | `skipped` | `none` (hidden or without object), with the central index."""
        question = self.content.questions[name]
        if not self.shown(name):
            return "none", None
        cautious = next((o["indice"] for o in question["options"] if o.get("ne-sait-pas") and "indice" in o), 2)
        values = self.given.get(name, ())
        if name in self.doubtful or "nsp" in values:
            return "nsp", cautious
        if not values:
            return "skipped", cautious
        index = self.index(question, values)
        return ("none", None) if index is None else ("known", index)

    def index(self, question: Table, values: tuple[str, ...]) -> int | None:
        """The index of a known answer."""
        ticked = [o for o in question["options"] if o["valeur"] in values]
        indices = []
        for option in ticked:
            special = [case["indice"] for case in option.get("indice-si", []) if self.true(case["condition"])]
            found = special[0] if special else option.get("indice")
            if found is not None:
                indices.append(found)
        if not indices:
            return None
        how = question.get("agregation", {"mode": "max"})
        if how["mode"] == "min-plus-un-si-seul":
            return min(4, min(indices) + int(len(values) == 1))
        if how["mode"] == "quatre-moins-nombre":
            return 4 - min(4, len([o for o in ticked if not o.get("exclusive")]))
        if how["mode"] == "table":
            return int(how["table"][len(set(how["compte"]) & set(values))])
        return int(max(indices))
