"""One change of an act in two steps: what is to be done to which clause, then the words of it."""

from django import forms

from regulations.amending.changes import (
    ADD,
    REPEAL,
    REWORD,
    WORDS,
    Change,
    read_lines,
    read_number,
)
from regulations.amending.choosing import typed_lines
from regulations.forms import LineField
from sferum_portal.lib.forms import one_line_of_print

#: The title among the numbers of a select.
TITLE = "title"
LONGEST_TEXT, LONGEST_WORDS, LONGEST_NUMBER = 20_000, 1000, 40
ACTIONS = {
    REWORD: "Изложить в новой редакции",
    WORDS: "Заменить или исключить слова",
    ADD: "Дополнить новым пунктом или разделом",
    REPEAL: "Признать утратившим силу",
}
#: Action → the fields that it reads; those after the bar may stay empty.
FIELDS = {
    REWORD: (("new",), ("old",)),
    WORDS: (("was",), ("becomes", "old")),
    ADD: (("number", "new"), ()),
    REPEAL: ((), ("old",)),
}


class PrintField(forms.CharField):
    """Text of several lines, each of which can be printed."""

    widget = forms.Textarea(attrs={"rows": 8})

    def clean(self, value):
        text = super().clean(value)
        for line in text.splitlines():
            one_line_of_print(line)
        return text


class NumberField(LineField):
    """«п. 2.4.» is 2.4."""

    def clean(self, value):
        typed = super().clean(value)
        number = read_number(typed) if typed else ""
        if number is None:
            raise forms.ValidationError("Укажите один номер, например 2.4 или 2.4.1.")
        return number


class ChooseForm(forms.Form):
    """The first step; ``parts`` are the groups of the act's own clauses, None: held elsewhere."""

    action = forms.ChoiceField(
        label="Что сделать?", widget=forms.RadioSelect, choices=list(ACTIONS.items())
    )
    number = NumberField(
        label="Номер раздела, пункта или подпункта",
        max_length=LONGEST_NUMBER,
        required=False,
        help_text="Например 2.4. Пусто — наименование акта.",
    )

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        if parts:
            self.fields["number"] = forms.ChoiceField(
                label="Какой раздел, пункт или подпункт?",
                choices=[
                    ("", "Выберите из списка"),
                    *(
                        (group, [(number or TITLE, label) for number, label in rows])
                        for group, rows in parts
                    ),
                ],
                help_text="Новый пункт встанет после выбранного, а если выбран раздел — в его "
                "конце. Номер можно будет исправить.",
            )

    def clean_number(self):
        number = self.cleaned_data["number"]
        return "" if number == TITLE else number


class ChangeForm(forms.Form):
    """The second step: what the chosen action needs, and nothing else.

    ``present`` are the lines (`choosing.present_lines`) of what the portal holds, None where the
    act is held elsewhere.
    """

    action = forms.ChoiceField(choices=list(ACTIONS.items()), widget=forms.HiddenInput)
    number = NumberField(
        label="Номер, который получит новый пункт или раздел",
        max_length=LONGEST_NUMBER,
        required=False,
        help_text="Следующие за ним сдвинутся. Для нового раздела — одно число.",
    )
    old = PrintField(
        label="Действующий текст",
        max_length=LONGEST_TEXT,
        help_text="Для таблицы «действующая и новая редакции».",
    )
    was = LineField(label="Какие слова", max_length=LONGEST_WORDS)
    becomes = LineField(
        label="На какие слова",
        max_length=LONGEST_WORDS,
        help_text="Если слова исключаются, не заполняйте.",
    )
    new = PrintField(
        label="Новый текст",
        max_length=LONGEST_TEXT,
        help_text="Номер ставить не нужно. Каждый подпункт, а в разделе каждый пункт — "
        "с новой строки. Одна строка меняет только название раздела или начало перечня.",
    )

    def __init__(self, *args, action, present, **kwargs):
        super().__init__(*args, **kwargs)
        self.action, self.present = action, present
        needed, free = FIELDS[action]
        for name in ("old", "was", "becomes", "new"):
            if name not in (*needed, *free) or (name == "old" and present is not None):
                del self.fields[name]
            else:
                self.fields[name].required = name in needed
        if action == ADD:
            self.fields["number"].required = True
        else:
            self.fields["number"].widget = forms.HiddenInput()
        self._name_what_is_missing()

    def _name_what_is_missing(self):
        words = {
            "number": "Укажите номер.",
            "was": "Укажите слова, которые заменяются.",
            "new": "Напишите новый текст.",
        }
        for name in words.keys() & self.fields.keys():
            self.fields[name].error_messages["required"] = words[name]

    def clean(self):
        cleaned = super().clean()
        if self.action == REPEAL and not cleaned.get("number") and "number" not in self.errors:
            self.add_error(None, "Укажите номер: акт целиком отменяет приказ, а не изменения.")
        if "new" in cleaned:
            cleaned["lines"] = read_lines(cleaned["new"])
            if not cleaned["lines"]:
                self.add_error("new", "Напишите новый текст.")
            elif self.action == REWORD and self._is_same(cleaned["lines"]):
                self.add_error("new", "Текст остался прежним: измените его.")
        return cleaned

    def _is_same(self, lines):
        return bool(self.present) and lines == read_lines(typed_lines(self.present))

    def change(self):
        """The `Change` that was typed; its present text comes from the act, if it is held."""
        cleaned = self.cleaned_data
        return Change(
            self.action,
            cleaned["number"],
            read_lines(cleaned.get("old", "")),
            cleaned.get("lines", ()),
            was=cleaned.get("was", ""),
            becomes=cleaned.get("becomes", ""),
        )

    @staticmethod
    def initial_of(change):
        return {
            "action": change.action,
            "number": change.number,
            "was": change.was,
            "becomes": change.becomes,
            "new": "\n".join(change.new),
            "old": "\n".join(change.old),
        }
