"""Each rule of evidence: data that breaks it, and data that just doesn't. No database."""

from datetime import date
from itertools import count

import pytest

from jurisdictions.days import recordable
from jurisdictions.loading.files import as_entry
from jurisdictions.rules import RULES, Breach, Severity, check, errors, warnings
from jurisdictions.rules.dataset import Dataset, Record
from jurisdictions.rules.links import fault_of, is_home_page
from jurisdictions.rules.prose import days_named
from jurisdictions.rules.reading import values_of

pytestmark = pytest.mark.any_database

TODAY = date(2026, 11, 24)
JUST_SHORT, TOO_LONG = "a" * 70, "a" * 71

numbers = count()


def record(model: str, origin: str = "file.yaml", **fields) -> Record:
    """A record as a file holds it."""
    entry = as_entry(origin, 1, {"model": f"jurisdictions.{model}", "fields": fields})
    return Record(entry.model, values_of(entry), origin)


def place(**changes) -> Record:
    given = {"slug": "here", "name": "H", "short_name": "H", "kind": "country", "position": 1}
    return record("jurisdiction", **given | changes)


def topic(**changes) -> Record:
    given = {"slug": "custody", "section": ["s"], "title": "T", "question": "Q?"}
    rest = {"description": "D", "scale": "regulation", "position": 1}
    return record("topic", **given | rest | changes)


def finding(**changes) -> Record:
    given = {"slug": "one", "jurisdiction": ["here"], "criterion": ["custody"]}
    said = {"stance": "regulated", "answer": "Yes", "detail": "So it is."}
    days = {"valid_from": date(2024, 1, 1), "verified_on": TODAY, "publication": "published"}
    return record("finding", **given | said | days | changes)


def provision(instrument: str, of: str = "one") -> Record:
    return record("citation", finding=[of], instrument=[instrument], pinpoint="Art. 1")


def support(source: str, of: str = "one") -> Record:
    return record("citation", finding=[of], source=[source])


def instrument(**changes) -> Record:
    given = {"slug": "act", "name": "Act", "short_name": "Act", "kind": "statute"}
    return record("instrument", **given | {"jurisdiction": ["here"]} | changes)


def milestone(kind: str, day: date, **changes) -> Record:
    given = {"slug": f"step-{next(numbers)}", "jurisdiction": ["here"], "title": "Step"}
    of = {"kind": kind, "date": day, "instrument": ["act"], "is_milestone": True}
    return record("event", **given | of | changes)


def source(**changes) -> Record:
    given = {"slug": "paper", "title": "P", "publisher": "P", "kind": "official"}
    return record("source", **given | {"access": "excerpt"} | changes)


def period(**changes) -> Record:
    given = {"slug": "then", "jurisdiction": ["here"], "approach": ["guidance-led"], "label": "L"}
    rest = {"key_instrument_label": "K", "valid_from": date(2024, 1, 1)}
    return record("approachperiod", **given | rest | changes)


def broken(rule, *records: Record) -> list[str]:
    """Where the rule is broken: record and field."""
    troubles = rule(Dataset(records, TODAY))
    return [f"{trouble.record}: {trouble.field}" for trouble in troubles]


# --- Errors ---


def test_every_reference_resolves():
    rule = errors.every_reference_resolves
    text = instrument(sources=[["paper"], ["letter"]])
    assert broken(rule, place(), source(), text) == ["instrument act: sources"]
    assert broken(rule, place(), source(), source(slug="letter"), text) == []


@pytest.mark.parametrize("missing", ["here", "custody", "act"])
def test_a_reference_of_a_finding_or_citation_resolves(missing):
    records = [place(), topic(section=["s"]), finding(), instrument(), provision("act")]
    records.append(record("section", slug="s", title="S", position=1))
    assert broken(errors.every_reference_resolves, *records) == []
    rest = [r for r in records if r.values.get("slug") != missing]
    assert broken(errors.every_reference_resolves, *rest) != []


def test_a_topic_is_no_pillar():
    of = {"proposal": ["p"], "stakeholder": ["s"], "pillar": ["custody"]}
    argument = record("argument", slug="a", side="for", statement="S.", **of)
    rule = errors.every_reference_resolves
    assert "argument a: pillar" in broken(rule, argument, topic())
    assert "argument a: pillar" not in broken(rule, argument, topic(proposal=["p"]))


def test_finding_has_a_source():
    rule = errors.finding_has_a_source
    assert broken(rule, finding(), provision("act")) == ["finding one: sources"]
    assert broken(rule, finding(), support("paper")) == []


def test_finding_has_a_provision():
    rule = errors.finding_has_a_provision
    assert broken(rule, finding(), support("paper")) == ["finding one: provisions"]
    assert broken(rule, finding(), provision("act")) == []


@pytest.mark.parametrize(
    ("stance", "needed"),
    [
        ("recognised", True),
        ("partly-recognised", True),
        ("not-recognised", False),
        ("regulated", True),
        ("partly-regulated", True),
        ("prohibited", True),
        ("not-regulated", False),
        ("unclear", False),
    ],
)
def test_a_provision_is_needed_unless_there_is_no_rule_or_the_question_is_open(stance, needed):
    assert bool(broken(errors.finding_has_a_provision, finding(stance=stance))) is needed


def test_published_finding_has_an_answer():
    rule = errors.published_finding_has_an_answer
    assert broken(rule, finding(answer=" ")) == ["finding one: answer"]
    assert broken(rule, finding(answer="", publication="in-review")) == []


@pytest.mark.parametrize("scale", ["regulation", "recognition"])
@pytest.mark.parametrize("stance", ["regulated", "recognised"])
def test_stance_is_in_the_scale(scale, stance):
    fits = stance == {"regulation": "regulated", "recognition": "recognised"}[scale]
    found = broken(errors.stance_is_in_the_scale, topic(scale=scale), finding(stance=stance))
    assert found == ([] if fits else ["finding one: stance"])


@pytest.mark.parametrize(
    ("day", "plausible"),
    [
        (date(2019, 12, 31), False),
        (date(2020, 1, 1), True),
        (TODAY, True),
        (date(2026, 11, 25), False),
        (None, True),  # not verified yet, which the pages say
    ],
)
def test_verification_day_is_plausible(day, plausible):
    found = broken(errors.verification_day_is_plausible, finding(verified_on=day))
    assert found == ([] if plausible else ["finding one: verified_on"])


@pytest.mark.parametrize("day", [date(205, 3, 1), date(2019, 12, 31), date(2126, 11, 24)])
def test_a_day_of_verification_that_is_wrong_is_named_once(day):
    told = check(Dataset([finding(verified_on=day)], TODAY), {"file.yaml"})
    (about_it,) = (breach for breach in told if breach.trouble.field == "verified_on")
    assert about_it.rule is errors.verification_day_is_plausible


def test_a_finding_may_be_verified_before_it_begins():
    adopted = finding(valid_from=date(2027, 10, 25), verified_on=TODAY)
    assert broken(errors.verification_day_is_plausible, adopted) == []


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("", ""),
        ("https://www.sec.gov/rules", ""),
        ("http://eur-lex.europa.eu/eli/reg/2023/1114/oj", ""),
        ("www.sec.gov/rules", "does not begin"),
        ("ftp://sec.gov/rules", "does not begin"),
        ("javascript:alert(1)", "does not begin"),
        ("https://", "names no host"),
        ("https:///rules", "names no host"),
        ("https://sec.gov/the rules", "holds a blank"),
        (" https://sec.gov", "holds a blank"),
        ("https://example.org/law", "placeholder"),
        ("https://docs.example.com", "placeholder"),
        ("https://firm.test/note", "placeholder"),
        ("http://localhost:8000/", "placeholder"),
        ("http://127.0.0.1/", "placeholder"),
        ("https://notexample.org/law", ""),
        ("https://todo", "is not a web address"),
        ("https://[broken", "is not a web address"),
        ("https://sec..gov/", "is not a web address"),
    ],
)
def test_what_is_wrong_with_an_address(address, fault):
    assert fault in fault_of(address)
    assert bool(fault_of(address)) is bool(fault)


@pytest.mark.parametrize("make", [source, instrument])
def test_link_is_well_formed(make):
    rule = errors.link_is_well_formed
    assert broken(rule, make(url="www.sec.gov")) == [f"{make()}: url"]
    assert broken(rule, make(url="https://www.sec.gov"), make(slug="b", url="")) == []


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x0c", "\x1b", "\ufffe"])
def test_text_can_be_shown(sign):
    told = finding(detail=f"So it{sign} is.")
    assert broken(errors.text_can_be_shown, told) == ["finding one: detail"]
    named = place(name=f"H{sign}")
    assert broken(errors.text_can_be_shown, named) == ["jurisdiction here: name"]


@pytest.mark.parametrize("text", ["one\ntwo", "one\r\ntwo", "one\ttwo", "é 🏴 שלום", "\xad\u200b"])
def test_lines_and_every_script_can_be_shown(text):
    assert broken(errors.text_can_be_shown, finding(detail=text)) == []


@pytest.mark.parametrize("day", [date(205, 1, 1), date(999, 12, 31), date(2101, 1, 1), date.max])
def test_day_is_plausible(day):
    told = source(published_on=day)
    assert broken(errors.day_is_plausible, told) == ["source paper: published_on"]


@pytest.mark.parametrize("day", [date(1000, 1, 1), date(2100, 12, 31)])
def test_day_is_plausible_at_either_end(day):
    assert broken(errors.day_is_plausible, source(published_on=day)) == []


@pytest.mark.parametrize(
    ("day", "plausible"),
    [
        (date(202, 6, 1), False),
        (date(1899, 12, 31), False),
        (date(1900, 1, 1), True),
        (date(2100, 12, 31), True),
        (date(2101, 1, 1), False),
    ],
)
def test_a_first_day_is_one_that_readers_can_ask_for(day, plausible):
    for one in (finding(valid_from=day), period(valid_from=day)):
        found = broken(errors.day_is_plausible, one)
        assert found == ([] if plausible else [f"{one}: valid_from"])


def test_answer_is_short():
    assert broken(errors.answer_is_short, finding(answer=TOO_LONG)) == ["finding one: answer"]
    assert broken(errors.answer_is_short, finding(answer=JUST_SHORT)) == []


def test_answer_differs_from_the_version_before():
    rule = errors.answer_differs_from_the_version_before
    later = finding(slug="two", valid_from=date(2025, 1, 1))
    assert broken(rule, later, finding()) == ["finding two: answer"]
    changed = finding(slug="two", valid_from=date(2025, 1, 1), answer="Yes, but")
    assert broken(rule, changed, finding()) == []


def test_an_answer_may_come_back_after_another_or_stand_in_another_cell():
    rule = errors.answer_differs_from_the_version_before
    between = finding(slug="two", valid_from=date(2025, 1, 1), answer="No")
    back = finding(slug="three", valid_from=date(2026, 1, 1))
    assert broken(rule, finding(), between, back) == []
    elsewhere = finding(slug="four", jurisdiction=["there"], valid_from=date(2025, 1, 1))
    assert broken(rule, finding(), elsewhere) == []


def test_drafts_without_an_answer_repeat_nothing():
    one = finding(answer="", publication="draft")
    two = finding(slug="two", answer="", publication="draft", valid_from=date(2025, 1, 1))
    assert broken(errors.answer_differs_from_the_version_before, one, two) == []


@pytest.mark.parametrize("make", [finding, period])
def test_one_entry_of_a_cell_a_day(make):
    rule, one, twin = errors.one_entry_of_a_cell_a_day, make(), make(slug="twin")
    next_day = make(slug="two", valid_from=date(2024, 1, 2))
    assert broken(rule, one, twin, next_day) == [f"{one}: valid_from", f"{twin}: valid_from"]
    assert broken(rule, one, next_day, make(slug="far", jurisdiction=["there"])) == []


def test_change_has_an_address_of_its_own():
    rule, one = errors.change_has_an_address_of_its_own, finding()
    assert broken(rule, one, period(slug="one")) == [
        "finding one: slug", "approach period one: slug",
    ]  # fmt: skip
    assert broken(rule, one, period(), instrument(slug="one")) == []


# --- Warnings ---


def test_provision_existed_on_the_first_day():
    rule, cited = warnings.provision_existed_on_the_first_day, [finding(), provision("act")]
    late = milestone("adopted", date(2024, 1, 2))
    assert broken(rule, *cited, late) == ["finding one: provisions"]
    assert broken(rule, *cited, late, milestone("proposed", date(2024, 1, 1))) == []


def test_an_instrument_without_milestones_is_undated_and_an_event_is_no_milestone():
    rule, cited = warnings.provision_existed_on_the_first_day, [finding(), provision("act")]
    assert broken(rule, *cited, instrument()) == []
    assert broken(rule, *cited, milestone("court", date(2025, 1, 1), is_milestone=False)) == []


def test_provision_was_more_than_proposed():
    rule, steps = warnings.provision_was_more_than_proposed, [provision("act")]
    steps += [milestone("proposed", date(2023, 1, 1)), milestone("adopted", date(2024, 1, 2))]
    assert broken(rule, finding(), *steps) == ["finding one: provisions"]
    assert broken(rule, finding(stance="unclear"), *steps) == []
    assert broken(rule, finding(valid_from=date(2024, 1, 2)), *steps) == []


@pytest.mark.parametrize("field", ["answer", "detail"])
def test_text_names_no_later_day(field):
    rule = warnings.text_names_no_later_day
    later = finding(**{field: "It ends on 2 January 2024"})
    assert broken(rule, later) == [f"finding one: {field}"]
    assert broken(rule, finding(**{field: "It began on 1 January 2024"})) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("from 8 October 2026 on", [date(2026, 10, 8)]),
        ("on October 8, 2026", [date(2026, 10, 8)]),
        ("the 8th October 2026, or 9 Oct. 2026", [date(2026, 10, 8), date(2026, 10, 9)]),
        ("on 8\u00a0October\n2026 and 8 October 2026", [date(2026, 10, 8)]),
        ("in October 2026, in 2027, on 8 October", []),
        ("on 31 June 2026", []),
        ("in 5 Decisions 2024 and 8 Mayors 2025", []),
        ("Release 108 October 20261", []),
    ],
)
def test_only_days_written_in_full_are_days(text, days):
    assert days_named(text) == days


def test_source_was_opened():
    rule, unopened = warnings.source_was_opened, source(access="known")
    assert broken(rule, unopened, support("paper")) == ["source paper: access"]
    assert broken(rule, unopened, support("letter")) == []
    assert broken(rule, source(access="via-notes"), support("paper")) == []


@pytest.mark.parametrize("make", [source, instrument])
def test_link_leads_to_a_page(make):
    rule = warnings.link_leads_to_a_page
    assert broken(rule, make(url="https://www.sec.gov/")) == [f"{make()}: url"]
    assert broken(rule, make(url="https://www.sec.gov/rules"), make(slug="b", url="")) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"kind": "oficial"},
            ("kind", "'oficial' is not known.", "Choose one of official, law-firm"),
        ),
        ({"access": "Excerpt"}, ("access", "'Excerpt' is not known.", "Choose one of ")),
        ({"slug": "K3 Yaml"}, ("slug", "Use lower case letters, digits and single hyphens", "")),
        ({"slug": "x" * 101}, ("slug", "at most 100 characters (it has 101)", "")),
        ({"title": "x" * 301}, ("title", "at most 300 characters (it has 301)", "")),
    ],
)
def test_value_fits_its_field(changes, told):
    [trouble] = errors.value_fits_its_field(Dataset([source(**changes)], TODAY))
    field, sentence, cure = told
    assert trouble.field == field
    assert sentence in trouble.sentence
    assert trouble.cure.startswith(cure)


def test_values_at_their_limits_fit():
    record = source(slug="x" * 100, title="x" * 300, kind="official", published_on=None)
    assert broken(errors.value_fits_its_field, record, place(position=1), topic(), finding()) == []


@pytest.mark.parametrize(
    "record",
    [
        place(territories=["Austria"]),
        place(position=-1),
        topic(scale="none"),
        finding(confidence="sure"),
    ],
)
def test_so_do_codes_numbers_and_places(record):
    assert len(broken(errors.value_fits_its_field, record)) == 1


def test_of_a_value_with_a_rule_of_its_own_only_that_tells():
    told = finding(stance="forbidden", answer=TOO_LONG), source(url="javascript:alert(1)")
    assert broken(errors.value_fits_its_field, *told) == []


def test_unique_value_is_of_one_record():
    rule, first = errors.unique_value_is_of_one_record, place(position=1)
    assert broken(rule, first, place(slug="there", position=1)) == ["jurisdiction there: position"]
    assert broken(rule, first, place(slug="there", position=2), topic(position=1)) == []
    [trouble] = rule(Dataset([first, place(slug="there", position=1)], TODAY))
    assert trouble.sentence == "The jurisdiction here has 1 already."


def test_address_is_that_of_one_source():
    rule, url = warnings.address_is_that_of_one_source, "https://www.sec.gov/rules"
    first, twin = source(url=url), source(slug="b", url="http://sec.gov/rules/")
    assert broken(rule, first, twin) == ["source b: url"]
    assert broken(rule, first, source(slug="b", url=f"{url}#page=2")) == []
    assert broken(rule, source(url=""), source(slug="b", url="")) == []
    [trouble] = rule(Dataset([first, twin], TODAY))
    assert "source paper has" in trouble.sentence


@pytest.mark.parametrize(
    "own",
    [
        "https://www.sec.gov/rules#page=2",
        "https://web.archive.org/web/20240101000000/https://www.sec.gov/rules",
    ],
)
def test_two_documents_at_one_address_are_told_apart_as_the_cure_says(own):
    rule, first = warnings.address_is_that_of_one_source, source(url="https://www.sec.gov/rules")
    [trouble] = rule(Dataset([first, source(slug="b", url=first["url"])], TODAY))
    assert "(#page=2, say) or by the address of a copy in an archive" in trouble.cure
    assert broken(rule, first, source(slug="b", url=own)) == []


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("https://www.sec.gov", True),
        ("https://www.sec.gov/", True),
        ("https://www.sec.gov/rules", False),
        ("https://www.sec.gov/?id=5", False),
        ("https://www.sec.gov/#rules", False),
        ("", False),
    ],
)
def test_a_home_page_has_no_path(address, home):
    assert is_home_page(address) is home


def test_the_home_page_of_a_regulator_is_its_website():
    authority = record(
        "regulator", slug="a", jurisdiction=["here"], name="A", role="R", url="https://www.sec.gov"
    )
    assert broken(warnings.link_leads_to_a_page, authority) == []


# --- All of them ---


def test_every_rule_states_its_claim_in_a_sentence():
    for rule in RULES:
        assert rule.__doc__.endswith(".")
        assert "\n" not in rule.__doc__


def test_the_numbers_in_the_claims_are_those_of_the_rules():
    assert str(errors.ANSWER_LIMIT) in errors.answer_is_short.__doc__
    for day in (*recordable("date"), *recordable("valid_from")):
        assert str(day.year) in errors.day_is_plausible.__doc__
    assert str(errors.FIRST_VERIFICATION.year) in errors.verification_day_is_plausible.__doc__


def test_a_note_silences_warnings_and_no_errors():
    def breaches(**changes) -> list[Breach]:
        told = finding(detail="Until 1 July 2026.", **changes)
        return check(Dataset([told], TODAY), {"file.yaml"})

    assert not any(breach.silenced for breach in breaches(note=" "))
    silenced = {breach.severity for breach in breaches(note="A reason.") if breach.silenced}
    spoken = {breach.severity for breach in breaches(note="A reason.") if not breach.silenced}
    assert (silenced, spoken) == ({Severity.WARNING}, {Severity.ERROR})


def test_only_records_of_the_asked_origins_are_judged():
    data = Dataset([source(url="x"), source(slug="b", url="y", origin="other.yaml")], TODAY)
    assert [str(b.trouble.record) for b in check(data, {"other.yaml"})] == ["source b"]


def test_of_two_records_with_one_slug_the_later_counts():
    first, other = source(url="x"), source(slug="b")
    data = Dataset([first, other, source(url="", origin="other.yaml")], TODAY)
    assert check(data, {"file.yaml", "other.yaml"}) == []
    assert [record.origin for record in data.records.values()] == ["file.yaml", "other.yaml"]
