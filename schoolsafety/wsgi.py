"""The entrance for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from schools import walls

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schoolsafety.settings")
application = get_wsgi_application()
walls.refuse_unsafe_role()
