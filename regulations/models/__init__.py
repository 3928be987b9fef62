from regulations.models.content import Approval, Clause, VersionBasis
from regulations.models.document import Document, DocumentVersion, FrozenError
from regulations.models.editing import Edit
from regulations.models.law import LegalBasis

__all__ = [
    "Approval",
    "Clause",
    "Document",
    "DocumentVersion",
    "Edit",
    "FrozenError",
    "LegalBasis",
    "VersionBasis",
]
