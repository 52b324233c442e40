"""How fast, how much memory: each as a table, with the command that makes it."""
