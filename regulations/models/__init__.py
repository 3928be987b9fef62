from regulations.models.content import Approval, Clause, VersionBasis
from regulations.models.document import Document, DocumentVersion, FrozenError
from regulations.models.law import LegalBasis
from regulations.models.papers import LetterSending, WordForms

__all__ = [
    "Approval",
    "Clause",
    "Document",
    "DocumentVersion",
    "FrozenError",
    "LegalBasis",
    "LetterSending",
    "WordForms",
    "VersionBasis",
]
