"""The front door: one prefix per room."""

from django.contrib import admin
from django.urls import include, path

from people.views import Log, SignIn

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/login/", SignIn.as_view(), name="account_login"),
    path("accounts/", include("allauth.urls")),
    path("people/", include("people.urls")),
    path("audit/", include(([path("", Log.as_view(), name="log")], "audit"))),
    path("companies/", include("companies.urls")),
    path("ledger/", include("ledger.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
