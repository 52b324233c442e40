"""Scripts that make the weights in src/dateline/data/weights from gold data, in minutes on two cores."""
