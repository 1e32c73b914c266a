"""Learning: from aligned articles to a network."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from training.encoder import pretrained
from training.examples import Batch, Example, batch_of, joined_words
from training.losses import link_loss
from training.network import Network

MASK = 103
"""BERT's piece for a word that is hidden."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to learn. ``rate`` is the encoder's; the tag layer learns ``head_factor`` times as fast."""

    epochs: int = 12
    batch: int = 4
    rate: float = 3e-4
    head_factor: float = 15.0
    link_rate: float = 2e-3
    link_weight: float = 0.05
    drop: float = 0.15
    hide: float = 0.08  # share of pieces that are hidden from the encoder
    average: float = 0.98  # decay of the running mean of weights; 0 takes the last ones
    seed: int = 0


def learn(
    examples: Sequence[Example],
    base: Path,
    plan: Plan,
    report: Callable[[str], None],
    watch: Callable[[Network], str] | None = None,
) -> Network:
    """Return a network that learnt from the examples; ``watch`` is asked now and then what to report."""
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)  # noqa: S311 - repeatable order, no secret
    network = Network(pretrained(base, drop=0.1), plan.drop)
    links = [
        *network.same.parameters(),
        *network.belongs.parameters(),
        *network.within.parameters(),
        *network.judge.parameters(),
        *network.item.parameters(),
    ]
    heads = [*network.tags.parameters(), network.steps, network.starts]
    rates = [plan.rate, plan.rate * plan.head_factor, plan.link_rate]
    optimiser = torch.optim.AdamW(
        [
            {"params": [value for value in network.encoder.parameters() if value.requires_grad]},
            {"params": heads},
            {"params": links},
        ],
        lr=plan.rate,
        weight_decay=0.01,
    )
    per_epoch = -(-len(examples) // plan.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, max_lr=rates, total_steps=plan.epochs * per_epoch, pct_start=0.1
    )
    mean: dict[str, torch.Tensor] = {}
    order = list(range(len(examples)))
    began = time.monotonic()
    for epoch in range(plan.epochs):
        network.train()
        chance.shuffle(order)
        sums = [0.0, 0.0]
        for batch_examples in _batches([examples[k] for k in order], plan.batch):
            tag_loss, link = _losses(network, batch_examples, plan)
            loss = tag_loss + plan.link_weight * link
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            # Each part is held back by itself, or the scorers' large first steps would stop the tagger's.
            for part in (list(network.encoder.parameters()), heads, links):
                torch.nn.utils.clip_grad_norm_(part, 1.0)
            optimiser.step()
            schedule.step()
            sums = [sums[0] + tag_loss.item(), sums[1] + link.item()]
            if plan.average and epoch >= plan.epochs // 3:
                for name, value in network.state_dict().items():
                    held = mean.get(name)
                    mean[name] = (
                        value.clone() if held is None else held.mul_(plan.average).add_(value, alpha=1 - plan.average)
                    )
        losses = f"tag loss {sums[0] / per_epoch:.4f}, link loss {sums[1] / per_epoch:.4f}"
        said = f"epoch {epoch + 1}, {time.monotonic() - began:.0f} s, {losses}"
        if watch and (epoch % 4 == 3) and epoch < plan.epochs - 1:
            said += "\n" + watch(network)
        report(said)
    if mean:
        network.load_state_dict(mean, strict=False)
    network.eval()
    if watch:
        report(watch(network))
    return network


def _batches(examples: Sequence[Example], size: int) -> list[list[Example]]:
    """Cut into batches; within a stretch of eight batches articles of like length go together, to spare padding."""
    out: list[list[Example]] = []
    for at in range(0, len(examples), size * 8):
        stretch = sorted(examples[at : at + size * 8], key=lambda e: len(e.pieces.words))
        out += [stretch[k : k + size] for k in range(0, len(stretch), size)]
    return out


def _losses(network: Network, examples: Sequence[Example], plan: Plan) -> tuple[torch.Tensor, torch.Tensor]:
    batch = _hidden(batch_of(examples), plan.hide)
    scores, states = network(batch.ids, batch.shapes, batch.mask, batch.heads)
    tag_loss = network.tag_loss(scores, batch.tags, batch.on)
    link = torch.zeros(())
    for number, example in enumerate(examples):
        if example.reading:
            link = link + link_loss(network, example, joined_words(batch, states, number, len(example.pieces.words)))
    return tag_loss, link / len(examples)


def _hidden(batch: Batch, share: float) -> Batch:
    """Hide some pieces, so that the reader leans on more than one word."""
    chosen = (torch.rand(batch.ids.shape) < share) & (batch.ids > MASK)
    batch.ids[chosen] = MASK
    return batch
