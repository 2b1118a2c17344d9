"""Addresses of the companies room."""

from django.urls import path

from companies import views

app_name = "companies"
urlpatterns = [
    path("", views.OwnSupplier.as_view(), name="own"),
    path("suppliers/", views.Suppliers.as_view(), name="suppliers"),
    path("suppliers/new/", views.SupplierRegister.as_view(), name="supplier_register"),
    path("suppliers/<int:pk>/", views.SupplierDetail.as_view(), name="supplier"),
    path("technologies/new/", views.TechnologyAdd.as_view(), name="technology_add"),
    path("worksites/", views.Worksites.as_view(), name="worksites"),
    path("worksites/new/", views.WorksiteRegister.as_view(), name="worksite_register"),
    path("worksites/<int:pk>/", views.WorksiteDetail.as_view(), name="worksite"),
    path("worksites/<int:pk>/contact/new/", views.ContactRequest.as_view(), name="contact_request"),
    path("contacts/<int:pk>/confirm/", views.ContactConfirm.as_view(), name="contact_confirm"),
    path(
        "suppliers/<int:pk>/relations/<int:worksite>/<slug:digest>/explain/",
        views.RelationExplain.as_view(),
        name="relation_explain",
    ),
    path("accounts/", views.AccountsToConfirm.as_view(), name="accounts"),
    path("accounts/new/", views.AccountRegister.as_view(), name="account_register"),
    path("accounts/<int:pk>/ask/", views.AccountAsk.as_view(), name="account_ask"),
    path("accounts/<int:pk>/confirm/", views.AccountConfirm.as_view(), name="account_confirm"),
]
