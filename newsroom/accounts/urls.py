"""The pages of signing in and of one's own account; allauth's names, without its sign-up.

Whoever is not named here does not exist: allauth's pages for sign-up, for e-mail addresses
and for their confirmation.
"""

from allauth.account.views import logout
from django.urls import path, re_path
from django.views.decorators.http import require_POST

from newsroom.accounts import factor_views, profile_views, views

urlpatterns = [
    path("login/", views.SignInView.as_view(), name="account_login"),
    path("signed-in/", views.signed_in, name="account_signed_in"),
    path("profile/", profile_views.own_profile, name="account_profile"),
    path("address/", profile_views.AddressView.as_view(), name="account_address"),
    path(
        "address/<str:token>/",
        profile_views.ConfirmAddressView.as_view(),
        name="account_confirm_address",
    ),
    path("people/<int:pk>/", profile_views.person, name="account_person"),
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
    path("again/", factor_views.RepeatPasswordView.as_view(), name="account_reauthenticate"),
    path("again/code/", factor_views.RepeatCodeView.as_view(), name="mfa_reauthenticate"),
    path(
        "again/passkey/",
        factor_views.RepeatPasskeyView.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("login/code/", factor_views.CodeView.as_view(), name="mfa_authenticate"),
    path("login/trust/", factor_views.TrustView.as_view(), name="mfa_trust"),
    path("login/passkey/", factor_views.PasskeySignInView.as_view(), name="mfa_login_webauthn"),
    path("", factor_views.AccountView.as_view(), name="mfa_index"),
    path("app/", factor_views.AddAppView.as_view(), name="mfa_activate_totp"),
    path("app/remove/", factor_views.RemoveAppView.as_view(), name="mfa_deactivate_totp"),
    path("passkeys/add/", factor_views.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path(
        "passkeys/<int:pk>/remove/",
        factor_views.RemovePasskeyView.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("passkeys/", factor_views.AccountView.as_view(), name="mfa_list_webauthn"),
    path("codes/", factor_views.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path(
        "codes/new/",
        factor_views.NewRecoveryCodesView.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "codes/file/",
        factor_views.DownloadedCodesView.as_view(),
        name="mfa_download_recovery_codes",
    ),
]
