"""Words of the desk in templates."""

from django import template

from callbacks.absences import say_back, say_when

register = template.Library()


@register.simple_tag
def absence_when(absence):
    """{% absence_when absence %}: "le lundi 23 novembre dès 13 h 30"."""
    return say_when(absence)


@register.simple_tag
def absence_back(absence):
    """{% absence_back absence %}: "jusqu'au mardi 24 novembre"."""
    return say_back(absence)
