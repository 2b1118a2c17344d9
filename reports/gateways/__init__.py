"""What a report is made with: charts, QR codes and paper. Nothing here fetches anything."""

from core.gateways.charts import chart
from reports.gateways.codes import qr_code
from reports.gateways.paper import Enclosure, Refused, print_pdf
from reports.gateways.purses import purse_chart
from reports.gateways.statement import Cover, statement_pdf

__all__ = [
    "Cover",
    "Enclosure",
    "Refused",
    "chart",
    "print_pdf",
    "purse_chart",
    "qr_code",
    "statement_pdf",
]
