"""The library of clauses: data files, and pure functions that make a regulation of them.

``sections/*.toml`` hold the clauses in order, ``document.toml`` the title and the questions for
missing facts, ``legal_bases.toml`` the acts, ``norms.toml`` the norms that clauses carry.
Clauses have no word of a kind of organization: words come from `organizations.kinds`.
"""

from regulations.library.acts import act, acts
from regulations.library.assemble import (
    Clause,
    MissingFact,
    MissingFactsError,
    Section,
    Written,
    all_entries,
    assemble,
    chat_line_texts,
    document,
    holds,
    required_facts,
    section_entries,
    title,
    write,
)
from regulations.library.facts import Fault, conditions, kind_of
from regulations.library.legal_bases import LegalBasis, legal_bases, line, listed_for
from regulations.library.norms import Norm, coverage, norms
from regulations.library.platforms import platform_conditions, platform_spellings, platforms

__all__ = [
    "Clause",
    "Fault",
    "LegalBasis",
    "MissingFact",
    "MissingFactsError",
    "Norm",
    "Section",
    "Written",
    "act",
    "acts",
    "all_entries",
    "assemble",
    "chat_line_texts",
    "conditions",
    "coverage",
    "document",
    "holds",
    "kind_of",
    "legal_bases",
    "line",
    "listed_for",
    "norms",
    "platform_conditions",
    "platform_spellings",
    "platforms",
    "required_facts",
    "section_entries",
    "title",
    "write",
]
