"""Sessions: how they begin, are renewed, end by themselves or are ended, and what a stolen secret is worth."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ansm.application import Application
from ansm.application.access import TOKEN_LENGTH
from ansm.domain.people import Member, OrganisationKind, Role
from ansm.errors import SignedOut
from tests.application.examples import EVENING, Start

LEA = "lea@exemple.fr"
PAGE = "https://diagnostic.exemple.fr/conseillers/entrer"


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = field(default=EVENING)

    def __call__(self) -> datetime:
        """The moment."""
        return self.now

    def later(self, **how_long: int) -> None:
        """Let so much time pass."""
        self.now += timedelta(**how_long)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(start: Start, clock: Clock) -> Application:
    return start(at=clock)


@pytest.fixture
def lea(site: Application) -> Member:
    agency = site.team.add_organisation(OrganisationKind.OPSN, "OPSN de l’Isère", None)
    return site.team.invite(LEA, agency, Role.ADVISOR)


def link_of(site: Application, member: Member) -> str:
    return site.entering.link(member, PAGE).rpartition("#")[2]


def test_a_link_opens_a_session_once(site: Application, lea: Member) -> None:
    link = link_of(site, lea)
    secret = site.entering.enter(link)
    assert site.identity.session(secret).member == lea
    with pytest.raises(SignedOut, match="déjà servi"):
        site.entering.enter(link)


def test_a_link_is_over_after_twenty_minutes(site: Application, lea: Member, clock: Clock) -> None:
    late, in_time = link_of(site, lea), link_of(site, lea)
    clock.later(minutes=19)
    site.entering.enter(in_time)
    late = link_of(site, lea)
    clock.later(minutes=20)
    with pytest.raises(SignedOut, match="20 minutes"):
        site.entering.enter(late)


def test_signing_in_puts_the_other_links_out(site: Application, lea: Member) -> None:
    """A link left in a mailbox opens nothing once its owner is in."""
    first, second = link_of(site, lea), link_of(site, lea)
    site.entering.enter(second)
    with pytest.raises(SignedOut):
        site.entering.enter(first)


@pytest.mark.parametrize("secret", ["", "A" * 43, "A" * 86, "é" * 86, "A" * 100_000, "\x00" * 86])
def test_a_forged_secret_opens_nothing(site: Application, lea: Member, secret: str) -> None:
    site.identity.open_for(lea)
    with pytest.raises(SignedOut):
        site.identity.session(secret)
    with pytest.raises(SignedOut):
        site.entering.enter(secret)


def test_nothing_in_the_database_opens_a_session(site: Application, lea: Member, tmp_path: Path) -> None:
    """Neither the link nor the secret nor the token of a form is written there."""
    link = link_of(site, lea)
    secret = site.entering.enter(link)
    form = site.identity.session(secret).form_token
    with sqlite3.connect(tmp_path / "base.sqlite3") as base:
        dump = "\n".join(base.iterdump()).lower()
    for hidden in (link, secret[:TOKEN_LENGTH], secret[TOKEN_LENGTH:], form):
        assert hidden.lower() not in dump
        assert hidden.encode().hex() not in dump


def test_a_session_gets_a_new_secret_while_it_is_used(site: Application, lea: Member, clock: Clock) -> None:
    """The token of the forms stays: one that was open before still works."""
    secret = site.identity.open_for(lea)
    before = site.identity.session(secret)
    assert before.renewed is None
    clock.later(minutes=31)
    after = site.identity.session(secret)
    assert after.renewed is not None
    assert after.renewed != secret
    assert after.owns_form(before.form_token)
    assert site.identity.session(after.renewed).renewed is None


def test_requests_on_their_way_still_carry_the_former_secret(site: Application, lea: Member, clock: Clock) -> None:
    """For two minutes once the new one was shown; after that, it is a copy."""
    secret = site.identity.open_for(lea)
    clock.later(minutes=31)
    renewed = site.identity.session(secret).renewed
    assert renewed
    site.identity.session(renewed)
    clock.later(minutes=1)
    assert site.identity.session(secret).renewed is None
    clock.later(minutes=2)
    with pytest.raises(SignedOut):
        site.identity.session(secret)
    with pytest.raises(SignedOut):
        site.identity.session(renewed)


def test_whoever_never_got_the_new_secret_stays_signed_in(site: Application, lea: Member, clock: Clock) -> None:
    """A second click drops the answer to the first, and with it the secret it carried; so does a bad network."""
    secret = site.identity.open_for(lea)
    clock.later(minutes=31)
    lost = site.identity.session(secret).renewed
    assert lost
    clock.later(minutes=9)
    assert site.identity.session(secret).renewed is None  # the answer may be on its way: a report is being printed
    clock.later(minutes=2)
    again = site.identity.session(secret).renewed
    assert again not in (None, lost, secret)
    assert again is not None
    clock.later(minutes=25)
    assert site.identity.session(again).member == lea


def test_an_answer_that_was_long_to_come_still_carries_the_new_secret(
    site: Application, lea: Member, clock: Clock
) -> None:
    secret = site.identity.open_for(lea)
    clock.later(minutes=31)
    slow = site.identity.session(secret).renewed
    for _ in range(3):
        clock.later(minutes=3)
        site.identity.session(secret)
    assert slow
    assert site.identity.session(slow).member == lea


def test_whoever_takes_each_new_secret_for_themselves_is_found_out(
    site: Application, lea: Member, clock: Clock
) -> None:
    """A thief who asks before its owner does: the one who is left with the old secret ends the session."""
    secret = site.identity.open_for(lea)
    clock.later(minutes=31)
    assert site.identity.session(secret).renewed
    clock.later(minutes=11)
    taken = site.identity.session(secret).renewed
    assert taken
    clock.later(minutes=3)
    with pytest.raises(SignedOut):
        site.identity.session(secret)
    with pytest.raises(SignedOut):
        site.identity.session(taken)


def test_a_new_secret_that_nobody_showed_is_not_waited_for_all_day(
    site: Application, lea: Member, clock: Clock
) -> None:
    secret = site.identity.open_for(lea)
    clock.later(minutes=31)
    assert site.identity.session(secret).renewed
    clock.later(hours=2)
    with pytest.raises(SignedOut):
        site.identity.session(secret)


def test_an_old_secret_shown_again_ends_the_session(site: Application, lea: Member, clock: Clock) -> None:
    """Two browsers have it: one of them is not its owner's, and nobody can tell which."""
    secret = site.identity.open_for(lea)
    clock.later(minutes=31)
    second = site.identity.session(secret).renewed
    assert second
    clock.later(minutes=31)
    third = site.identity.session(second).renewed
    assert third
    with pytest.raises(SignedOut):
        site.identity.session(secret)
    with pytest.raises(SignedOut):
        site.identity.session(third)


def test_a_session_that_nobody_uses_ends_after_twenty_one_hours(site: Application, lea: Member, clock: Clock) -> None:
    """Twenty at least: whoever works slowly, or comes back the day after, is not put out."""
    secret = site.identity.open_for(lea)
    clock.later(hours=20, minutes=59)
    secret = site.identity.session(secret).renewed or secret
    clock.later(hours=21)
    with pytest.raises(SignedOut):
        site.identity.session(secret)


def test_a_session_ends_after_a_week_however_much_it_is_used(site: Application, lea: Member, clock: Clock) -> None:
    secret = site.identity.open_for(lea)
    for _ in range(15):
        clock.later(hours=11)
        secret = site.identity.session(secret).renewed or secret
    clock.later(hours=4)
    with pytest.raises(SignedOut):
        site.identity.session(secret)


@pytest.mark.parametrize("way", ["stolen", "idle", "old", "left", "closed", "everywhere", "shut_out"])
def test_however_a_session_ends_what_its_provider_gave_goes_with_it(
    site: Application, lea: Member, clock: Clock, tmp_path: Path, way: str
) -> None:
    """It may hold a name and an address, and only serves to end the provider's own session."""
    secret = first = site.identity.open_for(lea, "jeton")

    def kept() -> list[str | None]:
        with sqlite3.connect(tmp_path / "base.sqlite3") as base:
            return [row[0] for row in base.execute("SELECT id_token FROM session")]

    assert kept() == ["jeton"]
    session = site.identity.session(secret)
    match way:
        case "stolen":
            for _ in range(2):
                clock.later(minutes=31)
                secret = site.identity.session(secret).renewed or secret
            secret = first
        case "idle":
            clock.later(hours=12)
        case "old":
            for _ in range(16):
                clock.later(hours=11)
                secret = _renewed(site, secret)
        case "left":
            assert site.identity.sign_out(session) == "jeton", "for the provider to end its own session"
        case "closed":
            site.identity.close(lea, session.number)
        case "everywhere":
            site.identity.sign_out_everywhere(lea)
        case "shut_out":
            site.team.shut_out(lea)
    with pytest.raises(SignedOut):
        site.identity.session(secret)
    assert kept() == [None]


def _renewed(site: Application, secret: str) -> str:
    """The secret to show next; the same one when the session is over."""
    try:
        return site.identity.session(secret).renewed or secret
    except SignedOut:
        return secret


def test_leaving_ends_this_session_only(site: Application, lea: Member) -> None:
    here, there = site.identity.open_for(lea), site.identity.open_for(lea)
    site.identity.sign_out(site.identity.session(here))
    with pytest.raises(SignedOut):
        site.identity.session(here)
    assert site.identity.session(there).member == lea


def test_leaving_everywhere_ends_them_all_and_the_links_too(site: Application, lea: Member) -> None:
    secrets = [site.identity.open_for(lea) for _ in range(3)]
    link = link_of(site, lea)
    site.identity.sign_out_everywhere(lea)
    for secret in secrets:
        with pytest.raises(SignedOut):
            site.identity.session(secret)
    with pytest.raises(SignedOut):
        site.entering.enter(link)


def test_somebody_else_s_session_is_left_alone(site: Application, lea: Member) -> None:
    other = site.team.invite("noe@exemple.fr", lea.organisation, Role.ADVISOR)
    secret = site.identity.open_for(lea)
    site.identity.close(other, site.identity.session(secret).number)
    assert site.identity.session(secret).member == lea


def test_someone_shut_out_is_out_at_once(site: Application, lea: Member) -> None:
    """Their sessions end, their links go out, and no new one opens anything."""
    secret, link = site.identity.open_for(lea), link_of(site, lea)
    site.team.shut_out(lea)
    with pytest.raises(SignedOut):
        site.identity.session(secret)
    for each in (link, link_of(site, lea)):
        with pytest.raises(SignedOut):
            site.entering.enter(each)


def test_a_change_of_role_is_seen_at_the_next_request(site: Application, lea: Member) -> None:
    secret = site.identity.open_for(lea)
    site.team.invite(LEA, lea.organisation, Role.MANAGER)
    assert site.identity.session(secret).member.role is Role.MANAGER


def test_someone_reads_where_they_are_signed_in(site: Application, lea: Member, clock: Clock) -> None:
    site.identity.open_for(lea)
    clock.later(hours=1)
    here = site.identity.session(site.identity.open_for(lea))
    listed = site.identity.sessions(here)
    assert [each.current for each in listed] == [True, False]
    assert [each.began_at for each in listed] == [EVENING + timedelta(hours=1), EVENING]
