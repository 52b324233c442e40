"""The words of a report's language as sets and tables, each read once from `languages/`."""
