"""MUC-4: templates of role fillers and the key of 24 slots, made of what the reader reads; enter by `predict.py`."""
