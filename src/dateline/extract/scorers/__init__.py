"""How the learned scorers that ship are run: sums of named weights, and trees."""
