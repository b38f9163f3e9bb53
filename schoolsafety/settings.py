"""Settings. What is secret or differs between machines comes from the environment.

Without SECRET_KEY and ALLOWED_HOSTS the program stops: there is no safe default for either.
The list of variables stands in README.md.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)  # the demonstration school: says so on every page
HTTPS = env.bool("HTTPS", default=not DEMO)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "js_lib_bootstrap5",
    "schoolsafety",
    "themes",
    "schools",
    "incidents",
    "assessments",
    "plans",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "schoolsafety.middleware.no_store",
    "schoolsafety.middleware.forget",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "schoolsafety.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "incidents.middleware.RegisterMiddleware",
    "schools.middleware.MemberMiddleware",  # last: what waits for its commit may want all the others
]

ROOT_URLCONF = "schoolsafety.urls"
WSGI_APPLICATION = "schoolsafety.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "schools.context.page",
            ],
        },
    },
]

# Data
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var/db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        # A save is acknowledged after it is on disk, and what is deleted is overwritten.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON",
    }
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
KEY_FILE = Path(env("KEY_FILE", default=str(BASE_DIR / "var/school-keys")))  # incidents/key_file.py
AUDIT_ANCHOR_FILE = Path(env("AUDIT_ANCHOR_FILE", default=str(BASE_DIR / "var/audit-anchors.txt")))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Rate limits and single-use codes live in the cache: every worker must see the same one.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Django's 300 would let somebody who tries many addresses push the limits of others out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

# Who you are
AUTH_USER_MODEL = "schools.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "schools.passwords.LengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SESSION_ENGINE = "schoolsafety.sessions"
SESSION_IDLE_SECONDS = 15 * 60  # without a request
SESSION_COOKIE_AGE = 8 * 3600  # at most, however busy
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # a shared school computer forgets who was there
PASSWORD_RESET_TIMEOUT = 3600

# allauth: e-mail and password, then an app or a passkey
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("ALLAUTH_TRUSTED_PROXY_COUNT", default=0)
ACCOUNT_ADAPTER = "schools.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account only arises from a link that was sent to its address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "schools.account_forms.LoginForm",
    "reauthenticate": "schools.account_forms.ReauthenticateForm",
    "change_password": "schools.account_forms.ChangePasswordForm",
    "reset_password": "schools.account_forms.ResetPasswordForm",
    "reset_password_from_key": "schools.account_forms.ResetPasswordKeyForm",
}
MFA_ADAPTER = "schools.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # see ACCOUNT_EMAIL_VERIFICATION
MFA_TOTP_ISSUER = "Schoolveilig online"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_FORMS = {
    "authenticate": "schools.account_forms.AuthenticateForm",
    "reauthenticate": "schools.account_forms.ReauthenticateCodeForm",
    "activate_totp": "schools.account_forms.ActivateAppForm",
    "add_webauthn": "schools.account_forms.AddPasskeyForm",
    "edit_webauthn": "schools.account_forms.EditPasskeyForm",
}

# Language, time, files
LANGUAGE_CODE = "nl"
TIME_ZONE = env("TIME_ZONE", default="Europe/Brussels")
USE_I18N = True
USE_TZ = True
STATIC_URL = "static/"
FORCE_SCRIPT_NAME = ""  # the site is the whole host: a header that says otherwise moves none of its links
STATIC_ROOT = env("STATIC_ROOT", default="") or None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
if STATIC_ROOT:  # after collectstatic: compressed, and cached for ever under a hashed name
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# No file that is sent is ever on our disk; one that is larger than any we ask for is let go as it comes.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024**2  # bytes

# Mail
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds: a command that mails holds a transaction, and SQLite has one writer
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="schoolsafety@localhost")

# Headers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "img-src": [SELF, "data:"],  # Bootstrap's CSS holds its icons as data
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    },
}
PERMISSIONS_POLICY = {name: [] for name in ["camera", "microphone", "geolocation", "payment", "usb"]}
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer makes every form fail in Chromium
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "schoolsafety.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Subdomains and the browsers' preload list concern more than this site: not ours to decide.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "schoolsafety.log.QuietFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
