"""Tables of parties and of the words for nations; each file states its version, source and licence."""
