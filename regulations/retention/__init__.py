"""What is kept for good, and how all of it is given out: archive, sheets, their progress."""
