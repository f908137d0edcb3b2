"""From needs to priorities: six criteria, an exact total, and a total order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from ansm.domain.needs import Need
from ansm.domain.rounding import half_up_ratio


class Criterion(StrEnum):
    """The six criteria of the decision model, §4, in the order they are printed."""

    NEED = "need"
    OBLIGATION = "obligation"
    RISK = "risk"
    IMPACT = "impact"
    EASE = "ease"
    WILL = "will"


Weights = tuple[tuple[Criterion, int], ...]


@dataclass(frozen=True, slots=True)
class Weighting:
    """Every number of the model, as the editors wrote it, with its status.

    `ease_steps` pairs an upper bound in agent-days with points; `will_ranks` gives the points of each rank;
    `capacity` pairs an option of `capacity_question` with a number of actions; `band_gap` is in points;
    `budget_ceilings` pairs an option of `budget_question` with euros a year, None for no ceiling.
    """

    weights: Weights
    candidate_gap: int
    candidate_obligation: int
    reliability: int
    impact_bonus: int
    ease_steps: tuple[tuple[Fraction, int], ...]
    ease_otherwise: int
    will_ranks: tuple[int, ...]
    capacity_question: str
    capacity: tuple[tuple[str, int], ...]
    capacity_default: int
    capacity_maximum: int
    band_gap: int
    band_window: int
    budget_question: str
    budget_ceilings: tuple[tuple[str, int | None], ...]
    status: str
    source: str
    verified_on: date

    def ceiling(self, chosen: tuple[str, ...]) -> int | None:
        """The euros a year that an answer to the budget question allows; None without one, or without a limit."""
        return dict(self.budget_ceilings).get(chosen[0]) if chosen else None

    def ease(self, effort: Fraction) -> int:
        """The ease points of an effort in agent-days."""
        return next((points for days, points in self.ease_steps if effort <= days), self.ease_otherwise)

    def variants(self) -> tuple[Weights, ...]:
        """Each weight one lower and one higher: the twelve variants of the robustness test."""
        return tuple(
            tuple((name, weight + (step if name is moved else 0)) for name, weight in self.weights)
            for moved, original in self.weights
            for step in (-1, 1)
            if original + step >= 0
        )


@dataclass(frozen=True, slots=True)
class Score:
    """The six criteria of a need, each 0–100.

    Only candidates that are `reliable` enter a band by rank: enough is known, and what is known shows a problem.
    """

    need: Need
    need_gap: int
    obligation: int
    risk: int
    impact: int
    ease: int
    will: int
    candidate: bool
    reliable: bool

    def value(self, criterion: Criterion) -> int:
        """The value of one criterion."""
        match criterion:
            case Criterion.NEED:
                return self.need_gap
            case Criterion.OBLIGATION:
                return self.obligation
            case Criterion.RISK:
                return self.risk
            case Criterion.IMPACT:
                return self.impact
            case Criterion.EASE:
                return self.ease
            case Criterion.WILL:
                return self.will

    def tenths(self, weights: Weights) -> int:
        """The priority in tenths of a point: round(10 × Σ W·S / Σ W), exactly (model §4)."""
        total = sum(weight * self.value(name) for name, weight in weights)
        return half_up_ratio(10 * total, sum(weight for _, weight in weights))


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one criterion brings. The `tenths` of the six sum to the priority exactly."""

    criterion: Criterion
    value: int
    weight: int
    tenths: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in the final order. `tenths` is inherited from `inherited_from` when that is not None."""

    score: Score
    own_tenths: int
    tenths: int
    inherited_from: str | None


def contributions(score: Score, weights: Weights) -> tuple[Contribution, ...]:
    """Each criterion's share of the priority, in tenths that sum to it exactly (largest remainders)."""
    whole = sum(weight for _, weight in weights)
    exact = {name: divmod(10 * weight * score.value(name), whole) for name, weight in weights}
    shares = {name: tenths for name, (tenths, _) in exact.items()}
    missing = score.tenths(weights) - sum(shares.values())
    by_remainder = sorted(weights, key=lambda item: (-exact[item[0]][1], -item[1], item[0]))
    for name, _ in by_remainder[:missing]:
        shares[name] += 1
    return tuple(Contribution(name, score.value(name), weight, shares[name]) for name, weight in weights)


def depths(needs: tuple[Need, ...]) -> dict[str, int]:
    """How many prerequisites stand below each need, at most; the loader refuses cycles."""
    by_id = {need.id: need for need in needs}
    found: dict[str, int] = {}

    def depth(identifier: str) -> int:
        if identifier not in found:
            need = by_id.get(identifier)
            below = need.prerequisites if need else ()
            found[identifier] = 1 + max((depth(name) for name in below), default=-1)
        return found[identifier]

    for need in needs:
        depth(need.id)
    return found


def prerequisites_closure(needs: tuple[Need, ...]) -> dict[str, frozenset[str]]:
    """For each need, everything it depends on, directly or not."""
    by_id = {need.id: need for need in needs}
    found: dict[str, frozenset[str]] = {}

    def closure(identifier: str) -> frozenset[str]:
        if identifier not in found:
            need = by_id.get(identifier)
            direct = need.prerequisites if need else ()
            found[identifier] = frozenset(direct).union(*(closure(name) for name in direct))
        return found[identifier]

    for need in needs:
        closure(need.id)
    return found


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What the editors' prerequisites imply, computed once for a set of needs."""

    depth: dict[str, int]
    closure: dict[str, frozenset[str]]
    heirs: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, needs: tuple[Need, ...]) -> Dependencies:
        """The dependencies among these needs, both ways."""
        closure = prerequisites_closure(needs)
        below = {name for names in closure.values() for name in names}
        heirs = {name: tuple(other for other, names in closure.items() if name in names) for name in sorted(below)}
        return cls(depths(needs), closure, heirs)


def order(scores: tuple[Score, ...], dependencies: Dependencies, weights: Weights) -> tuple[Ranked, ...]:
    """The candidates in their total order (model §4).

    An unmet prerequisite inherits the highest priority of what depends on it and stands before it. Ties:
    prerequisite depth, obligation, risk, ease, identifier.
    """
    candidates = [score for score in scores if score.candidate]
    own = {score.need.id: score.tenths(weights) for score in candidates}
    ranked = [rank(score, own, dependencies) for score in candidates]
    return tuple(sorted(ranked, key=lambda each: position(each, dependencies)))


def rank(score: Score, own: dict[str, int], dependencies: Dependencies) -> Ranked:
    """A candidate with the priority it takes or inherits; `own` holds that of every candidate, in tenths."""
    name = score.need.id
    heirs = [other for other in dependencies.heirs.get(name, ()) if own.get(other, 0) > own[name]]
    if not heirs:
        return Ranked(score, own[name], own[name], None)
    heir = min(heirs, key=lambda other: (-own[other], other))
    return Ranked(score, own[name], own[heir], heir)


def position(ranked: Ranked, dependencies: Dependencies) -> tuple[int, int, int, int, int, str]:
    """What the order compares; no two needs have the same."""
    score = ranked.score
    name = score.need.id
    return -ranked.tenths, dependencies.depth[name], -score.obligation, -score.risk, -score.ease, name
