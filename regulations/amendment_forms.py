"""What people type of an act of changes."""

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
from regulations.forms import DayField, LineField
from regulations.services import LONGEST_NUMBER
from regulations.services.amendments import LONGEST_TITLE
from sferum_portal.lib.forms import one_line_of_print

OWN, OTHER = "own", "other"
LONGEST_TEXT = 20_000
#: «Изменения в …» is put before it.
ROOM = LONGEST_TITLE - 20


class PrintField(forms.CharField):
    """Text of several lines, each of which can be printed."""

    widget = forms.Textarea(attrs={"rows": 6})

    def clean(self, value):
        text = super().clean(value)
        for line in text.splitlines():
            one_line_of_print(line)
        return text


class ActForm(forms.Form):
    """Which act is changed; of one that the portal does not hold, its title and order."""

    which = forms.ChoiceField(
        label="В какой акт вносятся изменения?", widget=forms.RadioSelect, initial=OWN
    )
    title = LineField(
        label="Название акта",
        max_length=ROOM,
        required=False,
        help_text="Как на самом акте, например «Правила приёма». Для действующего положения "
        "заполнять не нужно.",
    )
    order_number = LineField(
        label="Номер приказа, которым акт утверждён", max_length=LONGEST_NUMBER, required=False
    )
    order_date = DayField(label="Дата этого приказа", required=False)

    def __init__(self, in_force, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = [(OWN, f"Положение, действующая редакция {in_force.number}")] if in_force else []
        self.fields["which"].choices = [*own, (OTHER, "Другой акт, которого на портале нет")]
        if not in_force:
            self.initial["which"] = OTHER

    def clean(self):
        cleaned = super().clean()
        if (
            cleaned.get("which") == OTHER
            and not cleaned.get("title")
            and "title" not in self.errors
        ):
            self.add_error("title", "Укажите название акта.")
        return cleaned

    def act(self):
        """As `services.create_amendment` takes it; None for the regulation in force."""
        if self.cleaned_data["which"] == OWN:
            return None
        return {name: self.cleaned_data[name] for name in ("title", "order_number", "order_date")}


class ChangeForm(forms.Form):
    """One change. Only the fields that its kind needs are read."""

    action = forms.ChoiceField(
        label="Что сделать?",
        choices=[
            (REWORD, "Изложить в новой редакции"),
            (WORDS, "Заменить или исключить слова"),
            (ADD, "Дополнить новым пунктом или разделом"),
            (REPEAL, "Признать утратившим силу"),
        ],
    )
    number = LineField(
        label="Номер раздела, пункта или подпункта",
        max_length=40,
        required=False,
        help_text="Например 2.4. Для нового пункта — номер, который он получит. "
        "Пусто — наименование акта.",
    )
    was = LineField(label="Какие слова", max_length=1000, required=False)
    becomes = LineField(
        label="На какие слова",
        max_length=1000,
        required=False,
        help_text="Пусто — слова исключаются.",
    )
    new = PrintField(
        label="Новый текст",
        max_length=LONGEST_TEXT,
        required=False,
        help_text="Номер ставить не нужно. Каждый подпункт, а в разделе каждый пункт — "
        "с новой строки.",
    )
    old = PrintField(
        label="Действующий текст",
        max_length=LONGEST_TEXT,
        required=False,
        help_text="Для таблицы «действующая и новая редакции».",
    )

    def __init__(self, *args, held, **kwargs):
        super().__init__(*args, **kwargs)
        self.held = held
        if held:
            # The portal knows the present text by itself.
            del self.fields["old"]

    def clean_number(self):
        typed = self.cleaned_data["number"]
        if not typed:
            return ""
        number = read_number(typed)
        if number is None:
            raise forms.ValidationError("Укажите один номер, например 2.4 или 2.4.1.")
        return number

    def clean(self):
        cleaned = super().clean()
        action = cleaned.get("action")
        if action in (ADD, REPEAL) and not cleaned.get("number") and "number" not in self.errors:
            self.add_error("number", "Укажите номер.")
        if action == WORDS and not cleaned.get("was") and "was" not in self.errors:
            self.add_error("was", "Укажите слова, которые заменяются.")
        if action in (REWORD, ADD) and "new" not in self.errors:
            cleaned["lines"] = read_lines(cleaned.get("new", ""))
            if not cleaned["lines"]:
                self.add_error("new", "Напишите новый текст.")
        return cleaned

    def change(self):
        """The `Change` that was typed; its present text comes from the act, if it is held."""
        cleaned, action = self.cleaned_data, self.cleaned_data["action"]
        return Change(
            action,
            cleaned["number"],
            read_lines(cleaned.get("old", "")),
            cleaned["lines"] if action in (REWORD, ADD) else (),
            was=cleaned["was"] if action == WORDS else "",
            becomes=cleaned["becomes"] if action == WORDS else "",
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
