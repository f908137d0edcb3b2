"""A portfolio is read in a few statements, on both databases: what stands, what waits, who is in charge."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ansm.domain.answers import Answer, Answers
from ansm.domain.eligibility import Verdict
from ansm.domain.origin import Origin
from ansm.domain.sides import Side
from ansm.storage import Storage, StoredCase
from tests.storage.caseload_examples import Agency, agency
from tests.storage.examples import CONTENT, TOKEN, give, new_file

OTHER = hashlib.sha256(b"other").digest()


@pytest.fixture
def isere(storage: Storage) -> Agency:
    """An agency that follows the file of La Buisse."""
    storage.create(new_file())
    body = agency(storage)
    body.follows(storage)
    return body


def only(storage: Storage, body: Agency) -> StoredCase:
    (case,) = storage.portfolio.cases(body.body.number)
    return case


def test_a_line_tells_the_territory_as_it_was_frozen(storage: Storage, isere: Agency) -> None:
    case = only(storage, isere)
    assert (case.uid, case.code, case.name) == (new_file().uid, "38061", "La Buisse")
    assert (case.department, case.department_name, case.population) == ("38", "Isère", 3221)
    assert (case.verdict, case.content_version, case.opened_on) == (Verdict.ELIGIBLE, CONTENT, date(2026, 11, 22))
    assert [each.label for each in case.in_charge] == ["Lea"]
    assert (case.last_row, case.last_moment) == (0, new_file().created_at)
    assert not case.redone
    assert not case.acting


def test_the_last_answer_is_the_last_activity(storage: Storage, isere: Agency) -> None:
    storage.record(TOKEN, give("SEC-01", "non", minute=5))
    receipt = storage.record(TOKEN, give("SEC-02", "oui", minute=9))
    case = only(storage, isere)
    assert (case.last_row, case.last_moment) == (receipt.number, datetime(2026, 11, 22, 10, 9, tzinfo=UTC))


def test_a_population_that_nobody_published_is_not_zero(storage: Storage) -> None:
    body, new = agency(storage), new_file()
    storage.create(replace(new, territory=replace(new.territory, populations=())))
    body.follows(storage)
    assert only(storage, body).population is None


def test_a_file_started_from_a_former_one_says_so(storage: Storage) -> None:
    body = agency(storage)
    storage.create(replace(new_file(), origin=Origin(date(2025, 11, 22), CONTENT, Answers())))
    body.follows(storage)
    assert only(storage, body).redone


def test_questions_that_wait_for_a_choice_are_counted_once_each(storage: Storage, isere: Agency) -> None:
    """Two devices that disagree on one question are one disagreement, until somebody answers having seen both."""
    storage.record(TOKEN, give("SEC-01", "non", client_id="aaaaaa-1"), 0)
    storage.record(TOKEN, give("SEC-01", "oui", client_id="bbbbbb-1"), 0)
    storage.record(TOKEN, give("SEC-01", "nsp", client_id="cccccc-1"), 0)
    assert only(storage, isere).disagreements == len({each.question for each in storage.journal(TOKEN).conflicts}) == 1
    last = storage.journal(TOKEN).last
    storage.record(TOKEN, give("SEC-01", "oui", client_id="aaaaaa-2"), last)
    assert only(storage, isere).disagreements == len(storage.journal(TOKEN).conflicts) == 0


def test_one_s_former_word_set_aside_waits_no_more(storage: Storage, isere: Agency) -> None:
    storage.record(TOKEN, give("SEC-01", "non", client_id="aaaaaa-1"), 0)
    storage.record(TOKEN, give("SEC-01", "oui", client_id="bbbbbb-1"), 0)
    storage.record(TOKEN, give("SEC-01", "nsp", client_id="bbbbbb-2"), 0)
    assert len(storage.journal(TOKEN).conflicts) == 1
    assert only(storage, isere).disagreements == 1


def test_what_an_advisor_said_otherwise_waits_until_they_take_it_back(storage: Storage, isere: Agency) -> None:
    storage.record(TOKEN, give("SEC-01", "non", client_id="aaaaaa-1"), 0)
    said = replace(give("SEC-01", "oui", client_id="bbbbbb-1"), side=Side.ADVISOR)
    storage.record(TOKEN, said, storage.journal(TOKEN).last)
    assert only(storage, isere).disagreements == len(storage.journal(TOKEN).conflicts) == 1
    taken_back = replace(give("SEC-01", client_id="bbbbbb-2"), side=Side.ADVISOR)
    storage.record(TOKEN, taken_back, storage.journal(TOKEN).last)
    assert only(storage, isere).disagreements == len(storage.journal(TOKEN).conflicts) == 0


def test_what_has_ended_and_what_others_follow_is_not_there(storage: Storage, isere: Agency) -> None:
    rhone = agency(storage, "OPSN du Rhône")
    storage.create(new_file("other"))
    number = rhone.follows(storage, OTHER)
    assert [case.uid for case in storage.portfolio.cases(isere.body.number)] == [new_file().uid]
    storage.caseload.leave(number, datetime(2026, 11, 24, tzinfo=UTC))
    assert storage.portfolio.cases(rhone.body.number) == ()


def test_a_portfolio_may_be_that_of_one_person_or_of_one_file(storage: Storage, isere: Agency) -> None:
    storage.create(new_file("other"))
    number = isere.follows(storage, OTHER)
    storage.caseload.assign(number, isere.ali.number)
    mine = storage.portfolio.cases(isere.body.number, isere.ali.number)
    assert [case.uid for case in mine] == [new_file("other").uid]
    assert [each.label for each in mine[0].in_charge] == ["Ali", "Lea"], "who else is in charge is told"
    assert (
        storage.portfolio.cases(isere.body.number, uid=new_file().uid) == storage.portfolio.cases(isere.body.number)[:1]
    )
    assert storage.portfolio.cases(isere.body.number, isere.manon.number) == ()


def test_a_portfolio_may_be_that_of_one_territory(storage: Storage, isere: Agency) -> None:
    """Read alone: asking whether a territory is followed already does not read the hundreds of others."""
    number = isere.body.number
    assert [case.uid for case in storage.portfolio.cases(number, code="38061")] == [new_file().uid]
    assert storage.portfolio.cases(number, code="38062") == ()


def test_answers_are_the_current_ones_of_each_file(storage: Storage, isere: Agency) -> None:
    storage.create(new_file("other"))
    storage.record(TOKEN, give("SEC-01", "non"))
    storage.record(TOKEN, give("SEC-01", "oui", minute=1))
    storage.record(TOKEN, give("SEC-02", "non"))
    storage.record(TOKEN, give("SEC-02", minute=1))
    found = {each.uid: each for each in storage.portfolio.answers([new_file().uid, new_file("other").uid])}
    assert found[new_file().uid].answers == Answers((Answer("SEC-01", ("oui",)),))
    assert found[new_file().uid].territory == new_file().territory
    assert found[new_file("other").uid].answers == Answers()
    assert list(storage.portfolio.answers([])) == []
    assert only(storage, isere).last_row == storage.journal(TOKEN).last
