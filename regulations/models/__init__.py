from regulations.models.batch import PrintBatch
from regulations.models.content import Approval, Clause, VersionBasis
from regulations.models.document import Document, DocumentVersion, FrozenError
from regulations.models.law import LegalBasis
from regulations.models.scan import VersionScan

__all__ = [
    "Approval",
    "Clause",
    "Document",
    "DocumentVersion",
    "FrozenError",
    "LegalBasis",
    "PrintBatch",
    "VersionBasis",
    "VersionScan",
]
