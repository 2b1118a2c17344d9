"""Addresses of the payouts room."""

from django.urls import path

from payouts import views

app_name = "payouts"

urlpatterns = [
    path("", views.Payouts.as_view(), name="payouts"),
    path("<int:pk>/", views.PayoutPage.as_view(), name="payout"),
    path("<int:pk>/decide/", views.PayoutDecide.as_view(), name="payout_decide"),
    path("<int:pk>/approve/", views.PayoutApprove.as_view(), name="payout_approve"),
    path("<int:pk>/reject/", views.PayoutReject.as_view(), name="payout_reject"),
    path("<int:pk>/hold/", views.PayoutHold.as_view(), name="payout_hold"),
    path("<int:pk>/release/", views.PayoutRelease.as_view(), name="payout_release"),
    path("<int:pk>/retry/", views.PayoutRetry.as_view(), name="payout_retry"),
    path("<int:pk>/prepare/", views.PayoutPrepare.as_view(), name="payout_prepare"),
    path("<int:pk>/correct/", views.PayoutCorrect.as_view(), name="payout_correct"),
    path(
        "<int:pk>/correct/confirm/",
        views.PayoutConfirmCorrection.as_view(),
        name="payout_confirm_correction",
    ),
    path("<int:pk>/adjust/", views.PayoutAdjust.as_view(), name="payout_adjust"),
    path("approve/", views.BundleChoose.as_view(), name="bundle_choose"),
    path("approve/sign/", views.BundleSign.as_view(), name="bundle_sign"),
    path("approve/<uuid:key>/", views.BundlePage.as_view(), name="bundle"),
    path("rules/", views.Rules.as_view(), name="rules"),
    path("rules/<int:pk>/", views.ProgramBands.as_view(), name="program_bands"),
    path("rules/<int:pk>/propose/", views.BandsPropose.as_view(), name="bands_propose"),
    path("bands/<int:pk>/confirm/", views.BandsConfirm.as_view(), name="bands_confirm"),
    path("bands/<int:pk>/withdraw/", views.BandsWithdraw.as_view(), name="bands_withdraw"),
    path("rules/<int:pk>/freeze/", views.FreezePropose.as_view(), name="freeze_propose"),
    path("freezes/<int:pk>/confirm/", views.FreezeConfirm.as_view(), name="freeze_confirm"),
    path("freezes/<int:pk>/withdraw/", views.FreezeWithdraw.as_view(), name="freeze_withdraw"),
    path("delegations/propose/", views.DelegationPropose.as_view(), name="delegation_propose"),
    path(
        "delegations/<int:pk>/confirm/",
        views.DelegationConfirm.as_view(),
        name="delegation_confirm",
    ),
    path("delegations/<int:pk>/end/", views.DelegationEnd.as_view(), name="delegation_end"),
    path("receipts/<uuid:key>/", views.Receipt.as_view(), name="receipt"),
    path("files/", views.Batches.as_view(), name="batches"),
    path("files/build/<int:pk>/", views.BatchBuild.as_view(), name="batch_build"),
    path("files/<int:pk>/", views.BatchPage.as_view(), name="batch"),
    path("files/<int:pk>/send/", views.BatchSend.as_view(), name="batch_send"),
    path("files/<int:pk>/withdraw/", views.BatchWithdraw.as_view(), name="batch_withdraw"),
    path("files/<int:pk>/download/", views.BatchDownload.as_view(), name="batch_download"),
    path("files/<int:pk>/release/", views.BatchRelease.as_view(), name="batch_release"),
    path("clawbacks/", views.Clawbacks.as_view(), name="clawbacks"),
    path("clawbacks/<int:pk>/", views.ClawbackPage.as_view(), name="clawback"),
    path(
        "clawbacks/<int:pk>/recover/",
        views.RecoveryPropose.as_view(),
        name="recovery_propose",
    ),
    path(
        "recoveries/<int:pk>/confirm/",
        views.RecoveryConfirm.as_view(),
        name="recovery_confirm",
    ),
    path(
        "recoveries/<int:pk>/withdraw/",
        views.RecoveryWithdraw.as_view(),
        name="recovery_withdraw",
    ),
    path("layouts/", views.Layouts.as_view(), name="layouts"),
    path("layouts/<int:pk>/", views.LayoutPage.as_view(), name="layout"),
    path("layouts/<int:pk>/confirm/", views.LayoutConfirm.as_view(), name="layout_confirm"),
    path("banks/<int:pk>/layout/", views.LayoutPropose.as_view(), name="layout_propose"),
    path("files/<int:pk>/answer/", views.AnswerRead.as_view(), name="answer_read"),
    path("files/<int:pk>/answer/apply/", views.AnswerApply.as_view(), name="answer_apply"),
    path(
        "files/<int:pk>/answer/rows/",
        views.AnswerApplyRows.as_view(),
        name="answer_apply_rows",
    ),
    path("files/rows/<int:pk>/", views.RowResolve.as_view(), name="row_resolve"),
]
