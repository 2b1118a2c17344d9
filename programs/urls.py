"""Addresses of the programs room."""

from django.urls import include, path

from programs import api
from programs.views import (
    agreements,
    applications,
    commitments,
    own_targets,
    programs,
    recommendations,
    reviews,
    terms,
    terms_library,
    terms_offered,
    terms_parts,
    terms_whole,
)

app_name = "programs"

_PROGRAMS = [
    path("", programs.Programs.as_view(), name="programs"),
    path("<int:pk>/", programs.ProgramDetail.as_view(), name="program"),
    path("<int:pk>/commit/", commitments.CommitmentCommit.as_view(), name="commitment_commit"),
]
_COMMITMENTS = [
    path("<int:pk>/", commitments.CommitmentDetail.as_view(), name="commitment"),
    path("<int:pk>/confirm/", commitments.CommitmentConfirm.as_view(), name="commitment_confirm"),
    path("<int:pk>/amend/", commitments.CommitmentAmend.as_view(), name="commitment_amend"),
    path(
        "amendments/<int:pk>/confirm/",
        commitments.AmendmentConfirm.as_view(),
        name="amendment_confirm",
    ),
    path(
        "amendments/<int:pk>/withdraw/",
        commitments.AmendmentWithdraw.as_view(),
        name="amendment_withdraw",
    ),
]
_APPLICATIONS = [
    path("", applications.Applications.as_view(), name="applications"),
    path("calls/<int:pk>/", applications.ApplicationStart.as_view(), name="application_start"),
    path("<int:pk>/", applications.ApplicationDetail.as_view(), name="application"),
    path("<int:pk>/save/", applications.ApplicationSave.as_view(), name="application_save"),
    path("<int:pk>/targets/", own_targets.OwnTargetAdd.as_view(), name="own_target_add"),
    path(
        "targets/<int:pk>/remove/",
        own_targets.OwnTargetRemove.as_view(),
        name="own_target_remove",
    ),
    path("<int:pk>/submit/", applications.ApplicationSubmit.as_view(), name="application_submit"),
    path(
        "<int:pk>/receipt/", applications.ApplicationReceipt.as_view(), name="application_receipt"
    ),
]
_REVIEWS = [
    path("", reviews.Reviews.as_view(), name="reviews"),
    path("<int:pk>/", reviews.ReviewDetail.as_view(), name="review"),
    path("<int:pk>/declare/", reviews.ReviewDeclare.as_view(), name="review_declare"),
    path("<int:pk>/recuse/", reviews.ReviewRecuse.as_view(), name="review_recuse"),
    path("<int:pk>/score/", reviews.ReviewScore.as_view(), name="review_score"),
]
_RECOMMENDATIONS = [
    path("", recommendations.Recommendations.as_view(), name="recommendations"),
    path("<int:pk>/", recommendations.RecommendationDetail.as_view(), name="recommendation"),
    path(
        "<int:pk>/select/",
        recommendations.RecommendationSelect.as_view(),
        name="recommendation_select",
    ),
    path(
        "<int:pk>/decline/",
        recommendations.RecommendationDecline.as_view(),
        name="recommendation_decline",
    ),
]
_TERMS = [
    path("", terms.DraftDetail.as_view(), name="draft"),
    path("start/", terms_whole.DraftStart.as_view(), name="draft_start"),
    path("import/", terms_whole.DraftImport.as_view(), name="draft_import"),
    path("export/", terms.DraftExport.as_view(), name="draft_export"),
    path("discard/", terms_whole.DraftDiscard.as_view(), name="draft_discard"),
    path("propose/", terms_whole.DraftPropose.as_view(), name="draft_propose"),
    path("operations/", terms_parts.DraftOperations.as_view(), name="draft_operations"),
    path("add/<slug:section>/", terms_parts.DraftAdd.as_view(), name="draft_add"),
    path("edit/<slug:section>/", terms_parts.DraftEdit.as_view(), name="draft_edit"),
    path("edit/<slug:section>/<int:index>/", terms_parts.DraftEdit.as_view(), name="draft_edit"),
    path(
        "remove/<slug:section>/<int:index>/", terms_parts.DraftRemove.as_view(), name="draft_remove"
    ),
    path("move/<slug:section>/<int:index>/", terms_parts.DraftMove.as_view(), name="draft_move"),
]
_AGREEMENTS = [
    path("", agreements.Agreements.as_view(), name="agreements"),
    path("<int:pk>/", agreements.AgreementDetail.as_view(), name="agreement"),
    path("<int:pk>/sign/", agreements.AgreementSign.as_view(), name="agreement_sign"),
    path("<int:pk>/terms/", terms_offered.AgreementTerms.as_view(), name="agreement_terms"),
    path("<int:pk>/export/", terms_offered.AgreementExport.as_view(), name="agreement_export"),
]


urlpatterns = [
    *_PROGRAMS,
    path("commitments/", include(_COMMITMENTS)),
    path("applications/", include(_APPLICATIONS)),
    path("reviews/", include(_REVIEWS)),
    path("recommendations/", include(_RECOMMENDATIONS)),
    path("recommendations/<int:pk>/terms/", include(_TERMS)),
    path("agreements/", include(_AGREEMENTS)),
    path("library/", terms_library.Library.as_view(), name="library"),
    path("library/<slug:key>/", terms_library.LibraryTemplate.as_view(), name="library_template"),
]

# Under /api/v1/, beside what other rooms offer to machines.
machines = [
    path("terms/check/", api.TermsCheck.as_view(), name="terms_check"),
    path("terms/price/", api.TermsPrice.as_view(), name="terms_price"),
    path("terms/bound/", api.TermsBound.as_view(), name="terms_bound"),
    path("terms/explain/", api.TermsExplain.as_view(), name="terms_explain"),
    path("terms/diff/", api.TermsDiff.as_view(), name="terms_diff"),
]
