"""The front door: one prefix per room."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView

from outcomes.urls import machines as outcomes_machines
from outcomes.urls import worksite
from people.views import Log, SignIn
from programs.urls import machines as programs_machines
from reports.urls import machines

api: list[URLPattern | URLResolver] = [
    path("", include((outcomes_machines, "outcomes_api"))),
    path("", include((programs_machines, "programs_api"))),
    path("", include((machines, "reports_api"))),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
]

urlpatterns = [
    path("", include("reports.urls")),
    path("api/v1/", include(api)),
    path("admin/", admin.site.urls),
    path("accounts/login/", SignIn.as_view(), name="account_login"),
    path("accounts/", include("allauth.urls")),
    path("people/", include("people.urls")),
    path("audit/", include(([path("", Log.as_view(), name="log")], "audit"))),
    path("companies/", include("companies.urls")),
    path("ledger/", include("ledger.urls")),
    path("outcomes/", include("outcomes.urls")),
    path("w/", include((worksite, "worksite"))),
    path("payouts/", include("payouts.urls")),
    path("programs/", include("programs.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
