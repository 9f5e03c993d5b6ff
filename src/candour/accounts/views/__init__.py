"""Pages of people, teams and the authority's ledger. Who may open each stands before it; the services decide the rest."""
