"""Addresses of the people room."""

from django.urls import path

from people import views

app_name = "people"
urlpatterns = [
    path("profile/", views.Profile.as_view(), name="profile"),
    path("profile/language/", views.LanguageChoose.as_view(), name="language_choose"),
    path("profile/tokens/new/", views.TokenCreate.as_view(), name="token_create"),
    path("profile/tokens/<int:pk>/revoke/", views.TokenRevoke.as_view(), name="token_revoke"),
    path("members/", views.Members.as_view(), name="members"),
    path("members/<int:pk>/end/", views.MembershipEnd.as_view(), name="membership_end"),
    path("invitations/new/", views.PersonInvite.as_view(), name="person_invite"),
    path(
        "invitations/<int:pk>/remind/", views.InvitationRemind.as_view(), name="invitation_remind"
    ),
    path(
        "invitations/<int:pk>/revoke/", views.InvitationRevoke.as_view(), name="invitation_revoke"
    ),
    path(
        "invitations/<str:token>/accept/",
        views.InvitationAccept.as_view(),
        name="invitation_accept",
    ),
    path("organizations/new/", views.OrganizationRegister.as_view(), name="organization_register"),
    path("display/", views.Display.as_view(), name="display"),
    path("demo/sign-in/", views.DemoSignIn.as_view(), name="demo_sign_in"),
    path("demo/mails/", views.DemoMails.as_view(), name="demo_mails"),
]
