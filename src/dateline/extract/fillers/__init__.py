"""Who fills which part of an attack, by learned scorers of noun phrases; `reading.py` is the entrance."""
