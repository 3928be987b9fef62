"""Changes to an act: found, worded as acts word them, and carried into the text. No database."""
