"""Django settings, from environment variables; invalid values raise ImproperlyConfigured.

The README lists every variable. `DEBUG` is off by default; without `SECRET_KEY`
the site starts only in debug mode, as `make run` does.
"""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from newsroom import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR") or BASE_DIR / "data").resolve()

DEBUG = env.boolean("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured("Set SECRET_KEY or SECRET_KEY_FILE, or DEBUG=1 on your machine.")
    SECRET_KEY = "only-for-debug-mode-" + "x" * 40
# Former keys, of which what was signed or encrypted is still read.
SECRET_KEY_FALLBACKS = env.secret("SECRET_KEY_FALLBACKS").replace(",", " ").split()
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if DEBUG else "")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "modeltranslation",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "newsroom.accounts",
    "newsroom.audit",
    "newsroom.invitations",
    "newsroom.planning",
    "articles",
    "articles.broadcast",
    "articles.notifications",
    "articles.comments",
    "articles.frontpage",
    "articles.lists",
    "articles.newsletter",
    "articles.related",
    "articles.search",
    "taggit",
    "django_prose_editor",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.accounts.middleware.SecondFactorMiddleware",
    "newsroom.error_pages.error_page_middleware",
    "newsroom.audit.middleware.audit_middleware",
]
# Messages of any length, and no signer for a cookie in every reader's request.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "newsroom.error_pages.csrf_failure"

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
ASGI_APPLICATION = "newsroom.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.accounts.frame.desk_frame",
            ],
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", sqlite=DATA_DIR / "newsroom.sqlite3")}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "newsroom.accounts.backends.PermissionBackend",
    "newsroom.accounts.backends.SignInBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "newsroom.accounts.passwords.NormalizedCommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# The first hashes new passwords; those of the others are hashed anew at the next sign-in.
PASSWORD_HASHERS = [
    "newsroom.accounts.passwords.NormalizedPasswordHasher",
    "newsroom.accounts.passwords.LegacyPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.BCryptSHA256PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"

# Signing in, by allauth; the pages are those of newsroom/accounts/urls.py.
ACCOUNT_ADAPTER = "newsroom.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "newsroom.accounts.forms.SignInForm",
    "reauthenticate": "newsroom.accounts.forms.RepeatedPasswordForm",
    "reset_password_from_key": "newsroom.accounts.forms.ChosenPasswordForm",
    "user_token": "newsroom.accounts.forms.ResetLinkForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}  # SignInBackend reads an e-mail address as well
ACCOUNT_EMAIL_VERIFICATION = "none"  # administrators make the accounts
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# Its counters stand in the cache of one process and stop everybody behind an address at once;
# newsroom/accounts/throttling.py counts instead.
ACCOUNT_RATE_LIMITS = False
_TOKENS = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = _TOKENS
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60
MFA_ADAPTER = "newsroom.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
_FACTORS = "newsroom.accounts.factor_forms"
MFA_FORMS = {
    "authenticate": f"{_FACTORS}.CodeForm",
    "reauthenticate": f"{_FACTORS}.RepeatedCodeForm",
    "activate_totp": f"{_FACTORS}.AppForm",
    "add_webauthn": f"{_FACTORS}.PasskeyForm",
    "authenticate_webauthn": f"{_FACTORS}.UsedPasskeyForm",
    "reauthenticate_webauthn": f"{_FACTORS}.RepeatedPasskeyForm",
    "login_webauthn": f"{_FACTORS}.PasskeySignInForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = 30 * 24 * 60 * 60
MFA_RATE_LIMITS = False
# Roles of newsroom/accounts/roles.py whose people must have a second factor; superusers are
# administrators.
_ROLES = ("journalist", "editor", "chief", "admin")
SECOND_FACTOR_ROLES = env.choices("SECOND_FACTOR_ROLES", "chief,admin", of=_ROLES)
# Days for which the link of an invitation works.
INVITATION_DAYS = env.integer("INVITATION_DAYS", 7, least=1, most=90)
# So that how long the answer takes does not tell whether there is such an account.
MAIL_RESETS_IN_BACKGROUND = True

# A schema decision, since every language has columns of its own; the first is the default.
# CONTRIBUTING says how to add one.
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
LANGUAGE_CODE = LANGUAGES[0][0]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ()}
MODELTRANSLATION_CUSTOM_FIELDS = ("ProseEditorField",)
USE_I18N = True
FORMAT_MODULE_PATH = "newsroom.formats"
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "Africa/Cairo")

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

# Where tasks run: at once in the process that enqueues them, or by `manage.py db_worker`.
_TASK_BACKENDS = {
    "immediate": "django.tasks.backends.immediate.ImmediateBackend",
    "database": "django_tasks_db.DatabaseBackend",
}
TASKS = {
    "default": {
        "BACKEND": _TASK_BACKENDS[env.choice("TASKS", "immediate", of=tuple(_TASK_BACKENDS))]
    }
}

# Mails to the newsroom's own people, which are told at the desk as well. In debug mode they are
# printed unless there is a server; so they are where SMTP_HOST is empty, as in the demo.
SMTP_HOST = env.text("SMTP_HOST", "" if DEBUG else "localhost")
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "newsroom@localhost")
_SMTP_SECURITY = env.choice("SMTP_SECURITY", "none", of=("none", "starttls", "tls"))
_SMTP = {
    "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "OPTIONS": {
        "host": SMTP_HOST,
        "port": env.integer("SMTP_PORT", 25, least=1, most=65_535),
        "username": env.text("SMTP_USER"),
        "password": env.secret("SMTP_PASSWORD"),
        "use_tls": _SMTP_SECURITY == "starttls",
        "use_ssl": _SMTP_SECURITY == "tls",
        "timeout": 10,
    },
}
_PRINTED = {"BACKEND": "newsroom.printed_mails.PrintedMails"}
MAILERS = {"default": _SMTP if SMTP_HOST else _PRINTED}

# A body of two megabytes arrives whole and is refused with a message, not cut off by the server.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = False
TAGGIT_CASE_INSENSITIVE = False
TAGGIT_TAGS_FROM_STRING = "articles.models.taxonomy.split_names"

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False

# Behind TLS (the production default) cookies are secure and browsers are told to stay on https.
HTTPS = env.boolean("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
# Browsers take cookies of these names from this host alone, over TLS, for all its paths.
_HOST_ONLY = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_HOST_ONLY}sessionid"
CSRF_COOKIE_NAME = f"{_HOST_ONLY}csrftoken"
MFA_TRUST_COOKIE_NAME = f"{_HOST_ONLY}trusted"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SECURE_HSTS_SECONDS = (
    env.integer("HSTS_SECONDS", 31_536_000, least=0, most=94_608_000) if HTTPS else 0
)
# Other hosts of the domain, and lists that browsers ship with, are the outlet's decision: what
# they once promised cannot be taken back for months. So the checks that recommend both are off.
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env.boolean("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = HTTPS and env.boolean("HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
BEHIND_PROXY = env.boolean("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    # Two lines for each task that went well say nothing.
    "loggers": {"django.tasks": {"level": "WARNING"}},
}

# Who asks for /metrics from elsewhere than this machine says this in `Authorization: Bearer …`.
METRICS_TOKEN = env.secret("METRICS_TOKEN")

# Days for which the audit log is kept; 0 is for ever.
AUDIT_KEEP_DAYS = env.integer("AUDIT_KEEP_DAYS", 0, least=0, most=36_500)

# Whom /.well-known/security.txt says to tell of a hole; without anybody there is no such file.
SECURITY_CONTACT = env.contacts("SECURITY_CONTACT")
SECURITY_POLICY = env.text("SECURITY_POLICY")

# What the newsroom itself can be told; articles.conf gives the types and defaults.
SITE_NAME = env.by_language("SITE_NAME", LANGUAGES, "Difaf", ar="ضفاف")
_CITY = TIME_ZONE.rsplit("/", 1)[-1].replace("_", " ")
_CITY_AR = "القاهرة" if TIME_ZONE == "Africa/Cairo" else _CITY
ZONE_NAME = env.by_language("ZONE_NAME", LANGUAGES, _CITY, ar=_CITY_AR)
SITE_URL = env.text("SITE_URL").rstrip("/")
MONTH_NAMES = env.choice(
    "MONTH_NAMES", "egyptian", of=("egyptian", "levantine", "maghrebi", "dual")
)
DIGITS = env.choice("DIGITS", "latn", of=("latn", "arab"))
KILL_NEEDS_TWO = env.boolean("KILL_NEEDS_TWO", default=False)
FEED_FULL_TEXT = env.boolean("FEED_FULL_TEXT", default=False)
