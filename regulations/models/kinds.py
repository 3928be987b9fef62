"""What kinds of document there are."""

from django.db import models


class KindOfDocument(models.TextChoices):
    """Each collegial body has an extract of its own, in its own minutes."""

    REGULATION = "regulation", "Положение"
    AMENDMENT = "amendment", "Изменения в акт"
    USAGE_ORDER = "usage_order", "Приказ об использовании платформы"
    ADMINISTRATOR_ORDER = "administrator_order", "Приказ о назначении администратора"
    DISTRIBUTION_ORDER = "distribution_order", "Приказ о распределении"
    PROTOCOL_EXTRACT = "protocol_extract", "Выписка из протокола"
    EXTRACT_GOVERNING_COUNCIL = "extract_governing_council", "Выписка: управляющий совет"
    EXTRACT_PARENTS_COUNCIL = "extract_parents_council", "Выписка: совет родителей"
    EXTRACT_LEARNERS_COUNCIL = "extract_learners_council", "Выписка: совет обучающихся"
    ACKNOWLEDGEMENT_SHEET = "acknowledgement_sheet", "Лист ознакомления"
    CONSENT_FORM = "consent_form", "Форма согласия"
    ANNULMENT_ACT = "annulment_act", "Акт об аннулировании ссылок"
    REGISTRATION_LETTER = "registration_letter", "Заявка на регистрацию"
