"""The pages of signing in and of one's own account; allauth's names, without its sign-up.

Whoever is not named here does not exist: allauth's pages for sign-up, for e-mail addresses
and for their confirmation.
"""

from allauth.account.views import logout
from django.urls import path, re_path
from django.views.decorators.http import require_POST

from newsroom.accounts import views

urlpatterns = [
    path("login/", views.SignInView.as_view(), name="account_login"),
    path("signed-in/", views.signed_in, name="account_signed_in"),
    path("devices/", views.devices, name="usersessions_list"),
    path("logout/", require_POST(logout), name="account_logout"),
    path("password/", views.ForgottenPasswordView.as_view(), name="account_reset_password"),
    path("password/sent/", views.reset_sent, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-0-9A-Za-z]+)/$",
        views.NewPasswordView.as_view(),
        name="account_reset_password_from_key",
    ),
    path("password/changed/", views.reset_done, name="account_reset_password_from_key_done"),
]
