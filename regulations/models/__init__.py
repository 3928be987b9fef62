from regulations.models.acknowledgement import Acknowledgement
from regulations.models.cancellation import Cancellation
from regulations.models.content import Approval, Clause, VersionBasis
from regulations.models.damage import DamagedFile
from regulations.models.document import Document, DocumentVersion, FrozenError
from regulations.models.editing import Edit
from regulations.models.export import DocumentExport
from regulations.models.law import LegalBasis
from regulations.models.papers import LetterSending, WordForms
from regulations.models.publication import Publication
from regulations.models.scan import VersionScan
from regulations.models.signature import Signature

__all__ = [
    "Acknowledgement",
    "Approval",
    "Cancellation",
    "Clause",
    "DamagedFile",
    "Document",
    "DocumentExport",
    "DocumentVersion",
    "Edit",
    "FrozenError",
    "LegalBasis",
    "Publication",
    "Signature",
    "LetterSending",
    "WordForms",
    "VersionBasis",
    "VersionScan",
]
