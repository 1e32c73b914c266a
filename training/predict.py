"""Readings of a network that was just learnt, by the same decoding that the reader does at run time."""

import torch

from app.extract.marks import Reading
from training.examples import Example, batch_of, joined_words
from training.network import Network
from training.reader.links import Links, Seen, linked
from training.reader.tagset import best_tags, marks_of


def see(network: Network, example: Example) -> Seen:
    """Return what the tagger marks in an article."""
    network.eval()
    words = len(example.pieces.words)
    with torch.no_grad():
        batch = batch_of([example])
        scores, states = network(batch.ids, batch.shapes, batch.mask, batch.heads)
        scores, states = (joined_words(batch, values, 0, words).numpy() for values in (scores, states))
    weights = network.small_weights()
    marks, tellings = marks_of(best_tags(scores, weights["steps"], weights["starts"]), example.pieces.words)
    return Seen(example.article.text, example.pieces.words, example.pieces.sentences, states, marks, tellings)


def read(network: Network, example: Example) -> Reading:
    """Return the reading of an article."""
    return linked(see(network, example), Links.of(network.small_weights()))
