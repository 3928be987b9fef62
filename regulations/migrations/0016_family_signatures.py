"""A family's signature is a row of its own beside the child's tick."""

from django.db import migrations, models


def name_families(apps, schema_editor):
    """What was noted on paper in the line of a child with known parents, its family has signed."""
    acknowledgement = apps.get_model("regulations", "Acknowledgement")
    links = apps.get_model("memberships", "FamilyLink").objects.filter(
        organization=models.OuterRef("organization"), child=models.OuterRef("user")
    )
    rows = acknowledgement.objects.filter(means="paper").filter(models.Exists(links))
    rows.exclude(unit__kind="staff").update(for_family=True)


class Migration(migrations.Migration):
    dependencies = [
        ("memberships", "0007_bulk_decisions"),
        ("regulations", "0015_annulment_acts"),
    ]

    operations = [
        migrations.AddField(
            model_name="acknowledgement",
            name="for_family",
            field=models.BooleanField(default=False, editable=False, verbose_name="за семью"),
        ),
        migrations.AddField(
            model_name="historicalacknowledgement",
            name="for_family",
            field=models.BooleanField(default=False, editable=False, verbose_name="за семью"),
        ),
        migrations.RemoveConstraint(
            model_name="acknowledgement", name="one_acknowledgement_of_a_person"
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.UniqueConstraint(
                fields=("version", "user", "for_family"), name="one_acknowledgement_of_a_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.CheckConstraint(
                condition=models.Q(("for_family", False), ("means", "paper"), _connector="OR"),
                name="family_signs_on_paper",
            ),
        ),
        # Last: PostgreSQL alters no table in which this transaction has changed rows.
        migrations.RunPython(name_families, migrations.RunPython.noop, elidable=True),
    ]
