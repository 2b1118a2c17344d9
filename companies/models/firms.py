"""Who is paid, and whose sites become safer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Stamped
from people.models import Organization


class Business(Stamped):
    """What a firm is known by: its registration, its industry, its size."""

    business_number = models.CharField(_("business registration number"), max_length=10)
    representative = models.CharField(_("representative"), max_length=100)
    address = models.CharField(_("address"), max_length=300)
    phone = models.CharField(_("telephone"), max_length=30)
    industry_revision = models.PositiveSmallIntegerField(_("KSIC revision"), default=10)
    industry_code = models.CharField(_("KSIC code"), max_length=5)
    headcount = models.PositiveIntegerField(_("headcount"))

    class Meta:
        abstract = True


class Supplier(Business):
    """A firm with safety technology that improves other firms' sites."""

    organization = models.OneToOneField(
        Organization, models.PROTECT, related_name="supplier", verbose_name=_("organisation")
    )

    class Meta:
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")
        constraints = [
            models.UniqueConstraint(fields=["business_number"], name="supplier_once"),
            models.CheckConstraint(
                condition=Q(business_number__regex=r"^\d{10}$"), name="supplier_number_ten_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.organization.name


class Technology(Stamped):
    """What a supplier offers against a hazard."""

    supplier = models.ForeignKey(
        Supplier, models.PROTECT, related_name="technologies", verbose_name=_("supplier")
    )
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"))

    class Meta:
        verbose_name = _("technology")
        verbose_name_plural = _("technologies")
        constraints = [
            models.UniqueConstraint(fields=["supplier", "name"], name="technology_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Worksite(Business):
    """A small firm's site that is made safer and pays nothing."""

    name = models.CharField(_("name"), max_length=200)
    contact_name = models.CharField(_("contact person"), max_length=100)
    contact_email = models.EmailField(_("contact e-mail"))
    contact_phone = models.CharField(_("contact telephone"), max_length=30)
    registered_by = models.ForeignKey(
        Supplier, models.PROTECT, related_name="worksites", verbose_name=_("registered by")
    )
    place = models.CharField(max_length=400, default="", editable=False, db_index=True)
    is_demo = models.BooleanField(_("made up for the demo"), default=False)

    class Meta:
        verbose_name = _("worksite")
        verbose_name_plural = _("worksites")
        constraints = [
            models.UniqueConstraint(fields=["business_number", "address"], name="worksite_once"),
            models.CheckConstraint(
                condition=Q(business_number__regex=r"^\d{10}$"), name="worksite_number_ten_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.name
