"""The run-time half of the trained reader: from a text and a network to a reading."""
