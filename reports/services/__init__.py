"""The verbs of this room: render a paper, let a table leave the house."""

from reports.services.exports import (
    Export,
    export_balances,
    export_log,
    export_payouts,
    export_statement,
    export_table,
)
from reports.services.statements import render_statement

__all__ = [
    "Export",
    "export_balances",
    "export_log",
    "export_payouts",
    "export_statement",
    "export_table",
    "render_statement",
]
