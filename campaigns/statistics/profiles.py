"""Which households call more often than there are of them in the canton."""

from dataclasses import dataclass
from math import sqrt

from campaigns.statistics.sections import short_label

# Private households of the canton of Jura, 2022, relevé structurel (stat.jura.ch, Infolettre
# 3/2024). Households, not persons: a rough measure, and said so.
HOUSEHOLDS_2022 = {
    "profile.household.alone": 0.375,
    "profile.household.single_parent": 0.076,
    "profile.household.couple_children": 0.271,
    "profile.household.couple": 0.265,
}
Z = 1.96


@dataclass(frozen=True)
class Comparison:
    """A share among the interviews, its 95 % interval, and the share in the canton."""

    label: str
    share: float
    low: float
    high: float
    reference: float

    @property
    def verdict(self):
        """ "more", "fewer", or "" when the interval does not tell."""
        if self.low > self.reference:
            return "more"
        return "fewer" if self.high < self.reference else ""


def interval(count, total):
    """Wilson's interval for a share, which holds for small totals too."""
    share = count / total
    middle = share + Z * Z / (2 * total)
    spread = Z * sqrt(share * (1 - share) / total + Z * Z / (4 * total * total))
    scale = 1 + Z * Z / total
    return (middle - spread) / scale, (middle + spread) / scale


def compare_households(report):
    """One Comparison per household that is shown. Only figures already suppressed are read."""
    found = []
    for code, reference in HOUSEHOLDS_2022.items():
        figure = report.figure(code)
        if figure and figure.share is not None:
            low, high = interval(figure.value, figure.denominator)
            found.append(Comparison(short_label(figure), figure.share, low, high, reference))
    return found
