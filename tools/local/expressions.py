"""CloudFormation's expressions (`Ref`, `Fn::…`) inside a template.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tools.local.aws import ACCOUNT, REGION

NO_VALUE = {"Ref": "AWS::NoValue"}


def function_arn(name: str) -> str:
    """Give the ARN of a function whose logical id is also its name."""
    return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}"


def function_named_in(arn: str) -> str:
    """Give the logical id of the function in an ARN, in an API Gateway URI around one, or by itself."""
    match = re.search(r":function:(\w+)", arn)
    return match[1] if match else arn


def is_expression(value: object) -> bool:
    """Tell whether a value is an object with the name of a function as its only key."""
    return isinstance(value, dict) and len(value) == 1 and str(next(iter(value))).startswith(("Ref", "Fn::"))


def replace_expressions(value: Any, change: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - any JSON value
    """Rebuild a value with every outermost expression changed."""
    if is_expression(value):
        return change(value)
    if isinstance(value, dict):
        return {key: replace_expressions(item, change) for key, item in value.items()}
    return [replace_expressions(item, change) for item in value] if isinstance(value, list) else value


def find_expressions(value: object) -> list[str]:
    """Give every different outermost expression in a value, as canonical JSON."""
    found: set[str] = set()
    replace_expressions(value, lambda expression: found.add(canonical(expression)))
    return sorted(found)


def canonical(expression: object) -> str:
    """Give an expression as JSON, the same for equal ones."""
    return json.dumps(expression, sort_keys=True)


def decide(value: Any, conditions: Mapping[str, bool]) -> Any:  # noqa: ANN401 - any JSON value
    """Follow Fn::If, drop AWS::NoValue and everything whose Condition does not hold."""
    if isinstance(value, list):
        return [decide(item, conditions) for item in value if item != NO_VALUE]
    if not isinstance(value, dict):
        return value
    if set(value) == {"Fn::If"}:
        name, then, otherwise = value["Fn::If"]
        return decide(then if conditions[name] else otherwise, conditions)
    decided = {key: decide(item, conditions) for key, item in value.items() if _holds(item, conditions)}
    return {key: item for key, item in decided.items() if item != NO_VALUE}


def _holds(item: object, conditions: Mapping[str, bool]) -> bool:
    name = item.get("Condition") if isinstance(item, dict) else None
    return conditions.get(name, True) if isinstance(name, str) else True


@dataclass(frozen=True)
class Substitution:
    """Puts ids in the place of references to what moto's CloudFormation does not create."""

    ids: Mapping[str, str]
    apis: set[str]
    api_url: str

    def apply(self, value: Any) -> Any:  # noqa: ANN401 - any JSON value
        """Rebuild a value with those references replaced; others are left to CloudFormation."""
        return replace_expressions(value, self._expression)

    def _expression(self, value: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
        match value:
            case {"Ref": str(name)}:
                return self.ids.get(name, value)
            case {"Fn::GetAtt": [str(name), *path]}:
                return self._attribute(name, ".".join(map(str, path))) or value
            case {"Fn::Sub": str(text)}:
                return {"Fn::Sub": self._text(text)}
            case {"Fn::Sub": [str(text), variables]}:
                return {"Fn::Sub": [self._text(text), self.apply(variables)]}
        return {key: self.apply(item) for key, item in value.items()}

    def _attribute(self, name: str, path: str) -> str | None:
        if name not in self.ids:
            return None
        return self.ids[name] if self.ids[name].startswith("arn:") or path != "Arn" else function_arn(name)

    def _text(self, text: str) -> str:
        for api in self.apis:
            text = re.sub(rf"https://\$\{{{api}\}}\.execute-api\.\S*", self.api_url, text)
        return re.sub(r"\$\{(\w+)(?:\.([\w.]+))?\}", self._reference, text)

    def _reference(self, match: re.Match[str]) -> str:
        name, path = match.groups()
        value = self.ids.get(name) if path is None else self._attribute(name, path)
        return match[0] if value is None else value
