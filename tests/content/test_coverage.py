"""A need is covered when a service that still runs, still opens and is meant for someone answers it."""

from pathlib import Path

import pytest

from ansm.content.coverage import uncovered_needs
from ansm.content.loading import load
from ansm.content.source import SourceFile, SourceTree, read_tree

TREE = read_tree(Path(__file__).parent / "minimal")


def uncovered(old: str, new: str) -> list[str]:
    """The needs left uncovered once the catalogue of the minimal tree is edited."""
    texts = {path: data.decode() for path, data in TREE.files}
    catalogue = texts["services/cybersecurite.toml"]
    assert old in catalogue, "the edit no longer fits the minimal tree"
    texts["services/cybersecurite.toml"] = catalogue.replace(old, new)
    handbook = load(SourceTree(tuple(SourceFile(path, text.encode()) for path, text in texts.items())))
    return [need.id for need in uncovered_needs(handbook)]


def test_a_closed_service_covers_nothing() -> None:
    assert uncovered("", "") == ["comptes"]


@pytest.mark.parametrize("openness", ["ouvert", "a-confirmer"])
def test_a_service_open_or_to_confirm_covers_its_need(openness: str) -> None:
    address = '\nadresse = "https://mots.exemple.gouv.fr/"'
    assert uncovered('accueil = "ferme"', f'accueil = "{openness}"{address}') == []


def test_a_stopped_service_covers_nothing() -> None:
    assert uncovered('etat = "actif"', 'etat = "arrete"') == ["sauvegarde", "comptes"]


def test_a_service_for_nobody_among_our_visitors_covers_nothing() -> None:
    assert uncovered('publics = ["commune", "epci"]', "publics = []") == ["sauvegarde", "comptes"]
