"""Teaching a network its sentences, until the packed model gives back every one of them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import torch
from torch import nn

from packages.model import Tensor, network, scores

BEGIN, END = 1, 2
"""Ids of the pieces that begin and end a sentence."""

SEED = 7
BATCH = 500
"""Pieces of a batch, padding included."""

ROUNDS, WARM, RATE = 260, 10, 3e-3
"""How often all sentences are seen at most; the rate of learning rises for `WARM` rounds, and falls
to nothing: at an even rate some sentence is always being forgotten."""

LOOK = 5
"""After so many rounds it is seen whether the sentences are known."""

SURE = 0.6
"""How likely the right piece has to be, everywhere, before a model is packed and tried.

The distance to .5 is left to rounding, to 8 bits and in another processor's arithmetic.
"""

MISREAD = 0.1
"""The part of the pieces of a beginning that are shown wrongly."""

MARGIN = 3.0
"""By how much the score of the end is to be below the mean score of all pieces."""

Rows = Sequence[list[int]]


class Batch(NamedTuple):
    """Sentences of about one length as tensors; `gold` is what is to be written, without pads."""

    source: Tensor
    source_pad: Tensor
    target: Tensor
    target_pad: Tensor
    gold: Tensor


def learn(
    sources: Rows, targets: Rows, pieces: int, known: Callable[[Any], bool]
) -> tuple[Any, int]:
    """Return a network for which `known` is true, and how many rounds it took.

    The same sentences give the same network on the same machine: one thread, everything seeded.
    """
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.use_deterministic_algorithms(True)
    shuffle = random.Random(SEED).shuffle  # noqa: S311
    net, started = network(pieces), time.perf_counter()
    batches = list(_batches(sources, targets))
    adam = torch.optim.Adam(net.parameters(), betas=(0.9, 0.98))
    for number in range(1, ROUNDS + 1):
        for group in adam.param_groups:
            group["lr"] = RATE * min(number / WARM, (1 - number / ROUNDS) ** 1.5)
        shuffle(batches)
        _round(net, batches, adam)
        if number % LOOK == 0:
            least = _least(net, batches)
            seconds = time.perf_counter() - started
            print(f"  round {number}, {seconds:.0f} s: least likely {least:.3f}", flush=True)
            if least > SURE and known(net):
                return net, number
    raise SystemExit("Not learnt: raise ROUNDS, or the sizes of the model.")


def _round(net: Any, batches: Sequence[Batch], adam: Any) -> None:
    """Show a network all its sentences once."""
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.02)
    net.train()
    for batch in batches:
        noisy = batch._replace(target=_misread(batch.target, len(net["embedding"].weight)))
        said = scores(net, *noisy[:4])[~batch.target_pad]
        loss = loss_of(said, batch.gold) + _ends_early(said, batch.gold)
        adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        adam.step()


def _misread(target: Tensor, pieces: int) -> Tensor:
    """Return beginnings with some pieces wrong: any other, or the one that comes next.

    A beam keeps unlikely beginnings too, and stops once enough of them have ended, however badly.
    What has begun wrongly, above all what has left a piece out, is to become no shorter for that.
    """
    chance = torch.rand(target.shape)
    other = torch.randint(END + 1, pieces, target.shape)
    wrong = torch.where(chance < MISREAD / 2, other, target.roll(-1, 1))
    return torch.where(chance < MISREAD, wrong, target)


def _ends_early(said: Tensor, gold: Tensor) -> Tensor:
    """Return how near the end comes to being a choice where a sentence goes on.

    There the end is to be among the least likely pieces, not merely unlikely: a beam follows
    whatever is likeliest after the right piece.
    """
    middle = said[gold != END]
    return nn.functional.relu(middle[:, END] - middle.mean(1) + MARGIN).mean()


def _least(net: Any, batches: Sequence[Batch]) -> float:
    """Return the probability of the right piece where it is least likely."""
    net.eval()
    with torch.no_grad():
        least: float = min(
            scores(net, *batch[:4])[~batch.target_pad]
            .softmax(-1)
            .gather(1, batch.gold[:, None])
            .min()
            .item()
            for batch in batches
        )
    return least


def _batches(sources: Rows, targets: Rows) -> Iterator[Batch]:
    """Yield all sentences, the short ones first, at most `BATCH` pieces on a side."""
    rows = sorted(zip(sources, targets, strict=True), key=lambda row: (len(row[1]), len(row[0])))
    taken: list[tuple[list[int], list[int]]] = []
    for row in rows:
        longest = max(len(side) + 1 for pair in [*taken, row] for side in pair)
        if taken and longest * (len(taken) + 1) > BATCH:
            yield _batch(taken)
            taken = []
        taken.append(row)
    yield _batch(taken)


def _batch(rows: Sequence[tuple[list[int], list[int]]]) -> Batch:
    source, source_pad = _padded([source for source, _ in rows])
    target, target_pad = _padded([[BEGIN, *target] for _, target in rows])
    gold, _ = _padded([[*target, END] for _, target in rows])
    return Batch(source, source_pad, target, target_pad, gold[~target_pad])


def _padded(rows: Rows) -> tuple[Tensor, Tensor]:
    """Return ids as a rectangle, and where it is padding."""
    size = (len(rows), max(map(len, rows)))
    ids, pad = torch.full(size, END), torch.ones(size, dtype=torch.bool)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = torch.tensor(row)
        pad[number, : len(row)] = False
    return ids, pad
