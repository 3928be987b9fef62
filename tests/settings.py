"""The portal's settings for tests: the environment is fixed first, then what is slow or lasting.

DATABASE_URL, REDIS_URL and CELERY_BROKER_URL are taken over where they are set (``bin/test`` does);
without them the suite runs on SQLite in memory.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# What a developer's shell exports must not decide a test.
for name in ("ALLOWED_HOSTS", "BEHIND_PROXY", "DEFAULT_FROM_EMAIL", "EMAIL_URL", "MEDIA_ROOT"):
    os.environ.pop(name, None)
for name in ("PROXY_COUNT", "SIGNATURE_ROOTS", "SITE_URL", "TIME_ZONE"):
    os.environ.pop(name, None)
os.environ |= {"DEBUG": "0", "HTTPS": "0", "SECRET_KEY": "only-for-tests"}
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
# Tests empty the cache and the queues: each of xdist's workers (gw0, gw1, …) has Redis databases of
# its own, the cache from below and the broker from above.
_number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
for _name, _database in (("REDIS_URL", _number), ("CELERY_BROKER_URL", 15 - _number)):
    if os.environ.get(_name):
        os.environ[_name] = f"{os.environ[_name].rpartition('/')[0]}/{_database}"

from sferum_portal.settings import *

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
PDF_BY_WORKERS = False
# Long work is done at once: a thread would not see the test's own transaction.
BACKGROUND_THREADS = False
# A database with all migrations done, of which the test databases are copies (``bin/test``).
if os.environ.get("TEST_TEMPLATE"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ["TEST_TEMPLATE"]}
# Or a file that is one already, to be used with ``--reuse-db`` (``bin/check``).
if os.environ.get("TEST_DATABASE"):
    DATABASES["default"]["TEST"] = {"NAME": os.environ["TEST_DATABASE"]}
# A thread of the live server that kept its connection would stop the test database's removal.
DATABASES["default"]["CONN_MAX_AGE"] = 0

_FILES = Path(tempfile.mkdtemp(prefix="sferum-test-files."))
atexit.register(shutil.rmtree, _FILES, ignore_errors=True)
MEDIA_ROOT = _FILES / "media"
STATIC_ROOT = _FILES / "static"
STATIC_ROOT.mkdir()
# Files straight from the apps, without `collectstatic` and its manifest.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
# Looks files up when asked; otherwise each new test client would list them all.
WHITENOISE_AUTOREFRESH = True
