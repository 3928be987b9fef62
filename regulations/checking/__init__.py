"""What speaks against approving a draft: each finding with its place and its cure."""

from regulations.checking.finding import Finding
from regulations.checking.findings import (
    UnsettledError,
    findings_of,
    findings_of_changes,
    settle,
    told_with_reason,
    unasked,
)

__all__ = [
    "Finding",
    "UnsettledError",
    "findings_of",
    "findings_of_changes",
    "settle",
    "told_with_reason",
    "unasked",
]
