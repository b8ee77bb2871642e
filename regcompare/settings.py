"""Settings: safe for production as they stand; the environment changes them (README, Settings)."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from regcompare import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR") or BASE_DIR / "var")

DEBUG = env.switch("DEBUG", default=False)
HTTPS = env.switch("HTTPS", default=not DEBUG)
SECRET_KEY = env.secret("SECRET_KEY", VAR_DIR / "secret-key")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")

INSTALLED_APPS = [
    "staff.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "corsheaders",
    "csp",
    "django_filters",
    "simple_history",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "jurisdictions",
    # After what it hears of (axes) and what it shows otherwise (the devices).
    "staff.apps.StaffConfig",
]

MIDDLEWARE = [
    # First, so that no redirect answers what a browser asks beforehand.
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # It pads its answers at random, and the one secret in them, the token of a form, is masked anew
    # each time (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jurisdictions.languages.speaking",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "staff.middleware.VouchedMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "staff.middleware.StaffPagesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    # Last: it answers instead of the sign-in while that is locked.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "regcompare.urls"
WSGI_APPLICATION = "regcompare.wsgi.application"

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
            ],
            # On nearly every page, so no template has to load them.
            "builtins": [
                "django.templatetags.i18n",
                "jurisdictions.templatetags.language",
            ],
        },
    },
]


# --- Database ---

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: an acknowledged write survives a power cut; WAL: readers never wait for a writer.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}
# The server sees processes * max_size connections. Psycopg's default of 4 starves a fifth user.
POSTGRESQL_OPTIONS = {"pool": {"min_size": 2, "max_size": 10}}


def database(url: str) -> dict:
    """Django's database settings for a sqlite: or postgresql: URL."""
    config = dj_database_url.parse(url)
    if config["ENGINE"].endswith("sqlite3"):
        return config | {"OPTIONS": SQLITE_OPTIONS | config.get("OPTIONS", {})}
    if config["ENGINE"].endswith("postgresql"):
        return config | {"OPTIONS": POSTGRESQL_OPTIONS | config.get("OPTIONS", {})}
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite: or postgresql:")


DATABASES = {
    "default": database(env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'regcompare.sqlite3'}"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
# History is read by record and day; one composite index serves both.
SIMPLE_HISTORY_DATE_INDEX = "composite"


# --- What the site shows ---

# Where release_data puts the releases of the data, which /data/ serves.
RELEASES_DIR = Path(env.text("RELEASES_DIR") or VAR_DIR / "releases")

# A finding verified longer ago than this is shown as due for verification.
REVIEW_INTERVAL_DAYS = env.whole_number("REVIEW_INTERVAL_DAYS", default=180, least=1, most=36500)

# Nobody publishes what they wrote last. Off is for an office of one person.
FOUR_EYES = env.switch("FOUR_EYES", default=True)

# Whom a host reaches that check_links asks, an e-mail or web address; without it none is asked.
LINK_CHECK_CONTACT = env.text("LINK_CHECK_CONTACT")

# An address without a language is in the first; of another, the code stands before the path.
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("de", "German")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["regcompare.formats"]


# --- The API ---

# Neither framework is an installed app: their own pages and files are not served.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "EXCEPTION_HANDLER": "jurisdictions.api.problems.as_problem",
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "regcompare",
    "VERSION": "1.0.0",
    "DESCRIPTION": "How each jurisdiction regulates crypto-assets and DeFi, on a given day, "
    "according to which source. Information about the law, not legal or financial advice; "
    "investing in crypto-assets is risky. Stances are the editors’ reading of the cited sources.",
    "LICENSE": {"name": "MIT", "identifier": "MIT"},
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": [
        "jurisdictions.api.schema.with_conditions",
        "jurisdictions.api.schema.plainly",
        "jurisdictions.api.schema.shared",
    ],
}
# Scripts of any site may read the API, without credentials, and nothing else.
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD"]
CORS_ALLOW_HEADERS = ["accept", "if-match", "if-none-match"]
CORS_EXPOSE_HEADERS = ["etag"]


# --- Logging ---

# To standard error, where a service manager collects it; Django's default would mail it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # A page that isn't there is no fault of ours, nor is a Host that nobody serves.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}


# --- Static files ---

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# A stylesheet that wasn't collected costs a page its look, never its text.
WHITENOISE_MANIFEST_STRICT = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


# --- Security ---

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "staff.passwords.RecordedInTheAudit"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]

# Who fails so often is locked out for so long (staff/locking.py counts, in the database).
AXES_HANDLER = "staff.locking.Handler"
AXES_LOCKOUT_PARAMETERS = ["ip_address", ["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
FAILURE_LIMIT_OF_ADDRESS = 20
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
# Trying the locked door doesn't lock it longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "jurisdictions.clients.client_network"
AXES_LOCKOUT_CALLABLE = "staff.locking.locked"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken"]
# The audit is ours (staff/audit.py).
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True

# Of whom a second factor is required.
SECOND_FACTOR = env.choice("SECOND_FACTOR", "off", ("off", "reviewers", "staff"))
OTP_TOTP_ISSUER = "regcompare"

# Staff sign in anew every day, and after an hour away (staff/sessions.py). Readers have no session.
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_IDLE_SECONDS = 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Not strict: a link in a message would lead staff to the sign-in, although they are signed in.
SESSION_COOKIE_SAMESITE = "Lax"
if HTTPS:
    # Browsers take cookies of such names from this host only, on all its paths, over HTTPS.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

SECURE_SSL_REDIRECT = HTTPS
# Health is asked for on plain HTTP, by what stands beside the server.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# The proxy's word for HTTPS, and for the client's address, is believed only where the operator
# says that a proxy stands in front.
BEHIND_PROXY = env.switch("BEHIND_PROXY", default=False)
PROXIES = env.whole_number("PROXIES", default=1, least=1, most=9)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
# No script needs it, and it is gone with the browser's session: readers get it on a form only.
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS")
