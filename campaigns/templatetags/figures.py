"""Figures in templates, as campaigns.statistics.words says them."""

from django import template

from campaigns.statistics.words import say_percent

register = template.Library()
register.filter("percent", say_percent)
