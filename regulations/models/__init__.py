from regulations.models.content import Approval, Clause, VersionBasis
from regulations.models.document import Document, DocumentVersion, FrozenError
from regulations.models.editing import Edit
from regulations.models.law import LegalBasis
from regulations.models.papers import LetterSending, WordForms
from regulations.models.scan import VersionScan
from regulations.models.signature import Signature

__all__ = [
    "Approval",
    "Clause",
    "Document",
    "DocumentVersion",
    "Edit",
    "FrozenError",
    "LegalBasis",
    "Signature",
    "LetterSending",
    "WordForms",
    "VersionBasis",
    "VersionScan",
]
