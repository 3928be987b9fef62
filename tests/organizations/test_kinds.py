"""The kinds of organization as data: words, roles, units, bodies and the matrix of chats."""

import shutil
import subprocess
import sys

import pytest

from organizations import kinds
from tests.foreign_words import foreign_words

CODES = ["school", "kindergarten", "college"]

# Kind of chat → creators in school, kindergarten, college; None where the kind lacks the chat.
ADMINISTRATION = {"administrator", "head"}
WITH_EDUCATORS = {"administrator", "head", "educator"}
ALL_STAFF = {"administrator", "head", "deputy", "teacher", "educator", "staff"}
CREATORS = {
    "head_deputies": (ADMINISTRATION, ADMINISTRATION, ADMINISTRATION),
    "head_teachers": (ADMINISTRATION, WITH_EDUCATORS, ADMINISTRATION),
    "head_parent_activists": (ADMINISTRATION, ADMINISTRATION, ADMINISTRATION),
    "head_learner_activists": (ADMINISTRATION, None, ADMINISTRATION),
    "management_other": (ALL_STAFF, WITH_EDUCATORS, ADMINISTRATION),
    "unit_learners": ({"leader"}, None, {"leader"}),
    "unit_parents": ({"leader"}, {"leader"}, {"leader"}),
    "unit_teachers": ({"leader"}, {"leader"}, {"leader"}),
    "unit_subject": ({"subject_teacher"}, None, {"subject_teacher"}),
    "education_other": ({"teacher", "educator"},) * 3,
    "staff_channel": (set(), set(), set()),
    "community_channel": (set(), set(), set()),
    "other_channel": ({"administrator", "head", "leader"},) * 3,
}

# Kind of chat → scopes, audience, and which of the three marks it bears.
SHAPES = {
    "head_deputies": ("organization", "head deputies", ""),
    "head_teachers": ("organization", "head teaching_staff", ""),
    "head_parent_activists": ("organization", "head parent_activists", ""),
    "head_learner_activists": ("organization", "head learner_activists", ""),
    "management_other": ("organization", "", "chosen"),
    "unit_learners": ("unit", "unit_learners unit_leaders", ""),
    "unit_parents": ("unit", "unit_parents unit_leaders", ""),
    "unit_teachers": ("unit", "unit_teachers unit_leaders", ""),
    "unit_subject": ("unit_subject", "unit_learners subject_teachers", ""),
    "education_other": ("organization unit", "", "chosen"),
    "staff_channel": ("organization", "staff", "channel automatic"),
    "community_channel": ("organization", "everybody", "channel automatic"),
    "other_channel": ("organization unit", "", "chosen channel"),
}

WORDS = {
    "school": "Школа, директор, учитель, ученик, обучающийся, классный руководитель, класс, "
    "предмет, урок, учитель",
    "kindergarten": "Детский сад, заведующий, педагог (специалист), воспитанник, воспитанник, "
    "воспитатель группы, группа, направление занятий, занятие, сотрудник",
    "college": "Колледж, директор, преподаватель, студент, обучающийся, тьютор, группа, "
    "дисциплина, занятие, преподаватель",
}
WORD_KEYS = (
    "institution head teacher learner learner_formal leader unit subject lesson platform_role"
).split()

FEATURES = {
    "school": {"learner_accounts", "subjects", "ejournal_expected", "primary_school"},
    "kindergarten": set(),
    "college": {"learner_accounts", "subjects", "demonstration_exam"},
}


def test_the_three_kinds_stand_in_order():
    assert kinds.choices() == [
        ("school", "Школа"),
        ("kindergarten", "Детский сад"),
        ("college", "Колледж"),
    ]


def test_kinds_need_no_django():
    code = "import sys, organizations.kinds as k; k.all(); sys.exit('django' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("code", CODES)
def test_words_and_features_of_a_kind(code):
    words = kinds.get(code).words
    assert ", ".join(words[key] for key in WORD_KEYS) == WORDS[code]
    assert kinds.get(code).features == FEATURES[code]


@pytest.mark.parametrize(
    ("code", "template", "text"),
    [
        ("school", "{leader.ins} {unit.pl_gen}", "классным руководителем классов"),
        ("school", "{Leader}, {institution.acc}", "Классный руководитель, Школу"),
        ("kindergarten", "{leader.pl_gen} {unit.dat}", "воспитателей групп группе"),
        ("kindergarten", "{deputy.ins} и {families.ins}", "заместителем заведующего и родителями"),
        ("college", "{learner.pl_ins} и {Learner.gen}", "студентами и Студента"),
        ("college", "{parent_formal.dat}", "родителю (законному представителю)"),
    ],
)
def test_words_stand_in_their_cases(code, template, text):
    assert kinds.get(code).words.format(template) == text


def test_an_absent_word_or_form_is_an_error_and_never_a_blank():
    words = kinds.get("school").words
    with pytest.raises(AttributeError):
        _ = words.institution.pl_gen
    with pytest.raises(AttributeError):
        _ = words.tutor
    with pytest.raises(KeyError):
        words.format("{Tutor}")


@pytest.mark.parametrize("chat", CREATORS)
def test_who_creates_which_chat_by_default(chat):
    for code, creators in zip(CODES, CREATORS[chat], strict=True):
        chats = kinds.get(code).chats
        if creators is None:
            assert chat not in chats
        else:
            assert set(chats[chat].creators) == creators


@pytest.mark.parametrize("code", CODES)
def test_scope_audience_and_marks_of_each_chat(code):
    for chat in kinds.get(code).chats.values():
        marks = [mark for mark in ("chosen", "channel", "automatic") if getattr(chat, mark)]
        assert (" ".join(chat.scopes), " ".join(chat.audience), " ".join(marks)) == SHAPES[
            chat.code
        ], chat.code
        assert chat.publishers == (("administrator", "head") if chat.automatic else ())


@pytest.mark.parametrize(
    ("code", "chat", "names", "title"),
    [
        ("school", "unit_parents", {"unit_name": "5А"}, "Родители 5А"),
        ("school", "unit_learners", {"unit_name": "5А"}, "Ученики 5А"),
        ("school", "unit_subject", {"unit_name": "7Б", "subject_name": "Физика"}, "Физика 7Б"),
        ("kindergarten", "unit_parents", {"unit_name": "«Солнышко»"}, "Родители: «Солнышко»"),
        ("kindergarten", "education_other", {}, "Образовательный чат"),
        ("college", "unit_learners", {"unit_name": "ИС-21"}, "Студенты ИС-21"),
        ("college", "other_channel", {}, "Канал"),
        ("college", "community_channel", {"organization_name": "ГБПОУ ОПК"}, "ГБПОУ ОПК"),
    ],
)
def test_titles_of_new_chats(code, chat, names, title):
    assert kinds.get(code).chats[chat].title_for(**names) == title


@pytest.mark.parametrize("code", CODES)
def test_labels_have_no_placeholder_left_and_no_foreign_word(code):
    kind = kinds.get(code)
    labels = [
        kind.label,
        *kind.roles.values(),
        *kind.creators.values(),
        *(unit.label for unit in kind.units.values()),
        *(body.name for body in kind.bodies.values()),
        *(text for chat in kind.chats.values() for text in (chat.label, chat.members)),
    ]
    assert not [label for label in labels if "{" in label]
    titles = [chat.title for chat in kind.chats.values()]
    assert foreign_words(code, "\n".join(labels + titles)) == []


def test_roles_units_and_bodies():
    school, kindergarten, college = kinds.all()
    assert school.roles["head"] == "Директор"
    assert kindergarten.roles["learner"] == "Воспитанник"
    assert college.roles["teacher"] == "Преподаватель"
    assert [list(kind.units) for kind in kinds.all()] == [
        ["class", "staff"],
        ["age_group", "staff"],
        ["study_group", "staff"],
    ]
    assert school.units["staff"].label == "Сотрудники"
    assert [kind.default_bodies for kind in kinds.all()] == [
        ["pedagogical_council", "governing_council"],
        ["pedagogical_council", "parents_council"],
        ["pedagogical_council"],
    ]
    for kind in kinds.all():
        adopting = [code for code, body in kind.bodies.items() if body.decides == "adopts"]
        assert adopting == ["pedagogical_council"]
    assert college.bodies["learners_council"].name.ins == "студенческим советом"


@pytest.fixture
def folder(tmp_path):
    """A folder of kinds with a further one, «школа искусств», made of the college's file."""
    for file in kinds.DIRECTORY.glob("*.toml"):
        shutil.copy(file, tmp_path)
    text = (tmp_path / "college.toml").read_text("utf-8")
    for college, arts in (
        ('label = "Колледж"', 'label = "Школа искусств"'),
        ("order = 3", "order = 4"),
        ('"тьютор", "тьютора"', '"наставник", "наставника"'),
    ):
        assert college in text
        text = text.replace(college, arts)
    (tmp_path / "arts.toml").write_text(text, "utf-8")
    return tmp_path


def test_one_more_file_is_one_more_kind(folder):
    assert [kind.code for kind in kinds.all(folder)] == [*CODES, "arts"]
    arts = kinds.get("arts", folder)
    assert arts.label == "Школа искусств"
    assert arts.words.leader.gen == "наставника"
    assert "arts" not in dict(kinds.choices())


@pytest.mark.parametrize(
    ("found", "replaced", "fault"),
    [
        ("order = 4", "", "order is missing"),
        ('"subjects"', '"subject"', "features has «subject»"),
        ("[words.leader]", "[words.guide]", "words.leader is missing"),
        ('singular = ["наставник"', 'one = ["наставник"', "words.leader.singular is missing"),
        ('plural = ["тьюторы"', 'many = ["тьюторы"', "words.leader.plural is missing"),
        ('["наставник", ', "[", "words.leader.singular needs 6 forms"),
        ('["наставник"', '[" "', "words.leader.singular has an empty nom"),
        ('decides = "adopts"', 'decides = "decrees"', "bodies.pedagogical_council.decides has"),
        ("unit_learners =", "unit_pupils =", "chats has «unit_pupils»"),
        ('["subject_teacher"]', '["parent"]', "chats.unit_subject.creators has «parent»"),
        ('["subject_teacher"]', "[]", "chats.unit_subject.creators is empty"),
    ],
)
def test_a_faulty_file_is_refused_by_file_and_key(folder, found, replaced, fault):
    file = folder / "arts.toml"
    text = file.read_text("utf-8")
    assert found in text
    file.write_text(text.replace(found, replaced), "utf-8")
    with pytest.raises(kinds.KindError) as error:
        kinds.all(folder)
    assert str(error.value).startswith(f"arts.toml: {fault}")
