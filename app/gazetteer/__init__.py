"""What is known beforehand: states, cities, bodies, offices and the phrases that report a meeting."""
