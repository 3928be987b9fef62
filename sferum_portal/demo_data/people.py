"""People of the demo with their accounts; no address or phone of theirs belongs to anybody."""

from dataclasses import dataclass
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from sferum_portal.demo_data.names import FullName, latin
from sferum_portal.lib.text import search_form


@dataclass(eq=False)
class Person:
    """A row of `accounts.User` that is not saved yet, and the sex that texts must agree with."""

    user: object
    female: bool


class People:
    """The people of one organization; identifiers are unique by its slug and number.

    ``password_hash`` is everybody's: hashing two thousand passwords would take minutes.
    """

    def __init__(self, slug, number, *, password_hash, rng, calendar):
        self.slug, self.number, self.rng, self.calendar = slug, number, rng, calendar
        self.password_hash = password_hash
        self.rows = []
        self._taken = set()
        self._phones = count(1)

    def named(self, role, surname, given_name, patronymic, *, female):
        """One of those whom the entrance page lists: ``head@school.example``."""
        name = FullName(surname, given_name, patronymic, female)
        phone = None if role == "learner" else self._phone()
        return self._add(name, email=f"{role}@{self.slug}.example", phone=phone)

    def staff(self, name):
        return self._add(name, email=self._email(name, self.slug), phone=self._phone())

    def adult(self, name):
        """A parent: an e-mail, a phone or both."""
        draw = self.rng.random()
        email = self._email(name, f"pochta.{self.slug}") if draw < 0.85 else None
        return self._add(name, email=email, phone=self._phone() if draw > 0.3 else None)

    def student(self, name):
        return self._add(name, email=self._email(name, f"student.{self.slug}"))

    def pupil(self, name):
        """Signs in by a name that the school gave: small children have neither mail nor phone."""
        return self._add(name, login=f"{self.slug}.{self._local_part(name)}")

    def without_account(self, name):
        return self._add(name)

    def _add(self, name, **identifiers):
        user = get_user_model()(
            surname=name.surname,
            given_name=name.given_name,
            patronymic=name.patronymic,
            password=self.password_hash if identifiers else make_password(None),
            **identifiers,
        )
        # Rows that are inserted many at once do not pass through `User.save`.
        user.search_name = search_form(user.full_name)
        self.rows.append(user)
        person = Person(user, name.female)
        moment = self.calendar.ago(
            self.rng.randint(62, 88), self.rng.randint(8, 21), self.rng.randint(0, 59)
        )
        self.registered(person, moment)
        return person

    def registered(self, person, moment):
        person.user.date_joined = person.user._history_date = moment

    def _email(self, name, domain):
        return f"{self._local_part(name)}@{domain}.example"

    def _local_part(self, name):
        wanted = latin(f"{name.surname}.{name.given_name[0]}")
        suffixes = ("" if number == 1 else str(number) for number in count(1))
        free = next(wanted + suffix for suffix in suffixes if wanted + suffix not in self._taken)
        self._taken.add(free)
        return free

    def _phone(self):
        # The code 974 is given to no operator; the step only makes neighbours look apart.
        return f"+7974{self.number}{next(self._phones) * 7919 % 1_000_000:06d}"
