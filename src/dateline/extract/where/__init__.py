"""Names of places, and how the text stands to them; `reading.py` is the entrance."""
