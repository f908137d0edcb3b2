"""What every test shares: the root on the import path, for the builders, and the two Hypothesis profiles."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # so that tests/builders.py is `tests.builders` however pytest is started
    sys.path.insert(0, str(ROOT))

# No deadline: a property tells a wrong result, never a slow machine. `derandomize` makes a red run repeatable.
PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "default", max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=PATIENT
)
settings.register_profile("thorough", max_examples=400, deadline=timedelta(seconds=10), suppress_health_check=PATIENT)
settings.load_profile("default")
