"""The register starts with the library's acts; later ones come by `law.load_legal_bases`."""

from django.db import migrations
from django.utils import timezone

from regulations.library import legal_bases


def load(apps, schema_editor):
    basis_model = apps.get_model("regulations", "LegalBasis")
    history_model = apps.get_model("regulations", "HistoricalLegalBasis")
    rows = {}
    acts = legal_bases()
    positions = {key: position for position, key in enumerate(acts, start=1)}
    for key, act in sorted(acts.items(), key=lambda item: bool(item[1].replaced_by)):
        fields = {
            "key": key,
            "position": positions[key],
            "act_kind": act.kind,
            "issuer": act.issuer,
            "date": act.date,
            "number": act.number,
            "title": act.title,
            "edition": act.edition,
            "status": act.status,
            "checked_on": act.checked_on,
            "kinds": act.kinds if act.kinds == "all" else list(act.kinds),
            "replaced_by": rows.get(act.replaced_by),
        }
        rows[key] = basis_model.objects.create(**fields)
        history_model.objects.create(
            id=rows[key].pk,
            history_type="+",
            history_date=timezone.now(),
            history_change_reason="Из библиотеки портала",
            **fields,
        )


def unload(apps, schema_editor):
    apps.get_model("regulations", "LegalBasis").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("regulations", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
