"""Who acts and against whom in a moment, and what the moments of one report tell of each other's sides."""
