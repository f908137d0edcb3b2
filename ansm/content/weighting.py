"""Which numbers turn needs into priorities: weights, thresholds, steps and bands of ponderation.toml."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from ansm.content.faults import Target, listed
from ansm.content.reading import Table
from ansm.domain.priorities import Criterion, Weighting

_CRITERIA = {
    Criterion.NEED: "besoin",
    Criterion.OBLIGATION: "obligation",
    Criterion.RISK: "risque",
    Criterion.IMPACT: "impact",
    Criterion.EASE: "facilite",
    Criterion.WILL: "volonte",
}
_MOST_ACTIONS = 20
_LARGEST_BUDGET = 10_000_000


def read_weighting(root: Table) -> Weighting:
    """Every number of the decision model, §4."""
    limits = _section(root, "seuils")
    ease = _section(root, "facilite")
    capacity = _section(root, "capacite")
    bands = _section(root, "bandes")
    budget = _section(root, "budget")
    impact = _section(root, "impact")
    will = _section(root, "volonte")
    maximum = capacity.integer("maximum", 1, _MOST_ACTIONS)
    capacity_question = capacity.reference("question", Target.QUESTION)
    budget_question = budget.reference("question", Target.QUESTION)
    ceilings = _by_option(budget, "plafonds", budget_question, 0, _LARGEST_BUDGET)
    weighting = Weighting(
        weights=_weights(_section(root, "poids")),
        candidate_gap=limits.integer("candidat-ecart", 0, 100),
        candidate_obligation=limits.integer("candidat-obligation", 0, 100),
        reliability=limits.integer("fiabilite", 0, 100),
        impact_bonus=impact.integer("bonus", 0, 100),
        ease_steps=_steps(ease),
        ease_otherwise=ease.integer("autres", 0, 100),
        will_ranks=_ranks(will),
        capacity_question=capacity_question,
        capacity=_by_option(capacity, "valeurs", capacity_question, 1, maximum),
        capacity_default=capacity.integer("defaut", 1, maximum),
        capacity_maximum=maximum,
        band_gap=bands.integer("ecart", 0, 100),
        band_window=bands.integer("fenetre", 0, _MOST_ACTIONS),
        budget_question=budget_question,
        budget_ceilings=tuple(ceilings),
        status=root.text("statut"),
        source=root.text("source"),
        verified_on=root.verified(),
    )
    for section in (limits, ease, capacity, bands, budget, impact, will):
        section.close()
    root.close()
    return weighting


def _section(root: Table, key: str) -> Table:
    """A required section; an empty one stands in when it is missing, and says each key that it lacks."""
    return root.table(key) or Table({}, root.place.at(key), root.ledger)


def _weights(table: Table) -> tuple[tuple[Criterion, int], ...]:
    weights = tuple((criterion, table.integer(name, 0, 100)) for criterion, name in _CRITERIA.items())
    if all(table.has(name) for name in _CRITERIA.values()) and not any(weight for _, weight in weights):
        table.wrong("", "tous les poids sont nuls", "au moins un poids plus grand que 0")
    table.close()
    return weights


def _steps(table: Table) -> tuple[tuple[Fraction, int], ...]:
    steps = []
    for inner in table.tables("paliers", required=True):
        steps.append((inner.decimal("jours") or Fraction(0), inner.integer("points", 0, 100)))
        inner.close()
    if any(one[0] >= other[0] or one[1] < other[1] for one, other in pairwise(steps)):
        table.wrong(
            "paliers", "les paliers ne sont pas dans l’ordre", "du plus petit effort au plus grand, points décroissants"
        )
    return tuple(steps)


def _ranks(table: Table) -> tuple[int, ...]:
    ranks = table.integers("rangs", 0, 100)
    if list(ranks) != sorted(ranks, reverse=True):
        table.wrong(
            "rangs", "un rang vaut plus que le rang qui le précède", "des points décroissants, comme [100, 75, 50]"
        )
    return ranks


def _by_option(table: Table, key: str, question: str, low: int, high: int) -> tuple[tuple[str, int], ...]:
    """Numbers per option of a question, sorted by option."""
    inner = table.table(key)
    if inner is None:
        return ()
    names = inner.names()
    if not names:
        table.wrong(key, "aucune réponse n’a de valeur", listed(["réponse = nombre"]))
    for name in names:
        inner.ledger.refer(inner.place.at(name), Target.OPTION, name, question)
    return tuple((name, inner.integer(name, low, high)) for name in names)
