"""What the results page says of the former diagnostic: the words of the domain, long lists folded, never a figure."""

from __future__ import annotations

from ansm.application import Application
from ansm.domain.comparison import compare
from ansm.domain.comparison_words import retold
from ansm.web.results.since import REVIEW, SHOWN, since
from ansm.web.results.state import read
from ansm.web.results_view import results_view
from tests.web.golden_results import BUSY, diagnosed

LA_BUISSE = "38061"


def test_a_first_diagnostic_has_no_such_part(installation: Application) -> None:
    view = read(installation.open(LA_BUISSE, "elu"))
    assert view.since == ()
    assert "#depuis" not in [part.target for part in view.parts]


def test_a_diagnostic_done_again_says_what_changed_and_what_waits(installation: Application) -> None:
    former = installation.open(LA_BUISSE, "elu")
    installation.answer(former, "SEC-01", "non")
    installation.answer(former, "CON-01", "fibre")
    new = installation.again.start(former).token
    installation.answer(new, "SEC-01", "auto")
    view = read(new)
    assert "#depuis" in [part.target for part in view.parts]
    (told,) = view.since
    titles = [group.title for group in told.groups]
    assert titles[0] == "Ce qui s’est amélioré chez vous"
    assert titles[-1] == "Ce qui n’a pas encore été revu"
    assert told.review == REVIEW


def test_the_words_are_those_of_the_domain_in_their_order(installation: Application) -> None:
    former, now = diagnosed(BUSY), diagnosed(BUSY, ("SEC-01", "auto"), ("CON-01", "cuivre"))
    file = installation.file(installation.again.start(installation.open(LA_BUISSE)).token)
    (told,) = since(now, file, former)
    words = retold(compare(former, now))
    assert told.introduction == words.introduction
    for shown, group in zip(told.groups, words.groups, strict=True):
        assert (shown.title, shown.introduction) == (group.title, group.introduction)
        assert [(each.label, each.text) for each in (*shown.subjects, *shown.others)] == [
            (each.label, each.text) for each in group.items
        ]
        assert len(shown.subjects) <= SHOWN


def test_a_questionnaire_that_is_not_here_is_said_instead_of_compared(installation: Application) -> None:
    file = installation.file(installation.again.start(installation.open(LA_BUISSE)).token)
    (told,) = since(diagnosed(BUSY), file, None)
    assert "n’est pas connu de ce site" in told.introduction
    assert told.groups == ()
    assert results_view(diagnosed(BUSY), moved=False, since=(told,)).since == (told,)
