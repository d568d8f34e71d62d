"""The pages of signing in and of one's own account; allauth's names, without its sign-up.

Whoever is not named here does not exist: allauth's pages for sign-up, for e-mail addresses
and for their confirmation.
"""

from allauth.account.views import logout
from django.urls import path
from django.views.decorators.http import require_POST

from newsroom.accounts.views import SignInView, signed_in

urlpatterns = [
    path("login/", SignInView.as_view(), name="account_login"),
    path("signed-in/", signed_in, name="account_signed_in"),
    path("logout/", require_POST(logout), name="account_logout"),
]
