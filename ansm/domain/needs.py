"""From answers to needs: how large the gap is, how sure we are of it, and between which bounds it lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ansm.domain.journey import Journey, Reading, State
from ansm.domain.questionnaire import HIGHEST_INDEX, Question
from ansm.domain.rounding import half_up_ratio


@dataclass(frozen=True, slots=True)
class Need:
    """A need as the editors describe it. `impact` and `severity` are 0–100, `effort` is in agent-days.

    These numbers are starting values to be validated by practitioners (`status`, `source`, `verified_on`).
    """

    id: str
    label: str
    theme: str
    impact: int
    severity: int
    effort: Fraction
    prerequisites: tuple[str, ...]
    action: str
    how: str
    without_digital: str
    operator: str
    who: str
    when: str
    cost: str
    done_when: str
    strength: str
    consequence: str
    sensitive: bool
    status: str
    source: str
    verified_on: date


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the answers say of one need. Gaps are 0–100; all is None when the need is « sans objet »."""

    need: str
    gap: int | None
    gap_min: int | None
    gap_max: int | None
    known: int
    applicable: int
    readings: tuple[Reading, ...]

    @property
    def reliability(self) -> int | None:
        """Known answers over applicable ones, in percent."""
        return half_up_ratio(100 * self.known, self.applicable) if self.applicable else None

    def reliable(self, minimum: int) -> bool:
        """Whether at least `minimum` percent of the applicable answers are known, exactly."""
        return self.applicable > 0 and 100 * self.known >= minimum * self.applicable

    @property
    def founded(self) -> bool:
        """Whether at least one known answer shows a problem, instead of unknown ones alone making up the gap."""
        return bool(self.gap_min)

    @property
    def doubt_is_dont_know(self) -> bool:
        """Whether what is missing is rather « je ne sais pas » (or contradicted) than skipped questions."""
        skipped = sum(1 for reading in self.readings if reading.state is State.SKIPPED)
        return self.applicable - self.known - skipped >= skipped


def feeding(questions: tuple[Question, ...]) -> dict[str, tuple[tuple[str, int], ...]]:
    """For each need, the questions that feed it with their weights, in the questionnaire's order."""
    found: dict[str, list[tuple[str, int]]] = {}
    for question in questions:
        for feed in question.feeds:
            found.setdefault(feed.need, []).append((question.id, feed.weight))
    return {need: tuple(pairs) for need, pairs in found.items()}


def assess(need: str, feeds: tuple[tuple[str, int], ...], journey: Journey) -> Assessment:
    """The gap of a need over its applicable questions (decision model, §3).

    gap = round(100 × Σ w·g / (4 × Σ w)), the denominator covering every applicable question, known or not;
    unknown answers take the question's cautious index, 0 for the lower bound and 4 for the upper one.
    """
    weighted = tuple(
        (weight, reading)
        for question, weight in feeds
        if (reading := journey.reading(question)) is not None and reading.state is not State.NO_OBJECT
    )
    total = HIGHEST_INDEX * sum(weight for weight, _ in weighted)
    readings = tuple(reading for _, reading in weighted)
    if not total:
        return Assessment(need, None, None, None, 0, 0, ())

    def gap(values: tuple[int, ...]) -> int:
        summed = sum(weight * value for (weight, _), value in zip(weighted, values, strict=True))
        return half_up_ratio(100 * summed, total)

    return Assessment(
        need,
        gap(tuple(reading.index or 0 for reading in readings)),
        gap(tuple(reading.low for reading in readings)),
        gap(tuple(reading.high for reading in readings)),
        sum(1 for reading in readings if reading.known),
        len(readings),
        readings,
    )
