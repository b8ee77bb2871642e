"""Settings: safe for production as they stand; the environment changes them (README, Settings)."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from regcompare import environment as env
from regcompare.addresses import checked_cache, checked_file, checked_name, checked_options

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.folder("VAR_DIR", BASE_DIR / "var")

DEBUG = env.switch("DEBUG", default=False)
HTTPS = env.switch("HTTPS", default=not DEBUG)
SECRET_KEY = env.secret("SECRET_KEY", VAR_DIR / "secret-key", guessable=DEBUG)
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")

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
    # For its copy of htmx; nothing of it runs here.
    "django_htmx",
    # Before what has commands that it refuses (simple_history).
    "operations",
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
    # Outermost: it hears of every request and all that is written about it.
    "operations.middleware.observing",
    # Before all that may compress an answer.
    "jurisdictions.caching.forms.plainly_asked",
    # Around all that makes an answer what it is; what it holds is given before Django (at_once.py).
    "jurisdictions.caching.ready.holding",
    # First what every answer has, also those of the middleware below.
    "regcompare.headers.HeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "regcompare.headers.PolicyMiddleware",
    # Before what redirects, so that no redirect answers what a browser asks beforehand.
    "regcompare.headers.OpenMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # It pads its answers at random, and the one secret in them, the token of a form, is masked anew
    # each time (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "jurisdictions.languages.speaking",
    "jurisdictions.asking.limits.bounded",
    "regcompare.hosts.HostsMiddleware",
    "operations.refusing.in_words",
    # What follows is for staff and for forms.
    "regcompare.short_way.first",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "staff.middleware.VouchedMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "staff.middleware.StaffPagesMiddleware",
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
# The server sees processes * (max_size + threads) connections: each thread asks for the stamp by
# one of its own (caching/wires.py). Psycopg's default of 4 starves a fifth user.
# A second for a connection, and a new attempt to reach an absent server every half.
POSTGRESQL_OPTIONS = {
    "pool": {"min_size": 2, "max_size": 10, "timeout": 1, "reconnect_timeout": 0.5},
    "connect_timeout": 2,
}


def database(url: str, name: str = "DATABASE_URL") -> dict:
    """Django's database settings for a sqlite: or postgresql: URL, which `name` gave."""
    config = parsed(url, name)
    if config["ENGINE"].endswith("sqlite3"):
        checked_file(url, config["NAME"], name)
        # Each thread keeps its connection: opening one takes longer than answering 304.
        options = SQLITE_OPTIONS | config.get("OPTIONS", {})
        return config | {"OPTIONS": options, "CONN_MAX_AGE": None}
    if config["ENGINE"].endswith("postgresql"):
        checked_name(config, name)
        options = POSTGRESQL_OPTIONS | checked_options(config.get("OPTIONS", {}), name)
        return config | {"ENGINE": "operations.postgresql", "OPTIONS": options}
    raise ImproperlyConfigured(f"{name} must begin with sqlite: or postgresql:")


def parsed(url: str, name: str) -> dict:
    """The parts of a URL. What is wrong with one is told without it: it may hold a password."""
    try:
        return dj_database_url.parse(url)
    except dj_database_url.UnknownSchemeError:
        raise ImproperlyConfigured(f"{name} must begin with sqlite: or postgresql:") from None
    except ValueError:
        accepted = "an address such as postgresql://user:password@host:5432/database"
        told = f"{name} must be {accepted}, in which a / of the password stands as %2F, and so on."
        raise ImproperlyConfigured(told) from None


def replica_of(primary: dict, url: str) -> dict:
    """The settings of its replica, which only PostgreSQL has."""
    name = "DATABASE_REPLICA_URL"
    found = database(url, name)
    for one, asked in ((found, name), (primary, "DATABASE_URL")):
        if one["ENGINE"].endswith("sqlite3"):
            raise ImproperlyConfigured(f"{asked} must begin with postgresql: where {name} is set.")
    return found


DATABASES = {
    "default": database(env.text("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'regcompare.sqlite3'}")
}
# A streaming replica of it, from which pages for readers are read (replicas.py).
if replica := env.text("DATABASE_REPLICA_URL"):
    mirror = {"TEST": {"MIRROR": "default"}}
    DATABASES["replica"] = replica_of(DATABASES["default"], replica) | mirror
    DATABASE_ROUTERS = ["regcompare.replicas.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
# History is read by record and day; one composite index serves both.
SIMPLE_HISTORY_DATE_INDEX = "composite"


# --- Cache ---


def cache(url: str) -> dict:
    """Django's cache settings for a redis: URL; without one, the memory of each process."""
    if not url:
        # Some 15 kB an entry; the oldest third goes when it is full. Of long ones there are fewer.
        return {
            "BACKEND": "jurisdictions.caching.memory.BoundedMemory",
            "OPTIONS": {"MAX_ENTRIES": 2000},
        }
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured("CACHE_URL must begin with redis:, rediss: or unix:")
    # A page is made faster than this.
    waits = {"socket_connect_timeout": 0.25, "socket_timeout": 0.25}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": checked_cache(url, "CACHE_URL"),
        "KEY_PREFIX": "regcompare",
        "OPTIONS": waits,
    }


CACHES = {"default": cache(env.text("CACHE_URL"))}

# How much room there is in VAR_DIR for answers that are too long for the cache.
KEPT_FILES_MB = env.whole_number("KEPT_FILES_MB", default=500, least=0, most=1_000_000)


# --- What the site shows ---

# Where release_data puts the releases of the data, which /data/ serves.
RELEASES_DIR = env.folder("RELEASES_DIR", VAR_DIR / "releases")

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

# A line each, to standard error, where a service manager collects them; Django would send mail.
LOG_FORMAT = env.choice("LOG_FORMAT", "text" if DEBUG else "json", ("json", "text"))
SLOW_QUERY_MS = env.whole_number("SLOW_QUERY_MS", default=500, least=1, most=3_600_000)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "operations.logs.JsonFormatter"},
        "text": {
            "()": "operations.logs.TextFormatter",
            "format": "{moment} {levelname} {short_id} {name}: {message}",
            "style": "{",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "regcompare.access": {"level": "INFO"},
        # A page that isn't there is no fault of ours, nor is a Host that nobody serves.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # It says of every attempt what an outage says by name.
        "psycopg.pool": {"level": "ERROR"},
    },
}

# From where /metrics may be read: who watches the server, by default from the same machine.
METRICS_NETWORKS = env.networks("METRICS_NETWORKS", "127.0.0.0/8,::1/128")


# --- Static files ---

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# What wasn't collected is served from where it lies.
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "regcompare.collected.CollectedFiles"},
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
AXES_CLIENT_IP_CALLABLE = "jurisdictions.guarded.clients.client_network"
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

# What isn't named is forbidden: fonts, frames, media, objects, workers.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# What pages of other sites may load: the API, and the comparison in a frame.
CROSS_ORIGIN_URLS_REGEX = r"^/api/v1/|^(/[a-z]{2})?/embed/"
# Whom to write to who found a hole (/.well-known/security.txt).
SECURITY_CONTACT = env.contact("SECURITY_CONTACT")

SECURE_SSL_REDIRECT = HTTPS
# Health and figures are asked for on plain HTTP, by what stands beside the server.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^metrics$"]
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
CSRF_FAILURE_VIEW = "staff.unsent.refused"
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")
