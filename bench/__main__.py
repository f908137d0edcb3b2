"""Runs every bench in turn, each in its own process so that none inherits the other's memory."""

from __future__ import annotations

import subprocess
import sys
import time

from bench.figures import machine

# Shorter than what each does by itself, where that changes the figures little: everything takes some five minutes.
BENCHES = (
    ("search_bench", "400"),
    ("diagnostic_bench",),
    ("report_bench", "3", "4"),
    ("document_bench", "6"),
    ("weight_bench",),
    ("browser_bench",),
    ("crowd_bench",),
    ("desk_bench",),
)


def main() -> int:
    """Run them all, whatever becomes of each; the exit code is that of the worst, and failures are named at the end."""
    failed, start = {}, time.monotonic()
    for name, *arguments in BENCHES:
        print(f"\n== {name} ({machine()})", flush=True)
        command = [sys.executable, "-m", f"bench.{name}", *arguments]
        if code := subprocess.run(command, check=False).returncode:  # noqa: S603 — our own modules
            failed[name] = code
    print(f"\n{time.monotonic() - start:.0f} s in all")
    for name, code in failed.items():
        print(f"FAILED: {name} stopped with code {code}", file=sys.stderr)
    return max(map(abs, failed.values()), default=0)


if __name__ == "__main__":
    sys.exit(main())
