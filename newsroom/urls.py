"""The URLconf: the desk under /admin/, public pages elsewhere; English under /en/."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from articles.admin import my_desk
from articles.urls import fallback, localized, plain
from newsroom import health, well_known
from newsroom.metrics import metrics
from newsroom.planning.feeds import feed_view

# Before `admin.site.urls` is read, as allauth documents it: the desk's own sign-in knows no
# throttling.
admin.site.login = secure_admin_login(  # type: ignore[method-assign]  # as documented
    admin.site.login
)

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics),
    path(".well-known/security.txt", well_known.security),
    path(".well-known/change-password", well_known.change_password),
    path("calendar/<str:token>.ics", feed_view, name="planning_feed"),
    *plain,
    *i18n_patterns(
        path("admin/account/invitation/", include("newsroom.invitations.urls")),
        path("admin/account/", include("newsroom.accounts.urls")),
        path("admin/", admin.site.admin_view(my_desk.first_page), name="my_desk"),
        path("admin/counts/", admin.site.admin_view(my_desk.counts_view), name="my_desk_counts"),
        path("admin/", admin.site.urls),
        *localized,
        prefix_default_language=False,
    ),
    *fallback,
]
handler400 = "newsroom.error_pages.bad_request"
handler403 = "newsroom.error_pages.forbidden"
handler404 = "newsroom.error_pages.not_found"
handler500 = "newsroom.error_pages.server_error"
