"""What a member of staff is, by superuser, staff status and group."""

REVIEWERS = "Reviewers"
DATA_MANAGERS = "Data managers"


def belongs_to(user, group: str) -> bool:
    """Is the user a member of a group, or a superuser, who may do what any group may?"""
    if not user.is_active or not user.pk:
        return False
    return user.is_superuser or user.groups.filter(name=group).exists()
