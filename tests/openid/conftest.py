"""One provider for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.openid.running import RunningProvider, running_provider

SITE = "https://diagnostic.exemple.fr"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvider]:
    """A running provider that knows our site, and Léa."""
    with running_provider(tmp_path_factory.mktemp("openid"), SITE) as running:
        running.know("s-lea", "Lea@Exemple.fr", given_name="Léa", usual_name="Martin")
        yield running
