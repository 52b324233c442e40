"""Who says it, and what of the report they answer for; `reading.py` is the entrance."""
