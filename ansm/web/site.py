"""Decides which installation the pages talk to: one per process, opened with the server.

The pages themselves are compiled from the editors' content alone: building the interface opens no database.
"""

from __future__ import annotations

from functools import cache

from ansm.application import Application
from ansm.domain.handbook import Handbook
from ansm.expertise import Expertise
from ansm.settings import read_settings


@cache
def application() -> Application:
    """The running installation. Raises ContentError, TerritoryDataError or StorageUnavailable at the first call."""
    return Application.start(read_settings()).prepare()


@cache
def handbook() -> Handbook:
    """The questionnaire that the pages print. Raises ContentError."""
    return Expertise.load(read_settings().content_folder).handbook
