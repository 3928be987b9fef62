"""Bytes or a pasted text → lines with what is known of their looks."""
