"""Records -> what a page shows: words, marked text, cards, tables. Pure functions; no request, no store."""
