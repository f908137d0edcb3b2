"""What the fork server loads once, so that each printing process starts from there in a few milliseconds."""

import contextlib

with contextlib.suppress(OSError):  # without Pango it cannot load: each process will say so, in French
    import weasyprint  # type: ignore[import-untyped]  # noqa: F401  # no stubs; loaded for what it leaves in memory

import ansm.report.worker  # noqa: F401  # same
