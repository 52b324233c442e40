"""Claims -> Incidents: matching, grouping, settling."""
