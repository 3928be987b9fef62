"""Norm by norm: the clauses that carry it in each kind of organization, and the portal's page."""

from organizations import kinds
from regulations import library

#: Facts of an organization that has everything its kind may have; numbers follow from them.
TYPICAL = {
    "full_name": "Образовательная организация",
    "platform": "MAX",
    "site": "school.example",
    "email": "info@school.example",
    "consultation_schedule": "каждую среду с 17:00 до 18:00",
}


def coverage():
    """For every norm: id, title, feature, url_name (or None), clause numbers by kind."""
    carried = {kind.code: library.coverage(typical_sections(kind)) for kind in kinds.all()}
    return [
        {
            "id": norm.id,
            "title": norm.title,
            "feature": norm.feature,
            "url_name": norm.url_name or None,
            "clauses": {code: numbers[norm.id] for code, numbers in carried.items()},
        }
        for norm in library.norms().values()
    ]


def typical_sections(kind):
    """The regulation of an organization of this kind that has everything it may have."""
    facts = TYPICAL | {
        "bodies": kind.default_bodies,
        "ejournal": "ГИС «Электронный журнал»" if "ejournal_expected" in kind.features else "",
        "legal_bases": [library.line(act) for act in library.listed_for(kind.code)],
    }
    return library.assemble(kind, facts)
