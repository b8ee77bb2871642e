"""The pages, their files and feeds: what readers see, in the language of the address."""

from django.urls import path, register_converter

from ..api import docs
from ..feeds import changes_feed, findings_feed, timeline_feed
from ..views import (
    answers,
    changes,
    compare,
    coverage,
    criteria,
    data,
    embed,
    findings,
    glossary,
    instruments,
    lists,
    matrices,
    overview,
    profiles,
    proposals,
    references,
    reports,
    search,
    site,
    sources,
    timeline,
)
from .converters import FormatConverter, StyleConverter

register_converter(FormatConverter, "format")
register_converter(StyleConverter, "style")

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("compare/", compare.compare, name="compare"),
    path("compare.<format:suffix>", compare.compare_file, name="compare_file"),
    path("embed/compare/", embed.embed_compare, name="embed_compare"),
    path("jurisdictions/<slug:slug>/", profiles.jurisdiction, name="jurisdiction"),
    # Criteria and the proposal they come from
    path("pillars/", matrices.pillars, name="pillars"),
    path("pillars/<slug:slug>/", criteria.pillar, name="pillar"),
    path("topics/", matrices.topics, name="topics"),
    path("topics/<slug:slug>/", criteria.topic, name="topic"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<slug:slug>/", proposals.proposal, name="proposal"),
    path("proposals/<slug:slug>/answer/", answers.answer, name="answer"),
    path("proposals/<slug:slug>/answer/thanks/", answers.answer_thanks, name="answer_thanks"),
    # Law and evidence
    path("instruments/", instruments.instruments, name="instruments"),
    path("instruments/<slug:slug>/", instruments.instrument, name="instrument"),
    path("findings/", findings.findings, name="findings"),
    path("findings.atom", findings_feed, name="findings_feed"),
    path("findings/<slug:slug>/", findings.finding, name="finding"),
    path("findings/<slug:slug>/report/", reports.report, name="report"),
    path("findings/<slug:slug>/report/thanks/", reports.report_thanks, name="report_thanks"),
    path("sources/", sources.sources, name="sources"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("search/", search.search, name="search"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline.atom", timeline_feed, name="timeline_feed"),
    path("timeline.ics", timeline.timeline_calendar, name="timeline_calendar"),
    # What changed
    path("changes/", changes.changes, name="changes"),
    path("changes.atom", changes_feed, name="changes_feed"),
    path("changes/corrections/<slug:slug>/", changes.correction, name="correction"),
    path("changes/<slug:slug>/", changes.change, name="change"),
    path("glossary/", glossary.glossary, name="glossary"),
    # The tables as files
    *(
        path(f"{name}.<format:suffix>", matrices.matrix_as_file, {"name": name}, f"{name}_file")
        for name in matrices.MATRICES
    ),
    *(
        path(
            f"{name}s/<slug:slug>.<format:suffix>",
            criteria.criterion_as_file,
            {"name": name},
            f"{name}_file",
        )
        for name in criteria.CRITERIA
    ),
    *(
        path(
            f"{name}s/<slug:slug>/stances.<format:suffix>",
            criteria.stances_as_file,
            {"name": name},
            f"{name}_stances_file",
        )
        for name in criteria.CRITERIA
    ),
    path("coverage.<format:suffix>", coverage.coverage_as_file, name="coverage_file"),
    path("coverage/verified.<format:suffix>", coverage.verified_as_file, name="verified_file"),
    *(
        path(f"{name}.<format:suffix>", lists.list_as_file, {"name": name}, name=f"{name}_file")
        for name in lists.LISTS
    ),
    # Around the data
    path("data/", data.data, name="data"),
    path("api/docs/", docs.docs, name="api_docs"),
    path("about/", site.about, name="about"),
    # Addresses that were cut short
    path("jurisdictions/", site.leads_to("overview"), name="overview_meant"),
    path("api/", site.leads_to("api_docs"), name="api_docs_meant"),
    # Last: the reference of any page
    path("<path:name>.<style:style>", references.cite, name="cite"),
]
