"""The administration: where the agency's officers work. Sign-in is the portal's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from people.admin.actions import Work
from people.admin.tables import ReadOnlyAdmin
from people.models import User
from people.permissions import allowed

View = TypeVar("View", bound=Callable[..., Any])


def opens(**how: object) -> Callable[[View], View]:
    """Write on a page of the site who may see it, where the test of all doors looks."""

    def mark(view: View) -> View:
        vars(view).update(how)
        return view

    return mark


class BoramAdminSite(admin.AdminSite):
    """Officers of the agency read here, and act through confirmation pages; nobody edits tables."""

    site_title = _("Boram administration")
    site_header = _("Boram administration")
    index_title = _("What waits for you")
    index_template = "people/admin_index.html"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only read-only tables come in; what libraries register (groups, secrets) stays out."""
        if getattr(admin_class, "read_only", False):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Active staff who hold the agency's role today."""
        user = request.user
        return isinstance(user, User) and user.is_staff and allowed(user, "administration.see")

    @opens(action="administration.see")
    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The first page shows work before tables."""
        return super().index(request, {"work": self.work(request), **(extra_context or {})})

    def work(self, request: HttpRequest) -> list[Work]:
        """Every pile that any room's table shows to this officer, empty piles left out."""
        piles = [
            pile
            for table in self._registry.values()
            if isinstance(table, ReadOnlyAdmin)
            for pile in table.work(request)
        ]
        return [pile for pile in piles if pile.count]

    @opens(public=True)
    def login(
        self,
        request: HttpRequest,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 - Django's signature
    ) -> HttpResponse:
        """Sign-in with its second factor and rate limits happens at one door only."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied("the administration is for officers of the agency")
        return redirect_to_login(request.GET.get("next", request.get_full_path()))

    @opens(public=True)
    def logout(  # type: ignore[override]  # a redirect instead of Django's page
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> HttpResponse:
        """Signing out is asked and done where signing in is."""
        return redirect("account_logout")

    @opens(public=True)
    def password_change(  # type: ignore[override]  # a redirect instead of Django's page
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> HttpResponse:
        """One page changes the password, for portal and administration alike."""
        return redirect("account_change_password")
