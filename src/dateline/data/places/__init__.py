"""Data of the gazetteer: folds, label points, regions, precision, weights of the ranker."""
