"""Who asks to join which organization, and through which links."""

from memberships.roles import Role

NO_SUCH_CHILD = "Такого ребёнка в списке нет. Проверьте, ту ли ссылку вам прислали."
SLIP = "Имя ребёнка написано не так, как в списке. Укажите фамилию и имя полностью, без ошибок."
NOT_STAFF = "Вас нет в списке работников. Подайте заявку после оформления на работу."
STRANGER = "Вас нет в списках. Уточните у руководителя, в какую группу вы зачислены."


def ask_school(joining):
    units = joining.plan.units
    own = joining.plan.leader_unit
    _issue_standing_links(joining, own, deputy="Заместитель по воспитательной работе")
    for role, post in (
        (Role.TEACHER, "учитель химии"),
        (Role.TEACHER, "учитель начальных классов"),
        (Role.TEACHER, "учитель физической культуры"),
        (Role.EDUCATOR, "воспитатель группы продлённого дня"),
        (Role.STAFF, "лаборант"),
        (Role.STAFF, "вахтёр"),
    ):
        joining.ask_staff(role, post)
    for name in ("5А", "5Б", "6В", "7Б", "8А", "9Б", "10А", "11Б"):
        joining.ask_learner(units[name])
    for name in "1А 1А 1А 1Б 1Б 1В 1В 2А 2В 3Б 4А 4В 5А 5А 5А 5В 6А 7А 8В 10Б".split():
        joining.ask_parent(units[name])
    for name in ("1А", "1В", "2Б", "5А", "6Б", "9А"):
        joining.ask_parent(units[name], correct=False)
    _decide_some(joining, [units[name] for name in "1А 1Б 1В 2А 3А 3В 4Б 5Б 6А 8Б".split()])
    joining.ask_learner(units["7В"], verdict="approve")
    joining.ask_learner(units["10Б"], verdict="reject", reason=STRANGER)
    joining.ask_staff(Role.TEACHER, "учитель информатики", verdict="approve")
    joining.ask_staff(Role.TEACHER, "репетитор", verdict="reject", reason=NOT_STAFF)


def ask_kindergarten(joining):
    units = joining.plan.units
    _issue_standing_links(joining, joining.plan.leader_unit, learners=False)
    joining.ask_staff(Role.EDUCATOR, "воспитатель")
    joining.ask_staff(Role.STAFF, "помощник воспитателя")
    for name in ("Капелька", "Капелька", "Солнышко", "Солнышко", "Радуга", "Теремок"):
        joining.ask_parent(units[name])
    for name in ("Капелька", "Звёздочка"):
        joining.ask_parent(units[name], correct=False)
    names = ("Капелька", "Ромашка", "Звёздочка", "Радуга", "Теремок", "Почемучки", "Колокольчик")
    _decide_some(joining, [units[name] for name in names])


def ask_college(joining):
    units = joining.plan.units
    _issue_standing_links(joining, joining.plan.leader_unit)
    joining.ask_staff(Role.TEACHER, "преподаватель математики")
    joining.ask_staff(Role.EDUCATOR, "воспитатель общежития")
    for name in ("ИС-11", "ИС-12", "ИС-21", "ТМ-11", "ПК-11", "ПК-21", "БУ-11", "ДО-11"):
        joining.ask_learner(units[name])
    for name in ("ИС-11", "ИС-21", "ТМ-11", "БУ-11"):
        joining.ask_parent(units[name])
    for name in ("ПК-11", "ДО-21"):
        joining.ask_parent(units[name], correct=False)
    _decide_some(joining, [units[name] for name in "ИС-12 ТМ-21 ПК-21 БУ-21 ДО-11 ИС-22".split()])
    joining.ask_learner(units["ТМ-31"], verdict="approve")
    joining.ask_learner(units["ДО-31"], verdict="reject", reason=STRANGER)
    joining.ask_staff(Role.STAFF, "мастер производственного обучения", verdict="approve")


def _issue_standing_links(joining, own, *, learners=True, deputy="Заместитель по хозяйству"):
    """One open link for each role, and those that no longer let anybody in."""
    joining.ordinary_link(Role.TEACHER, note="Новые сотрудники")
    joining.ordinary_link(Role.EDUCATOR, note="Новые сотрудники")
    joining.ordinary_link(Role.STAFF, note="Новые сотрудники")
    joining.link(Role.DEPUTY, note=deputy, issued=9, term=14, max_uses=1)
    joining.link(Role.HEAD, note="На время отпуска руководителя", issued=2, term=7, max_uses=1)
    joining.ordinary_link(Role.PARENT, own, note="Родительское собрание")
    if learners:
        joining.ordinary_link(Role.LEARNER, own)
    joining.link(Role.PARENT, own, note="Прошлое собрание", issued=58, term=14)
    joining.link(Role.PARENT, own, note="Сообщение в домовом чате", issued=15, revoked=12)
    joining.link(Role.PARENT, own, note="Снимок экрана у соседей", issued=6, quarantined=1)


def _decide_some(joining, units):
    """Decisions of the last month: most are yes; two came through a link for two."""
    first, second, third, *others = units
    two = joining.link(Role.PARENT, first, note="Две семьи", issued=20, term=40, max_uses=2)
    joining.ask_parent(first, link=two, verdict="approve")
    joining.ask_parent(first, link=two, verdict="approve")
    joining.ask_parent(second, correct=False, verdict="reject", reason=SLIP)
    joining.ask_parent(third, correct=False, verdict="reject", reason=NO_SUCH_CHILD)
    joining.ask_parent(others[0], verdict="withdraw")
    for unit in others:
        joining.ask_parent(unit, verdict="approve")
