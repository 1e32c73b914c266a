"""Several workers that learn at once: each from its own share of the batches, their weights made one every few steps.

One process on two cores leaves a third of them idle; two processes of one thread each leave nothing.
"""

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor, distributed
from torch import multiprocessing as processes

Thing = TypeVar("Thing")

EVERY = 32
"""Steps between two agreements: often enough that the workers never part far, seldom enough that none waits long."""


@dataclass(frozen=True, slots=True)
class Crew:
    """The workers of one training. ``rank`` counts from 0; the first one speaks and writes for all."""

    rank: int = 0
    size: int = 1

    @property
    def leads(self) -> bool:
        """Whether this worker is the one that reports and writes files."""
        return self.rank == 0

    def share(self, things: Sequence[Thing]) -> Sequence[Thing]:
        """Return this worker's part of a list; all parts are of one length, so that the workers stay in step.

        Things are dealt there and back again, so that in a sorted stretch nobody always gets the longer ones.
        """
        rounds = range(len(things) // self.size)
        return [things[k * self.size + (self.rank if k % 2 else self.size - 1 - self.rank)] for k in rounds]

    def agree(self, tensors: Iterable[Tensor]) -> None:
        """Replace each tensor by its mean over the workers."""
        if self.size == 1:
            return
        for tensor in tensors:
            distributed.all_reduce(tensor.data)
            tensor.data.div_(self.size)


ALONE = Crew()


def work_together(size: int, job: Callable[[Crew], None]) -> None:
    """Run a job, which must be picklable, in ``size`` processes of one thread each; raises what any of them raises."""
    if size == 1:
        job(ALONE)
        return
    with tempfile.TemporaryDirectory() as folder:
        processes.spawn(_work, args=(size, job, Path(folder) / "meet"), nprocs=size)  # type: ignore[no-untyped-call]


def _work(rank: int, size: int, job: Callable[[Crew], None], meet: Path) -> None:
    torch.set_num_threads(1)
    os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    distributed.init_process_group("gloo", init_method=meet.as_uri(), rank=rank, world_size=size)
    try:
        job(Crew(rank, size))
    finally:
        distributed.destroy_process_group()
