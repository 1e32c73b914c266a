"""Rows: tables, saving and queries. The only place that speaks SQL."""
