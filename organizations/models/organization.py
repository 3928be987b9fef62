"""The tenant and the platform that it uses for a time."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from organizations import kinds
from organizations.chat_kinds import CODENAMES
from organizations.periods import PeriodQuerySet, period_constraint
from sferum_portal.lib.history import TrackedQuerySet
from sferum_portal.lib.text import printed_initials_first

#: No organization may let its links live longer, nor its applicants wait longer.
LONGEST_LINK_DAYS = 60
LONGEST_DECISION_DAYS = 30
#: Nor let its people wait longer before they read what holds for them.
LONGEST_ACKNOWLEDGEMENT_DAYS = 60


class OrganizationQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Those in which the person holds a role today; the operator (superuser) sees all."""
        if user.is_superuser:
            return self
        today = timezone.localdate()
        return self.filter(
            Q(memberships__ends_on=None) | Q(memberships__ends_on__gt=today),
            memberships__user=user,
            memberships__starts_on__lte=today,
        ).distinct()

    def taking_applications(self):
        """Those to which people apply by themselves, without a link."""
        return self.filter(takes_applications=True)


class Organization(models.Model):
    """A school, kindergarten, college …; the tenant. All its facts serve documents and pages."""

    slug = models.SlugField("адрес на портале", unique=True, max_length=50)
    kind = models.CharField("вид организации", max_length=32, choices=kinds.choices)
    full_name = models.CharField("полное наименование по уставу", max_length=400)
    short_name = models.CharField("краткое наименование", max_length=150)
    head_post = models.CharField("должность руководителя", max_length=150, blank=True)
    head_surname = models.CharField("фамилия руководителя", max_length=100, blank=True)
    head_given_name = models.CharField("имя руководителя", max_length=100, blank=True)
    head_patronymic = models.CharField("отчество руководителя", max_length=100, blank=True)
    settlement = models.CharField("населённый пункт", max_length=150, blank=True)
    address = models.CharField("почтовый адрес", max_length=300, blank=True)
    site = models.URLField("официальный сайт", blank=True)
    email = models.EmailField("эл. почта организации", blank=True)
    phone = models.CharField("телефон организации", max_length=32, blank=True)
    ejournal = models.CharField("электронный журнал (название системы)", max_length=200, blank=True)
    bodies = models.JSONField("коллегиальные органы", default=list, blank=True)
    # Those of which somebody said that there is none: ``{code: {"by": name, "on": ISO date}}``.
    absent_bodies = models.JSONField("каких органов нет", default=dict, blank=True, editable=False)
    consultation_schedule = models.CharField(
        "очные консультации для семей без мессенджера: когда и где", max_length=300, blank=True
    )
    # The organization's own rules of joining (`services.set_joining_rules`).
    leaders_decide = models.BooleanField(
        "заявки семей решает и тот, кто руководит подразделением", default=False
    )
    decision_days = models.PositiveSmallIntegerField("дней на решение заявки", default=3)
    longest_link_days = models.PositiveSmallIntegerField(
        "самый долгий срок ссылки, дней", default=LONGEST_LINK_DAYS
    )
    takes_applications = models.BooleanField("принимает заявки без ссылки", default=True)
    # How people get acquainted with documents (`services.set_acknowledgement_rules`).
    each_acknowledges = models.BooleanField("знакомится каждый родитель", default=False)
    acknowledgement_days = models.PositiveSmallIntegerField("дней на ознакомление", default=10)
    created_at = models.DateTimeField("заведена", auto_now_add=True)

    history = HistoricalRecords()
    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "организация"
        verbose_name_plural = "организации"
        ordering = ["short_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision_days__range=(1, LONGEST_DECISION_DAYS)),
                name="requests_are_decided_in_days",
            ),
            models.CheckConstraint(
                condition=Q(longest_link_days__range=(1, LONGEST_LINK_DAYS)),
                name="links_live_for_days",
            ),
            models.CheckConstraint(
                condition=Q(acknowledgement_days__range=(1, LONGEST_ACKNOWLEDGEMENT_DAYS)),
                name="documents_are_read_in_days",
            ),
        ]
        permissions = [
            ("enter_register", "Может открывать реестры организации"),
            ("manage_members", "Может вести людей, роли и семьи"),
            ("name_substitutes", "Может назначать замещение администратора"),
            ("manage_units", "Может вести подразделения, предметы и учебные годы"),
            ("list_joinrequests", "Может видеть заявки на вступление"),
            ("decide_joinrequests", "Может принимать и отклонять заявки на вступление"),
            ("list_invitations", "Может видеть ссылки-приглашения, которые его касаются"),
            ("issue_invitations", "Может выдавать и аннулировать ссылки-приглашения"),
            ("change_strategy", "Может менять стратегию чатов"),
            ("grant_exceptions", "Может давать личные исключения"),
            ("list_chats", "Может видеть реестр чатов"),
            ("publish_in_system_channels", "Может публиковать в системных каналах"),
            ("prepare_regulation", "Может готовить положение"),
            ("approve_distribution", "Может утверждать распределение руководства"),
            ("approve_regulation", "Может утверждать положение"),
            ("read_regulation", "Может читать положение"),
            ("publish_documents", "Может отмечать публикацию документов"),
            ("export_documents", "Может выгружать документы"),
            ("list_acknowledgements", "Может видеть, кто ознакомлен с документами"),
            ("sign_documents", "Может подписывать документы простой электронной подписью"),
            ("add_signature_files", "Может загружать файлы электронной подписи документов"),
            ("read_staff_papers", "Может читать документы для сотрудников"),
            ("read_private_papers", "Может читать документы с личными контактами"),
            *(
                (CODENAMES[kind], f"Может создать: {label}")
                for kind, label in {
                    "head_deputies": "руководитель – заместители",
                    "head_teachers": "руководитель – педагоги",
                    "head_parent_activists": "руководитель – родительский актив",
                    "head_learner_activists": "руководитель – актив обучающихся",
                    "management_other": "иной управленческий чат",
                    "education_other": "иной образовательный чат",
                    "other_channel": "канал организации",
                }.items()
            ),
        ]

    def __str__(self):
        return self.short_name

    @property
    def organization(self):
        """Itself: rights and tenants ask every object for its organization in one way."""
        return self

    @property
    def organization_id(self):
        return self.pk

    @property
    def profile(self):
        """The entry of the words and rules of this kind of organization."""
        return kinds.get(self.kind)

    @property
    def words(self):
        return self.profile.words

    @property
    def head_initials_first(self):
        """«А. П. Иванова», as documents sign it; empty while the name is unknown."""
        if not (self.head_surname and self.head_given_name):
            return ""
        return printed_initials_first(self.head_surname, self.head_given_name, self.head_patronymic)

    def platform_on(self, date):
        return self.platforms.on(date).first()


class Platform(models.Model):
    """The application in which the learning profile lives, for a period: VK Мессенджер, MAX …"""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="platforms", verbose_name="организация"
    )
    name = models.CharField("название приложения", max_length=100)
    starts_on = models.DateField("действует с")
    ends_on = models.DateField("не действует с", null=True, blank=True)

    history = HistoricalRecords()
    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "платформа"
        verbose_name_plural = "платформы"
        ordering = ["-starts_on"]
        constraints = [
            period_constraint("platform_ends_after_start"),
            models.UniqueConstraint(
                fields=["organization", "starts_on"], name="one_platform_begins_a_day"
            ),
        ]

    def __str__(self):
        return self.name
