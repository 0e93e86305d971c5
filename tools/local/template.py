"""template.yaml as CloudFormation: the SAM transform, offline, without anything being uploaded."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import yaml
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

from tools.local.aws import REGION
from tools.local.errors import TemplateError

CODE_KEYS = {"AWS::Serverless::Function": "CodeUri", "AWS::Serverless::LayerVersion": "ContentUri"}


@dataclass(frozen=True)
class Template:
    """A translated template, and the folders that the code of its functions and layers comes from."""

    body: dict[str, Any]  # CloudFormation: Parameters, Conditions, Mappings, Resources, Outputs
    folders: dict[str, Path]  # by the logical id that the transform gave; a layer's has a hash at its end

    def of_type(self, kind: str) -> dict[str, dict[str, Any]]:
        """Give the properties of every resource of a type, by logical id."""
        return {
            name: resource.get("Properties", {})
            for name, resource in self.body["Resources"].items()
            if resource["Type"] == kind
        }


def translate(path: Path, parameters: Mapping[str, str]) -> Template:
    """Read and transform a SAM template. Raises TemplateError, whose message names the fault."""
    body = _read(path)
    declared = body.get("Parameters", {})
    for name in parameters:
        if name not in declared:
            raise TemplateError(f"{path.name} has no parameter {name}; it has {', '.join(sorted(declared))}")
    sources = {}
    for name, resource in body["Resources"].items():
        key = CODE_KEYS.get(resource["Type"])
        if key:
            properties = resource.setdefault("Properties", {})
            sources[name] = _folder(path, name, properties.get(key) or _global(body, key))
            properties[key] = f"s3://local/{name}"  # the transform refuses a local folder
    logging.getLogger("samtranslator").setLevel(logging.CRITICAL)
    session = boto3.Session(region_name=REGION)
    try:
        translated = Translator({}, Parser(), None, session).translate(body, dict(parameters), {})
    except InvalidDocumentException as error:
        causes = "; ".join(cause.message for cause in error.causes)
        raise TemplateError(f"{path.name} cannot be translated: {causes}") from error
    return Template(translated, {name: sources[key] for name, key in _code_keys(translated)})


def _code_keys(translated: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, resource in translated["Resources"].items():
        place = {"AWS::Lambda::Function": "Code", "AWS::Lambda::LayerVersion": "Content"}.get(
            resource["Type"]
        )
        if place:
            yield name, resource["Properties"][place]["S3Key"]


def _read(path: Path) -> dict[str, Any]:
    try:
        body = yaml_parse(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TemplateError(f"{path.name} cannot be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise TemplateError(f"{path.name} is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(body, dict) or not isinstance(body.get("Resources"), dict):
        raise TemplateError(f"{path.name} has no Resources")
    for name, resource in body["Resources"].items():
        if not isinstance(resource, dict) or not isinstance(resource.get("Type"), str):
            raise TemplateError(f"{path.name}: the resource {name} has no Type")
    return body


def _global(body: Mapping[str, Any], key: str) -> str | None:
    return body.get("Globals", {}).get("Function", {}).get(key) if key == "CodeUri" else None


def _folder(path: Path, name: str, uri: str | None) -> Path:
    folder = (path.parent / str(uri)).resolve()
    if uri is None or not folder.is_dir():
        raise TemplateError(f"{path.name}: {name} takes its code from {uri}, which is no folder")
    return folder
