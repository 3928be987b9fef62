"""The norms that a regulation carries, and where a given one carries them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Norm:
    id: str
    title: str
    feature: str  # "done" | "planned"
    url_name: str  # empty where the portal has no page for it


@cache
def norms():
    """Every norm by id, in the order of the domain."""
    entries = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {norm_id: Norm(norm_id, **entry) for norm_id, entry in entries.items()}


def coverage(sections):
    """Norm id → numbers of the clauses that carry it, in the order of the document."""
    carried = {norm_id: [] for norm_id in norms()}
    for section in sections:
        for clause in section.clauses:
            for part in (clause, *clause.subclauses):
                for norm_id in part.norms:
                    carried[norm_id].append(part.number)
    return carried
