"""Learning: from aligned articles to a network."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import torch
from tokenizers import Tokenizer

from training.base import base_folder, base_tokenizer
from training.crew import ALONE, EVERY, Crew
from training.disguise import Names, names_of
from training.encoder import pretrained
from training.examples import Batch, Example, Words, batch_of, joined_words, under_other_names
from training.looking import look
from training.losses import occasion_loss, telling_loss
from training.network import Network

MASK = 103
"""BERT's piece for a word that is hidden."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to learn. ``rate`` is the encoder's; the tag layer learns ``head_factor`` times as fast."""

    epochs: int = 3
    batch: int = 2
    rate: float = 3e-4
    head_factor: float = 15.0
    link_rate: float = 2.5e-3
    link_weight: float = 0.01
    drop: float = 0.05
    encoder_drop: float = 0.0
    hide: float = 0.0  # share of pieces that are hidden from the encoder
    disguise: float = 0.6  # share of articles that are learnt under other names, drawn anew in each pass
    average: float = 0.98  # decay of the running mean of weights; 0 takes the last ones
    seed: int = 0


def learn(
    examples: Sequence[Example],
    plan: Plan,
    report: Callable[[str], None],
    network: Network | None = None,
    crew: Crew = ALONE,
) -> Network:
    """Return a network that learnt from the examples, a fresh one or the one given, gone on with.

    Every worker of a crew is given the same and returns the same.
    """
    torch.manual_seed(plan.seed)
    network = network or new_network(plan)
    torch.manual_seed(plan.seed + crew.rank)
    varied = partial(_varied, names_of((e.article.text, e.reading) for e in examples), base_tokenizer(), plan)
    order_of_all = random.Random(plan.seed)
    chance = random.Random(plan.seed + crew.rank)
    links = [
        *network.same.parameters(),
        *network.within.parameters(),
        *network.judge.parameters(),
        *network.item.parameters(),
    ]
    heads = [*network.tags.parameters(), network.steps, network.starts]
    rates = [plan.rate, plan.rate * plan.head_factor, plan.link_rate]
    encoder = [value for value in network.encoder.parameters() if value.requires_grad]
    groups = [{"params": encoder}, {"params": heads}, {"params": links}]
    optimiser = torch.optim.AdamW(groups, lr=plan.rate, weight_decay=0.01, fused=True)
    per_epoch = len(crew.share(range(-(-len(examples) // plan.batch))))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, max_lr=rates, total_steps=plan.epochs * per_epoch, pct_start=0.1
    )
    mean: dict[str, torch.Tensor] = {}
    order = list(range(len(examples)))
    began = time.monotonic()
    for epoch in range(plan.epochs):
        network.train()
        order_of_all.shuffle(order)
        sums = [0.0, 0.0]
        for step, few in enumerate(crew.share(_batches([examples[k] for k in order], plan.batch)), 1):
            tag_loss, link = _losses(network, [varied(example, chance) for example in few], plan, chance)
            loss = tag_loss + plan.link_weight * link
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            # Each part is held back by itself, or the scorers' large first steps would stop the tagger's.
            for part in (encoder, heads, links):
                torch.nn.utils.clip_grad_norm_(part, 1.0)
            optimiser.step()
            schedule.step()
            sums = [sums[0] + tag_loss.item(), sums[1] + link.item()]
            if step % EVERY == 0 or step == per_epoch:
                crew.agree([*encoder, *heads, *links])
            if plan.average and epoch >= plan.epochs // 3:
                for name, value in network.state_dict().items():
                    held = mean.get(name)
                    mean[name] = (
                        value.clone() if held is None else held.mul_(plan.average).add_(value, alpha=1 - plan.average)
                    )
        losses = f"tag loss {sums[0] / per_epoch:.4f}, link loss {sums[1] / per_epoch:.4f}"
        report(f"epoch {epoch + 1}, {time.monotonic() - began:.0f} s, {losses}")
    if mean:
        crew.agree(mean.values())
        network.load_state_dict(mean, strict=False)
    return network


def new_network(plan: Plan) -> Network:
    """Return a network that knows English and nothing of meetings."""
    return Network(pretrained(base_folder(), plan.encoder_drop), plan.drop)


def _batches(examples: Sequence[Example], size: int) -> list[list[Example]]:
    """Cut into batches; within a stretch of eight batches articles of like length go together, to spare padding."""
    out: list[list[Example]] = []
    for at in range(0, len(examples), size * 8):
        stretch = sorted(examples[at : at + size * 8], key=lambda e: len(e.pieces.words))
        out += [stretch[k : k + size] for k in range(0, len(stretch), size)]
    return out


def _varied(names: Names, tokenizer: Tokenizer, plan: Plan, example: Example, chance: random.Random) -> Example:
    if chance.random() >= plan.disguise:
        return example
    return under_other_names(example, names, tokenizer, chance)


def _losses(
    network: Network, examples: Sequence[Example], plan: Plan, chance: random.Random
) -> tuple[torch.Tensor, torch.Tensor]:
    chosen = [_chosen(example, chance) for example in examples]
    batch = _hidden(batch_of(examples, chosen), plan.hide)
    scores, states, wholes = look(network, batch)
    tag_loss = network.tag_loss(scores, batch.tags, batch.on, batch.weights)
    link = torch.zeros(())
    for number, example in enumerate(examples):
        if not example.reading:
            continue
        words = len(example.pieces.words)
        loss = telling_loss(network, example, joined_words(batch, states, number, None, words))
        looked = [(k, own) for k, own in enumerate(chosen[number]) if own]
        for k, own in looked:
            rows = [at for at, row in enumerate(batch.rows) if row.article == number and row.occasion == k]
            seen = joined_words(batch, states, number, k, words)
            loss = loss + occasion_loss(network, example, k, own, wholes[rows].mean(0), seen) / len(looked)
        link = link + loss * example.weight
    return tag_loss, link / len(examples)


_LOOKS = 3  # occasions of an article that are looked at in one step; articles of nine would take most of the time


def _chosen(example: Example, chance: random.Random) -> list[list[Words]]:
    """Return the tellings that each occasion's look is focused on, none for those that wait for another step."""
    count = len(example.occasions)
    looked = set(chance.sample(range(count), min(count, _LOOKS)))
    return [_some(told.own, chance) if k in looked else [] for k, told in enumerate(example.occasions)]


def _some(own: list[Words], chance: random.Random) -> list[Words]:
    """Return all tellings of an occasion or only some, as the reader will find them."""
    if len(own) == 1 or chance.random() < 0.5:
        return own
    return sorted(chance.sample(own, chance.randint(1, len(own) - 1)))


def _hidden(batch: Batch, share: float) -> Batch:
    """Hide some pieces, so that the reader leans on more than one word."""
    chosen = (torch.rand(batch.ids.shape) < share) & (batch.ids > MASK)
    batch.ids[chosen] = MASK
    return batch
