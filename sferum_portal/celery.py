"""The Celery application; `celery -A sferum_portal worker` starts a worker,
`celery -A sferum_portal beat` the scheduler of the daily reminders.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sferum_portal.settings")

app = Celery("sferum_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
for module in ("letters", "reminders"):
    app.autodiscover_tasks(related_name=module)
