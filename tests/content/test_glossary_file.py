"""The glossary and the partners' page are read from their files, and a content older than them still loads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ansm.content import SourceFile, SourceTree, load, read_tree, shipped_folder
from ansm.content.glossary import LONGEST_DEFINITION
from ansm.domain.glossary import Term
from ansm.domain.partners import Fact, Phase, Prerequisite

MINIMAL = read_tree(Path(__file__).parent / "minimal")
SHIPPED = load(read_tree(shipped_folder()))
NEW_FILES = ("glossaire.toml", "partenaires.toml")
GLOSSARY = """
[[termes]]
terme = "copie"
formes = ["copies", "DUPLICATA"]
definition = "Un second exemplaire."

[[termes]]
terme = "disque"
definition = "Un rangement de fichiers."
source = "Une source"
verifie-le = 2026-11-01
"""


def with_file(name: str, text: str) -> SourceTree:
    """The minimal tree with one more file."""
    return SourceTree((*MINIMAL.files, SourceFile(name, text.encode())))


def test_terms_keep_their_forms_their_meaning_and_their_source() -> None:
    assert load(with_file("glossaire.toml", GLOSSARY)).glossary.terms == (
        Term("copie", "Un second exemplaire.", ("copies", "DUPLICATA")),
        Term("disque", "Un rangement de fichiers.", (), "Une source", date(2026, 11, 1)),
    )


def test_the_archive_of_a_content_older_than_the_glossary_still_loads() -> None:
    tree = read_tree(shipped_folder())
    older = SourceTree(tuple(file for file in tree.files if file.path not in NEW_FILES))
    handbook = load(SourceTree.from_archive(older.archive()))
    assert handbook.glossary.terms == ()
    assert handbook.partners is None
    now = replace(SHIPPED, version=handbook.version, glossary=handbook.glossary, partners=None)
    assert handbook == now


def test_the_content_delivered_has_both() -> None:
    assert {file.path for file in read_tree(shipped_folder()).files} >= set(NEW_FILES)
    assert SHIPPED.partners is not None


@pytest.mark.parametrize("term", SHIPPED.glossary.terms, ids=lambda term: term.name)
def test_each_definition_is_one_or_two_sentences_of_plain_words(term: Term) -> None:
    sentences = [part for part in term.definition.replace("…", ".").split(". ") if part]
    assert len(sentences) <= 2
    assert len(term.definition) <= LONGEST_DEFINITION
    assert term.definition.endswith((".", "…"))


def test_terms_stand_in_alphabetical_order() -> None:
    names = [term.name.casefold().translate(str.maketrans("éèê", "eee")) for term in SHIPPED.glossary.terms]
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("IDN-02", {"nom de domaine"}),
        ("DON-01", {"DPO", "CNIL"}),
        ("GES-03", {"télétransmission"}),
        ("GES-05", {"Chorus Pro", "factures électroniques", "portail"}),
        ("DEM-08", {"PayFiP"}),
        ("GES-10", {"profil d’acheteur"}),
        ("TER-02", {"Base Adresse Locale"}),
        ("SIT-06", {"plan de sauvegarde"}),
        ("CON-01", {"fibre", "ADSL", "4G"}),
        ("PIL-05", set()),
    ],
)
def test_the_technical_words_of_a_question_are_explained_under_it(question: str, words: set[str]) -> None:
    asked = SHIPPED.questionnaire.question(question)
    assert asked is not None
    labels = (option.label for option in asked.options)
    assert {term.name for term in SHIPPED.glossary.found_in(asked.text, asked.help, *labels)} == words


def partners_facts() -> list[Fact | Phase | Prerequisite]:
    """Everything the page for partners states."""
    assert SHIPPED.partners is not None
    return [
        *SHIPPED.partners.investigation,
        *SHIPPED.partners.prerequisites,
        *SHIPPED.partners.phases,
        *SHIPPED.partners.means,
    ]


@pytest.mark.parametrize("fact", partners_facts(), ids=lambda fact: fact.label)
def test_each_fact_told_to_partners_has_a_source_and_a_date(fact: Fact | Phase | Prerequisite) -> None:
    assert fact.source
    assert fact.verified_on <= SHIPPED.published_on


def test_partners_are_told_the_seven_prerequisites_the_ranges_and_the_cost() -> None:
    """As the founding documents say them, ranges where they differ (domain dossier, §2.1 and §2.2)."""
    partners = SHIPPED.partners
    assert partners is not None
    told = " ".join(partners.texts)
    assert len(partners.prerequisites) == 7
    assert [phase.label for phase in partners.phases] == [
        "Investigation",
        "Construction",
        "Accélération",
        "Consolidation",
    ]
    for words in ("De 6 à 12 semaines selon les documents", "200\u202f000\u00a0€ pour les six premiers mois"):
        assert words in told
    assert "une investigation conclut souvent qu’aucun outil n’est à construire" in told


def test_partners_read_no_deadline_and_nothing_of_the_offer_kept_for_agents_of_the_anct() -> None:
    partners = SHIPPED.partners
    assert partners is not None
    told = " ".join(partners.texts).lower()
    assert "agents de l’anct" not in told
    assert "date limite" not in told
    assert "15 mars" not in told
