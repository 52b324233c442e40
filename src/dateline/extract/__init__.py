"""Report -> Claims: rules propose, small learned scorers decide."""
