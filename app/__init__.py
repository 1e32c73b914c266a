"""Meeting Records: news reports of diplomatic meetings in, structured records out."""
