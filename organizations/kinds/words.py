"""Words in their cases, for templates of texts: ``{leader.ins}``, ``{unit.pl_gen}``, ``{Head}``."""

from collections import ChainMap

CASES = ("nom", "gen", "dat", "acc", "ins", "loc")


class KindError(ValueError):
    """A data file lacks something; says which file and which key."""

    def __init__(self, path, key, fault):
        super().__init__(f"{path.name}: {key} {fault}")


class Word(str):
    """The nominative; the cases are attributes (``.gen``, ``.pl_ins``), absent forms raise."""

    def __new__(cls, forms):
        word = super().__new__(cls, forms["nom"])
        word.__dict__.update(forms)
        return word

    @property
    def capitalized(self):
        return Word({case: form[:1].upper() + form[1:] for case, form in vars(self).items()})


class Words(dict):
    """Words by key, also as attributes; a key with a capital («Leader») capitalizes every form."""

    def __missing__(self, key):
        lower = key[:1].lower() + key[1:]
        if lower not in self:
            raise KeyError(key)
        return self[lower].capitalized

    def __getattr__(self, key):
        try:
            return self[key]
        except KeyError:
            raise AttributeError(key) from None

    def format(self, text, **more):
        return text.format_map(ChainMap(more, self))


def read_words(path, entries, required):
    """``required`` says of each obligatory key whether it needs the plural too."""
    for key, number in required.items():
        if key not in entries:
            raise KindError(path, f"words.{key}", "is missing")
        if number == "both" and "plural" not in entries[key]:
            raise KindError(path, f"words.{key}.plural", "is missing")
    return Words({key: read_word(path, f"words.{key}", entry) for key, entry in entries.items()})


def read_word(path, where, entry):
    forms = {}
    for number, prefix in (("singular", ""), ("plural", "pl_")):
        given = entry.get(number)
        if given is None and number == "plural":
            continue
        if given is None:
            raise KindError(path, f"{where}.{number}", "is missing")
        if len(given) != len(CASES):
            needed = f"{len(CASES)} forms ({', '.join(CASES)})"
            raise KindError(path, f"{where}.{number}", f"needs {needed}, has {len(given)}")
        for case, form in zip(CASES, given, strict=True):
            if not form.strip():
                raise KindError(path, f"{where}.{number}", f"has an empty {case}")
            forms[prefix + case] = form
    return Word(forms)
