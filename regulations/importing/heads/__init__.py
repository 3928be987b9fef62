"""The title and the blocks of approval, at the beginning or at the end."""
