"""A diagnostic that leaves an installation and comes back: resumed, started anew, or put with the one that is open."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from ansm.application import Application, LeftOut
from ansm.application.travel import MOST_READ
from ansm.content import shipped_folder
from ansm.domain.answers import Answers
from ansm.domain.history import answers_of
from ansm.domain.publication import Edition, publishable
from ansm.errors import InvalidAnswer, InvalidRequest, LimitedLink, TooMany, UnknownLink, UnknownTerritory
from ansm.exchange import ATTACHMENT_NAME, MEDIA_TYPE, diagnostic_json, read_travelling, write_travelling
from ansm.expertise import application_version
from ansm.report import compose, render
from ansm.report.pieces import Attachment
from tests.application.examples import EVENING, FORGED, LA_BUISSE, Start, deliver, sent, unheard

Elsewhere = Callable[..., Application]


@pytest.fixture
def elsewhere(start: Start, tmp_path: Path) -> Elsewhere:
    """Starts another installation, with a database of its own; `content` is its questionnaire."""

    def begin(name: str = "laptop", content: Path | None = None) -> Application:
        return start(content, database_url=f"sqlite:///{tmp_path / f'{name}.sqlite3'}")

    return begin


def answered(application: Application) -> str:
    """The link of a file with answers, one of them disputed, one through a link « à confier »."""
    token = application.open(LA_BUISSE, "elu")
    application.answer(token, "PIL-04", ["temps", "securite"])
    deliver(application, token, sent("mayor1-1", "SEC-01", "non"), sent("clerk1-1", "SEC-01", "auto"))
    link = application.handovers.hand_over(token, "securite", "agent", 14)
    deliver(application, link.token, sent("agent1-1", "SEC-02", "oui"))
    return token


def state(application: Application, token: str) -> tuple[object, ...]:
    dossier = application.exchange.dossier(token)
    history = read_travelling(application.travel.export(token).data).history
    assert history is not None
    return (
        dossier.file.answers,
        {(row.question, row.values) for row in dossier.conflicts},
        {replace(row, set_aside=False) for row in history},
    )


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(InvalidRequest) as refused:
        act()
    return str(refused.value)


# --- resumed on another installation


def test_a_file_goes_on_elsewhere_as_it_was_and_leaves_it_in_the_same_bytes(start: Start, elsewhere: Elsewhere) -> None:
    here, there = start(), elsewhere()
    token = answered(here)
    data = here.travel.export(token).data
    started = there.travel.start(data)
    assert (started.resumed, started.answers, started.left_out) == (True, 4, ())
    assert there.travel.export(started.token).data == data
    assert state(there, started.token) == state(here, token)
    former, file = here.file(token), there.file(started.token)
    assert (file.uid, file.opened_on, file.answers) == (former.uid, former.opened_on, former.answers)
    assert (file.eligibility, file.territory) == (former.eligibility, former.territory)
    assert there.diagnose(started.token).results == here.diagnose(token).results
    assert file.last_question == former.last_question == "SEC-02"


def test_the_export_is_named_after_the_programme_and_the_territory_and_is_not_for_publication(start: Start) -> None:
    application = start()
    exported = application.travel.export(application.open(LA_BUISSE))
    assert exported.file_name == (
        "Accompagnement-Numerique-Sur-Mesure_fichier-d-echange_la-buisse_2026-11-23_version-interne.ansm.json"
    )
    assert exported.media_type == "application/json"


def test_both_installations_answer_and_end_up_alike_whoever_merges_first(start: Start, elsewhere: Elsewhere) -> None:
    here, there = start(), elsewhere()
    token = answered(here)
    other = there.travel.start(here.travel.export(token).data).token
    here.answer(token, "CON-01", "nsp")
    there.answer(other, "CON-02", "nsp")
    here.answer(token, "SEC-03", "oui", "mayor1-9")
    there.answer(other, "SEC-03", "non", "advise-1")
    heard: list[bytes] = []
    merged = here.travel.merge(token, there.travel.export(other).data, lambda file, _: heard.append(file))
    assert merged.added == 2
    assert [question.id for question in merged.waiting] == ["SEC-01", "SEC-03"]
    assert len(heard) == 1
    assert there.travel.merge(other, here.travel.export(token).data).added == 2
    assert state(here, token) == state(there, other)
    assert here.file(token).answers.chosen("CON-02") == ("nsp",)
    for application, link in ((here, token), (there, other)):
        assert application.travel.merge(link, here.travel.export(token).data).added == 0
        assert application.travel.merge(link, there.travel.export(other).data).added == 0
    assert state(here, token) == state(there, other)


def test_a_disagreement_between_installations_is_settled_by_a_person_once_for_both(
    start: Start, elsewhere: Elsewhere
) -> None:
    here, there = start(), elsewhere()
    token = here.open(LA_BUISSE)
    other = there.travel.start(here.travel.export(token).data).token
    here.answer(token, "SEC-01", "auto", "mayor1-1")
    there.answer(other, "SEC-01", "non", "advise-1")
    there.travel.merge(other, here.travel.export(token).data)
    seen = there.exchange.dossier(other)
    assert len(seen.conflicts) == 1
    deliver(there, other, sent("advise-2", "SEC-01", "non", base=seen.cursor))
    assert there.exchange.dossier(other).conflicts == ()
    assert here.travel.merge(token, there.travel.export(other).data).waiting == ()
    assert here.file(token).answers.chosen("SEC-01") == ("non",)
    assert state(here, token) == state(there, other)


# --- nobody gains access to an existing file


def test_the_holder_of_an_export_gets_a_file_of_their_own(start: Start) -> None:
    application = start()
    token = answered(application)
    data = application.travel.export(token).data
    started = application.travel.start(data)
    assert started.token != token
    assert started.resumed
    assert application.file(started.token).uid != application.file(token).uid
    application.answer(started.token, "SEC-01", "nsp")
    assert application.file(token).answers.chosen("SEC-01") == ("non",)
    assert application.file(started.token).answers.chosen("PIL-04") == ("temps", "securite")


def test_a_file_brought_several_times_at_once_gets_its_public_name_once(start: Start, elsewhere: Elsewhere) -> None:
    here, there = start(), elsewhere()
    token = answered(here)
    data = here.travel.export(token).data
    with ThreadPoolExecutor(4) as threads:
        started = list(threads.map(lambda _: there.travel.start(data), range(4)))
    names = [there.file(each.token).uid for each in started]
    assert len(set(names)) == 4
    assert names.count(here.file(token).uid) == 1


def test_an_export_holds_no_secret(start: Start) -> None:
    application = start()
    token = answered(application)
    assert token.encode() not in application.travel.export(token).data


@pytest.mark.parametrize("use", ["export", "merge"])
def test_only_the_personal_link_exports_and_merges(use: str, start: Start) -> None:
    application = start()
    token = answered(application)
    data = application.travel.export(token).data
    theme = application.handovers.hand_over(token, "securite", "agent", 14).token
    acts = {"export": application.travel.export, "merge": lambda link: application.travel.merge(link, data)}
    with pytest.raises(LimitedLink):
        acts[use](theme)
    for wrong in (FORGED, "", "é" * 43):
        with pytest.raises(UnknownLink):
            acts[use](wrong)


# --- what a document carries


def test_a_document_carries_the_answers_and_the_result_it_prints(start: Start) -> None:
    application = start()
    token = answered(application)
    diagnostic, uid = application.diagnose(token), application.file(token).uid
    data = application.travel.attachment(diagnostic, Edition.INTERNAL, uid)
    assert application.travel.attachment(diagnostic, Edition.INTERNAL, uid) == data
    file = read_travelling(data)
    assert (file.edition, file.uid, file.history, file.origin) == (Edition.INTERNAL, uid, None, None)
    assert file.answers == application.file(token).answers
    territories = application.expertise.territories.version
    result = json.loads(json.dumps(diagnostic_json(diagnostic, territories, application_version())))
    assert json.loads(data)["result"] == result


def test_a_publishable_document_carries_only_what_may_be_published_whatever_it_is_made_from(start: Start) -> None:
    application = start()
    token, other = answered(application), answered(application)
    application.answer(other, "SEC-01", "auto")
    made = [
        application.travel.attachment(application.diagnose(link), Edition.PUBLISHABLE, application.file(token).uid)
        for link in (token, other)
    ]
    assert made[0] == made[1]
    file = read_travelling(made[0])
    assert file.edition is Edition.PUBLISHABLE
    assert file.answers.chosen("PRO-01") == ("elu",)
    assert b"SEC-0" not in made[0]
    assert file.versions.content == application.handbook.version


def test_a_file_is_resumed_from_a_document_with_its_answers(start: Start, elsewhere: Elsewhere) -> None:
    here, there = start(), elsewhere()
    token = answered(here)
    data = here.travel.attachment(here.diagnose(token), Edition.INTERNAL, here.file(token).uid)
    started = there.travel.start(data)
    assert (started.resumed, there.file(started.token).answers) == (True, here.file(token).answers)
    assert there.file(started.token).uid == here.file(token).uid
    # The whole history comes later and finds its place.
    there.travel.merge(started.token, here.travel.export(token).data)
    assert there.file(started.token).answers == here.file(token).answers
    assert [row.question for row in there.exchange.dossier(started.token).conflicts] == ["SEC-01"]


@pytest.mark.parametrize("edition", Edition)
def test_a_printed_document_is_read_back(edition: Edition, start: Start, elsewhere: Elsewhere) -> None:
    """The whole way: printed by the press as any report, brought to another installation, resumed there."""
    here, there = start(), elsewhere()
    token = answered(here)
    diagnostic = here.diagnose(token)
    data = here.travel.attachment(diagnostic, edition, here.file(token).uid)
    document = compose(diagnostic, here.expertise.print_context(here.today()), edition)
    carried = Attachment(ATTACHMENT_NAME, "Les réponses", MEDIA_TYPE, data, EVENING)
    pdf = render(replace(document, attachments=(carried,)))
    found = there.travel.look(pdf)
    assert (found.territory_name, found.edition, found.resumable) == ("La Buisse", edition, True)
    started = there.travel.start(pdf)
    assert started.edition is edition
    answers = here.file(token).answers
    if edition is Edition.PUBLISHABLE:
        assert there.file(started.token).answers == publishable(diagnostic).journey.answers
        assert there.file(started.token).answers != answers
        # What the paper does not say is not erased where it is known.
        there.travel.merge(started.token, here.travel.export(token).data)
    assert there.file(started.token).answers == answers


def test_an_old_document_changes_no_answer_given_since_and_another_one_waits_for_a_choice(start: Start) -> None:
    application = start()
    token = application.open(LA_BUISSE)
    application.answer(token, "SEC-01", "non")
    uid = application.file(token).uid
    old = application.travel.attachment(application.diagnose(token), Edition.INTERNAL, uid)
    application.answer(token, "SEC-01", "auto")
    assert application.travel.merge(token, old).added == 0
    assert application.file(token).answers.chosen("SEC-01") == ("auto",)
    file = read_travelling(old)
    other = replace(file, answers=Answers((replace(file.answers.items[0], values=("nsp",)),)))
    merged = application.travel.merge(token, write_travelling(other))
    assert (merged.added, [question.id for question in merged.waiting]) == (1, ["SEC-01"])
    assert application.file(token).answers.chosen("SEC-01") == ("auto",)
    assert application.travel.merge(token, write_travelling(other)).added == 0


def test_a_file_of_the_same_place_brings_its_answers_and_not_its_history(start: Start) -> None:
    application = start()
    one, other = application.open(LA_BUISSE), answered(application)
    application.answer(one, "SEC-01", "auto")
    merged = application.travel.merge(one, application.travel.export(other).data)
    assert [question.id for question in merged.waiting] == ["SEC-01"]
    answers = application.file(one).answers
    assert (answers.chosen("SEC-01"), answers.chosen("SEC-02")) == (("auto",), ("oui",))
    assert application.travel.merge(one, application.travel.export(other).data).added == 0


def test_a_file_of_another_place_is_refused(start: Start) -> None:
    application = start()
    token, other = application.open(LA_BUISSE), application.open("12270")
    sentence = refusal(lambda: application.travel.merge(token, application.travel.export(other).data))
    assert "Sévérac" in sentence
    assert "La Buisse" in sentence


# --- a new diagnostic from a former one


def test_a_new_diagnostic_counts_no_former_answer_and_proposes_each_to_be_confirmed(
    start: Start, elsewhere: Elsewhere
) -> None:
    here = start()
    token = answered(here)
    data = here.travel.export(token).data
    later = start(at=EVENING + timedelta(days=400))
    started = later.travel.start(data, anew=True, role="agent")
    assert (started.resumed, started.left_out) == (False, ())
    file, former = later.file(started.token), here.file(token)
    assert (file.opened_on, file.uid != former.uid) == (date(2027, 12, 28), True)
    assert started.answers == len(former.answers.items)
    assert {each.question: each.values for each in file.answers.items} == {"PRO-01": ("agent",)}
    assert file.suggested == former.answers
    assert file.origin is not None
    assert (file.origin.opened_on, file.origin.answers) == (former.opened_on, former.answers)
    assert file.origin.content_version == former.handbook.version
    # The origin goes with the file.
    there = elsewhere()
    with pytest.raises(InvalidRequest, match="pas encore arrivée"):
        there.travel.start(later.travel.export(started.token).data)
    copy = later.travel.start(later.travel.export(started.token).data)
    assert later.file(copy.token).origin == file.origin


def test_a_role_that_is_none_starts_nothing(start: Start) -> None:
    application = start()
    data = application.travel.export(application.open(LA_BUISSE)).data
    with pytest.raises(InvalidAnswer):
        application.travel.start(data, anew=True, role="prefet")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A questionnaire of former days: another version, whatever changed."""
    folder = Path(copytree(shipped_folder(), tmp_path / "older"))
    with (folder / "themes" / "05-securite.toml").open("a", encoding="utf-8") as theme:
        theme.write("\n# former days\n")
    return folder


def test_a_questionnaire_unknown_here_makes_a_new_diagnostic_and_says_what_is_left_out(
    start: Start, elsewhere: Elsewhere, older: Path
) -> None:
    there, here = elsewhere(content=older), start()
    assert there.handbook.version != here.handbook.version
    token = answered(there)
    file = read_travelling(there.travel.export(token).data)
    assert file.history is not None
    gone = (
        replace(file.history[0], name="a-1", question="OLD-01", values=("oui",)),
        replace(file.history[0], name="a-2", question="SEC-04", values=("jamais-vu",)),
        replace(file.history[0], name="a-3", question="SEC-05", values=("oui", "non")),
    )
    history = (*file.history, *gone)
    data = write_travelling(replace(file, history=history, answers=answers_of(history)))
    found = here.travel.look(data)
    assert not found.resumable
    started = here.travel.start(data)
    assert not started.resumed
    assert started.left_out == found.left_out
    assert [(each.question, bool(each.text)) for each in started.left_out] == [
        ("OLD-01", False),
        ("SEC-04", True),
        ("SEC-05", True),
    ]
    assert all(isinstance(each, LeftOut) and each.reason for each in started.left_out)
    assert len({each.reason for each in started.left_out}) == 3
    new = here.file(started.token)
    assert new.origin is not None
    assert new.origin.answers.chosen("OLD-01") == ("oui",)
    assert (new.answers.items, new.suggested.chosen("SEC-01")) == ((), ("non",))
    assert new.suggested.chosen("OLD-01") == ()
    assert new.uid != file.uid


def test_a_questionnaire_kept_here_is_resumed_under_it_although_it_is_no_longer_the_current_one(
    start: Start, elsewhere: Elsewhere, older: Path
) -> None:
    before = start(older)
    kept = before.open(LA_BUISSE)
    there = elsewhere(content=older)
    token = answered(there)
    after = start()
    started = after.travel.start(there.travel.export(token).data)
    assert started.resumed
    assert after.file(started.token).handbook.version == before.handbook.version == after.file(kept).handbook.version
    assert after.file(started.token).outdated


# --- looking, and refusing


def test_looking_tells_what_a_file_holds_and_stores_nothing(start: Start) -> None:
    application = start()
    token = answered(application)
    found = application.travel.look(application.travel.export(token).data)
    assert (found.territory_code, found.territory_name) == (LA_BUISSE, "La Buisse")
    assert (found.opened_on, found.edition, found.answers) == (date(2026, 11, 23), None, 4)
    assert (found.history, found.resumable, found.left_out) == (True, True, ())


def test_a_territory_that_is_unknown_here_is_named(start: Start) -> None:
    application = start()
    file = read_travelling(application.travel.export(application.open(LA_BUISSE)).data)
    data = write_travelling(replace(file, territory_code="99999", territory_name="Ville-Imaginaire"))
    for act in (application.travel.look, application.travel.start):
        with pytest.raises(UnknownTerritory, match="Ville-Imaginaire"):
            act(data)


def test_a_date_to_come_is_refused_but_not_for_a_clock_a_little_ahead(start: Start) -> None:
    application = start()
    file = read_travelling(application.travel.export(application.open(LA_BUISSE)).data)
    assert application.travel.look(write_travelling(replace(file, opened_on=date(2026, 11, 23)))).answers == 0
    for changed in (replace(file, opened_on=date(2026, 11, 25)), replace(file, opened_on=date(2099, 1, 1))):
        assert "pas encore arrivée" in refusal(
            lambda changed=changed: application.travel.look(write_travelling(changed))
        )  # type: ignore[misc]


def test_a_row_of_an_unknown_role_keeps_the_answer_and_forgets_the_role(start: Start) -> None:
    application = start()
    token = answered(application)
    file = read_travelling(application.travel.export(token).data)
    assert file.history is not None
    named = tuple(replace(row, role="Jeanne.Martin") for row in file.history)
    started = application.travel.start(write_travelling(replace(file, history=named)))
    exported = application.travel.export(started.token).data
    assert b"Jeanne" not in exported
    assert application.file(started.token).answers == application.file(token).answers


def test_too_many_files_in_an_hour_are_asked_to_wait(start: Start) -> None:
    application = start()
    for _ in range(MOST_READ):
        refusal(lambda: application.travel.look(b"{}"))
    with pytest.raises(TooMany) as asked:
        application.travel.look(b"{}")
    assert asked.value.seconds
    deliver(application, application.open(LA_BUISSE), sent("mayor1-1", "SEC-01", "non"))


def test_what_is_refused_changes_nothing(start: Start) -> None:
    application = start()
    token = answered(application)
    before = state(application, token)
    for data in (b"", b"{}", b"%PDF-1.7 nothing", application.travel.export(token).data[:-10]):
        refusal(lambda data=data: application.travel.merge(token, data, unheard))  # type: ignore[misc]
        refusal(lambda data=data: application.travel.start(data))  # type: ignore[misc]
    assert state(application, token) == before
