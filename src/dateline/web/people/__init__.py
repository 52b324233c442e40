"""Who may do what in the pages of a team: accounts, log-in, visits, roles."""
