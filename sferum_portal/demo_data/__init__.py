"""Three fictional organizations for the demo; `seed.seed_organization` makes one of them.

Everything is drawn from a fixed seed, so each run makes the same people; only the dates move with
the day. People, schools, towns, phones and addresses are invented; e-mail ends in ``.example``.
"""
