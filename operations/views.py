"""What operators ask."""

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from . import metrics as figures
from .networks import is_operator


@csrf_exempt
@never_cache
@require_safe
def metrics(request):
    """Figures for Prometheus; to anybody else there is no such page."""
    if not is_operator(request):
        raise Http404("Not from METRICS_NETWORKS.")
    text, kind = figures.exposition()
    return HttpResponse(text, content_type=kind)
