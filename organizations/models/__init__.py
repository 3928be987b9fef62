from organizations.models.organization import Organization, Platform
from organizations.models.strategy import AutomaticChat, ChatRule
from organizations.models.structure import SchoolYear, Subject, Unit, UnitSubject

__all__ = [
    "AutomaticChat",
    "ChatRule",
    "Organization",
    "Platform",
    "SchoolYear",
    "Subject",
    "Unit",
    "UnitSubject",
]
