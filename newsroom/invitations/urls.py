"""The pages behind an invitation's link."""

from django.urls import path

from newsroom.invitations import views

urlpatterns = [
    path("", views.AcceptInvitationView.as_view(), name="account_accept_invitation"),
    path("<str:token>/", views.InvitationLinkView.as_view(), name="account_invitation"),
]
