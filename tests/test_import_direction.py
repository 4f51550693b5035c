"""Knowledge points down: callbacks → requests_intake → campaigns → julien.core."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = [
    "julien.core",
    "julien.retention",
    "julien.staff",
    "campaigns",
    "requests_intake",
    "callbacks",
]
# Inside an app: a file of a kind may import its own kind and those to its right.
KINDS = ["urls", "views", "forms", "services", "models", "states"]
# Names that assemble the product: they may name everybody, and nobody imports them.
ASSEMBLY = {
    "julien.settings",
    "julien.settings_test",
    "julien.urls",
    "julien.celery",
    "julien.schedule",
    "julien.wsgi",
    "julien.health",
    "julien.scenarios",
    "julien.demo",
    "julien.translations",
}


def modules():
    for path in sorted(ROOT.glob("*/**/*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[0] in {"julien", "campaigns", "requests_intake", "callbacks"}:
            name = ".".join(part for part in parts if part != "__init__")
            if ".migrations." not in name:
                yield name, path


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module


def layer(name):
    """The height of a module's package, or None when it is of no layer."""
    for height, package in enumerate(LAYERS):
        if name == package or name.startswith(package + "."):
            return height
    return None


def is_assembly(name):
    return any(name == part or name.startswith(part + ".") for part in ASSEMBLY)


def kind(name):
    for part in name.split("."):
        for position, word in enumerate(KINDS):
            if part == word or part.startswith(word + "_"):
                return position
    return None


MODULES = dict(modules())


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_down(name):
    if is_assembly(name) or layer(name) is None:
        return
    for imported in imports(MODULES[name]):
        assert not is_assembly(imported), f"{name} imports the assembly {imported}"
        if layer(imported) is not None and ".management." not in name:
            assert layer(imported) <= layer(name), f"{name} imports upward: {imported}"


@pytest.mark.parametrize("name", MODULES)
def test_inside_an_app_views_know_services_and_not_the_reverse(name):
    app = name.split(".")[0]
    for imported in imports(MODULES[name]):
        same_app = imported.split(".")[0] == app and layer(imported) == layer(name)
        if same_app and kind(name) is not None and kind(imported) is not None:
            assert kind(imported) >= kind(name), f"{name} imports {imported}"


def test_the_guard_reads_the_whole_product():
    assert len(MODULES) > 60
    assert {"campaigns.promise", "callbacks.states", "julien.core.phone"} <= set(MODULES)
