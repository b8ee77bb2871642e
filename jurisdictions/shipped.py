"""The fixtures that the site is shipped with."""

from pathlib import Path

from django.conf import settings

# In the order of loading: what is referred to comes before what refers to it, the larger place
# before its parts. The article's records come first, since later files complete them.
SHIPPED = (
    "vocabulary",
    "article",
    "sources",
    "united-states",
    "european-union",
    "united-arab-emirates",
    "dubai",
    "united-kingdom",
    "adgm",
    "australia",
    "bahrain",
    "bermuda",
    "brazil",
    "british-virgin-islands",
    "canada",
    "cayman-islands",
    "china-mainland",
    "el-salvador",
    "gibraltar",
    "hong-kong",
    "india",
    "japan",
    "liechtenstein",
    "nigeria",
    "philippines",
    "singapore",
    "south-africa",
    "south-korea",
    "switzerland",
    "thailand",
    "turkiye",
    "proposal",
    "glossary",
)
# Those that hold no single place: the file of a jurisdiction is called as its slug.
OF_NO_PLACE = ("vocabulary", "article", "sources", "proposal", "glossary")


def path_of(name: str) -> Path:
    """Where the fixture `name` lies, whether it exists or not."""
    return settings.FIXTURE_DIRS[0] / f"{name}.yaml"
