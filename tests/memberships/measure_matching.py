"""How fast a roster is matched: python -m tests.memberships.measure_matching [claims] [entries].

Names are drawn from Faker's Russian lists, so that surnames repeat as in a school; a third of the
claims differ from their entry as people's claims do. Not a test: it prints what it took.
"""

import random
import sys
import time
from collections import Counter

from faker import Faker

from memberships.matching import Claim, Entry, Roster

SLIPS = [
    lambda word: word[:3] + word[4:],
    lambda word: word[:2] + word[3:4] + word[2:3] + word[4:],
    str.upper,
    lambda word: word.replace("е", "ё"),
]


def make_entries(number, seed=1):
    """Two thirds parents, the rest learners, in units of 25."""
    fake = Faker("ru_RU")
    fake.seed_instance(seed)
    entries = []
    for pk in range(number):
        unit, child = pk // 75, (fake.last_name_female(), fake.first_name_female())
        if pk % 3 == 0:
            names = dict(zip(("surname", "given_name"), child, strict=True))
            entries.append(Entry(pk=pk, role="learner", unit=unit, **names))
            continue
        entries.append(
            Entry(
                pk=pk,
                role="parent",
                surname=fake.last_name_male(),
                given_name=fake.first_name_male(),
                patronymic=fake.middle_name_male(),
                phone=f"+7913{pk:07}",
                child_surname=child[0],
                child_given_name=child[1],
                child_unit=unit,
            )
        )
    return entries


def make_claims(entries, number, seed=1):
    chance = random.Random(seed)
    claims = []
    for _ in range(number):
        stated = vars(chance.choice(entries)).copy()
        del stated["pk"], stated["joined"]
        if chance.random() < 1 / 3:
            field = chance.choice(["surname", "given_name"])
            stated[field] = chance.choice(SLIPS)(stated[field])
        claims.append(Claim(**stated))
    return claims


def main(claims=10_000, entries=5_000):
    expected = make_entries(int(entries))
    stated = make_claims(expected, int(claims))
    begun = time.perf_counter()
    roster = Roster(expected)
    built = time.perf_counter()
    verdicts = Counter(str(roster.match(claim).verdict) for claim in stated)
    done = time.perf_counter()
    sys.stdout.write(
        f"{len(expected)} entries read in {built - begun:.1f} s,"
        f" {len(stated)} claims matched in {done - built:.1f} s: {dict(verdicts)}\n"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
