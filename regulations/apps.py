from django.apps import AppConfig

from sferum_portal.lib.access import cites_clauses


class RegulationsConfig(AppConfig):
    name = "regulations"
    verbose_name = "Положение"

    def ready(self):
        from regulations import receivers  # noqa: F401 (signals are connected when apps are ready)
        from regulations.living.citing import clauses_behind

        cites_clauses(clauses_behind)
