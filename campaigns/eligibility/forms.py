"""Writing a rule: it is stored only if it does what its own examples say."""

from django import forms
from django.utils.translation import gettext as _

from campaigns.amounts import unknown_in
from campaigns.eligibility.conditions import BadRule
from campaigns.eligibility.rules import read_rule
from campaigns.models import EligibilityRule
from campaigns.services.amounts import amounts_today


class ContentField(forms.JSONField):
    """JSON as somebody typed it: also what Python's reader gives up on is only not JSON."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except (ValueError, RecursionError):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def bound_data(self, data, initial):
        try:
            return super().bound_data(data, initial)
        except (ValueError, RecursionError):
            return forms.fields.InvalidJSONInput(data)


class RuleForm(forms.ModelForm):
    class Meta:
        model = EligibilityRule
        fields = ["aid", "content"]
        field_classes = {"content": ContentField}

    def clean_content(self):
        content = self.cleaned_data["content"]
        try:
            read_rule(content)
        except BadRule as bad:
            raise forms.ValidationError(str(bad)) from None
        self.refuse_unknown_amounts(content)
        return content

    def refuse_unknown_amounts(self, content):
        unknown = unknown_in(" ".join(content["unseen"]), amounts_today())
        if unknown:
            raise forms.ValidationError(
                _("Ce montant n'existe pas dans le registre : %(names)s.")
                % {"names": ", ".join(unknown)}
            )
