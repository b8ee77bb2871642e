"""Forms that anybody may send without an account, and what keeps programs and floods away.

`forms` holds what every such form has: plain text, a field that people leave empty, a signed
moment of opening. `rates` counts what comes from an address without keeping the address, and
`pages` is the way of a request through all of them.
"""

from .fields import PlainText
from .forms import GuardedForm
from .pages import form_page, receive, too_many
from .rates import TooMany

__all__ = [
    "GuardedForm",
    "PlainText",
    "TooMany",
    "form_page",
    "receive",
    "too_many",
]
