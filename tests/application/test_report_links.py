"""A report given by a link: who makes it, what it shows and until when, and how it is taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ansm.application import Application, ReportLinkState, ReportWish
from ansm.errors import (
    ExpiredLink,
    InvalidRequest,
    LimitedLink,
    MailUnavailable,
    StorageUnavailable,
    TooMany,
    UnknownLink,
)
from tests.application.examples import EVENING, FORGED, LA_BUISSE, Start, days_later, deliver, sent, unheard
from tests.post_office import PostOffice, post_office

REPORT = ReportWish("rapport", "publiable", frozen=True, label="la préfecture", days=30)
LIVE = replace(REPORT, frozen=False)
WHO = "192.0.2.1"
ADDRESS = "prefet@isere.gouv.fr"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server of this machine."""
    with post_office() as running:
        yield running


@pytest.fixture
def now() -> list[datetime]:
    """The moment of the installation, which a test moves."""
    return [EVENING]


@pytest.fixture
def application(start: Start, office: PostOffice, now: list[datetime]) -> Application:
    """An installation that may send letters."""
    return start(mail=office.server(), at=lambda: now[0])


@pytest.fixture
def token(application: Application) -> str:
    """The personal link of a new file."""
    return application.open(LA_BUISSE)


def downloaded(application: Application, secret: str) -> bytes:
    """The file as whoever holds the link gets it."""
    reports = application.shared_reports
    return reports.finish(reports.begin(secret, WHO)).data


def test_a_link_shows_one_document_until_a_day(application: Application, token: str) -> None:
    made = application.report_links.give(token, REPORT)
    assert made.last_day == date(2026, 12, 23)
    assert len(made.token) == 43
    shown = application.shared_reports.look(made.token, WHO)
    assert (shown.territory.name, shown.offer.kind, shown.offer.edition) == ("La Buisse", "rapport", "publiable")
    assert (shown.printed_on, shown.frozen, shown.last_day) == (date(2026, 11, 23), True, made.last_day)
    assert shown.given_by is None


def test_the_secret_of_a_report_opens_no_door_of_the_diagnostic(application: Application, token: str) -> None:
    secret = application.report_links.give(token, REPORT).token
    for use in (
        application.file,
        application.exchange.dossier,
        application.report_links.all,
        application.followers.all,
        application.handovers.all,
        application.documents.prepare,
        application.refinement,
        application.travel.export,
    ):
        with pytest.raises(UnknownLink):
            use(secret)
    with pytest.raises(UnknownLink):
        application.documents.begin(secret, "rapport", "publiable")


def test_a_personal_link_and_a_link_to_entrust_open_no_report(application: Application, token: str) -> None:
    theme = application.handovers.hand_over(token, "securite", "agent", 14).token
    for secret in (token, theme, FORGED):
        with pytest.raises(UnknownLink, match="n’ouvre aucun document"):
            application.shared_reports.look(secret, WHO)
    with pytest.raises(LimitedLink):
        application.report_links.give(theme, REPORT)


def test_a_frozen_report_is_the_same_bytes_whatever_becomes_of_the_answers(
    application: Application, token: str, now: list[datetime]
) -> None:
    """Also once another history is merged, which numbers rows anew."""
    deliver(application, token, sent("clerk1-1", "SEC-01", "non"), sent("clerk1-2", "SEC-02", "non"))
    elsewhere = application.travel.export(token).data
    secret = application.report_links.give(token, replace(REPORT, edition="interne")).token
    first = downloaded(application, secret)
    now[0] = days_later(5)
    deliver(application, token, sent("clerk1-3", "SEC-01", "auto", base=10**6))
    application.travel.merge(token, elsewhere, unheard)
    assert downloaded(application, secret) == first
    assert application.shared_reports.look(secret, WHO).printed_on == date(2026, 11, 23)


def test_a_report_up_to_date_follows_the_answers_and_the_day(
    application: Application, token: str, now: list[datetime]
) -> None:
    secret = application.report_links.give(token, replace(LIVE, edition="interne")).token
    first = downloaded(application, secret)
    now[0] = days_later(5)
    deliver(application, token, sent("clerk1-1", "SEC-01", "non"))
    shown = application.shared_reports.look(secret, WHO)
    assert (shown.frozen, shown.printed_on) == (False, date(2026, 11, 28))
    assert downloaded(application, secret) != first
    # The very bytes that the town itself gets that day.
    assert downloaded(application, secret) == application.documents.make(token, "rapport", "interne").data


def test_each_download_is_counted(application: Application, token: str) -> None:
    secret = application.report_links.give(token, replace(REPORT, kind="synthese")).token
    for _ in range(3):
        downloaded(application, secret)
    assert application.report_links.all(token)[0].downloads == 3


@pytest.mark.parametrize(
    "broken",
    [
        "CREATE TRIGGER full BEFORE UPDATE ON report_link BEGIN SELECT RAISE(ABORT, 'full'); END",
        "ALTER TABLE report_link RENAME COLUMN downloads TO counted",
    ],
)
def test_a_download_that_cannot_be_counted_is_given_all_the_same(
    application: Application, token: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    """Whoever receives a report has nothing to do with our counts; whoever runs the site is told."""
    secret = application.report_links.give(token, replace(REPORT, kind="synthese")).token
    reports = application.shared_reports
    ordered = reports.begin(secret, WHO)
    with closing(sqlite3.connect(tmp_path / "base.sqlite3")) as base:
        base.execute(broken)
    assert reports.finish(ordered).data.startswith(b"%PDF")
    assert [each.getMessage() for each in caplog.records if "is not counted" in each.getMessage()]


def test_a_report_that_is_not_given_is_not_counted(application: Application, token: str, tmp_path: Path) -> None:
    """Here because nobody could say later that it is from this site."""
    secret = application.report_links.give(token, replace(REPORT, kind="synthese")).token
    ordered = application.shared_reports.begin(secret, WHO)
    with closing(sqlite3.connect(tmp_path / "base.sqlite3")) as base:
        base.execute("ALTER TABLE issued RENAME TO elsewhere")
    with pytest.raises(StorageUnavailable):
        application.shared_reports.finish(ordered)
    assert application.report_links.all(token)[0].downloads == 0


def test_a_link_that_is_over_says_its_last_day_and_whom_to_ask(
    application: Application, token: str, now: list[datetime]
) -> None:
    made = application.report_links.give(token, replace(REPORT, days=2))
    now[0] = days_later(2)
    assert application.shared_reports.look(made.token, WHO)
    now[0] = days_later(3)
    for use in (application.shared_reports.look, application.shared_reports.begin):
        with pytest.raises(ExpiredLink, match=r"jusqu’au 25\s+novembre 2026.*demandez.*\(La Buisse\)"):
            use(made.token, WHO)
    assert application.report_links.all(token)[0].state is ReportLinkState.EXPIRED


def test_a_link_taken_back_says_since_when(application: Application, token: str) -> None:
    made = application.report_links.give(token, REPORT)
    application.report_links.revoke(token, made.number)
    with pytest.raises(ExpiredLink, match=r"retiré le 23\s+novembre 2026"):
        application.shared_reports.look(made.token, WHO)
    assert application.report_links.all(token)[0].state is ReportLinkState.REVOKED


def test_what_was_not_copied_whole_is_said_incomplete(application: Application, token: str) -> None:
    secret = application.report_links.give(token, REPORT).token
    for part in ("", secret[:20], secret[:-1]):
        with pytest.raises(UnknownLink, match="incomplet"):
            application.shared_reports.look(part, WHO)
    for altered in (secret + "A", "é" * 43, "\ud800" * 43, secret[:-1] + ("A" if secret[-1] != "A" else "B")):
        with pytest.raises(UnknownLink, match="n’ouvre aucun document"):
            application.shared_reports.look(altered, WHO)


def test_who_tries_links_at_random_is_told_to_wait_and_an_office_that_shares_its_address_is_not(
    application: Application, token: str, now: list[datetime]
) -> None:
    good = application.report_links.give(token, REPORT).token
    for number in range(20):
        with pytest.raises(UnknownLink):
            application.shared_reports.look(f"{number:043d}", WHO)
    with pytest.raises(TooMany, match="Attendez dix minutes") as refusal:
        application.shared_reports.look(FORGED, WHO)
    assert refusal.value.seconds == 600
    assert application.shared_reports.look(good, WHO)
    with pytest.raises(UnknownLink, match="n’ouvre aucun"):
        application.shared_reports.look(FORGED, "192.0.2.2")
    now[0] += timedelta(minutes=10)
    with pytest.raises(UnknownLink, match="n’ouvre aucun"):
        application.shared_reports.look(FORGED, WHO)
    assert WHO not in repr(vars(application.shared_reports._unknown))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"kind": "echange"}, "Choisissez le document"),
        ({"kind": "plan-ods"}, "Choisissez le document"),
        ({"kind": ""}, "Choisissez le document"),
        ({"edition": "secrete"}, "n’existe pas"),
        ({"days": 0}, "de 1 à 365 jours"),
        ({"days": 366}, "de 1 à 365 jours"),
        ({"days": 10**6}, "de 1 à 365 jours"),
        ({"label": "x" * 101}, "100 caractères"),
        ({"label": "\ud800"}, "ordinaires"),
        ({"label": "a\0b"}, "ordinaires"),
        ({"address": "prefet"}, r"ressemble à mairie@exemple\.fr"),
    ],
)
def test_what_cannot_be_given_is_said_and_nothing_is_made(
    application: Application, token: str, changed: dict[str, str | int], says: str
) -> None:
    with pytest.raises(InvalidRequest, match=says):
        application.report_links.give(token, replace(REPORT, **changed))  # type: ignore[arg-type]  # one mapping for all
    assert application.report_links.all(token) == ()


def test_the_label_is_kept_on_one_line_with_ordinary_spaces(application: Application, token: str) -> None:
    application.report_links.give(token, replace(REPORT, label=" le trésorier\u00a0:\n Voiron "))
    assert application.report_links.all(token)[0].label == "le trésorier : Voiron"


def test_fifty_links_may_be_open_and_taking_one_back_makes_room(application: Application, token: str) -> None:
    made = [application.report_links.give(token, LIVE) for _ in range(50)]
    with pytest.raises(TooMany, match=r"50 liens.*Retirez-en un"):
        application.report_links.give(token, LIVE)
    application.report_links.revoke(token, made[0].number)
    assert application.report_links.give(token, LIVE).token
    with pytest.raises(InvalidRequest, match="n’existe pas"):
        application.report_links.revoke(application.open(LA_BUISSE), made[1].number)


def test_the_letter_says_what_its_link_opens_until_when_and_that_it_can_be_taken_back(
    application: Application, token: str, office: PostOffice
) -> None:
    made = application.report_links.give(token, replace(REPORT, edition="interne", address=f" {ADDRESS} "))
    assert made.token == ""
    (letter,) = office.letters
    text = " ".join(letter.get_content().split())
    assert letter["Subject"] == (
        "Accompagnement Numérique Sur-Mesure\u00a0: un document du diagnostic numérique (La Buisse)"
    )
    for words in (
        "https://diagnostic.exemple.fr/agents/#",
        "le diagnostic complet, en PDF",
        "version interne",
        "ne la publiez pas",
        "ouvre ce document et rien d’autre",
        "jusqu’au 23 décembre 2026 compris",
        "peut être retiré avant",
        "n’a pas été conservée",
    ):
        assert words in text.replace("\u00a0", " ")
    assert office.recipients == [ADDRESS]
    secret = text.partition("/agents/#")[2][:43]
    assert application.shared_reports.look(secret, WHO).offer.edition == "interne"


def test_the_address_is_neither_stored_nor_told(
    application: Application, token: str, office: PostOffice, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    application.report_links.give(token, replace(REPORT, address=ADDRESS))
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert ADDRESS.encode() not in kept
    assert ADDRESS not in caplog.text
    assert len(office.letters) == 1


def test_a_letter_that_does_not_leave_makes_no_link(application: Application, token: str, office: PostOffice) -> None:
    office.answer = "450 later"
    with pytest.raises(MailUnavailable, match="aucun lien n’a été créé"):
        application.report_links.give(token, replace(REPORT, address=ADDRESS))
    office.answer = "550 never"
    with pytest.raises(InvalidRequest):
        application.report_links.give(token, replace(REPORT, address=ADDRESS))
    assert application.report_links.all(token) == ()
    office.answer = "250 OK"
    for number in range(4):
        application.report_links.give(token, replace(REPORT, address=f"prefet{number}@isere.gouv.fr"))
    with pytest.raises(TooMany, match="aucun lien n’a été créé"):
        application.report_links.give(token, replace(REPORT, address=ADDRESS))
    assert len(application.report_links.all(token)) == 4


def test_without_a_mail_server_the_sentence_tells_another_way(start: Start) -> None:
    application = start()
    token = application.open(LA_BUISSE)
    assert not application.report_links.by_mail
    with pytest.raises(MailUnavailable, match="copiez le lien"):
        application.report_links.give(token, replace(REPORT, address=ADDRESS))
    assert application.report_links.all(token) == ()


def test_the_secrets_are_long_random_and_never_stored(application: Application, token: str, tmp_path: Path) -> None:
    secrets = {application.report_links.give(token, REPORT).token for _ in range(5)}
    assert len(secrets) == 5
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert all(secret.encode() not in kept for secret in secrets)
