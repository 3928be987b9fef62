"""What recognition and pages have brought into a text, and its divided words."""
