"""The trained reader: a text in, the occasions that it tells of out, each with the words that belong to it."""

from app.extract.reader.model import ModelUnusableError, read

__all__ = ["ModelUnusableError", "read"]
