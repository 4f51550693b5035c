"""Writing a rule: it is stored only if it does what its own examples say."""

from django import forms

from campaigns.eligibility.conditions import BadRule
from campaigns.eligibility.rules import read_rule
from campaigns.models import EligibilityRule


class RuleForm(forms.ModelForm):
    class Meta:
        model = EligibilityRule
        fields = ["aid", "content"]

    def clean_content(self):
        content = self.cleaned_data["content"]
        try:
            read_rule(content)
        except BadRule as bad:
            raise forms.ValidationError(str(bad)) from None
        return content
