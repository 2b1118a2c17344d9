"""Addresses of the outcomes room: its pages, a worksite's link, and what machines speak to."""

from django.urls import path

from outcomes import api, views

app_name = "outcomes"
urlpatterns = [
    path("matches/", views.Matches.as_view(), name="matches"),
    path("matches/new/", views.MatchPropose.as_view(), name="match_propose"),
    path("matches/<int:pk>/", views.MatchDetail.as_view(), name="match"),
    path("matches/<int:pk>/record/", views.MatchRecord.as_view(), name="match_record"),
    path("matches/<int:pk>/withdraw/", views.MatchWithdraw.as_view(), name="match_withdraw"),
    path("subsidies/", views.Subsidies.as_view(), name="subsidies"),
    path("subsidies/new/", views.SubsidyDeclare.as_view(), name="subsidy_declare"),
    path("subsidies/<int:pk>/withdraw/", views.SubsidyWithdraw.as_view(), name="subsidy_withdraw"),
    path("matches/<int:pk>/ask/", views.WorksiteAsk.as_view(), name="worksite_ask"),
    path(
        "matches/<int:pk>/ask/<int:measurement>/",
        views.WorksiteAsk.as_view(),
        name="worksite_ask",
    ),
    path("targets/", views.Targets.as_view(), name="targets"),
    path("targets/new/<int:pk>/", views.TargetSet.as_view(), name="target_set"),
    path("targets/<int:pk>/", views.TargetDetail.as_view(), name="target"),
    path("targets/<int:pk>/amend/", views.TargetAmend.as_view(), name="target_amend"),
    path("targets/<int:pk>/agree/", views.TargetAgree.as_view(), name="target_agree"),
    path("targets/<int:pk>/measure/", views.MeasurementMeasure.as_view(), name="measure"),
    path(
        "targets/<int:pk>/measure/file/",
        views.MeasurementMeasureFromFile.as_view(),
        name="measure_from_file",
    ),
    path(
        "targets/<int:pk>/certify/",
        views.MeasurementsCertify.as_view(),
        name="measurements_certify",
    ),
    path("targets/<int:pk>/commit/", views.SeedCommit.as_view(), name="seed_commit"),
    path("targets/<int:pk>/plan/", views.PlanDraw.as_view(), name="plan_draw"),
    path("targets/<int:pk>/plan.json", views.PlanDownload.as_view(), name="plan"),
    path("targets/<int:pk>/sample/", views.SampleRecord.as_view(), name="sample_record"),
    path("targets/<int:pk>/sample/more/", views.SampleWiden.as_view(), name="sample_widen"),
    path("targets/<int:pk>/hold/", views.HoldOpen.as_view(), name="hold_open"),
    path("holds/<int:pk>/propose/", views.HoldPropose.as_view(), name="hold_propose"),
    path("holds/<int:pk>/decide/", views.HoldDecide.as_view(), name="hold_decide"),
    path("targets/<int:pk>/findings/new/", views.FindingRecord.as_view(), name="finding_record"),
    path("targets/<int:pk>/verify/", views.TargetVerify.as_view(), name="target_verify"),
    path(
        "targets/<int:pk>/reverse/",
        views.VerificationReverse.as_view(),
        name="verification_reverse",
    ),
    path("reversals/<int:pk>/decide/", views.ReversalDecide.as_view(), name="reversal_decide"),
    path("findings/<int:pk>/resolve/", views.FindingResolve.as_view(), name="finding_resolve"),
    path("files/<int:pk>/", views.MeasurementFileDetail.as_view(), name="measurement_file"),
    path(
        "files/<int:pk>/progress/",
        views.MeasurementFileProgress.as_view(),
        name="measurement_file_progress",
    ),
    path(
        "files/<int:pk>/store/",
        views.MeasurementFileStore.as_view(),
        name="measurement_file_store",
    ),
    path(
        "files/<int:pk>/errors.csv",
        views.MeasurementFileErrors.as_view(),
        name="measurement_file_errors",
    ),
    path(
        "files/<int:pk>/original/",
        views.MeasurementFileOriginal.as_view(),
        name="measurement_file_original",
    ),
    path("measurements/<int:pk>/", views.MeasurementDetail.as_view(), name="measurement"),
    path(
        "measurements/<int:pk>/certify/",
        views.MeasurementCertify.as_view(),
        name="measurement_certify",
    ),
    path(
        "measurements/<int:pk>/reopen/",
        views.MeasurementReopen.as_view(),
        name="measurement_reopen",
    ),
    path(
        "measurements/<int:pk>/evidence/new/",
        views.EvidenceAttach.as_view(),
        name="evidence_attach",
    ),
    path("evidence/<int:pk>/", views.EvidenceDownload.as_view(), name="evidence"),
    path("evidence/<int:pk>/picture/", views.EvidencePicture.as_view(), name="evidence_picture"),
    path("twins/<int:pk>/explain/", views.TwinExplain.as_view(), name="twin_explain"),
    path("verifications/", views.Verifications.as_view(), name="verifications"),
]

worksite = [
    path("<str:token>/", views.WorksiteAnswer.as_view(), name="answer"),
    path("<str:token>/photo/<slug:which>/", views.WorksitePhoto.as_view(), name="photo"),
]

# Under /api/v1/, beside what other rooms offer to machines.
machines = [
    path("targets/", api.Targets.as_view(), name="targets"),
    path("targets/<str:number>/", api.TargetDetail.as_view(), name="target"),
    path("measurements/", api.Measurements.as_view(), name="measurements"),
    path("measurements/<int:pk>/", api.MeasurementDetail.as_view(), name="measurement"),
    path("measurements/<int:pk>/evidence/", api.EvidenceFiles.as_view(), name="evidence"),
]
