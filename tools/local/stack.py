"""The whole product on this machine, from template.yaml: no Docker, no AWS account."""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tools.callers import Caller, Callers
from tools.local.aws import ROOT, Aws
from tools.local.deploy import deploy
from tools.local.environments import FunctionSettings, Log
from tools.local.errors import FunctionError, ProcessStartError
from tools.local.expressions import function_arn, function_named_in
from tools.local.functions import Function
from tools.local.gateway import Gateway
from tools.local.listener import Listener
from tools.local.poller import Poller
from tools.local.template import Template, translate
from tools.local.usage_plan import UsagePlan

TEMPLATE = ROOT / "template.yaml"
PROCESSES = max(2, os.cpu_count() or 1)  # per function, at the same time
LOCAL_ENVIRONMENT = {
    "WEBHOOK_ALLOW_LOCAL": "1",  # webhooks may be http and on this machine, here alone
    "NETWORKS_DIR": str(ROOT / "build" / "networks"),  # where `make import` puts those that go to a bucket
}


def _warm(function: Function) -> None:
    try:
        function.warm()
    except FunctionError as error:
        name = function.settings.name
        raise ProcessStartError(f"{name} does not start: {error.error_type}: {error}") from error


def _silent(_who: str, _line: str) -> None:
    """Log nothing."""


class LocalStack:
    """Everything that the template describes, running; a context manager.

    `parameters` are the template's, `environment` is added to that of every function. Raises LocalStackError
    on entering: TemplateError, PortInUseError, ProcessStartError.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        parameters: Mapping[str, str] | None = None,
        environment: Mapping[str, str] | None = None,
        template: Path = TEMPLATE,
        log: Log = _silent,
    ) -> None:
        self._port = port
        self._parameters = dict(parameters or {})
        self._environment = dict(environment or {})
        self._path = template
        self._log = log
        self._exit = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as starting:
            listener = Listener(self._port)
            starting.callback(listener.close)
            self._aws = Aws()
            starting.callback(self._aws.stop)
            template = translate(self._path, self._parameters)  # while moto starts
            self._aws.wait_until_ready()
            self.url = listener.url
            deployment = deploy(template, self._parameters, self._aws, self.url)
            self.outputs: Mapping[str, str] = deployment.outputs
            resources = deployment.template
            self.functions = self._functions(resources)
            starting.callback(self._stop_functions)
            for properties in resources.of_type("AWS::Lambda::EventSourceMapping").values():
                function = self.functions[function_named_in(properties["FunctionName"])]
                poller = Poller(properties, function, self._aws, self._log)
                poller.start()
                starting.callback(poller.stop)
            plans = resources.of_type("AWS::ApiGateway::UsagePlan").values()
            plan = next((UsagePlan(self.outputs["UsagePlanId"], item, self._aws) for item in plans), None)
            (api,) = resources.of_type("AWS::ApiGateway::RestApi").values()
            listener.serve(Gateway(api, self.functions, plan, self._log))
            starting.callback(listener.close)  # first of all
            self._exit = starting.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._exit.close()

    def warm(self) -> None:
        """Have one process of every function ready. Raises ProcessStartError."""
        with ThreadPoolExecutor(len(self.functions)) as pool:
            list(pool.map(_warm, self.functions.values()))

    def client(self, service: str) -> Any:  # noqa: ANN401 - boto3 makes its clients' classes while running
        """Make a boto3 client of the stack's AWS services."""
        return self._aws.client(service)

    def aws_environment(self) -> dict[str, str]:
        """Give the environment in which AWS SDKs and the tools for operators find this stack."""
        return self._aws.environment()

    def create_caller(self, name: str) -> Caller:
        """Add a caller to the usage plan, with a new key. Raises NameTakenError."""
        return Callers(self.outputs, self.client("apigateway"), self.client("secretsmanager")).create(name)

    def _functions(self, template: Template) -> dict[str, Function]:
        # In Lambda a layer's files lie under /opt: the layer of layers/models has them in /opt/models.
        opt = {f"/opt/{folder.name}": str(folder) for folder in template.folders.values()}
        functions = {}
        for name, properties in template.of_type("AWS::Lambda::Function").items():
            variables = properties.get("Environment", {}).get("Variables", {})
            settings = FunctionSettings(
                name=name,
                arn=function_arn(name),
                handler=properties["Handler"],
                code=template.folders[name],
                layers=tuple(template.folders[layer] for layer in properties.get("Layers", [])),
                timeout=float(properties.get("Timeout", 3)),
                memory=int(properties.get("MemorySize", 128)),
                environment={key: opt.get(value, value) for key, value in variables.items()}
                | self._aws.environment()
                | LOCAL_ENVIRONMENT
                | self._environment,
                concurrency=PROCESSES,
            )
            functions[name] = Function(settings, self._log)
        return functions

    def _stop_functions(self) -> None:
        with ThreadPoolExecutor(len(self.functions)) as pool:
            list(pool.map(Function.stop, self.functions.values()))
