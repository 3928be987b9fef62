"""The names and posts that papers of an organization use, each once."""

from regulations.models import WordForms
from regulations.papers.current import staff_of
from regulations.papers.queries import word_forms_of
from regulations.papers.words import Speech, in_sentence
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.russian import CASES
from sferum_portal.lib.text import search_form

NAME, POST = WordForms.Kind.NAME, WordForms.Kind.POST


class WordList:
    """Of the head and of the staff of today; four queries however many they are."""

    def __init__(self, organization):
        self.organization, self.speech = organization, Speech(organization)
        self.rows = {(row.kind, row.nom): row for row in word_forms_of(organization)}
        self.names, posts = self._people()
        self.words = [(POST, text) for text in sorted(posts)]
        self.words += [(NAME, text) for text in self.names]

    def _people(self):
        organization = self.organization
        names, posts = {}, set()
        head = (
            organization.head_surname,
            organization.head_given_name,
            organization.head_patronymic,
        )
        if all(head[:2]):
            names[" ".join(filter(None, head))] = head
        if organization.head_post:
            posts.add(in_sentence(organization.head_post))
        for user, post in staff_of(organization).values():
            names[user.full_name] = (user.surname, user.given_name, user.patronymic)
            if post:
                posts.add(in_sentence(post))
        return names, posts

    def found(self, query):
        """The words that contain every part of the query."""
        parts = search_form(query).split()
        return [
            (kind, text)
            for kind, text in self.words
            if all(part in search_form(text) for part in parts)
        ]

    def entry(self, kind, text):
        """``{kind, label, nom, forms, row}``; the row is None where the grammar's forms stand."""
        word = self.speech.post(text) if kind == POST else self.speech.name(*self.names[text])
        forms = {case: str(word) if case == "nom" else getattr(word, case) for case in CASES}
        return {
            "kind": kind,
            "label": WordForms.Kind(kind).label,
            "nom": text,
            "forms": forms,
            "row": self.rows.get((kind, text)),
        }

    def asked(self, kind, text):
        """The entry of a word of the list; DomainError for any other."""
        if (kind, text) not in self.words:
            raise DomainError("Такого имени и такой должности в организации сейчас нет.")
        return self.entry(kind, text)
