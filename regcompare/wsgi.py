"""WSGI entry point."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from operations.orphans import end_with_parent
from regcompare.charset import in_utf8
from regcompare.starting import in_a_sentence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regcompare.settings")
end_with_parent()
with in_a_sentence():
    answer = get_wsgi_application()
# All code, which Django would load for the first request. It stays: whoever looks for rubbish need
# not look through it each time, which took up to a tenth of a second, in which nobody is answered.
import_module(settings.ROOT_URLCONF)
application = in_utf8(import_module("regcompare.at_once").at_once(answer))
gc.collect()
gc.freeze()
