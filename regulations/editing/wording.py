"""A clause's text as people edit it: plain words, and braces only for what lives on.

Stored is «{institution.gen} … «{platform}» … п. {clause.chat_matrix}»; shown for editing is
«Школы … «{приложение}» … п. {4.3#chat_matrix}». Words of the kind of organization never change
there, so they are written out. What is shown is read back by `Wording.template`; of a reference the
key after «#» counts, the number before it is for people. On the page it is left out: «п. {4.3}» is
`plain`, and `with_keys` finds the key among the references of the day when the page was opened.
"""

import re
from collections import Counter
from functools import cached_property

from regulations import library
from regulations.library.placeholders import (
    UnbalancedBracesError,
    escaped,
    names,
    split,
)
from sferum_portal.lib.errors import DomainError

REFERENCE = re.compile(r"(?:[\d.]+|\?)#([\w-]+)")
SECTION_REFERENCE = re.compile(r"(?:\d+|\?)#раздел:([\w-]+)")
_KEYED = re.compile(r"(?<!\{)\{([\d.]+)#([^\s{}#]+)\}(?!\})")
_PLAIN = re.compile(r"(?<!\{)\{([\d.]+)\}(?!\})")
_SECTION = "раздел:"
UNBALANCED = (
    "В тексте есть фигурная скобка без пары. Уберите её; чтобы скобка напечаталась, поставьте её "
    "дважды: {{ или }}."
)


def with_keys(text, references):
    """«п. {4.3}» → «п. {4.3#chat_matrix}» by the `Wording.references` that the page was made with.

    Others may have moved clauses since then: the numbers of today would lead elsewhere.
    """
    keys = dict(each.split("#", 1) for each in references.split() if "#" in each)
    return _PLAIN.sub(
        lambda found: f"{{{found[1]}#{keys[found[1]]}}}" if found[1] in keys else found[0], text
    )


def without_keys(shown):
    """«п. {4.3#chat_matrix}» → «п. 4.3», to be read only."""
    return _KEYED.sub(r"\1", shown)


def first_reference(text):
    """«{4.3}», the first one of a `plain` text; empty without any."""
    found = _PLAIN.search(text)
    return found[0] if found else ""


class Wording:
    """The two forms of the texts of one draft; ``written`` is its `library.Written`."""

    def __init__(self, kind, written):
        self.kind, self.numbers, self.values = kind, written.numbers, written.values

    def shown(self, template):
        """The text for the editor."""
        try:
            parts = split(template)
        except UnbalancedBracesError:
            return template
        return "".join(
            escaped(literal) + ("" if name is None else self._shown_name(name))
            for literal, name in parts
        )

    def template(self, text, *, known=""):
        """What is stored for an edited text; DomainError for braces that mean nothing.

        ``known``: the template so far, whose references may stay even where they lead nowhere.
        """
        try:
            parts = split(text)
        except UnbalancedBracesError:
            raise DomainError(UNBALANCED) from None
        kept = set(names(known))
        return "".join(
            escaped(literal) + ("" if name is None else f"{{{self._name_of(name, kept)}}}")
            for literal, name in parts
        )

    def canonical(self, shown):
        """A shown text as it compares with another: without the numbers of its references."""
        return re.sub(r"\{(?:[\d.]+|\?)#", "{#", " ".join(shown.split()))

    def plain(self, shown):
        """A shown text with the numbers of today, and without the keys that they lead to."""
        return _KEYED.sub(lambda found: self._plain(found[2]) or found[0], shown)

    def _plain(self, key):
        number = self._numbers_by_key.get(key)
        return number and f"{{{number}}}"

    @cached_property
    def references(self):
        """«4.3#chat_matrix 5#раздел:families …»: what the page takes along for `with_keys`."""
        return " ".join(f"{number}#{key}" for key, number in self._numbers_by_key.items())

    @cached_property
    def _numbers_by_key(self):
        """Only numbers that one place has."""
        found = {
            f"{_SECTION if what == 'section' else ''}{key}": number
            for (what, key), number in self.numbers.items()
        }
        times = Counter(found.values())
        return {
            key: number
            for key, number in found.items()
            if times[number] == 1 and _PLAIN.fullmatch(f"{{{number}}}")
        }

    @cached_property
    def inserts(self):
        """``[(what stands in braces, what it prints today)]``: the facts that may be inserted."""
        found = []
        for name, label in library.document()["inserts"].items():
            value = self.values.known(name)
            if value is not None:
                found.append((label, str(value)))
        return found + list(self._act_forms(self.values).items())

    def _shown_name(self, name):
        head, _, rest = name.partition(".")
        if head == "clause" and rest:
            return f"{{{self.numbers.get(('clause', rest), '?')}#{rest}}}"
        if head == "section" and rest:
            return f"{{{self.numbers.get(('section', rest), '?')}#раздел:{rest}}}"
        labels = library.document()["inserts"]
        if name in labels:
            return f"{{{labels[name]}}}"
        if _lowered(name) in labels:
            return f"{{{_raised(labels[_lowered(name)])}}}"
        if self._is_of_act(name):
            return f"{{{self.values.known(name)}}}"
        written_out = {**self.kind.words, **self.kind.bodies}
        if _lowered(head) in written_out and (value := self.values.known(name)):
            return escaped(str(value))
        return f"{{{name}}}"

    def _name_of(self, shown, kept):
        """The placeholder behind what stands in braces."""
        if match := REFERENCE.fullmatch(shown):
            return self._reference("clause", match[1], kept)
        if match := SECTION_REFERENCE.fullmatch(shown):
            return self._reference("section", match[1], kept)
        if name := self._names_by_label.get(shown):
            return name
        if shown in kept or self.values.known(shown) is not None:
            return shown
        raise DomainError(
            f"Вставки «{{{shown}}}» нет. Выберите её из списка под текстом; чтобы напечатать сами "
            "фигурные скобки, поставьте их дважды: {{ и }}."
        )

    def _reference(self, what, key, kept):
        name = f"{what}.{key}"
        if (what, key) not in self.numbers and name not in kept:
            raise DomainError(
                f"Пункта, на который ссылается «#{key}», в документе нет. Выберите пункт из списка."
            )
        return name

    @cached_property
    def _names_by_label(self):
        found = {}
        for act in library.acts().values():
            for name, word in act.words.items():
                forms = vars(word) if hasattr(word, "capitalized") else {"": word}
                for case, form in forms.items():
                    whole = name if case in ("", "nom") else f"{name}.{case}"
                    for label, path in ((form, whole), (_raised(form), _raised(whole))):
                        found.setdefault(label, path)
        for name, label in library.document()["inserts"].items():
            found[label] = name
            found[_raised(label)] = _raised(name)
        return found

    def _is_of_act(self, name):
        return _lowered(name.partition(".")[0]) in next(iter(library.acts().values())).words

    @staticmethod
    def _act_forms(values):
        """The word of the act in its cases: «Положение», «Положения», …"""
        return dict.fromkeys(vars(values["act"]).values(), "вид документа")


def _lowered(text):
    return text[:1].lower() + text[1:]


def _raised(text):
    return text[:1].upper() + text[1:]
