"""What a larger encoder makes of words that nobody judged, for a small one to learn from.

The teacher has learned from the same verdicts. It is too slow to ship, and knows more of what it has not seen: so the
small one is also shown sentences without verdicts, and what the teacher says of each word that may tell an event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import torch

from events.extraction.tagger import HEADS, LONGEST, ROLES, WIDTH, Part, part_of
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
            logits, vectors = teacher.logits(ids, cases, mask)
        logits = {head: rows.float() for head, rows in logits.items()}
        for row, (part, example) in enumerate(batch):
            said = _said({head: rows[row] for head, rows in logits.items()}, vectors[row].float(), part, example)
            yield replace(example, taught=said)


def _said(logits: dict[str, torch.Tensor], vectors: torch.Tensor, part: Part, example: Example) -> Taught | None:
    eventive = 1 - logits["events"][part.firsts].softmax(-1)[:, 0]
    judged = example.labels.get("telling") or [None] * len(example.words)
    asked = [n for n, w in enumerate(part.words) if eventive[n] >= EVENTIVE and judged[w] is None]
    if not asked:
        return None
    firsts = [part.firsts[n] for n in asked]
    labels = {head: logits[head][firsts].softmax(-1).half() for head in TAUGHT}
    return Taught([part.words[n] for n in asked], labels, pointing(vectors, part, firsts).softmax(-1).half())


def pointing(vectors: torch.Tensor, part: Part, firsts: list[int]) -> torch.Tensor:
    """Of one sentence's vectors: events × roles × none and each word of the part; logits to be what it points to."""
    asked, offered = vectors.unflatten(-1, (len(ROLES), 2, WIDTH)).unbind(2)
    return torch.einsum("erw,prw->erp", asked[firsts], offered[[0, *part.firsts]]) / WIDTH**0.5


def teaching_loss(
    logits: dict[str, torch.Tensor], vectors: torch.Tensor, batch: list[tuple[Part, Example]]
) -> torch.Tensor:
    """Cross entropy with what the teacher said, a word; what it says of an event counts as much as it thinks it one."""
    losses = []
    for row, (part, example) in enumerate(batch):
        if (said := example.taught) is None:
            continue
        firsts = [part.firsts[part.words.index(word)] for word in said.words]
        told = said.labels["telling"][:, TOLD].float()
        for head in TAUGHT:
            missed = -(said.labels[head].float() * logits[head][row, firsts].log_softmax(-1)).sum(-1)
            losses.append(missed if head == "telling" else missed * told)
        missed = -(said.pointed.float() * pointing(vectors[row], part, firsts).log_softmax(-1)).sum(-1)
        losses.append(missed.mean(-1) * told)  # the mean of the roles, as with verdicts
    words = sum(len(e.taught.words) for _, e in batch if e.taught is not None)
    return torch.cat(losses).sum() / words if losses else vectors.sum() * 0
