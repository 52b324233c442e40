"""Words for acts of violence, who does them to whom, and whether they are facts; `events.py` is the entrance."""
