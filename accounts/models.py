"""A person known to the portal, with or without an account."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.identifiers import identifier_lookup, login_form
from sferum_portal.lib.text import initials_first, printed_initials_first, search_form

LONGEST_SEARCH = 310


class UserQuerySet(models.QuerySet):
    def search(self, text):
        """People whose name contains every word of ``text``, in any order, ё as е."""
        query = Q()
        for word in search_form(text).split():
            query &= Q(search_name__contains=word)
        return self.filter(query)

    def by_identifier(self, text):
        """The person who signs in by this e-mail, phone or login name; at most one."""
        lookup = identifier_lookup(text)
        return self.filter(**lookup) if lookup else self.none()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, *, password=None, **fields):
        """Without a password nobody can sign in as this person."""
        user = self.model(**fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, *, password=None, **fields):
        return self.create_user(password=password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Signs in by any of three identifiers; a person with none of them has no account.

    Children of a kindergarten, and learners whom nobody gave an account yet, are people without
    one: rosters, units and families know them all the same.
    """

    surname = models.CharField("фамилия", max_length=100)
    given_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    email = models.EmailField("эл. почта", unique=True, null=True, blank=True)
    phone = models.CharField("телефон", max_length=16, unique=True, null=True, blank=True)
    login = models.CharField("имя для входа", max_length=64, unique=True, null=True, blank=True)
    search_name = models.CharField(max_length=LONGEST_SEARCH, editable=False, db_index=True)
    is_active = models.BooleanField("вход разрешён", default=True)
    date_joined = models.DateTimeField("зарегистрирован", default=timezone.now, editable=False)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["surname", "given_name"]

    history = HistoricalRecords(excluded_fields=["password", "last_login", "search_name"])
    objects = UserManager()

    class Meta:
        verbose_name = "человек"
        verbose_name_plural = "люди"
        ordering = ["search_name", "pk"]

    def __str__(self):
        return self.full_name

    def save(self, *args, **kwargs):
        # Some letters fold to several; what is beyond the column nobody types.
        self.search_name = search_form(self.full_name)[:LONGEST_SEARCH]
        # Two empty strings would break uniqueness; no identifier is NULL.
        self.email = self.email.strip().lower() if self.email else None
        self.phone = self.phone or None
        self.login = login_form(self.login) if self.login else None
        if list(kwargs.get("update_fields") or ()) == ["last_login"]:
            self._save_visit(*args, **kwargs)
        else:
            super().save(*args, **kwargs)

    def _save_visit(self, *args, **kwargs):
        """Signing in is no change of the person: the history does not grow with each visit."""
        self.skip_history_when_saving = True
        try:
            super().save(*args, **kwargs)
        finally:
            del self.skip_history_when_saving

    def clean(self):
        """Nothing: Django's own would write the e-mail or phone into an empty login name."""

    @property
    def is_staff(self):
        """Django's admin asks for this in a few places; the portal's admin asks for the role."""
        return self.is_superuser

    @property
    def full_name(self):
        return " ".join(filter(None, [self.surname, self.given_name, self.patronymic]))

    @property
    def initials(self):
        return "".join(f"{part[0]}." for part in (self.given_name, self.patronymic) if part)

    @property
    def short_name(self):
        """«Иванова А.П.»"""
        return f"{self.surname} {self.initials}"

    @property
    def initials_first(self):
        """«А.П. Иванова»"""
        return initials_first(self.surname, self.given_name, self.patronymic)

    @property
    def printed_initials_first(self):
        """«А. П. Иванова», as documents sign it."""
        return printed_initials_first(self.surname, self.given_name, self.patronymic)

    @property
    def polite_name(self):
        """«Анна Петровна»; the given name alone where there is no patronymic."""
        return " ".join(filter(None, [self.given_name, self.patronymic]))

    @property
    def has_account(self):
        return bool(self.email or self.phone or self.login) and self.has_usable_password()

    def get_username(self):
        return self.login or self.email or self.phone or f"person-{self.pk}"

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.short_name
