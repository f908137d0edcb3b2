"""Decides whether a diagnosis is quick enough to be recomputed at each answer: medians, whole and phase by phase.

Run with `.venv/bin/python -m bench.diagnostic_bench [profiles]`. Seeded: the same answers on every machine.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ansm.domain.diagnostic import Diagnostic, establish  # noqa: E402 - the path above makes everything importable
from ansm.domain.eligibility import decide  # noqa: E402 - same
from ansm.domain.journey import Journey  # noqa: E402 - same
from ansm.domain.standing import robust_needs, stand  # noqa: E402 - same
from ansm.domain.tipping import tipping_answers  # noqa: E402 - same
from ansm.exchange import diagnostic_json, dump  # noqa: E402 - same
from tests.builders import commune  # noqa: E402 - same
from tests.domain.real import as_answers, book, random_answers  # noqa: E402 - same

ON = date(2026, 11, 22)
ROUNDS = 9


def main() -> None:
    """Print, over profiles fully answered with one « je ne sais pas » in ten, the median time of each part."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    place, content = commune(800), book()
    verdict = decide(place, content.rules, ON)
    spent: dict[str, list[float]] = {}
    for seed in range(count):
        answers = as_answers(random_answers(seed, unknown=0.1, skipped=0.0))
        standing = stand(content, place, answers, ON)
        whole = partial(establish, place, answers, content, verdict, None, ON)
        found = whole()
        parts: dict[str, Callable[[], object]] = {
            "journey (questions shown)": partial(Journey, content.questionnaire, place, answers),
            "standing (gaps, criteria, order, bands)": partial(stand, content, place, answers, ON),
            "robustness (12 variants)": partial(robust_needs, standing, content),
            "tipping answers": partial(tipping_answers, standing, content, ON),
            "JSON": partial(_json, found),
            "establish without tipping": partial(whole, with_tipping=False),
            "establish with tipping": whole,
        }
        for name, part in parts.items():
            spent.setdefault(name, []).append(_median(part))
    print(f"content {content.version}, {count} profiles, median of {ROUNDS} rounds each")
    for name, medians in spent.items():
        print(f"{name:41} {statistics.median(medians):7.2f} ms   slowest profile {max(medians):7.2f} ms")


def _json(found: Diagnostic) -> str:
    return dump(diagnostic_json(found, "territoires", "programme"))


def _median(part: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        part()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


if __name__ == "__main__":
    main()
