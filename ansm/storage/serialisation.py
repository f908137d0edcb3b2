"""Decides how a territory and a verdict are written in JSON, so that a file opened today reads back years later.

The names of the keys are this file's, not the dataclasses': renaming a field changes nothing stored. A key added
later must be read with a default.
"""

from __future__ import annotations

from ansm.domain.answers import Answer, Answers
from ansm.domain.eligibility import Eligibility, Reason, Rule, Verdict
from ansm.domain.origin import Origin
from ansm.domain.territory import Kind, Notion, Overseas, Population, Territory, TerritoryRef
from ansm.storage.json_values import Json, a_day, a_flag, a_list, a_text, an_integer, an_object, checked, maybe, texts


def write_territory(territory: Territory) -> Json:
    """The snapshot of a territory."""
    return {
        "code": territory.code,
        "name": territory.name,
        "kind": territory.kind.value,
        "department": territory.department,
        "department_name": territory.department_name,
        "postcodes": list(territory.postcodes),
        "siren": territory.siren,
        "populations": [_write_population(figure) for figure in territory.populations],
        "parent": maybe(_write_ref, territory.parent),
        "epci": maybe(_write_ref, territory.epci),
        "overseas": territory.overseas.value,
        "uninhabited": territory.uninhabited,
        "legal_form": territory.legal_form,
        "own_tax": territory.own_tax,
        "members": list(territory.members),
    }


def read_territory(raw: object) -> Territory:
    """The territory of a snapshot. Raises StorageUnavailable when the row was altered from outside."""
    return checked(_territory, raw)


def read_inhabitants(raw: object) -> int | None:
    """The population municipale among the figures of a snapshot. Raises StorageUnavailable when it was altered."""
    figures = checked(lambda each: tuple(_population(figure) for figure in a_list(each)), raw)
    return next((figure.value for figure in figures if figure.notion is Notion.MUNICIPAL), None)


def write_eligibility(eligibility: Eligibility) -> Json:
    """The snapshot of a verdict, with its figure and its rule."""
    return {
        "verdict": eligibility.verdict.value,
        "reasons": [reason.value for reason in eligibility.reasons],
        "figure": maybe(_write_population, eligibility.figure),
        "rule": maybe(_write_rule, eligibility.rule),
        "select_instead": maybe(_write_ref, eligibility.select_instead),
    }


def read_eligibility(raw: object) -> Eligibility:
    """The verdict of a snapshot. Raises StorageUnavailable when the row was altered from outside."""
    return checked(_eligibility, raw)


def write_origin(origin: Origin) -> Json:
    """The former diagnostic that a file was started from."""
    return {
        "opened_on": origin.opened_on.isoformat(),
        "content_version": origin.content_version,
        "answers": {answer.question: list(answer.values) for answer in origin.answers.items},
        "territory": write_territory(origin.territory) if origin.territory else None,
    }


def read_origin(raw: object) -> Origin:
    """The former diagnostic. Raises StorageUnavailable when the row was altered from outside."""
    return checked(_origin, raw)


def read_values(raw: object) -> tuple[str, ...]:
    """The values of an answer. Raises StorageUnavailable when the row was altered from outside."""
    return checked(texts, raw)


def write_answers(answers: Answers) -> list[object]:
    """Answers in the order in which they were given, which a document may follow."""
    return [[answer.question, list(answer.values)] for answer in answers.items]


def read_answers(raw: object) -> Answers:
    """The same again. Raises StorageUnavailable when the row was altered from outside."""
    return checked(_answers, raw)


# --- writing


def _write_ref(ref: TerritoryRef) -> Json:
    return {"code": ref.code, "name": ref.name}


def _write_population(figure: Population) -> Json:
    return {
        "notion": figure.notion.value,
        "census_year": figure.census_year,
        "in_force_from": figure.in_force_from.isoformat(),
        "value": figure.value,
        "source": figure.source,
    }


def _write_rule(rule: Rule) -> Json:
    return {
        "programme": rule.programme,
        "kind": rule.kind.value,
        "threshold": rule.threshold,
        "operator": rule.operator,
        "notion": rule.notion.value,
        "valid_from": rule.valid_from.isoformat(),
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
        "source": rule.source,
        "status": rule.status,
    }


# --- reading: whatever does not fit raises KeyError, TypeError or ValueError, caught once in `checked`


def _territory(raw: object) -> Territory:
    fields = an_object(raw)
    return Territory(
        code=a_text(fields["code"]),
        name=a_text(fields["name"]),
        kind=Kind(a_text(fields["kind"])),
        department=a_text(fields["department"]),
        department_name=a_text(fields["department_name"]),
        postcodes=texts(fields["postcodes"]),
        siren=maybe(a_text, fields["siren"]),
        populations=tuple(_population(figure) for figure in a_list(fields["populations"])),
        parent=maybe(_ref, fields["parent"]),
        epci=maybe(_ref, fields["epci"]),
        overseas=Overseas(a_text(fields["overseas"])),
        uninhabited=a_flag(fields["uninhabited"]),
        legal_form=maybe(a_text, fields["legal_form"]),
        own_tax=a_flag(fields["own_tax"]),
        members=texts(fields["members"]),
    )


def _eligibility(raw: object) -> Eligibility:
    fields = an_object(raw)
    return Eligibility(
        verdict=Verdict(a_text(fields["verdict"])),
        reasons=tuple(Reason(reason) for reason in texts(fields["reasons"])),
        figure=maybe(_population, fields["figure"]),
        rule=maybe(_rule, fields["rule"]),
        select_instead=maybe(_ref, fields["select_instead"]),
    )


def _origin(raw: object) -> Origin:
    fields = an_object(raw)
    answers = an_object(fields["answers"])
    return Origin(
        opened_on=a_day(fields["opened_on"]),
        content_version=a_text(fields["content_version"]),
        answers=Answers(tuple(Answer(question, texts(values)) for question, values in answers.items())),
        # Rows older than this field know nothing of the place.
        territory=maybe(_territory, fields.get("territory")),
    )


def _answers(raw: object) -> Answers:
    pairs = [a_list(pair) for pair in a_list(raw)]
    return Answers(tuple(Answer(a_text(question), texts(values)) for question, values in pairs))


def _ref(raw: object) -> TerritoryRef:
    fields = an_object(raw)
    return TerritoryRef(a_text(fields["code"]), a_text(fields["name"]))


def _population(raw: object) -> Population:
    fields = an_object(raw)
    return Population(
        notion=Notion(a_text(fields["notion"])),
        census_year=an_integer(fields["census_year"]),
        in_force_from=a_day(fields["in_force_from"]),
        value=maybe(an_integer, fields["value"]),
        source=a_text(fields["source"]),
    )


def _rule(raw: object) -> Rule:
    fields = an_object(raw)
    return Rule(
        programme=a_text(fields["programme"]),
        kind=Kind(a_text(fields["kind"])),
        threshold=an_integer(fields["threshold"]),
        operator=a_text(fields["operator"]),
        notion=Notion(a_text(fields["notion"])),
        valid_from=a_day(fields["valid_from"]),
        valid_to=maybe(a_day, fields["valid_to"]),
        source=a_text(fields["source"]),
        status=a_text(fields["status"]),
    )
