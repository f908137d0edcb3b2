"""A town changes its personal link: the former opens nothing more, everything else goes on, nobody is locked out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from ansm.application import Application, ReportWish
from ansm.application.access import hash_of
from ansm.domain.people import Member
from ansm.errors import ExpiredLink, InvalidRequest, LimitedLink, ReplacedLink, TooMany, UnknownLink
from ansm.settings import read_settings
from ansm.storage import Storage
from tests.application.examples import (
    EVENING,
    FORGED,
    LA_BUISSE,
    Start,
    advisor_of,
    database,
    days_later,
    deliver,
    every_link,
    sent,
    unheard,
)
from tests.storage import advisors
from tests.storage.conftest import cluster, postgresql_url  # noqa: F401 - fixtures


@pytest.fixture
def application(start: Start) -> Application:
    """One installation."""
    return start()


@pytest.fixture
def token(application: Application) -> str:
    """The personal link of a new file, with one answer."""
    made = application.open(LA_BUISSE)
    deliver(application, made, sent("device-1", "SEC-01", "non"))
    return made


@pytest.fixture
def advisor(application: Application, token: str) -> Iterator[Member]:
    """An advisor who follows it."""
    with database(application) as engine:
        yield advisor_of(advisors.follow(engine, hash_of(token)))


def changed(application: Application, token: str) -> str:
    """The link after a change."""
    fresh = application.personal_links.prepare(token).token
    application.personal_links.change(token, fresh, kept=True, tell=unheard)
    return fresh


def everything_town(application: Application, link: str) -> None:
    """What the town does with its link."""
    application.file(link)
    application.exchange.dossier(link)
    application.travel.export(link)
    application.keeping.export(link)
    application.follow_up.plan(link)
    application.report_links.all(link)
    application.personal_links.prepare(link)


def test_prepared_the_new_link_opens_nothing_and_the_present_one_everything(
    application: Application, token: str
) -> None:
    made = application.personal_links.prepare(token)
    assert made.until == EVENING + timedelta(days=1)
    assert made.until.hour == 0, "told at the hour of the installation"
    everything_town(application, token)
    for use in (application.file, application.exchange.dossier, application.personal_links.prepare):
        with pytest.raises(UnknownLink, match=r"pas encore en service.*L’ancien lien fonctionne toujours"):
            use(made.token)
    assert application.personal_links.changed_on(token) is None
    assert application.personal_links.prepared(token, made.token) == made


def test_changed_the_former_link_opens_nothing_at_once_and_says_so(application: Application, token: str) -> None:
    heard: list[tuple[bytes, str | None]] = []
    fresh = application.personal_links.prepare(token).token
    application.personal_links.change(token, fresh, kept=True, tell=lambda file, device: heard.append((file, device)))
    everything_town(application, fresh)
    for use in (
        application.file,
        application.exchange.dossier,
        application.diagnose,
        application.travel.export,
        application.keeping.export,
        application.follow_up.plan,
        application.report_links.all,
        application.handovers.all,
        application.personal_links.prepare,
        application.personal_links.changed_on,
    ):
        with pytest.raises(ReplacedLink, match=r"a été changé.*demandez-le à la mairie"):
            use(token)
    with pytest.raises(ReplacedLink):
        deliver(application, token, sent("device-2", "SEC-02", "non"))
    assert heard == [(hash_of(token), None)], "pages that wait under the name of the file are told"
    assert application.personal_links.changed_on(fresh) == date(2026, 11, 23)


def test_what_was_given_to_others_goes_on(application: Application, token: str, advisor: Member) -> None:
    """A theme, a report, the link of an advisor, and their desk; what they send lands in the same file."""
    theme = application.handovers.hand_over(token, "securite", "agent", 14).token
    report = application.report_links.give(token, ReportWish("synthese", "publiable", True, "", 30)).token
    uid = application.file(token).uid
    visit = application.advisor_links.make(advisor, uid, 14).token
    fresh = changed(application, token)
    deliver(application, theme, sent("clerk1-1", "SEC-02", "non"))
    deliver(application, visit, sent("advisor-1", "CON-01", "cuivre"))
    assert application.shared_reports.look(report, "192.0.2.1").territory.name == "La Buisse"
    assert application.following.open(advisor, uid).access.file == hash_of(token)
    file = application.file(fresh)
    assert (file.uid, file.answers.chosen("SEC-01")) == (uid, ("non",))
    assert {row.question for row in application.exchange.dossier(fresh).current} == {"SEC-01", "SEC-02", "CON-01"}


def test_an_answer_sent_under_the_former_link_and_again_under_the_new_one_is_kept_once(
    application: Application, token: str
) -> None:
    """A device hears nothing of an answer that was stored, then goes on with the new link."""
    message = sent("device-9", "SEC-02", "non")
    deliver(application, token, message)
    fresh = changed(application, token)
    (again,) = deliver(application, fresh, message)
    assert again.receipt is not None
    assert len(application.exchange.history(fresh, "SEC-02")) == 1


def test_asked_twice_it_is_changed_once_whichever_answer_was_lost(application: Application, token: str) -> None:
    fresh = application.personal_links.prepare(token).token
    for _ in range(2):
        application.personal_links.change(token, fresh, kept=True, tell=unheard)
    everything_town(application, fresh)
    # Prepared twice because the first answer was lost: the one that was shown is put in use.
    application.personal_links.prepare(fresh)
    shown = application.personal_links.prepare(fresh).token
    application.personal_links.change(fresh, shown, kept=True, tell=unheard)
    everything_town(application, shown)


def test_the_former_link_changes_nothing_any_more_whatever_is_sent_with_it(
    application: Application, token: str
) -> None:
    """Neither a link of its own making, nor one that opens another file."""
    other = application.open(LA_BUISSE)
    stale = application.personal_links.prepare(token).token
    fresh = changed(application, token)
    for sent_with in (FORGED, "", stale, token, other):
        with pytest.raises(UnknownLink):
            application.personal_links.change(token, sent_with, kept=True, tell=unheard)
    everything_town(application, fresh)


def test_nothing_changes_until_somebody_says_that_the_new_link_is_kept(application: Application, token: str) -> None:
    fresh = application.personal_links.prepare(token).token
    with pytest.raises(InvalidRequest, match="Gardez d’abord le nouveau lien"):
        application.personal_links.change(token, fresh, kept=False, tell=unheard)
    everything_town(application, token)


@pytest.mark.parametrize("end", ["late", "given up", "forged", "of another file"])
def test_a_link_that_cannot_be_put_in_use_leaves_the_present_one(start: Start, end: str) -> None:
    application = start()
    token, other = application.open(LA_BUISSE), application.open(LA_BUISSE)
    fresh = application.personal_links.prepare(other if end == "of another file" else token).token
    if end == "given up":
        application.personal_links.give_up(token, fresh)
    if end == "late":
        application = start(at=days_later(1))
    wanted = FORGED if end == "forged" else fresh
    with pytest.raises(InvalidRequest, match="votre lien actuel fonctionne toujours"):
        application.personal_links.change(token, wanted, kept=True, tell=unheard)
    assert application.personal_links.prepared(token, wanted) is None
    everything_town(application, token)
    everything_town(application, other)


def test_only_the_town_changes_its_link(start: Start) -> None:
    links = every_link(start)
    application = start(at=days_later(2))
    for link in (links.theme, links.advisor):
        for use in (application.personal_links.prepare, application.personal_links.changed_on):
            with pytest.raises(LimitedLink):
                use(link)
        with pytest.raises(LimitedLink):
            application.personal_links.change(link, FORGED, kept=True, tell=unheard)
        with pytest.raises(LimitedLink):
            application.personal_links.give_up(link, FORGED)
    for link in (links.expired, links.revoked, links.taken_off):
        with pytest.raises(ExpiredLink):
            application.personal_links.prepare(link)
    with pytest.raises(UnknownLink):
        application.personal_links.prepare(FORGED)


def test_six_are_prepared_in_an_hour_and_the_refusal_says_when(start: Start) -> None:
    now = [EVENING]
    application = start(at=lambda: now[0])
    token = application.open(LA_BUISSE)
    for minute in range(6):
        now[0] = EVENING + timedelta(minutes=minute)
        application.personal_links.prepare(token)
    now[0] = EVENING + timedelta(minutes=20)
    with pytest.raises(TooMany, match=r"votre lien actuel fonctionne toujours.*dans 40 minutes") as refusal:
        application.personal_links.prepare(token)
    assert refusal.value.seconds == 40 * 60
    now[0] = EVENING + timedelta(minutes=60, seconds=1)
    application.personal_links.prepare(token)


def test_the_organisation_that_pastes_a_former_link_is_told(application: Application, token: str) -> None:
    with database(application) as engine:
        stranger = advisor_of(advisors.follow(engine, hash_of(application.open(LA_BUISSE))))
    changed(application, token)
    with pytest.raises(ReplacedLink, match="a été changé"):
        application.taking_on.take(stranger, f"https://exemple.fr/diagnostic/#{token}")


def test_what_is_taken_away_tells_the_changes_and_holds_no_link(application: Application, token: str) -> None:
    fresh = changed(application, token)
    with zipfile.ZipFile(io.BytesIO(application.keeping.export(fresh).data)) as archive:
        told = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "en service depuis le" in told
    for secret in (token, fresh):
        assert secret not in told
        assert hash_of(secret).hex() not in told
    data = application.keeping.own_data(fresh)
    assert any("liens personnels préparés" in title for title, _ in data.sections)


def test_a_link_never_put_in_use_goes_with_the_purge_and_a_former_one_stays_to_say_so(start: Start) -> None:
    application = start()
    token = application.open(LA_BUISSE)
    unused = application.personal_links.prepare(token).token
    fresh = changed(application, token)
    with pytest.raises(UnknownLink, match="jamais été mis en service"):
        application.file(unused)
    later = start(at=days_later(32))
    assert later.keeping.purge(dry=True).purged.openings == later.keeping.purge(dry=False).purged.openings == 1
    with pytest.raises(UnknownLink, match="ne mène à aucun diagnostic"):
        later.file(unused)
    with pytest.raises(ReplacedLink):
        later.file(token)
    later.file(fresh)


def test_on_postgresql_too(postgresql_url: str) -> None:  # noqa: F811 - the fixture
    """The same, from one end to the other."""
    settings = read_settings({"ANSM_DATABASE_URL": postgresql_url})
    moment = datetime(2026, 11, 26, 9, tzinfo=UTC)
    application = Application(settings, Storage.open(settings.database_url), clock=lambda: moment)
    try:
        token = application.open(LA_BUISSE)
        fresh = application.personal_links.prepare(token).token
        for _ in range(2):
            application.personal_links.change(token, fresh, kept=True, tell=unheard)
        with pytest.raises(ReplacedLink):
            application.exchange.dossier(token)
        everything_town(application, fresh)
    finally:
        application.close()
