"""What one kind of organization says: its words, units, bodies and kinds of chat."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from organizations.kinds.words import Word, Words

# Known only when a chat is made; a title keeps them as placeholders until then.
TITLE_NAMES = ("unit_name", "subject_name", "organization_name")


#: Audiences that are learners, who need accounts for it.
LEARNERS = frozenset({"unit_learners", "learner_activists"})


@dataclass(frozen=True)
class UnitKind:
    code: str
    label: str
    plural: str


@dataclass(frozen=True)
class Body:
    """A collegial body; it either adopts local acts or agrees to them."""

    code: str
    name: Word
    decides: str  # "adopts" | "agrees"
    default: bool  # a new organization of this kind has it
    # Its opinion on acts about learners' rights (273-ФЗ, article 30, part 3): "asked" for before an
    # approval, "heard" where the organization has it, or "".
    opinion: str = ""


@dataclass(frozen=True)
class ChatKind:
    """One row of the matrix «who may create which chat»."""

    code: str
    label: str
    scopes: tuple[str, ...]
    creators: tuple[str, ...]  # nobody creates an automatic channel
    audience: tuple[str, ...]  # empty where the creator chooses the members
    members: str  # the audience in words, for documents
    title: str  # a template, see title_for
    chosen: bool = False
    channel: bool = False
    automatic: bool = False
    publishers: tuple[str, ...] = ()  # who posts in an automatic channel
    members_without_learners: str = ""  # ``members`` where learners have no accounts

    @property
    def can_come_with_units(self):
        """Whether the strategy may let such a chat come into being with its unit (norm JOIN-7)."""
        return self.scopes == ("unit",) and not self.chosen

    def title_for(self, **names):
        """The title of a new chat; names that its scope lacks are left out."""
        known = dict.fromkeys(TITLE_NAMES, "") | names
        return " ".join(self.title.format_map(known).split()).rstrip(":")


@dataclass(frozen=True, eq=False)
class Kind:
    code: str
    label: str
    order: int
    features: frozenset[str]
    words: Words
    roles: Mapping[str, str]  # label by role code
    creators: Mapping[str, str]  # how a document names each kind of creator
    units: Mapping[str, UnitKind]
    bodies: Mapping[str, Body]
    chats: Mapping[str, ChatKind]

    @property
    def default_bodies(self):
        """Codes of the bodies that a new organization has."""
        return [code for code, body in self.bodies.items() if body.default]

    def without_learner_accounts(self):
        """The same where no learner has an account: their chats are none, parents alone take part.

        For documents of an organization that has decided so; the kind itself stays as it is.
        """
        parents = vars(self.words.parent)
        families = Word({case[3:]: form for case, form in parents.items() if case[:3] == "pl_"})
        chats = {
            code: replace(chat, members=chat.members_without_learners or chat.members)
            for code, chat in self.chats.items()
            if not LEARNERS & set(chat.audience)
        }
        words = Words(self.words | {"families": families})
        features = self.features - {"learner_accounts"}
        return replace(self, features=features, words=words, chats=chats)
