"""Registers of organizations, their structure and their strategy."""

from organizations.admin.organization import OrganizationAdmin
from organizations.admin.strategy import ChatRuleAdmin
from organizations.admin.structure import SchoolYearAdmin, SubjectAdmin, UnitAdmin, UnitSubjectAdmin

__all__ = [
    "ChatRuleAdmin",
    "OrganizationAdmin",
    "SchoolYearAdmin",
    "SubjectAdmin",
    "UnitAdmin",
    "UnitSubjectAdmin",
]
