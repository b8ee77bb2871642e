from django.contrib.sitemaps.views import sitemap
from django.urls import path

from .sitemaps import SITEMAPS
from .views import (
    compare,
    coverage,
    criteria,
    findings,
    glossary,
    instruments,
    overview,
    profiles,
    proposals,
    site,
    sources,
)

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("compare/", compare.compare, name="compare"),
    path("jurisdictions/<slug:slug>/", profiles.jurisdiction, name="jurisdiction"),
    # Criteria and the proposal they come from
    path("pillars/", criteria.pillars, name="pillars"),
    path("pillars/<slug:slug>/", criteria.pillar, name="pillar"),
    path("topics/", criteria.topics, name="topics"),
    path("topics/<slug:slug>/", criteria.topic, name="topic"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<slug:slug>/", proposals.proposal, name="proposal"),
    # Law and evidence
    path("instruments/", instruments.instruments, name="instruments"),
    path("instruments/<slug:slug>/", instruments.instrument, name="instrument"),
    path("findings/", findings.findings, name="findings"),
    path("findings/<slug:slug>/", findings.finding, name="finding"),
    path("sources/", sources.sources, name="sources"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("glossary/", glossary.glossary, name="glossary"),
    # Around the data
    path("about/", site.about, name="about"),
    path("healthz", site.healthz, name="healthz"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
