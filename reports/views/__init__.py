"""Doors of this room."""

from reports.views.cases import CasePage, Cases
from reports.views.checks import PaperCheck
from reports.views.commitments import CommitmentStatementExport, CommitmentStatementPage
from reports.views.dashboards import DashboardPage
from reports.views.exports import BalanceExport, LogExport, PayoutExport, TableExport
from reports.views.inbox import InboxPage
from reports.views.statements import ReportDownload, StatementRender

__all__ = [
    "BalanceExport",
    "CasePage",
    "Cases",
    "CommitmentStatementExport",
    "CommitmentStatementPage",
    "DashboardPage",
    "InboxPage",
    "LogExport",
    "PaperCheck",
    "PayoutExport",
    "ReportDownload",
    "StatementRender",
    "TableExport",
]
