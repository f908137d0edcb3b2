"""Entrusting a theme: who may answer, until when, and how it ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ansm.application import Application, HandoverState
from ansm.errors import InvalidRequest, TooMany
from tests.application.examples import LA_BUISSE, Start, days_later, deliver, sent, unheard


@pytest.fixture
def application(start: Start) -> Application:
    """One installation."""
    return start()


@pytest.fixture
def token(application: Application) -> str:
    """The personal link of a new file."""
    return application.open(LA_BUISSE)


def test_a_link_opens_its_theme_for_someone_until_a_day(application: Application, token: str) -> None:
    made = application.handovers.hand_over(token, "securite", "agent", 14)
    assert made.last_day == date(2026, 12, 7)
    assert len(made.token) == 43
    entrusted = application.exchange.dossier(made.token).entrusted
    assert entrusted is not None
    assert (entrusted.theme, entrusted.respondent, entrusted.last_day) == ("securite", "agent", made.last_day)


def test_the_list_tells_each_link_newest_first_its_state_and_what_came_of_it(start: Start) -> None:
    application = start()
    token = application.open(LA_BUISSE)
    short = application.handovers.hand_over(token, "site", "elu", 1)
    closed = application.handovers.hand_over(token, "donnees", "technicien", 14)
    used = application.handovers.hand_over(token, "securite", "agent", 60)
    application.handovers.revoke(token, closed.number, unheard)
    deliver(application, used.token, sent("clerk1-1", "SEC-01", "non"), sent("clerk1-2", "SEC-01", "auto"))
    listed = start(at=days_later(3)).handovers.all(token)
    assert [(each.number, each.theme, each.respondent, each.state, each.questions) for each in listed] == [
        (used.number, "securite", "agent", HandoverState.OPEN, 1),
        (closed.number, "donnees", "technicien", HandoverState.REVOKED, 0),
        (short.number, "site", "elu", HandoverState.EXPIRED, 0),
    ]
    assert (listed[0].made_on, listed[0].last_day) == (date(2026, 11, 23), date(2027, 1, 22))


@pytest.mark.parametrize(
    ("theme", "respondent", "days", "says"),
    [
        ("cuisine", "agent", 14, "thème n’existe pas"),
        ("", "agent", 14, "thème n’existe pas"),
        ("securite", "roi", 14, "à qui vous confiez"),
        ("securite", "", 14, "à qui vous confiez"),
        ("securite", "agent", 0, "de 1 à 60 jours"),
        ("securite", "agent", 61, "de 1 à 60 jours"),
        ("securite", "agent", 2**53 - 1, "de 1 à 60 jours"),
    ],
)
def test_what_cannot_be_entrusted_is_said_and_nothing_is_made(
    application: Application, token: str, theme: str, respondent: str, days: int, says: str
) -> None:
    with pytest.raises(InvalidRequest, match=says):
        application.handovers.hand_over(token, theme, respondent, days)
    assert application.handovers.all(token) == ()


def test_thirty_links_may_be_open_and_closing_one_makes_room(application: Application, token: str) -> None:
    made = [application.handovers.hand_over(token, "securite", "agent", 14) for _ in range(30)]
    with pytest.raises(TooMany, match=r"30 liens sont déjà ouverts.*Retirez-en un") as refusal:
        application.handovers.hand_over(token, "securite", "agent", 14)
    assert refusal.value.seconds is None
    application.handovers.revoke(token, made[0].number, unheard)
    assert application.handovers.hand_over(token, "securite", "agent", 14).number > made[-1].number
    assert application.handovers.hand_over(application.open(LA_BUISSE), "securite", "agent", 14)


def test_what_was_answered_through_a_link_stays_once_it_is_revoked(application: Application, token: str) -> None:
    made = application.handovers.hand_over(token, "securite", "agent", 14)
    deliver(application, made.token, sent("clerk1-1", "SEC-01", "non"))
    application.handovers.revoke(token, made.number, unheard)
    application.handovers.revoke(token, made.number, unheard)
    assert application.file(token).answers.chosen("SEC-01") == ("non",)


def test_a_link_that_does_not_exist_cannot_be_revoked(application: Application, token: str) -> None:
    with pytest.raises(InvalidRequest, match="n’existe pas"):
        application.handovers.revoke(token, 7, unheard)


def test_the_secrets_are_long_random_and_never_stored(application: Application, token: str, tmp_path: Path) -> None:
    secrets = {application.handovers.hand_over(token, "securite", "agent", 14).token for _ in range(5)}
    assert len(secrets) == 5
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert all(secret.encode() not in kept for secret in secrets)
