"""A translated template on moto: what keeps state is created there, all else is resolved to plain values.

moto's CloudFormation creates queues and buckets and evaluates Ref, GetAtt, Sub and the rest; it cannot run
REST APIs or event source mappings. So the stack that it gets has the stateful resources only, and one output
for every expression that the others contain: its value is what the gateway, the pollers and the functions'
environments need.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from botocore.exceptions import ClientError

from tools.local.aws import Aws
from tools.local.errors import TemplateError
from tools.local.expressions import (
    Substitution,
    canonical,
    decide,
    find_expressions,
    replace_expressions,
)
from tools.local.template import Template

STACK_NAME = "recap"
STATEFUL = {"AWS::SQS::Queue", "AWS::S3::Bucket"}
# What this stack runs itself. The rest (roles, alarms, logs, …) has no meaning on this machine.
API = "AWS::ApiGateway::RestApi"
RUN_HERE = {
    API,
    "AWS::ApiGateway::UsagePlan",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::Function",
}
SECTIONS = ("Parameters", "Conditions", "Mappings")


@dataclass(frozen=True)
class Deployment:
    """What runs: `template` has plain values for its expressions, and only the resources that run here."""

    template: Template
    outputs: Mapping[str, str]  # the template's own


def deploy(template: Template, parameters: Mapping[str, str], aws: Aws, api_url: str) -> Deployment:
    """Create the template's state on moto. Raises TemplateError where moto refuses something."""
    sections = {name: template.body[name] for name in SECTIONS if name in template.body}
    conditions = _conditions(sections, parameters, aws)
    resources = decide(template.body["Resources"], conditions)
    substitution = Substitution(_create_ids(resources, aws), _named(resources, API), api_url)
    state, running = (
        {
            name: {"Type": value["Type"], "Properties": substitution.apply(value.get("Properties", {}))}
            for name, value in resources.items()
            if value["Type"] in kinds
        }
        for kinds in (STATEFUL, RUN_HERE)
    )
    own = substitution.apply(decide(template.body.get("Outputs", {}), conditions))
    keys = {text: f"Expression{number}" for number, text in enumerate(find_expressions(running))}
    outputs = {name: {"Value": output["Value"]} for name, output in own.items()}
    outputs |= {key: {"Value": json.loads(text)} for text, key in keys.items()}
    values = _create_stack(aws, STACK_NAME, {**sections, "Resources": state, "Outputs": outputs}, parameters)
    plain = replace_expressions(running, lambda expression: values[keys[canonical(expression)]])
    return Deployment(replace(template, body={"Resources": plain}), {name: values[name] for name in own})


def _named(resources: Mapping[str, Any], kind: str) -> set[str]:
    return {name for name, resource in resources.items() if resource["Type"] == kind}


def _conditions(sections: Mapping[str, Any], parameters: Mapping[str, str], aws: Aws) -> dict[str, bool]:
    """Evaluate the template's conditions, in a stack that has nothing else."""
    outputs = {
        name: {"Value": {"Fn::If": [name, "true", "false"]}} for name in sections.get("Conditions", {})
    }
    if not outputs:
        return {}
    values = _create_stack(aws, f"{STACK_NAME}-conditions", {**sections, "Outputs": outputs}, parameters)
    return {name: values[name] == "true" for name in outputs}


def _create_ids(resources: Mapping[str, Any], aws: Aws) -> dict[str, str]:
    """Create secrets and usage plans; give their ids and, for what else moto has not, the logical id."""
    ids = {}
    for name, resource in resources.items():
        match resource["Type"]:
            case "AWS::SecretsManager::Secret":
                ids[name] = _create_secret(aws, name, resource.get("Properties", {}))
            case "AWS::ApiGateway::UsagePlan":
                ids[name] = aws.client("apigateway").create_usage_plan(name=name)["id"]
            case kind if kind not in STATEFUL:
                ids[name] = name
    return ids


def _create_secret(aws: Aws, name: str, properties: Mapping[str, Any]) -> str:
    client = aws.client("secretsmanager")
    value = properties.get("SecretString")
    if value is None:
        options = properties.get("GenerateSecretString", {})
        value = client.get_random_password(**options)["RandomPassword"]
    return str(client.create_secret(Name=name, SecretString=value)["ARN"])


def _create_stack(
    aws: Aws, name: str, body: Mapping[str, Any], parameters: Mapping[str, str]
) -> dict[str, str]:
    """Create a CloudFormation stack and return its outputs."""
    client = aws.client("cloudformation")
    try:
        client.create_stack(
            StackName=name,
            TemplateBody=json.dumps({"Resources": {}, **body}),
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
        )
        stack = client.describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        raise TemplateError(
            f"the template cannot be created: {error.response['Error']['Message']}"
        ) from error
    if stack["StackStatus"] != "CREATE_COMPLETE":
        raise TemplateError(
            f"the template cannot be created: {stack.get('StackStatusReason', stack['StackStatus'])}"
        )
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
