"""The chats that exist already, and what was said in them.

Data files of the folder ``conversations`` hold them; a line is «days ago, time, speaker: text»,
where days are working days and a speaker is a role («leader», «head») or one of a group with a
number («mother2», «boy1»). A text may name speakers («{mother2}», politely «{mother2_polite}»,
«{child_of_mother2}») and days («{tomorrow}», «{day_4}»: the fourth working day after).
"""

import tomllib
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from chats.models import Chat
from chats.services import create_chosen_chat, create_standard_chat, post_message
from sferum_portal.demo_data.dates import at, day_after, tomorrow_after
from sferum_portal.demo_data.speakers import Speakers

FOLDER = Path(__file__).parent / "conversations"
#: Slug → its data files.
FILES = {
    "school": ("school.toml", "school_classes.toml"),
    "kindergarten": ("kindergarten.toml",),
    "college": ("college.toml",),
}
# Chats in which nobody has written yet were made this many days ago.
SILENT = 10


class Texts(dict):
    """What a text may name, looked up when it is named."""

    def __init__(self, speakers, day):
        super().__init__()
        self.speakers, self.day = speakers, day

    def __missing__(self, key):
        if key.startswith("day_"):
            return day_after(self.day, int(key.removeprefix("day_")))
        if key.lower() == "tomorrow":
            text = tomorrow_after(self.day)
            return text.capitalize() if key == "Tomorrow" else text
        if key.startswith("child_of_"):
            return self.speakers.child_of(key.removeprefix("child_of_")).user.given_name
        user = self.speakers[key.removesuffix("_polite")].user
        polite = key.endswith("_polite") or not key[-1].isdigit()
        return user.polite_name if polite else user.given_name


def hold_conversations(plan):
    """Create the chats and let everybody write, each message at its time, the oldest first."""
    said = []
    for name in FILES[plan.organization.slug]:
        for entry in tomllib.loads((FOLDER / name).read_text("utf-8"))["chats"]:
            said += _open(plan, entry)
    for moment, chat, speaker, text in sorted(said, key=lambda one: one[0]):
        key = UUID(int=plan.rng.getrandbits(128), version=4)
        with at(moment):
            post_message(chat=chat, by=speaker.user, text=text, client_key=key)


def _open(plan, entry):
    """Create the chat of an entry; returns what is said in it: (moment, chat, speaker, text)."""
    speakers = Speakers(plan, entry)
    lines = [_line(plan, line) for line in entry.get("said", "").splitlines()]
    begins = lines[0][0] if lines else plan.calendar.ago(SILENT, 15)
    with at(begins - timedelta(minutes=9)):
        chat = _chat(plan, entry, speakers)
    return [
        (moment, chat, speakers[who], text.format_map(Texts(speakers, moment.date())))
        for moment, who, text in lines
    ]


def _line(plan, line):
    days, clock, rest = line.split(" ", 2)
    who, _, text = rest.partition(": ")
    hour, minute = clock.split(":")
    day = plan.calendar.school_day(int(days))
    return plan.calendar.at(day, int(hour), int(minute)), who, text


def _chat(plan, entry, speakers):
    organization, kind = plan.organization, entry["kind"]
    place = organization
    if "subject" in entry:
        place = plan.unit_subjects[entry["unit"], entry["subject"]]
    elif "unit" in entry:
        place = plan.units[entry["unit"]]
    if organization.profile.chats[kind].automatic:
        return Chat.objects.get(organization=organization, kind=kind, is_standard=True)
    by = speakers[entry.get("by", speakers.creator)].user
    if "title" in entry:
        return create_chosen_chat(
            kind=kind,
            place=place,
            by=by,
            title=entry["title"],
            people=[speakers[who].user for who in entry.get("people", ())],
            audiences=[(code, None, None) for code in entry.get("audiences", ())],
        )
    chat, _ = create_standard_chat(kind=kind, place=place, by=by)
    return chat
