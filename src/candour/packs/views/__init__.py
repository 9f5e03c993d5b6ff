"""Pages of the policy. Who may open each stands before it; the services decide the rest."""
