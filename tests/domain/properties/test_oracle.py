"""An independent reading of the model, straight from the TOML files, agrees on every number, order and band."""

from __future__ import annotations

from hypothesis import given

from ansm.domain.obligations import ObligationStatus
from ansm.domain.territory import Territory
from tests.builders import TODAY
from tests.domain.oracle import Opinion, judge
from tests.domain.oracle_reader import read
from tests.domain.real import Given, book, facts, folder, places, profiles, standing


@given(places, profiles())
def test_the_domain_and_the_oracle_agree(place: Territory, given: Given) -> None:
    found, opinion = standing(place, given), judge(read(folder()), facts(place), given, TODAY)
    names = [name for name, _ in book().weighting.weights]
    ranked = {each.score.need.id: each for each in found.ranked}
    for assessment, score in zip(found.assessments, found.scores, strict=True):
        position = ranked.get(assessment.need)
        assert opinion.needs[assessment.need] == Opinion(
            gap=assessment.gap,
            gap_min=assessment.gap_min,
            gap_max=assessment.gap_max,
            reliability=assessment.reliability,
            criteria=tuple(score.value(name) for name in names),
            priority=position.tenths if position else None,
            heir=position.inherited_from if position else None,
            band=found.bands.get(assessment.need),
        ), assessment.need
    assert [each.score.need.id for each in found.ranked] == opinion.order
    unmet = {each.obligation.id for each in found.findings if each.status is ObligationStatus.UNMET}
    assert unmet == opinion.unmet
