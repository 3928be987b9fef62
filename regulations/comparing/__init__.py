"""What two versions differ in, clause by clause and word by word. No database here."""

from regulations.comparing.clauses import Comparison, Row, compare
from regulations.comparing.pieces import Piece, flatten
from regulations.comparing.words import Word, apply_to, differences, normal

__all__ = [
    "Comparison",
    "Piece",
    "Row",
    "Word",
    "apply_to",
    "compare",
    "differences",
    "flatten",
    "normal",
]
