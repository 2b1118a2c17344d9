"""Addresses of the ledger room."""

from django.urls import path

from ledger import views

app_name = "ledger"

urlpatterns = [
    path("", views.Books.as_view(), name="books"),
    path("checks/", views.InspectionPage.as_view(), name="inspection"),
]
