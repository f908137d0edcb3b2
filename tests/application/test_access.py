"""What each kind of link opens, walked use case by use case: a link « à confier » never leaves its theme."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from ansm.application import Application
from ansm.errors import AnsmError, ExpiredLink, InvalidRequest, LimitedLink, MailUnavailable, UnknownLink
from tests.application.examples import EVENING, Links, Start, days_later, deliver, every_link, sent, unheard

Use = Callable[[Application, str], object]
PAGE = "/diagnostic/"

# Through the personal link, each of these answers, or fails for a reason that comes after the link.
FOR_BOTH: dict[str, Use] = {
    "dossier": lambda it, link: it.exchange.dossier(link),
    "receive": lambda it, link: it.exchange.receive(link, 0, (sent("phone1-1", "SEC-01", "non"),), unheard),
    "changes": lambda it, link: it.exchange.changes(link, 0),
    "history": lambda it, link: it.exchange.history(link, "SEC-01"),
}
# What the town and an advisor who follows the file work with, and a link to one theme does not open.
TO_WORK: dict[str, Use] = {
    "file": lambda it, link: it.file(link),
    "diagnose": lambda it, link: it.diagnose(link),
    "document": lambda it, link: it.documents.make(link, "plan-csv", "interne"),
    "prepare": lambda it, link: it.documents.prepare(link),
    "refinement": lambda it, link: it.refinement(link),
    "history of another theme": lambda it, link: it.exchange.history(link, "PRO-01"),
    "history of no question": lambda it, link: it.exchange.history(link, "XXX-99"),
    "what if": lambda it, link: it.what_if(link, "SEC-01", "non"),
    "exchange file": lambda it, link: it.travel.export(link),
}
FOR_THE_TOWN_ALONE: dict[str, Use] = {
    "answer": lambda it, link: it.answer(link, "SEC-01", "non"),
    "merge": lambda it, link: it.travel.merge(link, b""),
    "hand over": lambda it, link: it.handovers.hand_over(link, "securite", "agent", 14),
    "handovers": lambda it, link: it.handovers.all(link),
    "revoke": lambda it, link: it.handovers.revoke(link, 1, unheard),
    "mail": lambda it, link: it.mailing.send_link(link, "mairie@exemple.fr", PAGE),
}
FOR_THE_WHOLE_ALONE = TO_WORK | FOR_THE_TOWN_ALONE
EVERY_USE = FOR_BOTH | FOR_THE_WHOLE_ALONE
AFTER_THE_LINK = {"mail": MailUnavailable, "merge": InvalidRequest}


@pytest.fixture
def links(start: Start) -> Links:
    """Every kind of link."""
    return every_link(start)


@pytest.fixture
def later(start: Start, links: Links) -> Application:  # noqa: ARG001 - the links are made first
    """The installation two days later."""
    return start(at=days_later(2))


def outcome(use: Use, application: Application, link: str) -> type[AnsmError] | None:
    """The error that the use case raises, None when it answers."""
    try:
        use(application, link)
    except AnsmError as error:
        return type(error)
    return None


def test_the_personal_link_opens_every_use_case(later: Application, links: Links) -> None:
    found = {name: outcome(use, later, links.whole) for name, use in EVERY_USE.items()}
    assert found == {name: AFTER_THE_LINK.get(name) for name in EVERY_USE}


def test_a_link_to_a_theme_opens_its_own_use_cases_and_is_told_so_by_the_others(
    later: Application, links: Links
) -> None:
    found = {name: outcome(use, later, links.theme) for name, use in EVERY_USE.items()}
    assert found == dict.fromkeys(FOR_BOTH) | dict.fromkeys(FOR_THE_WHOLE_ALONE, LimitedLink)


def test_the_link_of_an_advisor_opens_the_work_and_not_what_is_the_town_s(later: Application, links: Links) -> None:
    found = {name: outcome(use, later, links.advisor) for name, use in EVERY_USE.items()}
    assert found == dict.fromkeys(FOR_BOTH | TO_WORK) | dict.fromkeys(FOR_THE_TOWN_ALONE, LimitedLink)


@pytest.mark.parametrize(
    ("kind", "error"),
    [("expired", ExpiredLink), ("revoked", ExpiredLink), ("taken_off", ExpiredLink), ("forged", UnknownLink)],
)
def test_a_link_that_is_over_or_forged_opens_nothing(
    later: Application, links: Links, kind: str, error: type[AnsmError]
) -> None:
    link = getattr(links, kind)
    assert {outcome(use, later, link) for use in EVERY_USE.values()} == {error}


@pytest.mark.parametrize(
    "forged", ["", "x", "A" * 44, "é" * 43, "\ud800" * 43, "A" * 1_000_000, "../" * 14 + "a", "\0" * 43]
)
def test_whatever_is_sent_as_a_link_is_only_unknown(start: Start, forged: str) -> None:
    application = start()
    assert {outcome(use, application, forged) for use in EVERY_USE.values()} == {UnknownLink}


def test_each_sentence_says_what_to_do(later: Application, links: Links) -> None:
    for link, words in (
        (links.forged, "Vérifiez qu’il est complet"),
        (links.expired, "date limite de ce lien est passée.*demandez un nouveau lien"),
        (links.taken_off, "n’ouvre plus ce diagnostic.*ne suivez plus ce dossier.*pour le rouvrir"),
        (links.revoked, "retiré par la personne qui vous l’a confié.*demandez-lui"),
    ):
        with pytest.raises(UnknownLink, match=words):
            later.exchange.dossier(link)
    with pytest.raises(LimitedLink, match=r"un seul thème.*demandez le lien personnel"):
        later.file(links.theme)
    with pytest.raises(LimitedLink, match="réservé à la mairie, avec son lien personnel"):
        later.handovers.all(links.advisor)


def test_a_link_works_until_the_end_of_its_last_day_in_france(start: Start) -> None:
    """Made in the night of the 22nd in universal time, which is the 23rd there, for one day."""
    application = start()
    made = application.handovers.hand_over(application.open("38061"), "securite", "agent", 1)
    midnight = EVENING.replace(day=24, hour=23, minute=0)
    assert f"{made.last_day:%d}" == "24"
    assert start(at=midnight - timedelta(seconds=1)).exchange.dossier(made.token).entrusted is not None
    with pytest.raises(ExpiredLink):
        start(at=midnight).exchange.dossier(made.token)


def test_a_link_to_a_theme_cannot_write_in_another_even_one_it_reads(later: Application, links: Links) -> None:
    """The theme of services looks at PRO-03, which belongs to another."""
    services = later.handovers.hand_over(links.whole, "services", "agent", 14).token
    refused = deliver(
        later,
        services,
        sent("phone1-1", "PRO-03", "ecole"),
        sent("phone1-2", "SEC-01", "non"),
        sent("phone1-3", "X", "y"),
    )
    assert all(each.receipt is None and "un seul thème" in each.refusal for each in refused)
    assert later.file(links.whole).answers.items == ()


def test_a_link_to_a_theme_reads_it_and_what_decides_of_its_questions_and_nothing_else(
    later: Application, links: Links
) -> None:
    for count, (question, value) in enumerate((("PRO-03", "ecole"), ("PRO-02", "2-5"), ("SEC-01", "non"))):
        deliver(later, links.whole, sent(f"mayor1-{count}", question, value))
    services = later.handovers.hand_over(links.whole, "services", "agent", 14).token
    seen = later.exchange.dossier(services)
    assert [row.question for row in seen.current] == ["PRO-03"]
    assert [each.question for each in seen.file.answers.items] == ["PRO-03"]
    assert seen.last_question is None
    assert [row.question for row in later.exchange.changes(services, 0).rows] == ["PRO-03"]
    assert later.exchange.dossier(services).cursor == later.exchange.changes(services, 0).cursor == 1


def test_conflicts_and_progress_outside_the_theme_are_not_told(later: Application, links: Links) -> None:
    deliver(later, links.whole, sent("mayor1-1", "PRO-02", "2-5"), sent("clerk1-1", "PRO-02", "6-20"))
    deliver(later, links.whole, sent("mayor1-2", "SEC-01", "non"), sent("clerk1-2", "SEC-01", "manuel"))
    seen = later.exchange.dossier(links.theme)
    assert [row.question for row in seen.conflicts] == ["SEC-01"]
    assert seen.last_question == "SEC-01"
    assert {row.question for row in later.exchange.dossier(links.whole).conflicts} == {"PRO-02", "SEC-01"}


def test_links_of_one_file_see_and_revoke_nothing_of_another(later: Application, links: Links) -> None:
    deliver(later, links.whole, sent("mayor1-1", "SEC-01", "non"))
    assert later.exchange.dossier(links.other).current == ()
    assert later.exchange.changes(links.other, 0).rows == ()
    assert later.exchange.history(links.other, "SEC-01") == ()
    assert later.handovers.all(links.other) == ()
    for each in later.handovers.all(links.whole):
        with pytest.raises(InvalidRequest, match="n’existe pas"):
            later.handovers.revoke(links.other, each.number, unheard)
    assert later.exchange.dossier(links.theme).entrusted is not None
