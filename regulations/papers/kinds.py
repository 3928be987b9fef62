"""The registry of papers: what each kind is called, who reads it, what its text is."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "kinds"
#: In the order in which a package is read, and its parts are put into force; the regulation itself
#: comes after the order that approves it.
PACKAGE = (
    "protocol_extract",
    "extract_governing_council",
    "extract_parents_council",
    "extract_learners_council",
    "usage_order",
    "regulation",
    "consent_form",
    "acknowledgement_sheet",
    "administrator_order",
    "distribution_order",
    "registration_letter",
)
#: What the portal makes with another verb, and nobody prepares.
MADE = ("annulment_act",)
#: Who reads an approved paper → the right that says so.
READERS = {
    "members": "organizations.read_regulation",
    "staff": "organizations.read_staff_papers",
    "private": "organizations.read_private_papers",
}


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper: ``entry`` is its data file."""

    code: str
    entry: dict

    def label_for(self, organization):
        """The name in lists, in the organization's words."""
        label = organization.words.format(self.entry["label"])
        if self.body is None:
            return label
        return f"{label}: {organization.profile.bodies[self.body].name}"

    @property
    def noun(self):
        """The beginning of its name, which says the gender."""
        return self.entry["label"].split("{")[0]

    @property
    def body(self):
        """The code of the body whose minutes it is taken from; None: of the one that adopts."""
        return self.entry.get("body")

    @property
    def right(self):
        """The right to read an approved paper of this kind."""
        return READERS[self.entry["reads"]]

    @property
    def is_numbered(self):
        """Whether it has a number and a date of its own; others have those of ``act``."""
        return self.entry.get("numbered", False)

    @property
    def act(self):
        """What puts it into force: itself, the order that it is an annex to, or a protocol."""
        return self.entry.get("act", self.code)

    @property
    def is_order(self):
        return self.entry["form"] == "order"

    @property
    def rules(self):
        """Whether it is in force once frozen; a letter or an extract only tells of something."""
        return self.entry.get("rules", True)

    @property
    def after(self):
        """Papers that must be frozen before, since this one names their numbers."""
        return tuple(self.entry.get("after", ()))

    @property
    def is_renewed_as_version(self):
        """Whether a later one replaces the former; a new order leaves older ones in force."""
        return self.entry.get("renewed") == "version"

    @property
    def is_made_anew(self):
        """Whether a version counts from the day of its making: the act it tells of stays one."""
        return self.is_renewed_as_version and not self.rules


@cache
def all_kinds():
    """``{code: PaperKind}`` of all papers, without the regulation."""
    read = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.toml")}
    for code, entry in read.items():
        # A kind may have the text of another: the extracts of all bodies are one file.
        read[code] = read[entry["same_as"]] | entry if "same_as" in entry else entry
    return {code: PaperKind(code, read[code]) for code in (*PACKAGE, *MADE) if code in read}


def prepared_kinds():
    """Those of `all_kinds` that begin as a draft."""
    return {code: kind for code, kind in all_kinds().items() if code not in MADE}


def kinds_of(organization):
    """The codes of a package of this organization, in their order: one extract for each body."""
    kinds = all_kinds()
    return [
        code
        for code in PACKAGE
        if code not in kinds or kinds[code].body in (None, *organization.bodies)
    ]


def extract_of(body):
    """The kind of the extract of a body that does not adopt by itself."""
    found = (code for code, kind in all_kinds().items() if kind.body == body)
    return next(found, "protocol_extract")


@cache
def questions():
    """Key → ``{text, where, draft}`` of everything that papers ask for."""
    return tomllib.loads((FOLDER.parent / "questions.toml").read_text("utf-8"))
