"""Parties and people as a report names them; `reading.py` is the entrance."""
