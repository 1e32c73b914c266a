"""The trained reader: a text in, the occasions that it tells of out, each with the words that belong to it."""
