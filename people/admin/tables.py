"""Tables of the administration: read only, with the verbs of an object as buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Model
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from people.admin.actions import Action, Button, Doing, ListAction, ObjectAction, Work
from people.permissions import allowed, person

if TYPE_CHECKING:
    Table = admin.ModelAdmin[Model]
else:
    Table = admin.ModelAdmin  # generic for the type checker only

A = TypeVar("A", bound=Action)


class ReadOnlyAdmin(Table):
    """A table to look at. Whatever is posted to it, nothing is ever saved."""

    read_only: ClassVar[bool] = True
    view_action: ClassVar[str]
    actions = None
    list_per_page = 50
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """The permission table of the platform decides, not Django's."""
        return allowed(person(request), self.view_action)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Yes and no as words: Django's pictures say True and False in every language."""
        return [self._in_words(name) for name in super().get_list_display(request)]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The same on the page of one row."""
        return [self._in_words(name) for name in super().get_fields(request, obj)]

    def _in_words(self, name: Any) -> Any:
        field = {field.name: field for field in self.opts.fields}.get(name)
        if not isinstance(field, BooleanField):
            return name

        @admin.display(description=field.verbose_name, ordering=field.name)
        def said(row: Model) -> str:
            return _("Yes") if getattr(row, field.name) else _("No")

        return said

    def has_module_permission(self, request: HttpRequest) -> bool:
        """A room is listed when at least one of its tables may be seen."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Rows come from services."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Rows change through services."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Rows stay."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:  # noqa: ARG002
        """Out of reach already; said again so that no later option opens it."""
        raise PermissionDenied("the administration saves nothing by itself")

    def delete_model(self, request: HttpRequest, obj: Any) -> None:  # noqa: ARG002
        """Out of reach already; said again so that no later option opens it."""
        raise PermissionDenied("the administration deletes nothing")

    def work(self, request: HttpRequest) -> tuple[Work, ...]:  # noqa: ARG002
        """Piles of work for the first page: a room says here what waits for this officer."""
        return ()

    def address(self, what: str, *args: Any) -> str:
        """Where a page of this table is: `changelist`, `change`, `do`, `do_here`."""
        meta = self.model._meta
        return reverse(
            f"{self.admin_site.name}:{meta.app_label}_{meta.model_name}_{what}", args=args
        )


class ActionAdmin(ReadOnlyAdmin):
    """A table whose objects offer verbs. Each is a confirmation page that calls one service.

    `object_actions` stand on an object's page, `list_actions` above the list. The templates get
    `object_buttons` and `list_buttons`: (label, url, danger) of what this person may do now.
    """

    object_actions: ClassVar[tuple[type[ObjectAction], ...]] = ()
    list_actions: ClassVar[tuple[type[ListAction], ...]] = ()
    change_form_template = "people/admin_object.html"
    change_list_template = "people/admin_list.html"

    def get_urls(self) -> list[URLPattern]:
        """One address for every verb of an object, one for every verb of the list."""
        meta = self.model._meta
        name = f"{meta.app_label}_{meta.model_name}"
        here, there = (
            self._door(self.do_here, self.list_actions),
            self._door(self.do, self.object_actions),
        )
        own = [
            here and path("do/<slug:verb>/", here, name=f"{name}_do_here"),
            there and path("<path:object_id>/do/<slug:verb>/", there, name=f"{name}_do"),
        ]
        return [pattern for pattern in own if pattern] + super().get_urls()

    def _door(self, page: Callable[..., Any], verbs: tuple[type[Action], ...]) -> Any:
        """The page behind the site's lock, with the lines of the permission table that it asks."""
        if not verbs:
            return None
        door: Any = self.admin_site.admin_view(page)
        door.actions = {verb.name: verb.action for verb in verbs}
        return door

    def do(self, request: HttpRequest, object_id: str, verb: str) -> HttpResponseBase:
        """The confirmation page of one verb of one object."""
        action = _named(self.object_actions, verb)
        self._allow(request, action)
        subject = self.get_object(request, object_id)
        if subject is None:
            raise Http404
        return Doing.as_view()(request, table=self, action=action(subject))

    def do_here(self, request: HttpRequest, verb: str) -> HttpResponseBase:
        """The confirmation page of a verb that needs no object yet."""
        action = _named(self.list_actions, verb)
        self._allow(request, action)
        return Doing.as_view()(request, table=self, action=action())

    def _allow(self, request: HttpRequest, action: type[Action]) -> None:
        if not (self.has_view_permission(request) and allowed(person(request), action.action)):
            raise PermissionDenied(action.action)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The object's page, with what can be done now."""
        subject = self.get_object(request, object_id)
        buttons = [] if subject is None else self.object_buttons(request, subject)
        more = {
            "title": capfirst(self.opts.verbose_name),
            "object_buttons": buttons,
            **(extra_context or {}),
        }
        return super().change_view(request, object_id, form_url, more)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, with what can be begun here."""
        more = {
            "title": capfirst(self.opts.verbose_name_plural),
            "list_buttons": self.list_buttons(request),
            **(extra_context or {}),
        }
        return super().changelist_view(request, more)

    def object_buttons(self, request: HttpRequest, subject: Any) -> list[Button]:
        """What this person may do with this object now."""
        who = person(request)
        return [
            Button(
                verb.label,
                verb(subject).leads_to() or self.address("do", subject.pk, verb.name),
                verb.danger,
                verb.consequence,
            )
            for verb in self.object_actions
            if allowed(who, verb.action) and verb(subject).offered(who)
        ]

    def list_buttons(self, request: HttpRequest) -> list[Button]:
        """What this person may begin."""
        who = person(request)
        return [
            Button(verb.label, self.address("do_here", verb.name), verb.danger, verb.consequence)
            for verb in self.list_actions
            if allowed(who, verb.action) and verb().offered(who)
        ]


def _named(actions: tuple[type[A], ...], verb: str) -> type[A]:
    for action in actions:
        if action.name == verb:
            return action
    raise Http404
