"""Does a request to join mean somebody on the roster? Explicit rules instead of a score.

A claim (what the request states) is compared with every entry that it could mean. Each field has
an outcome, each outcome a named rule (`Rule`), and the rules are of four kinds:

* a *reading* is no difference at all: ё and е, case, spaces, hyphens, Latin letters that look
  Cyrillic, another keyboard layout, words in the wrong fields, Наталья and Наталия, Гасан оглы and
  Гасанович, a telephone of which the last four digits agree;
* a *doubt* is a difference that people make: Таня for Татьяна, one surname of two, a slip of the
  pen, Latin letters, another telephone. It is made good by a support;
* a *bar* cannot be made good: another unit, patronymic or birth date, a slip in the given name
  (all that tells twins apart), a third parent, a place that is taken, a namesake;
* a *support* is a field that hardly agrees by chance: telephone, e-mail, birth date; for a parent
  the child's full name in the right unit, and for a child's name in doubt the parent's full name.

The verdict is ``matched`` if surname, given name and unit agree, there is no bar and no rival,
and every doubt has a support of its own; ``similar`` if something speaks for it and too little
against it; ``none`` otherwise. A rival is another entry that fits as well: only a field that
agrees with the one and differs with the other tells them apart. Roles are never confused: an
entry for a learner is compared with a parent's claim through the child alone, and then nothing is
more than similar. ``matched`` says that the two records mean one person, not that the applicant
is that person.

`docs/adr/0010-matching.md` has every rule in a table, and why it is so.

Nothing here knows of models: callers turn their rows into `Claim` and `Entry`. Units are compared
by equality. The dictionaries of names are the TOML files of this folder.
"""

from memberships.matching.comparison import MOST_PARENTS
from memberships.matching.records import Claim, Entry, Field, Match, Verdict
from memberships.matching.roster import Roster, match
from memberships.matching.rules import Rule
from memberships.matching.wording import reasons

__all__ = [
    "MOST_PARENTS",
    "Claim",
    "Entry",
    "Field",
    "Match",
    "Roster",
    "Rule",
    "Verdict",
    "match",
    "reasons",
]
