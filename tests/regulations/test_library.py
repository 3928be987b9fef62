"""The library of clauses: what each kind of organization gets to sign, without a database."""

import re
import shutil
import tomllib

import pytest

from organizations import kinds
from regulations import library
from regulations.checking.words import not_said
from regulations.library.assemble import FOLDER
from regulations.library.facts import chat_lines
from tests.foreign_words import foreign_words

CODES = ["school", "kindergarten", "college"]
NORMS = [
    f"{area}-{n}"
    for area, last in {"REG": 5, "STR": 5, "JOIN": 8, "COMM": 9, "CTRL": 6, "DOC": 8}.items()
    for n in range(1, last + 1)
]
FULL_NAMES = {
    "school": "Муниципальное бюджетное общеобразовательное учреждение «Гимназия № 131»",
    "kindergarten": "Муниципальное дошкольное образовательное учреждение «Ромашка»",
    "college": "Государственное бюджетное учреждение «Озёрный техникум»",
}
VARIANTS = {
    "plain": {},
    "with e-journal": {"ejournal": "ГИС «Дневной учёт»"},
    "no body agrees": {"bodies": ["pedagogical_council"]},
    "two bodies agree": {"bodies": ["pedagogical_council", "governing_council", "parents_council"]},
}


def facts_of(kind, **more):
    return {
        "full_name": FULL_NAMES.get(kind.code, "Учреждение «Лира»"),
        "platform": "MAX",
        "site": "https://ozerny.example/",
        "email": "info@ozerny.example",
        "ejournal": "",
        "bodies": kind.default_bodies,
        "consultation_schedule": "каждый вторник с 17:00 до 18:00, кабинет 12",
        "legal_bases": [library.line(act) for act in library.listed_for(kind.code)],
    } | more


def clauses_of(sections):
    for section in sections:
        for clause in section.clauses:
            yield from (clause, *clause.subclauses)


def texts_of(sections):
    """Every text by its key, with ordinary spaces."""
    return {clause.key: clause.text.replace("\xa0", " ") for clause in clauses_of(sections)}


@pytest.fixture(params=CODES)
def kind(request):
    return kinds.get(request.param)


@pytest.fixture(params=VARIANTS)
def sections(kind, request):
    return library.assemble(kind, facts_of(kind, **VARIANTS[request.param]))


def test_every_norm_is_carried(sections):
    assert list(library.norms()) == NORMS
    carried = library.coverage(sections)
    assert [norm for norm in NORMS if not carried[norm]] == []
    numbers = {clause.number for clause in clauses_of(sections)}
    assert numbers.issuperset(number for found in carried.values() for number in found)
    assert set(carried) == set(NORMS), "a clause carries a norm that the domain does not have"


def test_the_check_finds_in_its_words_what_must_be_said(sections):
    assert not_said(sections) == []


def test_numbers_have_no_gap(sections):
    assert [section.number for section in sections] == [str(n) for n in range(1, 9)]
    for section in sections:
        for n, clause in enumerate(section.clauses, start=1):
            assert clause.number == f"{section.number}.{n}"
            assert [sub.number for sub in clause.subclauses] == [
                f"{clause.number}.{m}" for m in range(1, len(clause.subclauses) + 1)
            ]


def test_no_word_of_a_foreign_kind(kind, sections):
    for section in sections:
        assert foreign_words(kind.code, section.title) == []
    for clause in clauses_of(sections):
        # What an act is called is not ours to change.
        act = clause.key.startswith("legal_bases_")
        text = re.sub("«.*»", "", clause.text) if act else clause.text
        assert foreign_words(kind.code, text) == [], clause.number


def test_typography(kind, sections):
    texts = [section.title for section in sections] + [c.text for c in clauses_of(sections)]
    for text in [*texts, library.title(kind, facts_of(kind))]:
        assert "  " not in text
        assert text == text.strip()
        assert not re.search(r"""["'{}…]|\.\.|\s[-–]\s|\s[,.;:)]|\(\s|;\.""", text), text
        assert not re.search(r" —|№ |\bп\. ", text), f"a space that may break: {text}"
        assert text.count("«") == text.count("»"), text
        # A Latin letter within a Russian word is a slip of the keyboard.
        assert not re.search(r"[а-яё][a-z]|[a-z][а-яё]", text, re.IGNORECASE), text


def test_lists_and_sentences_end_as_they_must(sections):
    for section in sections:
        for clause in section.clauses:
            marks = [sub.text[-1] for sub in clause.subclauses]
            if clause.text.endswith(":"):
                assert marks == [";"] * (len(marks) - 1) + ["."], clause.number
            else:
                assert {clause.text[-1], *marks} == {"."}, clause.number


CASES = {
    "school": {
        "adoption_with_agreement": "согласовывается с управляющим советом и утверждается",
        "term_leader": "классный руководитель — педагогический работник, которому директор",
        "leaders": "Классный руководитель прикрепляется к классу на платформе",
        "leader_chats": "создаёт чаты класса в соответствии с п. 4.3 и приглашает",
        "confirmation": "администратор завершает подтверждение его статуса «учитель»",
        "registration_of_pupils": "Обучающийся начальных классов может",
        "voluntariness": "Обучающиеся и родители пользуются учебным профилем добровольно.",
        "families_schedule": "консультаций: каждый вторник с 17:00 до 18:00, кабинет 12.",
        "publication": "на официальном сайте Школы (ozerny.example).",
    },
    "kindergarten": {
        "adoption_with_agreement": "с советом родителей и утверждается приказом заведующего",
        "term_leader": "которому заведующий поручает работу с возрастной группой",
        "confirmation": "завершает подтверждение его статуса «сотрудник»",
        "learner_without_account": "Учебные профили воспитанников не создаются",
        "voluntariness": "Родители пользуются учебным профилем добровольно.",
    },
    "college": {
        "adoption": "принимает педагогический совет. Принятое Положение утверждается",
        "term_leader": "тьютор — педагогический работник, которому директор поручает",
        "leaders": "Тьютор прикрепляется к учебной группе на платформе",
        "confirmation": "завершает подтверждение его статуса «преподаватель»",
        "teacher_subject_chats": "чаты по дисциплинам в тех группах, где ведёт занятия",
        "voluntariness": "Обучающиеся и родители пользуются учебным профилем добровольно.",
        "broadcasts_with_exam": "Демонстрационный экзамен, чемпионаты и конкурсы",
    },
}


@pytest.mark.parametrize(("code", "key"), [(code, key) for code in CASES for key in CASES[code]])
def test_words_stand_in_the_right_case(code, key):
    kind = kinds.get(code)
    assert CASES[code][key] in texts_of(library.assemble(kind, facts_of(kind)))[key]


def test_ejournal_is_named_where_there_is_one():
    school, kindergarten = kinds.get("school"), kinds.get("kindergarten")
    ejournal = VARIANTS["with e-journal"]["ejournal"]
    texts = texts_of(library.assemble(school, facts_of(school, ejournal=ejournal)))
    assert texts["ejournal_passage"].endswith(f"электронный дневник ({ejournal}).")
    assert "ejournal_link_if_any" not in texts
    texts = texts_of(library.assemble(school, facts_of(school)))
    assert texts["ejournal_passage_if_any"].startswith("При наличии электронного журнала")
    texts = texts_of(library.assemble(kindergarten, facts_of(kindergarten, ejournal=ejournal)))
    assert texts["state_system_passage_if_any"].startswith("При наличии государственной")


@pytest.mark.parametrize(
    ("former", "creators"),
    [
        ("", "администратор, директор, учителя"),
        ("Право создания: учителя, директор.", "учителя, директор, администратор"),
    ],
)
def test_whoever_is_added_to_the_creators_stands_last(former, creators):
    school = kinds.get("school")
    rules = {"head_deputies": {"allowed": ["teacher", "head", "administrator"]}}
    lines = chat_lines(school, {"chat_rules": rules}, library.chat_line_texts(), former)
    assert f"Право создания: {creators}." in next(line for line in lines if "заместители" in line)


def test_several_bodies_are_enumerated():
    school = kinds.get("school")
    facts = facts_of(school, bodies=list(school.bodies))
    text = texts_of(library.assemble(school, facts))["adoption_with_agreement"]
    assert "с управляющим советом, советом родителей и советом обучающихся и утверж" in text


def test_the_matrix_follows_the_strategy():
    school = kinds.get("school")
    rules = {
        "unit_parents": {"allowed": ["administrator"], "on_request": ["leader", "teacher"]},
        "unit_learners": {"on_request": ["leader"]},
        "other_channel": {"allowed": [], "on_request": []},
    }
    texts = texts_of(library.assemble(school, facts_of(school, chat_rules=rules)))
    lines = [text for key, text in texts.items() if key.startswith("chat_matrix_")]
    assert len(lines) == len(school.chats) - 2, "automatic channels are created by nobody"
    for line in (
        "Директор — заместители. Право создания: администратор, директор. "
        "Участники: директор, заместители директора.",
        "Класс — родители. Право создания: администратор; с разрешения администратора — "
        "классный руководитель, учителя. Участники: родители обучающихся класса, "
        "классный руководитель.",
        "Класс — обучающиеся. Право создания: с разрешения администратора — "
        "классный руководитель. Участники: обучающиеся класса, классный руководитель.",
        "Иной канал. Не создаётся.",
    ):
        assert line in lines


QUESTIONS = {
    "full_name": "Как называется организация полностью",
    "platform": "Как называется приложение",
    "ejournal": "Как называется электронный журнал",
    "legal_bases": "На какие правовые акты",
    "bodies": "Какой коллегиальный орган принимает",
    "consultation_schedule": "Когда и где проводятся очные консультации",
    "site": "Какой адрес у официального сайта",
    "email": "Какой адрес электронной почты",
}


@pytest.mark.parametrize("fact", QUESTIONS)
def test_a_missing_fact_is_asked_and_never_printed_as_a_blank(fact):
    school = kinds.get("school")
    facts = facts_of(school)
    absent = {key: value for key, value in facts.items() if key != fact}
    blanks = [absent] if fact == "ejournal" else [absent, facts | {fact: ""}, facts | {fact: None}]
    for incomplete in blanks:
        [missing] = library.required_facts(school, incomplete)
        assert missing.question.startswith(QUESTIONS[fact])
        with pytest.raises(library.MissingFactsError, match=re.escape(missing.question)):
            library.assemble(school, incomplete)


def test_all_that_is_missing_is_asked_at_once():
    assert len(library.required_facts(kinds.get("school"), {})) == len(QUESTIONS)
    kindergarten = kinds.get("kindergarten")
    asked = [fact.key for fact in library.required_facts(kindergarten, {})]
    assert "ejournal" not in asked
    assert library.required_facts(kindergarten, facts_of(kindergarten)) == []
    with pytest.raises(library.MissingFactsError, match="приложение"):
        library.title(kindergarten, {"platform": "  "})


def test_facts_are_printed_as_given_but_for_typography():
    school = kinds.get("school")
    given = {
        "full_name": 'муниципальное  учреждение "Гимназия № 5" {0}',
        "platform": "«VK Мессенджер»",
        "legal_bases": ["Приказ {номер} № 7;"],
        "consultation_schedule": "по средам - с 9:00.",
    }
    facts = facts_of(school, **given)
    texts = texts_of(library.assemble(school, facts))
    assert texts["use"].startswith("Муниципальное учреждение «Гимназия № 5» {0} (далее — Школа)")
    assert texts["legal_bases_1"] == "Приказ {номер} № 7."
    assert texts["families_schedule"].endswith("консультаций: по средам — с 9:00.")
    assert library.title(school, facts).replace("\xa0", " ").endswith("приложении «VK Мессенджер»")


def test_a_further_kind_gets_a_whole_regulation(tmp_path):
    """«Школа искусств»: one more file, and every placeholder resolves for it."""
    for file in kinds.DIRECTORY.glob("*.toml"):
        shutil.copy(file, tmp_path)
    text = (tmp_path / "college.toml").read_text("utf-8")
    text = re.sub(r"features = \[.*\]", 'features = ["learner_accounts"]', text)
    (tmp_path / "arts.toml").write_text(text.replace("order = 3", "order = 4"), "utf-8")
    arts = kinds.get("arts", tmp_path)
    sections = library.assemble(arts, facts_of(arts))
    assert all(library.coverage(sections).values())


KEYS = set("key text norms when unless each clauses optional binds rights".split())


def test_the_data_name_only_conditions_that_exist():
    shared = tomllib.loads((kinds.DIRECTORY / "_shared.toml").read_text("utf-8"))
    known = {"agreement", "opinion", "ejournal", "unit_is_shortened", "leaders_decide"}
    known |= set(library.platforms())
    known |= set(shared["features"]) | set(shared["bodies"]) | set(shared["chats"])
    keys = []
    for file in sorted((FOLDER / "sections").glob("*.toml")):
        section = tomllib.loads(file.read_text("utf-8"))
        for clause in section["clauses"]:
            for part in (clause, *clause.get("clauses", [])):
                keys.append(part["key"])
                assert known.issuperset([*part.get("when", []), *part.get("unless", [])])
                assert set(part) <= KEYS
                assert set(part.get("norms", [])) <= set(NORMS), part["key"]
    assert len(keys) == len(set(keys))
