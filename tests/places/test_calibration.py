"""The expected calibration error, on made judgements."""

from __future__ import annotations

import pytest

from benchmarks.calibration import expected_error, tenths


@pytest.mark.parametrize(
    ("judgements", "expected"),
    [
        ([], 0.0),
        ([(1.0, True)] * 4, 0.0),
        ([(0.75, True)] * 3 + [(0.75, False)], 0.0),
        ([(0.95, False)] * 2, 0.95),
        ([(0.5, True), (0.5, True), (0.9, True), (0.9, False)], 0.45),
    ],
)
def test_expected_calibration_error(judgements, expected):
    assert expected_error(judgements) == pytest.approx(expected)


def test_tenths_hold_every_judgement_once():
    assert sum(count for _, _, count in tenths([(n / 20, True) for n in range(21)])) == 21
