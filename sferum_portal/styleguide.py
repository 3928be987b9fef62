"""The page of samples: every component with invented people (DEBUG only)."""

from datetime import datetime, timedelta
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from memberships import states


def person(pk, surname, given_name, patronymic):
    return SimpleNamespace(
        pk=pk,
        surname=surname,
        given_name=given_name,
        full_name=f"{surname} {given_name} {patronymic}",
        short_name=f"{surname} {given_name[0]}. {patronymic[0]}.",
        initials_first=f"{given_name[0]}. {patronymic[0]}. {surname}",
        is_authenticated=True,
    )


ORLOVA = person(11, "Орлова", "Марина", "Викторовна")
PEOPLE = [
    (ORLOVA, "классный руководитель 5 «А», учитель математики", True),
    (person(22, "Ахметзянов", "Тимур", "Рустамович"), "учитель информатики", True),
    (person(33, "Щукина", "Екатерина", "Дмитриевна"), "родитель: Щукин Лев, 5 «А»", False),
    (
        person(44, "Преображенская-Костомарова", "Александра", "Константиновна"),
        "заместитель директора по воспитательной работе",
        True,
    ),
    (person(55, "Юсупов", "Ильдар", "Маратович"), "родитель: Юсупова Алия, 5 «А»", False),
]


class SampleForm(forms.Form):
    surname = forms.CharField(label="Фамилия", max_length=60)
    phone = forms.CharField(
        label="Телефон",
        required=False,
        help_text="Можно с пробелами: +7 913 000-00-00 или 8 913 000-00-00.",
    )
    unit = forms.ChoiceField(
        label="Класс", choices=[("", "Выберите класс"), ("5a", "5 «А»"), ("5b", "5 «Б»")]
    )
    role = forms.ChoiceField(
        label="Кто вы",
        choices=[
            ("parent", "Родитель (законный представитель)"),
            ("learner", "Ученик"),
            ("teacher", "Учитель"),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="Сообщение администратору", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    agree = forms.BooleanField(
        label="Порядок использования учебного профиля мне известен, возражений нет"
    )


def kind_cards():
    return [
        {
            "state": "exists",
            "icon": "family",
            "title": "Родители 5А",
            "audience": "27 родителей 24 семей",
            "url": "#",
        },
        {
            "state": "allowed",
            "icon": "people",
            "title": "Ученики 5А",
            "audience": "26 учеников и классный руководитель",
            "url": "#",
        },
        {
            "state": "on_request",
            "icon": "school",
            "title": "Учителя 5А",
            "audience": "11 учителей, работающих в классе",
            "reason": "В вашей школе такой чат создают по просьбе.",
            "clause": "п. 3.7 положения",
            "url": "#",
        },
        {
            "state": "forbidden",
            "icon": "book",
            "title": "5А. Русский язык",
            "reason": "Чат по предмету создаёт учитель этого предмета в этом классе.",
            "clause": "п. 3.9 положения",
            "who_can": "Белоусова Т. П.",
        },
        {
            "state": "requested",
            "icon": "chat",
            "title": "Поездка в планетарий",
            "audience": "выбранные вами участники",
            "reason": "Просьбу рассмотрит администратор.",
        },
        {
            "state": "forbidden",
            "icon": "channel",
            "title": "Канал «Новости школы»",
            "reason": "Публикуют только директор и администратор.",
            "who_can": "Громова С. А., Ветров П. И.",
        },
    ]


def posts():
    thursday = datetime(2026, 11, 19, 18, 4, tzinfo=timezone.get_default_timezone())
    rows = [
        (
            1,
            ORLOVA,
            "классный руководитель",
            0,
            "Добрый вечер! Родительское собрание в четверг, 26 ноября, в 18:30, кабинет 214.\n"
            "Повестка: итоги первой половины четверти и поездка в планетарий.",
        ),
        (
            2,
            PEOPLE[2][0],
            "мама Щукина Льва",
            9,
            "Спасибо. А можно подключиться удалённо? Я в командировке до пятницы.",
        ),
        (
            3,
            ORLOVA,
            "классный руководитель",
            14,
            "Да, ссылка на звонок будет здесь за час до начала.",
        ),
        (
            4,
            PEOPLE[4][0],
            "папа Юсуповой Алии",
            60 * 23,
            "Марина Викторовна, Алия завтра не придёт: записаны к врачу. Справку принесём. "
            "Домашнее задание посмотрим на https://dnevnik.example/zadaniya/5a/2026-11-20/matematika-i-russkij",
        ),
        (5, ORLOVA, "классный руководитель", 60 * 23 + 6, "Поправляйтесь!"),
    ]
    return [
        SimpleNamespace(
            pk=pk,
            author=author,
            author_id=author.pk,
            author_label=label,
            text=text,
            created_at=thursday + timedelta(minutes=minutes),
        )
        for pk, author, label, minutes, text in rows
    ]


def sample_context(request):
    now = timezone.now()
    broken = SampleForm({"surname": "", "phone": "12345", "unit": "", "role": ""}, prefix="broken")
    broken.add_error("phone", "Это не похоже на номер телефона: нужно 11 цифр.")
    return {
        "states": {state.code: state for state in states.ALL},
        "user": ORLOVA,
        "organization": SimpleNamespace(
            short_name="МБОУ «СОШ № 12 им. А. Н. Островского»",
            full_name="Муниципальное бюджетное общеобразовательное учреждение "
            "«Средняя общеобразовательная школа № 12 имени А. Н. Островского»",
        ),
        "organization_links": [
            {"url": "#", "label": "МБОУ «СОШ № 12 им. А. Н. Островского»", "current": True},
            {"url": "#", "label": "Детский сад «Рябинка»", "current": False},
        ],
        "navigation": [
            {"url": "#", "label": "Главная", "icon": "home", "current": True, "count": 0},
            {"url": "#", "label": "Чаты", "icon": "chat", "current": False, "count": 3},
            {"url": "#", "label": "Классы", "icon": "people", "current": False, "count": 0},
            {"url": "#", "label": "Заявки", "icon": "bell", "current": False, "count": 12},
            {"url": "#", "label": "Приглашения", "icon": "link", "current": False, "count": 0},
            {"url": "#", "label": "Документы", "icon": "document", "current": False, "count": 0},
        ],
        "now": now,
        "two_days_ago": now - timedelta(days=2, hours=3),
        "cards": kind_cards(),
        "counts": ["26 учеников", "27 родителей", "24 семьи"],
        "more": [
            {"url": "#", "label": "3 просьбы создать чат"},
            {"url": "#", "label": "1 ссылка истекает завтра"},
        ],
        "people": [{"person": p, "detail": d, "verified": v} for p, d, v in PEOPLE],
        "posts": posts(),
        "page_obj": Paginator(range(150), 25).page(2),
        "form": SampleForm(prefix="clean"),
        "broken": broken,
        "notes": ["Чат создан 1 сентября 2026 года. Состав меняется сам вместе с классом."],
        "icons": (
            "home chat channel people person family school document print check verified lock "
            "link clock calendar plus cross arrow back chevron exit search bell warning info "
            "send more book settings hand qr refresh"
        ).split(),
        "consequences": [
            "В чат войдут 27 родителей 24 семей и вы.",
            "Кого примут в класс позже, войдёт сам; чей ребёнок выбудет, выйдет.",
            "3 семьи без мессенджера получат сведения на очной консультации.",
        ],
        "groups": [
            {"label": "Родители, 27 человек", "people": [p.full_name for p, _, _ in PEOPLE] * 3},
            {
                "label": "Семьи без мессенджера, 3",
                "people": ["семья Кузьминых", "семья Ли", "семья Абрамовых"],
            },
        ],
        "levels": ["success", "info", "warning", "error"],
        "accounts": [
            {
                "organization": name,
                "rows": [
                    {"label": label, "login": f"{login}@{slug}.example", "url": "#"}
                    for label, login in rows
                ],
            }
            for name, slug, rows in [
                (
                    "Школа",
                    "school",
                    [
                        ("администратор", "admin"),
                        ("директор", "head"),
                        ("классный руководитель", "leader"),
                        ("учитель", "teacher"),
                        ("родитель", "parent"),
                        ("ученик", "learner"),
                    ],
                ),
                (
                    "Детский сад",
                    "kindergarten",
                    [
                        ("администратор", "admin"),
                        ("заведующий", "head"),
                        ("воспитатель группы", "leader"),
                        ("специалист", "teacher"),
                        ("родитель", "parent"),
                    ],
                ),
                (
                    "Колледж",
                    "college",
                    [
                        ("администратор", "admin"),
                        ("директор", "head"),
                        ("куратор", "leader"),
                        ("преподаватель", "teacher"),
                        ("родитель", "parent"),
                        ("студент", "learner"),
                    ],
                ),
            ]
        ],
    }


@require_safe
def styleguide(request):
    return render(request, "styleguide.html", sample_context(request))
