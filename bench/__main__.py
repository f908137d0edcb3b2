"""Runs every bench in turn, each in its own process so that none inherits the other's memory."""

from __future__ import annotations

import subprocess
import sys

BENCHES = ("search_bench", "diagnostic_bench", "report_bench", "weight_bench", "answer_bench")


def main() -> int:
    """Run them all; the exit code is that of the worst."""
    worst = 0
    for name in BENCHES:
        print(f"\n== {name}", flush=True)
        worst = max(worst, subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode)  # noqa: S603 — our own modules
    return worst


if __name__ == "__main__":
    sys.exit(main())
