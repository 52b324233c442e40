"""Where reports and decisions are kept."""
