"""ASGI entry point, for hosts that offer nothing else: WSGI serves these pages faster."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regcompare.settings")
application = get_asgi_application()
