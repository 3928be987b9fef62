"""What a text says: dates, legal bases, norms, references."""
