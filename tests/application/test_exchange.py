"""The local-first exchange: what a browser is told of a file, and what becomes of the answers it sends."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from ansm.application import Application
from ansm.errors import StorageUnavailable, UnknownLink
from tests.application.examples import FORGED, LA_BUISSE, Start, deliver, sent, unheard


@pytest.fixture
def application(start: Start) -> Application:
    """One installation."""
    return start()


Failing = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def failing(tmp_path: Path) -> Failing:
    """For the length of a block, the database itself fails on each answer to a question."""

    @contextmanager
    def failing_on(question: str) -> Iterator[None]:
        with closing(sqlite3.connect(tmp_path / "base.sqlite3", isolation_level=None)) as other:
            # An overflow is an error of the statement, not of the rules of the tables.
            other.execute(
                f"CREATE TRIGGER failing BEFORE INSERT ON answer WHEN NEW.question = '{question}' "
                "BEGIN SELECT abs(-9223372036854775808); END"
            )
            yield
            other.execute("DROP TRIGGER failing")

    return failing_on


@pytest.fixture
def token(application: Application) -> str:
    """The personal link of a new file."""
    return application.open(LA_BUISSE)


def test_a_dossier_tells_the_territory_the_current_answers_and_where_to_resume(
    application: Application, token: str
) -> None:
    deliver(application, token, sent("phone1-1", "SEC-01", "auto"), sent("phone1-2", "SEC-02", "oui"))
    deliver(application, token, sent("phone1-3", "SEC-01", base=1))
    found = application.exchange.dossier(token)
    assert (found.file.territory.code, found.file.journey.fact("nature")) == (LA_BUISSE, "commune")
    assert [(row.question, row.values) for row in found.current] == [("SEC-02", ("oui",)), ("SEC-01", ())]
    assert (found.cursor, found.last_question, found.entrusted, found.conflicts) == (3, "SEC-01", None, ())


def test_messages_are_recorded_in_their_order_and_told_as_news(application: Application, token: str) -> None:
    delivery = application.exchange.receive(
        token, 1, (sent("phone1-1", "SEC-01", "non"), sent("phone1-2", "SEC-01", "manuel")), unheard
    )
    assert [each.identifier for each in delivery.settled] == ["phone1-1", "phone1-2"]
    assert [each.receipt and each.receipt.number for each in delivery.settled] == [1, 2]
    assert [(row.number, row.values, row.replaces) for row in delivery.changes.rows] == [(2, ("manuel",), 1)]
    assert delivery.changes.cursor == 2


def test_twenty_messages_sent_twice_are_twenty_rows_with_the_same_receipts(
    application: Application, token: str
) -> None:
    messages = [
        sent(f"phone1-{count}", question, value)
        for count, (question, value) in enumerate([("SEC-01", "non"), ("SEC-01", "manuel"), ("PRO-02", "2-5")] * 6)
    ]
    messages += [sent("phone1-x", "PRO-03", "ecole", "salle"), sent("phone1-y", "PRO-03")]
    assert len(messages) == 20
    first, second = (deliver(application, token, *messages) for _ in range(2))
    assert first == second
    assert [row.number for row in application.exchange.changes(token, 0).rows] == list(range(1, 21))


def test_what_will_never_fit_is_refused_for_good_and_the_rest_goes_on(application: Application, token: str) -> None:
    settled = deliver(
        application,
        token,
        sent("phone1-1", "SEC-01", "peut-être"),
        sent("phone1-2", "XXX-99", "oui"),
        sent("phone1-3", "SEC-01", "non", "manuel"),
        sent("phone1-4", "SEC-01", "non"),
        sent("phone1-4", "SEC-01", "manuel"),
    )
    assert [each.receipt is None for each in settled] == [True, True, True, False, True]
    assert "n’existe pas" in settled[0].refusal
    assert "une seule réponse" in settled[2].refusal
    assert "sous le numéro d’une autre" in settled[4].refusal
    assert application.file(token).answers.chosen("SEC-01") == ("non",)


def test_an_answer_given_without_seeing_another_is_set_aside_then_chosen(application: Application, token: str) -> None:
    deliver(application, token, sent("mayor1-1", "SEC-01", "non"))
    (aside,) = deliver(application, token, sent("clerk1-1", "SEC-01", "manuel"))
    assert aside.receipt is not None
    assert aside.receipt.set_aside
    found = application.exchange.dossier(token)
    assert [(row.values, row.set_aside) for row in (*found.current, *found.conflicts)] == [
        (("non",), False),
        (("manuel",), True),
    ]
    deliver(application, token, sent("mayor1-2", "SEC-01", "manuel", base=aside.receipt.number))
    assert application.exchange.dossier(token).conflicts == ()
    assert application.file(token).answers.chosen("SEC-01") == ("manuel",)


def test_former_names_of_options_are_understood_before_they_are_compared(application: Application, token: str) -> None:
    """Boxes come in the order of ticking, which here does not count: two people who tick the same agree."""
    deliver(application, token, sent("mayor1-1", "PRO-03", "salle", "ecole"))
    (other,) = deliver(application, token, sent("clerk1-1", "PRO-03", "ecole", "salle"))
    assert other.receipt is not None
    assert not other.receipt.set_aside


def test_a_role_is_kept_when_the_questionnaire_knows_it_and_never_a_name(application: Application, token: str) -> None:
    for count, role in enumerate(("elu", "technicien", "ensemble", "Jean Dupont", "dupont", None)):
        deliver(application, token, sent(f"phone1-{count}", "SEC-01", "non", role=role))
    kept = [row.role for row in application.exchange.changes(token, 0).rows]
    assert kept == ["elu", "technicien", "ensemble", None, None, None]


def test_an_answer_through_a_link_a_confier_says_whom_it_was_entrusted_to(application: Application, token: str) -> None:
    made = application.handovers.hand_over(token, "securite", "technicien", 14)
    deliver(application, made.token, sent("helper-1", "SEC-01", "non", role="elu"))
    (row,) = application.exchange.history(token, "SEC-01")
    assert (row.role, row.entrusted_to) == ("technicien", "technicien")
    assert application.handovers.all(token)[0].questions == 1


def test_a_link_a_confier_and_the_personal_link_may_disagree_too(application: Application, token: str) -> None:
    made = application.handovers.hand_over(token, "securite", "agent", 14)
    deliver(application, token, sent("mayor1-1", "SEC-01", "non"))
    deliver(application, made.token, sent("clerk1-1", "SEC-01", "manuel"))
    assert [row.entrusted_to for row in application.exchange.dossier(token).conflicts] == ["agent"]


def test_the_history_of_a_question_is_told_newest_first_with_what_each_answer_replaced(
    application: Application, token: str
) -> None:
    deliver(application, token, sent("mayor1-1", "SEC-01", "non"), sent("mayor1-2", "SEC-01", "auto"))
    deliver(application, token, sent("clerk1-1", "SEC-01", "manuel"), sent("mayor1-3", "SEC-01"))
    told = [(row.values, row.replaces, row.set_aside) for row in application.exchange.history(token, "SEC-01")]
    assert told == [((), None, True), (("manuel",), None, True), (("auto",), 1, False), (("non",), None, False)]
    assert application.exchange.history(token, "XXX-99") == ()


def test_whoever_waits_for_the_file_hears_of_it_once_and_from_which_device(
    application: Application, token: str
) -> None:
    heard: list[tuple[bytes, str | None]] = []

    def tell(file: bytes, device: str | None) -> None:
        heard.append((file, device))

    application.exchange.receive(token, 0, (sent("phone1-1", "SEC-01", "non"), sent("phone1-2", "X")), tell)
    application.exchange.receive(token, 0, (), tell)
    file = application.exchange.changes(token, 0).file
    assert heard == [(file, "phone1")]
    made = application.handovers.hand_over(token, "securite", "agent", 14)
    assert application.exchange.changes(made.token, 0).file == file
    application.handovers.revoke(token, made.number, tell)
    assert heard[1:] == [(file, None)]


def test_nothing_is_told_of_a_link_that_opens_nothing(application: Application) -> None:
    heard: list[bytes] = []
    with pytest.raises(UnknownLink):
        application.exchange.receive(FORGED, 0, (sent("phone1-1"),), lambda file, _device: heard.append(file))
    assert heard == []


def test_storage_that_fails_midway_keeps_what_was_recorded_and_tells_of_it(
    application: Application, token: str, failing: Failing
) -> None:
    heard: list[str | None] = []
    messages = (sent("phone1-1", "SEC-01", "non"), sent("phone1-2", "PRO-02", "2-5"), sent("phone1-3", "SEC-01"))
    with failing("PRO-02"), pytest.raises(StorageUnavailable):
        application.exchange.receive(token, 0, messages, lambda _file, device: heard.append(device))
    assert heard == ["phone1"]
    assert [row.client_id for row in application.exchange.changes(token, 0).rows] == ["phone1-1"]
    settled = deliver(application, token, *messages)
    assert [each.receipt and each.receipt.number for each in settled] == [1, 2, 3]


def test_a_thousand_rows_at_most_are_told_at_once_and_the_rest_after(
    application: Application, token: str, tmp_path: Path
) -> None:
    """Nobody gives so many answers, but a program can."""
    with closing(sqlite3.connect(tmp_path / "base.sqlite3")) as other, other:
        other.executemany(
            'INSERT INTO answer (diagnostic_id, question, "values", answered_at) VALUES (1, ?, ?, ?)',
            [("SEC-01", '["non"]', "2026-11-22 10:00:00")] * 1_003,
        )
    first = application.exchange.changes(token, 0)
    second = application.exchange.changes(token, first.cursor)
    assert (len(first.rows), len(second.rows), second.cursor) == (1_000, 3, 1_003)
