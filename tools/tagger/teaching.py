"""What a larger encoder makes of words that nobody judged, for a small one to learn from.

The teacher has learned from the same verdicts. It is too slow to ship, but knows better whether a word that it has
not seen tells an event, of which type, and whether it happened: so the small one is shown sentences without verdicts
as well, and what the teacher says of each word that may tell an event. To whom an event points it knows no better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import torch

from events.extraction.tagger import HEADS, LONGEST, Part, part_of
from tools.tagger.corpora import Example, Taught
from tools.tagger.model import Model, tensors

BATCH = 64  # sentences that the teacher reads at once
EVENTIVE = 0.2  # probability that a word is any kind of event, above which it is asked
TAUGHT = ("telling", "types", "assertions")  # heads of which it is asked
TOLD = HEADS["telling"].index("TOLD")


def taught(teacher: Model, read_pieces, examples: Sequence[Example]) -> Iterator[Example]:
    """The examples with what the teacher says of the words that nobody judged; those with names as they are."""
    yield from (e for e in examples if "names" in e.labels)
    chosen = [(part_of(read_pieces, e.words), e) for e in examples if "names" not in e.labels]
    chosen = sorted((row for row in chosen if len(row[0].ids) <= LONGEST), key=lambda row: len(row[0].ids))
    for at in range(0, len(chosen), BATCH):
        batch = chosen[at : at + BATCH]
        ids, cases, mask, _ = tensors(batch, None)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            logits, _ = teacher.logits(ids, cases, mask)
        logits = {head: rows.float() for head, rows in logits.items()}
        for row, (part, example) in enumerate(batch):
            yield replace(example, taught=_said({head: rows[row] for head, rows in logits.items()}, part, example))


def _said(logits: dict[str, torch.Tensor], part: Part, example: Example) -> Taught | None:
    eventive = 1 - logits["events"][part.firsts].softmax(-1)[:, 0]
    judged = example.labels.get("telling") or [None] * len(example.words)
    asked = [n for n, w in enumerate(part.words) if eventive[n] >= EVENTIVE and judged[w] is None]
    if not asked:
        return None
    firsts = [part.firsts[n] for n in asked]
    return Taught([part.words[n] for n in asked], {head: logits[head][firsts].softmax(-1).half() for head in TAUGHT})


def teaching_loss(logits: dict[str, torch.Tensor], batch: list[tuple[Part, Example]]) -> torch.Tensor:
    """Cross entropy with what the teacher said, a word; what it says of an event counts as much as it thinks it one."""
    losses = [logits["telling"].new_zeros(1)]
    for row, (part, example) in enumerate(batch):
        if (said := example.taught) is None:
            continue
        firsts = [part.firsts[part.words.index(word)] for word in said.words]
        told = said.labels["telling"][:, TOLD].float()
        for head in TAUGHT:
            missed = -(said.labels[head].float() * logits[head][row, firsts].log_softmax(-1)).sum(-1)
            losses.append(missed if head == "telling" else missed * told)
    return torch.cat(losses).sum() / max(1, sum(len(e.taught.words) for _, e in batch if e.taught))
