"""What a check of a signature can end with."""

from django.db import models

from sferum_portal.lib.errors import DomainError


class Verdict(models.TextChoices):
    """The first two are right signatures; the others are refused."""

    TRUSTED = "trusted", "Подпись верна, сертификат доверенный"
    CHAIN_UNKNOWN = "chain_unknown", "Подпись верна, издатель сертификата порталу не известен"
    OTHER_BYTES = "other_bytes", "Подпись от другого файла"
    BROKEN = "broken", "Файл подписи повреждён"
    CERTIFICATE_NOT_VALID = (
        "certificate_not_valid",
        "Сертификат не действовал в момент подписания",
    )
    UNSUITABLE = "unsuitable", "Негодный сертификат или устаревший способ подписи"


RIGHT = (Verdict.TRUSTED, Verdict.CHAIN_UNKNOWN)


#: Of a right signature whose certificate is over, where no stamp says when it was made.
UNPROVEN_TIME = (
    "время подписания названо самой подписью и ничем не доказано: сертификат с тех пор истёк"
)


class Form(models.TextChoices):
    """How a qualified signature lies beside the document or in it."""

    DETACHED = "detached", "Отсоединённая"
    ATTACHED = "attached", "Присоединённая"
    EMBEDDED = "embedded", "Встроенная в PDF"


class TimeSource(models.TextChoices):
    """Where the time of signing is known from, the surest first."""

    PORTAL = "portal", "по часам портала"
    STAMP = "stamp", "по штампу времени"
    ATTRIBUTE = "attribute", "по часам подписавшего"
    NONE = "none", "время не указано или указано неверно"


class WrongSignature(Exception):
    """A finding that ends a check: the verdict and the sentence for the person."""

    def __init__(self, verdict, sentence):
        super().__init__(sentence)
        self.verdict = verdict


class CannotCheckError(DomainError):
    """The check could not be made on this server; nothing is known of the signature."""


def broken(sentence="Файл подписи повреждён или не является электронной подписью."):
    return WrongSignature(Verdict.BROKEN, sentence)


def other_bytes(
    sentence="Подпись сделана для другого файла. Подпишите тот файл, который скачан с портала, "
    "не изменяя и не пересохраняя его.",
):
    return WrongSignature(Verdict.OTHER_BYTES, sentence)
