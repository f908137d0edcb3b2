"""A second reading of the decision model, written from its text and from the TOML files alone.

It shares no code with the program: plain dictionaries, `tomllib`, fractions. Where the two disagree, one of them
misread the model.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.domain.oracle_reader import Content, Reader, Table, rounded

CRITERIA = ("besoin", "obligation", "risque", "impact", "facilite", "volonte")
COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


@dataclass
class Opinion:
    """What the oracle thinks of one need."""

    gap: int | None = None
    gap_min: int | None = None
    gap_max: int | None = None
    reliability: int | None = None
    criteria: tuple[int, ...] = ()
    priority: int | None = None  # tenths, inherited
    heir: str | None = None
    band: str | None = None


@dataclass
class Verdicts:
    """The oracle's whole opinion; `order` lists the candidates."""

    needs: dict[str, Opinion]
    order: list[str]
    unmet: set[str] = field(default_factory=set)


def judge(content: Content, facts: Mapping[str, object], given: Mapping[str, tuple[str, ...]], on: date) -> Verdicts:
    """Everything model §3 and §4 says of these answers."""
    reader = Reader(content, facts, given)
    law = _law(reader, on)
    opinions = {name: _opinion(reader, need, law) for name, need in content.needs.items()}
    limits = content.weighting["seuils"]
    known = {name: _reads(reader, name) for name in content.needs}
    candidates = {
        name: rounded(10 * _total(content, opinion))
        for name, opinion in opinions.items()
        if opinion.gap is not None
        and (opinion.gap >= limits["candidat-ecart"] or opinion.criteria[1] >= limits["candidat-obligation"])
    }
    below = {name: _below(content, name) for name in content.needs}
    for name, own in candidates.items():
        above = [(-candidates[other], other) for other in candidates if name in below[other]]
        best = min(above, default=None)
        opinions[name].priority = max(own, -best[0]) if best else own
        opinions[name].heir = best[1] if best and -best[0] > own else None
    order = sorted(
        candidates,
        key=lambda name: (
            -(opinions[name].priority or 0),
            _depth(content, name),
            -opinions[name].criteria[1],
            -opinions[name].criteria[2],
            -opinions[name].criteria[4],
            name,
        ),
    )
    # Decision 4: what is only feared, and nothing known shows, is no action.
    feared = {name for name in candidates if not any(state == "known" and index for state, index, _ in known[name])}
    sure = [name for name in order if _sure(known[name], limits["fiabilite"]) and name not in feared]
    for name, reads in known.items():
        if reads and (name in feared or not _sure(reads, limits["fiabilite"])):
            skipped = sum(state == "skipped" for state, _, _ in reads)
            doubted = sum(state == "nsp" for state, _, _ in reads)
            opinions[name].band = "to_verify" if doubted >= skipped else "to_complete"
    capacity = _capacity(reader)
    for band in ("first", "next"):
        size = _cut([opinions[name].priority or 0 for name in sure], capacity, content.weighting)
        for name in sure[:size]:
            opinions[name].band = band
        sure = sure[size:]
    for name in sure:
        opinions[name].band = "later"
    return Verdicts(opinions, order, {rule for rule, status in law[1].items() if status == "unmet"})


def _reads(reader: Reader, need: str) -> list[tuple[str, int, int]]:
    """(state, index, weight) of each applicable question that feeds the need."""
    found = []
    for name, question in reader.content.questions.items():
        for feed in question.get("alimente", []):
            if feed["besoin"] == need:
                state, index = reader.read(name)
                if state != "none" and index is not None:
                    found.append((state, index, feed.get("poids", 1)))
    return found


def _sure(reads: list[tuple[str, int, int]], percent: int) -> bool:
    return bool(reads) and Fraction(sum(state == "known" for state, _, _ in reads), len(reads)) >= Fraction(
        percent, 100
    )


def _opinion(reader: Reader, need: Table, law: tuple[dict[str, int], dict[str, str]]) -> Opinion:
    reads = _reads(reader, need["id"])
    weights = sum(weight for _, _, weight in reads)

    def gap(unknown: int | None) -> int:
        indices = [(index if state == "known" or unknown is None else unknown) * w for state, index, w in reads]
        return rounded(Fraction(100 * sum(indices), 4 * weights))

    central = gap(None) if reads else 0
    found = Opinion(criteria=_criteria(reader, need, central, law[0].get(need["id"], 0)))
    if reads:
        found.gap, found.gap_min, found.gap_max = central, gap(0), gap(4)
        found.reliability = rounded(Fraction(100 * sum(state == "known" for state, _, _ in reads), len(reads)))
    return found


def _criteria(reader: Reader, need: Table, gap: int, obligation: int) -> tuple[int, ...]:
    weighting = reader.content.weighting
    lawful = {rule["besoin"] for rule in reader.content.rules if "besoin" in rule}

    def cited(question: Table, value: str) -> bool:
        option = next(o for o in question["options"] if o["valeur"] == value)
        targets = option.get("besoins", [])
        return need["id"] in (lawful if targets == "obligations" else targets)

    impact, will = need["impact"], 0
    for question in reader.content.questions.values():
        ticked = reader.values(question["id"])
        if question.get("effet") == "impact" and any(cited(question, value) for value in ticked):
            impact = min(100, impact + weighting["impact"]["bonus"])
        if question.get("effet") == "volonte":
            ranks = weighting["volonte"]["rangs"]
            will = max([will, *(ranks[i] for i, value in enumerate(ticked[: len(ranks)]) if cited(question, value))])
    steps = [s["points"] for s in weighting["facilite"]["paliers"] if Fraction(need["effort"]) <= Fraction(s["jours"])]
    ease = steps[0] if steps else weighting["facilite"]["autres"]
    return gap, obligation, rounded(Fraction(need["gravite"] * gap, 100)), impact, ease, will


def applicable(reader: Reader, on: date) -> list[Table]:
    """The rules of law in force for this place and these answers, those only to watch left out."""
    inhabitants = reader.facts.get("population")

    def reached(rule: Table) -> bool:
        least = reader.content.thresholds[rule["seuil"]]
        return isinstance(inhabitants, int) and bool(COMPARE[rule["operateur"]](inhabitants, least))

    return [
        rule
        for rule in reader.content.rules
        if reader.facts["nature"] in rule["nature"]
        and reader.facts["outre-mer"] in rule.get("outre-mer", ["non", "drom"])
        and ("seuil" not in rule or reached(rule))
        and ("condition" not in rule or reader.true(rule["condition"]))
        and rule["confiance"] != "basse"
        and rule["en-vigueur-du"] <= on
    ]


def _law(reader: Reader, on: date) -> tuple[dict[str, int], dict[str, str]]:
    """The obligation criterion of each need, and the status of each rule that applies."""
    points: dict[str, int] = {}
    status: dict[str, str] = {}
    for rule in applicable(reader, on):
        reads = [read for read in map(reader.read, rule.get("questions", [])) if read[1] is not None]
        indices = [index for _, index in reads if index is not None]
        sure = [index for state, index in reads if state == "known" and index is not None]
        status[rule["id"]] = (
            "unmet"
            if max(sure, default=0) >= 3
            else "met"
            if reads and sure == indices and max(sure) <= 1
            else "to_check"
        )
        if "besoin" in rule:
            points[rule["besoin"]] = max(points.get(rule["besoin"], 0), 25 * max(indices, default=0))
    return points, status


def _total(content: Content, opinion: Opinion) -> Fraction:
    weights = [content.weighting["poids"][name] for name in CRITERIA]
    return Fraction(sum(w * s for w, s in zip(weights, opinion.criteria, strict=True)), sum(weights))


def _below(content: Content, need: str) -> set[str]:
    direct = content.needs[need].get("prerequis", [])
    return set(direct).union(*(_below(content, name) for name in direct)) if direct else set()


def _depth(content: Content, need: str) -> int:
    return max((1 + _depth(content, name) for name in content.needs[need].get("prerequis", [])), default=0)


def _capacity(reader: Reader) -> int:
    said = reader.content.weighting["capacite"]
    values = reader.values(said["question"])
    return int(said["valeurs"].get(values[0], said["defaut"]) if values else said["defaut"])


def _cut(priorities: list[int], target: int, weighting: Table) -> int:
    """The size of a band: a clear gap within the window, else the next clear gap, at most the ceiling."""
    count = len(priorities)
    ceiling = min(count, max(weighting["capacite"]["maximum"], target))
    if count <= target:
        return count
    step, window = 10 * weighting["bandes"]["ecart"], weighting["bandes"]["fenetre"]
    clear = [n for n in range(1, ceiling + 1) if n == count or priorities[n - 1] - priorities[n] >= step]
    near = [n for n in clear if abs(n - target) <= window]
    if near:
        return min(near, key=lambda n: (abs(n - target), -n))
    return min((n for n in clear if n > target), default=ceiling)
