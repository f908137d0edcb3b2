"""The declaration says what the audit file says, in the form the RGAA asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from ansm.settings import read_settings
from ansm.web.audit.criteria import NUMBERS, THEMES, Audit, AuditCriterion, Result
from ansm.web.audit.reading import shipped_audit
from ansm.web.pages.accessibility import RESULTS, accessibility, declaration
from tests.web.reading_pages import headings, links, words

ASKED = (
    "État de conformité",
    "Résultats des tests",
    "Contenus non accessibles",
    "Non-conformités",
    "Dérogations pour charge disproportionnée",
    "Contenus non soumis à l’obligation d’accessibilité",
    "Établissement de cette déclaration",
    "Technologies utilisées",
    "Environnement de test",
    "Outils",
    "Pages vérifiées",
    "Retour d’information et contact",
    "Voies de recours",
)


def told(audit: Audit, **environment: str) -> str:
    """The words of the declaration that this audit gives."""
    return words(declaration(audit, read_settings(environment)))


def finished(*unmet: AuditCriterion) -> Audit:
    """An audit where everything was tested and met, but these."""
    instead = {each.number: each for each in unmet}
    shipped = shipped_audit()
    met = (replace(each, result=Result.MET, evidence="vu") for each in shipped.criteria)
    return replace(shipped, criteria=tuple(instead.get(each.number, each) for each in met))


def test_every_part_of_the_official_form_is_there_in_order() -> None:
    """Under these very names."""
    found = [name for _, name in headings(accessibility()) if name in ASKED]
    assert found == list(ASKED)


def test_a_finished_audit_without_fault_is_totally_conform() -> None:
    """And nothing is added."""
    text = told(finished())
    assert "Ce site est totalement conforme" in text
    assert "100 % des critères du RGAA sont respectés" in text
    assert "Aucune non-conformité relevée." in text
    assert "pas encore testé est compté" not in text


def test_a_fault_is_listed_with_its_evidence_and_an_exemption_apart() -> None:
    """The rate and the state follow."""
    text = told(
        finished(
            AuditCriterion("3.2", "Contraste", Result.UNMET, "Le gris du pied de page."),
            AuditCriterion("8.2", "Code valide", Result.UNMET, "Une balise.", "Corrigé à la prochaine version."),
        )
    )
    assert "partiellement conforme" in text
    assert "98 % des critères" in text
    assert "Contraste (critère 3.2) : Le gris du pied de page." in text
    faults, _, exempted = text.partition("Dérogations pour charge disproportionnée")
    assert "Code valide (critère 8.2)" not in faults
    assert "Code valide (critère 8.2) : Corrigé à la prochaine version." in exempted


def test_an_unfinished_audit_never_sounds_finished() -> None:
    """It says how many criteria are left, and that they count as not met."""
    shipped = shipped_audit()
    left = (replace(each, result=Result.NOT_TESTED, evidence="", exemption="") for each in shipped.criteria[:3])
    text = told(replace(shipped, criteria=(*left, *shipped.criteria[3:])))
    assert re.search(r"[1-9]\d* critères pas encore testés", text)
    assert "Un critère pas encore testé est compté ici comme non respecté" in text
    assert "Aucune non-conformité relevée." not in text


def test_each_criterion_is_printed_with_its_result() -> None:
    """All 106, by theme."""
    text = told(shipped_audit())
    for each in shipped_audit().criteria:
        assert f"{each.number} {each.title.replace(chr(0xA0), ' ')} {RESULTS[each.result]}" in text
    for theme in THEMES:
        assert f"{theme.number}. {theme.name} : " in text
    assert set(RESULTS) == set(Result)
    assert len(NUMBERS) == len(shipped_audit().criteria)


def test_dates_pages_and_tools_are_those_of_the_file() -> None:
    """An update is said when there is one."""
    audit = replace(
        shipped_audit(),
        established_on=date(2026, 1, 1),
        updated_on=date(2026, 2, 3),
        tools=("Une loupe",),
        outside=("X",),
        states=("Un écran ouvert",),
    )
    text = told(audit)
    assert "établie le 1er janvier 2026. Elle a été mise à jour le 3 février 2026." in text
    assert "Une loupe" in text
    assert "Ceux-ci ont aussi été regardés : Un écran ouvert" in text
    assert "Ceux-ci" not in told(replace(audit, states=()))
    assert all(f"{page.name} ({page.address})".replace("\u00a0", " ") in text for page in audit.pages)
    assert "mise à jour" not in told(replace(audit, updated_on=audit.established_on))


@pytest.mark.parametrize(
    ("operator", "commits"),
    [("Syndicat numérique", "Syndicat numérique s’engage"), ("", "L’organisme qui met ce service en ligne s’engage")],
)
def test_who_commits_is_the_operator_or_plain_words(operator: str, commits: str) -> None:
    """Nobody is made to promise who did not say so."""
    assert commits in told(shipped_audit(), ANSM_OPERATOR=operator)


def test_the_ombudsman_can_be_reached_three_ways() -> None:
    """Form, delegate, and a free letter."""
    found = links(accessibility())
    assert "https://formulaire.defenseurdesdroits.fr/" in found.values()
    assert "https://www.defenseurdesdroits.fr/saisir/delegues" in found.values()
    assert "Libre réponse 71120, 75342 Paris CEDEX 07" in words(accessibility())
