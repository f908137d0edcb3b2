"""What tests of the command line share: a request, and how to read what a command wrote."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

REQUEST = {
    "territory": "38061",
    "opened_on": "2026-11-22",
    "role": "elu",
    "answers": {"SEC-01": "non", "PRO-03": ["ecole", "salle"], "CON-01": "nsp", "PIL-04": ["securite", "temps"]},
}
Output = pytest.CaptureFixture[bytes]


def told(output: Output) -> Any:  # noqa: ANN401 # JSON
    """The JSON on standard output."""
    return json.loads(output.readouterr().out)


def refusal(output: Output) -> str:
    """The one French sentence on standard error, when nothing is on standard output."""
    written = output.readouterr()
    assert written.out == b""
    sentence = written.err.decode()
    assert sentence.count("\n") == 1
    assert not re.search(r" [:;?!»]|« ", sentence)
    return sentence.strip().replace("\u00a0", " ")
