"""The library of clauses: data files, and pure functions that make a regulation of them.

``sections/*.toml`` hold the clauses in order, ``document.toml`` the title and the questions for
missing facts, ``legal_bases.toml`` the acts, ``norms.toml`` the norms that clauses carry.
Clauses have no word of a kind of organization: words come from `organizations.kinds`.
"""

from regulations.library.assemble import (
    Clause,
    MissingFact,
    MissingFactsError,
    Section,
    assemble,
    chat_line_texts,
    required_facts,
    section_entries,
    title,
)
from regulations.library.legal_bases import LegalBasis, legal_bases, line, listed_for
from regulations.library.norms import Norm, coverage, norms

__all__ = [
    "Clause",
    "LegalBasis",
    "MissingFact",
    "MissingFactsError",
    "Norm",
    "Section",
    "assemble",
    "chat_line_texts",
    "coverage",
    "legal_bases",
    "line",
    "listed_for",
    "norms",
    "required_facts",
    "section_entries",
    "title",
]
