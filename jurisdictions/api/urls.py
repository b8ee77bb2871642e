from django.urls import path

from . import views
from .document import OpenApi

urlpatterns = [
    path("", views.Root.as_view(), name="api"),
    path("openapi.json", OpenApi.as_view(), name="api_openapi"),
    path("jurisdictions/", views.Jurisdictions.as_view(), name="api_jurisdictions"),
    path("jurisdictions/<slug:slug>/", views.OneJurisdiction.as_view(), name="api_jurisdiction"),
    path("regulators/", views.Regulators.as_view(), name="api_regulators"),
    path("regulators/<slug:slug>/", views.OneRegulator.as_view(), name="api_regulator"),
    path("instruments/", views.Instruments.as_view(), name="api_instruments"),
    path("instruments/<slug:slug>/", views.OneInstrument.as_view(), name="api_instrument"),
    path("events/", views.Events.as_view(), name="api_events"),
    path("events/<slug:slug>/", views.OneEvent.as_view(), name="api_event"),
    path("criteria/", views.Criteria.as_view(), name="api_criteria"),
    path("criteria/<slug:slug>/", views.OneCriterion.as_view(), name="api_criterion"),
    path("findings/", views.Findings.as_view(), name="api_findings"),
    path("findings/<slug:slug>/", views.OneFinding.as_view(), name="api_finding"),
    path("sources/", views.Sources.as_view(), name="api_sources"),
    path("sources/<slug:slug>/", views.OneSource.as_view(), name="api_source"),
    path("proposals/", views.Proposals.as_view(), name="api_proposals"),
    path("proposals/<slug:slug>/", views.OneProposal.as_view(), name="api_proposal"),
    path("comparison/", views.Comparison.as_view(), name="api_comparison"),
]
