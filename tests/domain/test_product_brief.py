"""A draft « fiche produit » is made of facts, for a need that no service answers and that neighbours share."""

from __future__ import annotations

import pytest

from ansm.domain.diagnostic import Diagnostic, establish
from ansm.domain.product_brief import ORIENTATIONS, product_brief
from tests.builders import ELIGIBLE, TODAY, answers, commune, need, options, question
from tests.policy_builders import handbook, orientation, service


def found(*, served: tuple[str, ...] = (), **given: str) -> Diagnostic:
    book = handbook(
        question("Q1", "a"),
        question("Q2", "b"),
        question("PIL-08", choices=options({"oui": None, "non": None}, cautious=2)),
        question("PIL-09", choices=options({"oui": None, "non": None}, cautious=2)),
        needs=[need("a", impact=100), need("b", impact=0)],
        services=[service("s", *served)] if served else [],
        orientations=[orientation(name) for name in ORIENTATIONS],
    )
    return establish(commune(), answers(**given), book, ELIGIBLE, None, TODAY)


def test_the_first_need_without_a_service_is_drafted_and_the_others_named() -> None:
    brief = product_brief(found(Q1="4", Q2="3", PIL_08="oui"))
    assert brief is not None
    assert brief.result.need.id == "a"
    assert [each.id for each in brief.others] == ["b"]
    assert [each.question for each in brief.evidence] == ["Q1"]
    assert brief.sources == ("exemple", "exemple")


def test_a_need_that_a_service_answers_is_left_to_the_catalogue() -> None:
    brief = product_brief(found(served=("a",), Q1="4", Q2="3", PIL_08="oui"))
    assert brief is not None
    assert (brief.result.need.id, brief.others) == ("b", ())
    assert product_brief(found(served=("a", "b"), Q1="4", Q2="3", PIL_08="oui")) is None


@pytest.mark.parametrize("shared", [{}, {"PIL_08": "non"}, {"PIL_08": "nsp"}])
def test_nothing_is_drafted_unless_neighbours_are_said_to_share_the_problem(shared: dict[str, str]) -> None:
    assert product_brief(found(Q1="4", Q2="3", **shared)) is None


def test_nothing_is_drafted_where_nothing_is_to_be_done() -> None:
    assert product_brief(found(Q1="0", Q2="0", PIL_08="oui")) is None


@pytest.mark.parametrize(("said", "agent"), [("oui", True), ("non", False), ("nsp", None), (None, None)])
def test_an_agent_is_found_missing_or_not_known(said: str | None, agent: bool | None) -> None:
    brief = product_brief(found(Q1="4", Q2="3", PIL_08="oui", **({"PIL_09": said} if said else {})))
    assert brief is not None
    assert brief.agent_found is agent
