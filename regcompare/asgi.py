"""ASGI entry point, for hosts that offer nothing else: WSGI serves these pages faster."""

import os

from django.core.asgi import get_asgi_application

from regcompare.charset import in_utf8_async
from regcompare.starting import in_a_sentence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regcompare.settings")
with in_a_sentence():
    application = in_utf8_async(get_asgi_application())
