"""Adapters from benchmark lines to the product and back, and the table of `make eval`."""
