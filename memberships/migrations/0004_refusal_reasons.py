"""Every organization begins with reasons for a refusal, in the words of its kind."""

from django.db import migrations
from django.utils import timezone

from organizations import kinds

#: As `memberships.services.refusals` gave them to new organizations on this day.
FAMILIES = {"for_learners": False, "for_staff": False}
OTHERS = {"for_parents": False}
DEFAULTS = (
    (
        "Такого ребёнка в списке нет.",
        "Проверьте его фамилию и имя и {unit.acc}, куда подаёте заявку, и подайте её снова.",
        FAMILIES,
    ),
    (
        "Не удалось найти вас в списках организации.",
        "Проверьте, так ли написаны фамилия, имя и отчество, и подайте заявку снова.",
        OTHERS,
    ),
    (
        "Ссылка была предназначена для другой роли.",
        "Попросите новую ссылку у того, кто вас пригласил.",
        {},
    ),
    (
        "Вы уже состоите в организации.",
        "Войдите на портал: подавать заявку ещё раз не нужно.",
        {},
    ),
    ("Спам, чужой человек.", "", {"is_silent": True}),
)


def give_reasons(apps, schema_editor):
    model = apps.get_model("memberships", "RefusalReason")
    history = apps.get_model("memberships", "HistoricalRefusalReason")
    for organization in apps.get_model("organizations", "Organization").objects.all():
        words = kinds.get(organization.kind).words
        for position, (text, next_step, fields) in enumerate(DEFAULTS, 1):
            values = {
                "organization": organization,
                "text": text,
                "next_step": words.format(next_step),
                "position": position,
                **fields,
            }
            row = model.objects.create(**values)
            history.objects.create(
                id=row.pk,
                for_parents=row.for_parents,
                for_learners=row.for_learners,
                for_staff=row.for_staff,
                is_silent=row.is_silent,
                history_type="+",
                history_date=timezone.now(),
                history_change_reason="Причины по умолчанию",
                **{key: values[key] for key in ("organization", "text", "next_step", "position")},
            )


class Migration(migrations.Migration):
    dependencies = [("memberships", "0003_joining")]

    operations = [migrations.RunPython(give_reasons, migrations.RunPython.noop)]
