"""Addresses of this room; its first page is everybody's first page."""

from django.urls import path, register_converter

from reports import api, views
from reports.domain.tables import Table


class TableConverter:
    """Only tables that exist have an address."""

    regex = "|".join(Table)

    def to_python(self, value: str) -> Table:
        """The table behind the word."""
        return Table(value)

    def to_url(self, value: str) -> str:
        """The word of the table."""
        return str(value)


register_converter(TableConverter, "table")

app_name = "reports"

urlpatterns = [
    path("", views.InboxPage.as_view(), name="inbox"),
    path("dashboard/", views.DashboardPage.as_view(), name="dashboard"),
    path(
        "dashboard/<int:program_id>/<table:table>.csv",
        views.TableExport.as_view(),
        name="table_export",
    ),
    path(
        "commitments/<int:pk>/",
        views.CommitmentStatementPage.as_view(),
        name="commitment_statement",
    ),
    path(
        "commitments/<int:pk>.csv",
        views.CommitmentStatementExport.as_view(),
        name="commitment_statement_export",
    ),
    path("payouts.csv", views.PayoutExport.as_view(), name="payout_export"),
    path("balances.csv", views.BalanceExport.as_view(), name="balance_export"),
    path("log.csv", views.LogExport.as_view(), name="log_export"),
    path("cases/", views.Cases.as_view(), name="cases"),
    path("cases/<str:number>/", views.CasePage.as_view(), name="case"),
    path("cases/<str:number>/reports/", views.StatementRender.as_view(), name="statement"),
    path("reports/<str:number>.pdf", views.ReportDownload.as_view(), name="report_download"),
    path("verify/<str:number>/", views.PaperCheck.as_view(), name="paper_check"),
]

# Under /api/v1/, beside what other rooms offer to machines.
machines = [
    path("programs/", api.Programs.as_view(), name="programs"),
    path("agreements/", api.Agreements.as_view(), name="agreements"),
    path("agreements/<str:number>/", api.AgreementDetail.as_view(), name="agreement"),
    path("payouts/", api.Payouts.as_view(), name="payouts"),
    path("payouts/<str:number>/", api.PayoutDetail.as_view(), name="payout"),
]
