"""Invented names with the agreement that Russian asks for: Семёнова, Заречная, Ильинична."""

import random
from dataclasses import dataclass

from sferum_portal.demo_data.name_lists import ORIGINS, Origin

_PATRONYMICS = {
    "Георгий": "Георгиевич",
    "Дмитрий": "Дмитриевич",
    "Илья": "Ильич",
    "Лев": "Львович",
    "Михаил": "Михайлович",
    "Никита": "Никитич",
    "Павел": "Павлович",
    "Пётр": "Петрович",
}
_TRANSLITERATION = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "),
        strict=True,
    )
)


@dataclass(frozen=True)
class FullName:
    surname: str
    given_name: str
    patronymic: str
    female: bool


def seeded(*parts):
    """Random numbers that are the same in every run."""
    return random.Random(":".join(parts))  # noqa: S311 — nothing secret is drawn from it


def surname_of(surname, *, female):
    """The form of a man's surname for either sex; each part of a double one."""
    return "-".join(_feminine(part) for part in surname.split("-")) if female else surname


def _feminine(surname):
    if surname.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return f"{surname}а"
    if surname.endswith(("ий", "ый", "ой")):
        return f"{surname[:-2]}ая"
    return surname


def patronymic_of(father, *, female, origin=None):
    """«Ильинична» of «Илья»; «Эльчин кызы» where that is the custom."""
    if origin and origin.patronymic_words:
        return f"{father} {origin.patronymic_words[female]}"
    male = _PATRONYMICS.get(father) or _male_patronymic(father)
    if not female:
        return male
    if male == "Ильич":
        return "Ильинична"
    return male.removesuffix("ич") + "на" if male.endswith("вич") else f"{male}на"


def _male_patronymic(father):
    if father.endswith("ий"):
        return f"{father[:-2]}ьевич"
    if father.endswith(("й", "ь")):
        return f"{father[:-1]}евич"
    return f"{father}ович"


def latin(text):
    """The letters of an e-mail or a sign-in name."""
    return "".join(_TRANSLITERATION.get(letter, letter) for letter in text.lower())


class Names:
    """Draws names from ``rng``."""

    def __init__(self, rng):
        self.rng = rng

    def origin(self):
        (origin,) = self.rng.choices(list(ORIGINS), weights=ORIGINS.values())
        return origin

    def surname(self, origin: Origin):
        """A man's surname; one in forty is a double one."""
        surname = self.rng.choice(origin.surnames)
        if self.rng.random() < 1 / 40:
            other = self.rng.choice(origin.surnames)
            return surname if other == surname else f"{surname}-{other}"
        return surname

    def adult(self, *, female, origin=None, surname=None):
        origin = origin or self.origin()
        return self._full(origin.women if female else origin.men, female, origin, surname)

    def child(self, *, female):
        origin = self.origin()
        return self._full(origin.girls if female else origin.boys, female, origin)

    def _full(self, given_names, female, origin, surname=None):
        given_name = self.rng.choice(given_names)
        father = self.rng.choice(origin.men)
        return FullName(
            surname_of(surname or self.surname(origin), female=female),
            given_name,
            patronymic_of(father, female=female, origin=origin),
            female,
        )
