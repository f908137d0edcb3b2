"""How it is said whose word the answers are: counts that add up, and nothing where there is nothing to say."""

from __future__ import annotations

from ansm.domain import voice_words
from ansm.domain.answers import Answer, Answers
from ansm.domain.diagnostic import Diagnostic
from tests.office.examples import epci
from tests.report import builders
from tests.two_sides import visited

FEW = Answers(tuple(Answer(name, ("non",)) for name in ("SEC-01", "SEC-02", "SEC-03", "DON-01")))


def few() -> Diagnostic:
    return builders.diagnostic(FEW)


def known(found: Diagnostic) -> str:
    return voice_words.known(found.voices, found.journey).replace("\u00a0", " ")


def origin(found: Diagnostic) -> str:
    return voice_words.origin(found.voices, found.journey, found.territory).replace("\u00a0", " ")


def test_nothing_is_said_where_no_advisor_has_a_part() -> None:
    assert (known(few()), origin(few())) == ("", "")
    assert voice_words.unsettled(few().results[0].assessment, few().voices) == ""


def test_page_one_says_how_many_are_the_advisor_s_and_how_many_wait() -> None:
    assert known(visited(few(), filled=("SEC-01",))) == "Le conseiller qui vous accompagne en a donné 1."
    assert known(visited(few(), filled=("SEC-01",), proposed={"SEC-03": ("oui",), "DON-01": ("oui",)})) == (
        "Le conseiller qui vous accompagne en a donné 1 ; il reste 2 questions à départager."
    )
    assert known(visited(few(), proposed={"SEC-03": ("oui",)})) == (
        "Il reste 1 question à départager avec le conseiller qui vous accompagne."
    )
    assert known(visited(few(), agreed=("SEC-01",))) == ""


def test_where_they_come_from_adds_up() -> None:
    told = origin(visited(few(), filled=("SEC-01",), agreed=("SEC-02",)))
    assert told.startswith(
        "Sur 4 réponses, 2 viennent de votre commune, 1 du conseiller qui vous accompagne et 1 des deux, qui ont dit "
        "la même chose."
    )
    assert told.endswith(
        "Ce que dit le conseiller ne remplace jamais une réponse de votre commune sans que quelqu’un ait vu les deux "
        "et choisi."
    )


def test_what_waits_is_told_with_what_the_calculation_does_meanwhile() -> None:
    told = origin(visited(few(), proposed={"SEC-03": ("oui",)}))
    assert told.startswith("Toutes les réponses viennent de votre commune.")
    assert told.endswith(
        "Il reste 1 question à départager. En attendant votre choix, le calcul compte la réponse retenue jusqu’ici, et "
        "elle seule."
    )


def test_all_may_come_from_the_advisor() -> None:
    told = origin(visited(few(), filled=[each.question for each in FEW.items]))
    assert told.startswith("Toutes les réponses viennent du conseiller qui vous accompagne. ")


def test_an_intercommunalite_is_called_so() -> None:
    told = origin(visited(builders.diagnostic(FEW, place=epci()), filled=("SEC-01",)))
    assert "3 viennent de votre intercommunalité" in told


def test_reasons_say_who_answered_and_what_is_not_settled() -> None:
    """« Vous avez répondu » is never said of what an advisor filled in."""
    asked = {each.need.id: each for each in builders.diagnostic().results}
    given = [each.question for each in asked["sauvegarde"].assessment.readings]
    filled = visited(builders.diagnostic(), filled=given)
    why = {each.need.id: each.why for each in filled.results}
    assert "Le conseiller qui vous accompagne a répondu «\u00a0Non\u00a0»" in why["sauvegarde"]
    assert "Vous avez répondu «\u00a0Non\u00a0»" in why["rgpd"]
    waiting = visited(builders.diagnostic(), proposed={given[0]: ("oui",)})
    why = {each.need.id: each.why for each in waiting.results}
    assert why["sauvegarde"].endswith(" Une réponse qui compte ici reste à départager.")
    assert "départager" not in why["rgpd"]
