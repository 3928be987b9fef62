"""What applying a file would do: its rows, placed and compared with the state of this moment."""

from memberships.models import RosterImport
from memberships.services.roster.compare import Comparison, compare, full_name, refused_row
from memberships.services.roster.duties import DutyPlan
from memberships.services.roster.places import Places
from memberships.services.roster.present import known_learners, known_staff

Kind = RosterImport.Kind


class Plan:
    """The comparison of a file that was read; computed anew whenever it is asked for."""

    def __init__(self, roster_import):
        self.roster_import = roster_import
        self.organization = roster_import.organization
        self.places = Places(self.organization)
        self.rejected = list(roster_import.reading.get("rejected", []))
        self.duties = None
        self.comparison = self._compare(roster_import.reading.get("rows", []))

    def _compare(self, rows):
        if self.roster_import.kind == Kind.LEARNERS:
            rows = self._numbered(self._placed(rows))
            named = {row["unit"] for row in rows}
            present = {unit.name for unit in self.places.units.values()}
            return compare(
                "learner",
                rows,
                known_learners(self.organization),
                # A file of one class says nothing about the others.
                # One of them all speaks about those of last year too.
                covers=lambda known: (
                    (unit := known.values.get("unit")) in named
                    or (present <= named and unit not in present)
                ),
            )
        if self.roster_import.kind == Kind.STAFF:
            return compare(
                "staff",
                self._numbered(rows),
                known_staff(self.organization),
                # A list of three new teachers says nothing about those whom no file has named.
                covers=lambda known: known.entry is not None,
            )
        if self.roster_import.kind == Kind.TEACHING:
            self.duties = DutyPlan(self.organization, self.places, rows)
            self.rejected += self.duties.rejected
        return Comparison()

    def _placed(self, rows):
        """Rows with their unit as the portal names it; the others wait until it is entered."""
        placed = []
        for row in rows:
            if unit := self.places.unit(row["unit"]):
                placed.append(row | {"unit": unit.name})
            else:
                word = self.organization.words.unit.gen
                reason = f"На портале нет {word} «{row['unit']}»: заведите и примените файл снова."
                self.rejected.append(refused_row(row, reason) | {"place": True})
        return placed

    def _numbered(self, rows):
        """Rows of which none has another's number; somebody with two posts has two rows."""
        first, kept = {}, []
        for row in rows:
            number = row.get("external_id")
            earlier = first.get(number) if number else None
            if earlier is None:
                first[number] = row | {}
                kept.append(first[number])
            elif "post" in row and full_name(row) == full_name(earlier):
                earlier["post"] = _both(earlier["post"], row["post"])
            else:
                reason = f"Номер «{number}» уже стоит в строке {earlier['row']}: он у каждого свой."
                self.rejected.append(refused_row(row, reason))
        return kept

    @property
    def units_by_name(self):
        return {unit.name: unit for unit in self.places.units.values()}

    @property
    def fingerprint(self):
        found = self.comparison.fingerprint
        return [*found, self.duties.fingerprint] if self.duties else found

    def enter_places(self, *, by, units, subjects):
        return self.places.enter(units=units, subjects=subjects, by=by)

    def run(self, application):
        if self.roster_import.kind == Kind.LEARNERS:
            application.learners(self.comparison)
        elif self.roster_import.kind == Kind.STAFF:
            application.staff(self.comparison)
        else:
            self.duties.apply(application)

    def as_json(self):
        """What pages and the command show; ``fingerprint`` tells whether it still holds."""
        parts = self.duties or self.comparison
        return {
            "kind": self.roster_import.kind,
            "added": [_shown(item) for item in parts.added],
            "changed": [_shown(item) for item in parts.changed],
            "unchanged": [_shown(item) for item in parts.unchanged],
            "gone": [_gone(known) for known in parts.gone],
            "rejected": sorted(self.rejected, key=lambda each: each["row"] or 0),
            "missing_units": dict(self.places.lacking_units),
            "missing_subjects": dict(self.places.lacking_subjects),
            "fingerprint": self.fingerprint,
        }


def _both(post, another):
    posts = dict.fromkeys(filter(None, [*post.split(", "), another]))
    return ", ".join(posts)[:150]


def read_plan(roster_import):
    """The comparison of this moment, stored for the page."""
    return Plan(roster_import).as_json()


def _shown(item):
    shown = {"row": item.row, "name": full_name(item.values)}
    for name in ("unit", "post", "subject", "leads"):
        if item.values.get(name):
            shown[name] = item.values[name]
    if item.fields:
        shown["fields"] = item.fields
    if item.parents:
        shown["parents"] = [
            {"name": full_name(parent.values), "new": parent.is_new, "fields": parent.fields}
            for parent in item.parents
        ]
    return shown


def _gone(known):
    shown = {"name": known.name, "entry": known.entry, "user": known.user}
    if known.values.get("unit"):
        shown["unit"] = known.values["unit"]
    if known.values.get("subject"):
        shown["subject"] = known.values["subject"]
    return shown
