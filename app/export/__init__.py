"""Many meetings in one file: the formats, each a stream of bytes made page by page."""
