"""Decides what a file asks to diagnose: an exchange file holds the answers given, a request asks in its own words."""

from __future__ import annotations

from ansm.exchange.reading import DiagnosisRequest, read_request
from ansm.exchange.travelling import FILE_SUFFIX, FORMAT
from ansm.exchange.travelling_reading import read_travelling

MARK = f'"{FORMAT}"'.encode()


def read_asked(name: str, data: bytes) -> DiagnosisRequest:
    """The request that a file is, or that an exchange file comes down to, whatever its name. Raises InvalidRequest."""
    if not name.endswith(FILE_SUFFIX) and MARK not in data:
        return read_request(data)
    file = read_travelling(data)
    answers = tuple((each.question, list(each.values)) for each in file.answers.items)
    return DiagnosisRequest(file.territory_code, file.opened_on, file.role, answers, file.history or ())
