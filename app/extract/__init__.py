"""What a text says: the header's facts and the marked words of each occasion."""
