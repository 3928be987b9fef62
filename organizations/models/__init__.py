from organizations.models.organization import Organization, Platform
from organizations.models.strategy import ChatRule
from organizations.models.structure import SchoolYear, Subject, Unit, UnitSubject

__all__ = [
    "ChatRule",
    "Organization",
    "Platform",
    "SchoolYear",
    "Subject",
    "Unit",
    "UnitSubject",
]
