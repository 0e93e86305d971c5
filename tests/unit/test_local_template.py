"""Templates that cannot be run: one line that names the fault."""

from pathlib import Path

import pytest

from tools.local.errors import TemplateError
from tools.local.template import translate

APP = Path(__file__).parent / "local_app"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Resources: [unclosed", "is not YAML"),
        ("Outputs: {}", "has no Resources"),
        ("Resources: {Odd: {Properties: {}}}", "the resource Odd has no Type"),
        (
            "Resources: {F: {Type: AWS::Serverless::Function, Properties: {Handler: a.b, CodeUri: nowhere}}}",
            "F takes its code from nowhere, which is no folder",
        ),
        (
            "Resources: {F: {Type: AWS::Serverless::Function, Properties: {CodeUri: .}}}",
            r"cannot be translated: .*Handler",
        ),
    ],
)
def test_fault_is_named_in_one_line(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "template.yaml"
    path.write_text(f"Transform: AWS::Serverless-2016-10-31\n{text}")
    with pytest.raises(TemplateError, match=fault) as caught:
        translate(path, {})
    assert "\n" not in str(caught.value)


def test_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"template\.yaml cannot be read: No such file"):
        translate(tmp_path / "template.yaml", {})


def test_unknown_parameter_is_named_beside_the_known_ones() -> None:
    with pytest.raises(TemplateError, match="no parameter Rat; it has Burst, Fancy, PerDay, Rate"):
        translate(APP / "template.yaml", {"Rat": "1"})


def test_folders_are_found_by_the_ids_that_the_transform_gave() -> None:
    template = translate(APP / "template.yaml", {})
    functions = template.of_type("AWS::Lambda::Function")
    (layer,) = functions["EchoFunction"]["Layers"]
    assert template.folders[layer["Ref"]] == APP
    assert all(template.folders[name] == APP for name in functions)
