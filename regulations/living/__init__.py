"""The regulation keeps step with the portal: what clauses say of settings, against the settings."""
