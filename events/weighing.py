"""What rules say, weighed against what the tagger reads: of types, assertions and parties, of places and times."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Answer = TypeVar("Answer")


def likeliest(answers: Mapping[Answer, float], by_rules: Answer, weight: float) -> Answer:
    """The answer with the highest probability, `weight` added to that of the rules'."""
    found = {by_rules: 0.0} | dict(answers)
    return max(found, key=lambda answer: found[answer] + (weight if answer == by_rules else 0.0))
