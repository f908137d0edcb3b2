"""Technical words are found as a reader would see them: whole, as written, once, the longest first."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansm.domain.glossary import NO_GLOSSARY, Glossary, Term
from tests.domain.real import book

GLOSSARY = Glossary(
    (
        Term("sauvegarde", "Une copie.", ("sauvegardes",)),
        Term("plan de sauvegarde", "Un plan pour les crises."),
        Term("nom de domaine", "Un nom sur Internet.", ("noms de domaine",)),
        Term("ENT", "L’espace numérique de l’école."),
        Term("Chorus Pro", "Le portail des factures."),
        Term("profil d’acheteur", "Une plateforme."),
        Term("DPO", "Une personne.", ("délégué à la protection des données",)),
        Term("protection des données", "Une règle."),
        Term("API", "Une prise."),
    )
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Avez-vous un nom de domaine ?", ["nom de domaine"]),
        ("Vos noms de domaine", ["nom de domaine"]),
        ("NOM DE DOMAINE ET SAUVEGARDES", ["nom de domaine", "sauvegarde"]),
        ("Un nom\u00a0de\u202fdomaine", ["nom de domaine"]),
        ("le domaine de la commune", []),
        ("un plan de sauvegarde, puis une sauvegarde", ["plan de sauvegarde", "sauvegarde"]),
        ("un délégué à la protection des données", ["DPO"]),
        ("la protection des données et le DPO", ["protection des données", "DPO"]),
        ("sauvegarder", []),
        ("l’ENT de l’école", ["ENT"]),
        ("entre, ent, souvENT, ENTRE", []),
        ("chorus pro n’est pas écrit ainsi", []),
        ("(Chorus Pro)", ["Chorus Pro"]),
        ("un profil d'acheteur, un profil d’acheteur", ["profil d’acheteur"]),
        ("https://chorus.fr/API et moi@API et API.fr", []),
        ("l’API. Puis l’API", ["API"]),
        ("méta-API et API-web", []),
        ("", []),
    ],
)
def test_a_text_contains_these_terms_in_reading_order(text: str, found: list[str]) -> None:
    assert [term.name for term in GLOSSARY.found_in(text)] == found


def test_a_term_met_in_several_texts_is_given_once() -> None:
    assert [term.name for term in GLOSSARY.found_in("une API", "une sauvegarde et une API")] == ["API", "sauvegarde"]


def test_the_order_of_the_terms_changes_nothing() -> None:
    text = "plan de sauvegarde, sauvegarde, délégué à la protection des données"
    assert Glossary(GLOSSARY.terms[::-1]).found_in(text) == GLOSSARY.found_in(text)


def test_a_content_without_glossary_explains_nothing() -> None:
    assert NO_GLOSSARY.found_in("un nom de domaine") == ()


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert set(GLOSSARY.found_in(text)) <= set(GLOSSARY.terms)


def test_the_words_of_the_whole_questionnaire_are_found_in_a_fraction_of_a_second() -> None:
    """Every page build and every result asks for them."""
    glossary = book().glossary
    start = time.perf_counter()
    for question in book().questionnaire.questions:
        glossary.found_in(question.text, question.help, *(option.label for option in question.options))
    assert time.perf_counter() - start < 0.5
