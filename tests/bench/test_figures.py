"""What is told of measures: the same words whatever was measured."""

from __future__ import annotations

import pytest

from bench.figures import against, percentile, spread, times


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.95, 95), (0.99, 99), (1.0, 100), (0.0, 1)])
def test_a_percentile_is_the_smallest_value_that_this_share_does_not_exceed(share: float, value: int) -> None:
    """Nearest rank: always a value that was measured, in whatever order it came."""
    assert percentile(list(range(100, 0, -1)), share) == value


def test_nothing_measured_is_no_figure() -> None:
    """A bench that measured nothing stops instead of printing zero."""
    with pytest.raises(ValueError, match="nothing was measured"):
        percentile([], 0.5)


def test_a_figure_stands_beside_its_target() -> None:
    """Met when equal, said in words when missed."""
    assert against(100, 100, "ms") == "[at most 100 ms: ok]"
    assert against(100.1, 100, "ms") == "[at most 100 ms: MISSED]"


def test_runs_tell_their_median_and_how_far_apart_they_are() -> None:
    """One run alone says just its value."""
    assert spread([3.0, 1.0, 2.0], "s") == "median 2 s (1 to 3, 3 runs)"
    assert spread([1.25], "s") == "1.25 s"


def test_times_tell_the_slow_ones_and_how_many_there_were() -> None:
    """One in a hundred only on request: it takes enough of them to mean something."""
    told = times([1.0] * 94 + [9.0] * 6)
    assert " ".join(told.split()) == "p50 1.0 ms p95 9.0 ms longest 9.0 ms (100)"
    assert "p99" in times([1.0], far=True)
