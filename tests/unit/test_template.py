"""Facts of the template that no linter checks, on what CloudFormation will see after the transform."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tools.local.template import translate

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = translate(ROOT / "template.yaml", {}).body
RESOURCES = TEMPLATE["Resources"]
FUNCTIONS = ("ApiFunction", "AuthorizerFunction", "SummarizerFunction", "NotifierFunction")


def of_type(kind: str) -> dict[str, dict[str, Any]]:
    return {name: resource["Properties"] for name, resource in RESOURCES.items() if resource["Type"] == kind}


def logical_id(reference: dict[str, Any]) -> str:
    """The resource that {"Ref": id} or {"Fn::GetAtt": [id, attribute]} names."""
    return str(reference["Ref"] if "Ref" in reference else reference["Fn::GetAtt"][0])


def statements(role: str) -> Iterator[dict[str, Any]]:
    for policy in RESOURCES[role]["Properties"]["Policies"]:
        yield from policy["PolicyDocument"]["Statement"]


def as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def gateway_responses() -> dict[str, dict[str, Any]]:
    responses: dict[str, dict[str, Any]] = RESOURCES["Api"]["Properties"]["Body"][
        "x-amazon-apigateway-gateway-responses"
    ]
    return responses


def variables(function: str) -> dict[str, Any]:
    found: dict[str, Any] = RESOURCES[function]["Properties"]["Environment"]["Variables"]
    return found


@pytest.mark.parametrize("mapping", of_type("AWS::Lambda::EventSourceMapping"))
def test_a_queue_hides_a_message_six_times_as_long_as_its_function_may_run_and_a_batch_may_wait(
    mapping: str,
) -> None:
    properties = RESOURCES[mapping]["Properties"]
    queue = RESOURCES[logical_id(properties["EventSourceArn"])]["Properties"]
    function = RESOURCES[logical_id(properties["FunctionName"])]["Properties"]
    window = properties.get("MaximumBatchingWindowInSeconds")
    longest = TEMPLATE["Parameters"][window["Ref"]]["MaxValue"] if window else 0
    assert queue["VisibilityTimeout"] >= 6 * function["Timeout"] + longest


@pytest.mark.parametrize("mapping", of_type("AWS::Lambda::EventSourceMapping"))
def test_one_bad_message_does_not_bring_back_its_whole_batch(mapping: str) -> None:
    assert RESOURCES[mapping]["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_both_queues_have_a_consumer() -> None:
    mappings = of_type("AWS::Lambda::EventSourceMapping").values()
    consumers = {logical_id(m["EventSourceArn"]): logical_id(m["FunctionName"]) for m in mappings}
    assert consumers == {"RequestQueue": "SummarizerFunction", "WebhookQueue": "NotifierFunction"}


def test_a_request_is_parked_after_one_receive_more_than_its_attempts() -> None:
    redrive = RESOURCES["RequestQueue"]["Properties"]["RedrivePolicy"]
    attempts = int(variables("SummarizerFunction")["REQUEST_MAX_ATTEMPTS"])
    assert (logical_id(redrive["deadLetterTargetArn"]), redrive["maxReceiveCount"]) == (
        "RequestDLQ",
        attempts + 1,
    )


def test_a_webhook_is_parked_after_five_tries_one_of_them_the_summarizers() -> None:
    redrive = RESOURCES["WebhookQueue"]["Properties"]["RedrivePolicy"]
    delays = variables("NotifierFunction")["WEBHOOK_RETRY_SECONDS"].split(",")
    assert logical_id(redrive["deadLetterTargetArn"]) == "WebhookDLQ"
    assert 1 + redrive["maxReceiveCount"] == 1 + len(delays) == 5
    assert variables("SummarizerFunction")["WEBHOOK_RETRY_SECONDS"].split(",") == delays
    assert int(delays[0]) <= 900, "SQS delays a message by 15 minutes at most"


def test_parked_messages_outlive_those_that_wait() -> None:
    for waiting, parked in (("RequestQueue", "RequestDLQ"), ("WebhookQueue", "WebhookDLQ")):
        kept = [RESOURCES[name]["Properties"]["MessageRetentionPeriod"] for name in (waiting, parked)]
        assert kept[0] < kept[1] == 14 * 24 * 3600


def test_a_request_of_one_mebibyte_fits_its_queue_and_its_dlq() -> None:
    for name in ("RequestQueue", "RequestDLQ"):
        assert RESOURCES[name]["Properties"]["MaximumMessageSize"] == 1024 * 1024


def test_every_dlq_is_alarmed_at_its_first_message() -> None:
    targets = {
        logical_id(queue["RedrivePolicy"]["deadLetterTargetArn"])
        for queue in of_type("AWS::SQS::Queue").values()
        if "RedrivePolicy" in queue
    }
    alarmed = {
        logical_id(alarm["Dimensions"][0]["Value"])
        for alarm in of_type("AWS::CloudWatch::Alarm").values()
        if alarm.get("MetricName") == "ApproximateNumberOfMessagesVisible"
        and (alarm["Threshold"], alarm["ComparisonOperator"]) == (0, "GreaterThanThreshold")
    }
    assert targets == alarmed == {"RequestDLQ", "WebhookDLQ"}


def test_whatever_waits_too_long_is_alarmed_and_a_webhook_may_wait_for_all_its_tries() -> None:
    thresholds = {
        logical_id(alarm["Dimensions"][0]["Value"]): alarm["Threshold"]
        for alarm in of_type("AWS::CloudWatch::Alarm").values()
        if alarm.get("MetricName") == "ApproximateAgeOfOldestMessage"
    }
    assert thresholds.keys() == {"RequestQueue", "WebhookQueue"}
    pauses = variables("NotifierFunction")["WEBHOOK_RETRY_SECONDS"].split(",")
    assert 1.1 * sum(map(int, pauses)) < thresholds["WebhookQueue"] < 2 * sum(map(int, pauses))


def test_the_readme_counts_the_alarms() -> None:
    assert f"{len(of_type('AWS::CloudWatch::Alarm'))} alarms" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("metric", ["Errors", "Throttles"])
def test_errors_and_throttles_of_every_function_are_alarmed(metric: str) -> None:
    alarmed = [
        logical_id(alarm["Dimensions"][0]["Value"])
        for alarm in of_type("AWS::CloudWatch::Alarm").values()
        if (alarm["Namespace"], alarm["MetricName"], alarm["Statistic"]) == ("AWS/Lambda", metric, "Sum")
        and (alarm["Threshold"], alarm["ComparisonOperator"]) == (0, "GreaterThanThreshold")
    ]
    assert sorted(alarmed) == sorted(FUNCTIONS)


def test_the_dashboard_is_json_about_resources_that_exist() -> None:
    body = RESOURCES["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    named = set(re.findall(r"\$\{(\w+)", body))
    assert named - {"AWS"} <= RESOURCES.keys()
    widgets = json.loads(re.sub(r"\$\{.*?\}", "name", body))["widgets"]
    assert all(widget["properties"]["metrics"] for widget in widgets)


def test_alarms_reach_the_address_that_the_operator_gave() -> None:
    for alarm in of_type("AWS::CloudWatch::Alarm").values():
        assert alarm["AlarmActions"] == {
            "Fn::If": ["HasAlarmEmail", [{"Ref": "AlarmTopic"}], {"Ref": "AWS::NoValue"}]
        }


def test_the_ledger_is_private_encrypted_and_forgets() -> None:
    bucket = RESOURCES["LedgerBucket"]["Properties"]
    assert all(bucket["PublicAccessBlockConfiguration"].values())
    assert len(bucket["PublicAccessBlockConfiguration"]) == 4
    (encryption,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert encryption["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"
    (rule,) = bucket["LifecycleConfiguration"]["Rules"]
    assert (rule["Status"], rule["ExpirationInDays"]) == ("Enabled", {"Ref": "LedgerRetentionDays"})
    assert "Prefix" not in rule
    assert "VersioningConfiguration" not in bucket, "old versions would outlive the expiry"


def test_what_cannot_be_made_again_outlives_the_stack() -> None:
    for name in ("LedgerBucket", "WebhookMasterSecret"):
        assert RESOURCES[name]["DeletionPolicy"] == "RetainExceptOnCreate"
        assert RESOURCES[name]["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize(("policy", "action"), [("LedgerBucketPolicy", "s3:*"), ("QueuePolicy", "sqs:*")])
def test_everything_without_tls_is_denied(policy: str, action: str) -> None:
    (statement,) = RESOURCES[policy]["Properties"]["PolicyDocument"]["Statement"]
    assert (statement["Effect"], statement["Principal"], statement["Action"]) == ("Deny", "*", action)
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_tls_is_asked_for_on_the_bucket_and_every_queue() -> None:
    assert RESOURCES["LedgerBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"][0]["Resource"] == [
        {"Fn::GetAtt": ["LedgerBucket", "Arn"]},
        {"Fn::Sub": "${LedgerBucket.Arn}/*"},
    ]
    assert {logical_id(q) for q in RESOURCES["QueuePolicy"]["Properties"]["Queues"]} == set(
        of_type("AWS::SQS::Queue")
    )


def test_queues_are_encrypted() -> None:
    assert all(queue["SqsManagedSseEnabled"] for queue in of_type("AWS::SQS::Queue").values())


def test_no_key_is_in_the_template() -> None:
    assert not of_type("AWS::ApiGateway::ApiKey")
    assert "SecretString" not in RESOURCES["WebhookMasterSecret"]["Properties"]
    assert RESOURCES["WebhookMasterSecret"]["Properties"]["GenerateSecretString"]["PasswordLength"] >= 32


OPEN = ("/oauth2/token:generate", "/openapi.json", "/docs")


def test_every_route_but_those_open_to_all_needs_the_authorizer_and_a_key_of_the_plan() -> None:
    api = RESOURCES["Api"]["Properties"]
    assert api["ApiKeySourceType"] == "AUTHORIZER"
    paths = dict(api["Body"]["paths"])
    for path in OPEN:
        (operation,) = paths.pop(path).values()
        assert {name for scheme in operation.get("security", []) for name in scheme} <= {"NONE"}
    operations = [operation for path in paths.values() for operation in path.values()]
    assert len(operations) == 13
    for operation in operations:
        assert operation["security"] == [{"ApiKeyAuthorizer": []}, {"api_key": []}]


def test_the_authorizer_decides_on_every_request_whichever_way_the_key_comes() -> None:
    definition = RESOURCES["Api"]["Properties"]["Body"]["securityDefinitions"]["ApiKeyAuthorizer"]
    authorizer = definition["x-amazon-apigateway-authorizer"]
    assert (authorizer["type"], authorizer["authorizerResultTtlInSeconds"]) == ("request", 0)
    assert "identitySource" not in authorizer


def test_there_is_one_stage_and_the_plan_guards_it() -> None:
    (stage,) = of_type("AWS::ApiGateway::Stage")
    assert RESOURCES["UsagePlan"]["Properties"]["ApiStages"] == [
        {"ApiId": {"Ref": "Api"}, "Stage": {"Ref": stage}}
    ]
    for deployment in of_type("AWS::ApiGateway::Deployment").values():
        assert "StageName" not in deployment, "SAM's extra stage would stand outside the plan and its logs"


def test_access_logs_hold_neither_query_nor_key_nor_body() -> None:
    (stage,) = of_type("AWS::ApiGateway::Stage").values()
    line = stage["AccessLogSetting"]["Format"]
    fields = set(re.findall(r"\$context\.([A-Za-z.]+)", line))
    assert json.loads(re.sub(r"\$context\.[A-Za-z.]+", "value", line))
    assert fields == {
        "requestId",
        "requestTimeEpoch",
        "identity.apiKeyId",
        "httpMethod",
        "resourcePath",
        "status",
        "responseLength",
        "responseLatency",
        "error.responseType",
    }


def test_no_other_log_or_trace_of_the_gateway_shows_the_query() -> None:
    (stage,) = of_type("AWS::ApiGateway::Stage").values()
    settings = stage["MethodSettings"]
    assert (settings[0]["ResourcePath"], settings[0]["HttpMethod"]) == ("/*", "*")
    assert {(each["LoggingLevel"], each["DataTraceEnabled"]) for each in settings} == {("OFF", False)}
    assert not stage.get("TracingEnabled", False)


def test_routes_without_a_key_have_a_limit_of_their_own() -> None:
    (stage,) = of_type("AWS::ApiGateway::Stage").values()
    limits = {
        setting["ResourcePath"]: setting.get("ThrottlingRateLimit") for setting in stage["MethodSettings"]
    }
    for path in OPEN:
        assert limits["/" + path.replace("/", "~1")]


STATUSES = {
    "UNAUTHORIZED": ("401", "invalid_api_key"),
    "ACCESS_DENIED": ("401", "invalid_api_key"),
    "INVALID_API_KEY": ("401", "invalid_api_key"),
    "MISSING_AUTHENTICATION_TOKEN": ("404", "unknown_route"),
    "INVALID_SIGNATURE": ("404", "unknown_route"),
    "EXPIRED_TOKEN": ("404", "unknown_route"),
    "RESOURCE_NOT_FOUND": ("404", "unknown_route"),
    "QUOTA_EXCEEDED": ("402", "over_quota"),
    "THROTTLED": ("429", "rate_limit"),
    "REQUEST_TOO_LARGE": ("413", "too_large"),
    "DEFAULT_4XX": ("400", "params_invalid"),
    "DEFAULT_5XX": ("500", "api_error"),
}


def test_every_gateway_response_is_pinned() -> None:
    assert set(gateway_responses()) == set(STATUSES)


@pytest.mark.parametrize("name", STATUSES)
def test_gateway_responses_have_the_contracts_status_and_shape(name: str) -> None:
    response = gateway_responses()[name]
    template = response["responseTemplates"]["application/json"]
    body = json.loads(template.replace("$context.error.messageString", '"said by API Gateway"'))
    assert (response.get("statusCode"), body["type"]) == STATUSES[name]
    assert str(body["statusCode"]) == response["statusCode"]  # Symbl's clients look for it in the body
    assert body["message"]
    assert body["fault"]["faultstring"] == body["message"]
    assert body["fault"]["detail"]["errorcode"]
    assert ("errors" in body) == (body["type"] == "params_invalid")


@pytest.mark.parametrize("name", [name for name, (status, _) in STATUSES.items() if status == "401"])
def test_a_wrong_key_has_the_words_that_old_clients_look_for(name: str) -> None:
    body = json.loads(gateway_responses()[name]["responseTemplates"]["application/json"])
    assert body["fault"] == {
        "faultstring": "Invalid ApiKey",
        "detail": {"errorcode": "oauth.v2.InvalidApiKey"},
    }


@pytest.mark.parametrize("function", FUNCTIONS)
def test_functions_run_pythons_arm_and_are_traced(function: str) -> None:
    properties = RESOURCES[function]["Properties"]
    assert properties["Runtime"] == "python3.13"
    assert properties["Architectures"] == [{"Ref": "Architecture"}]
    assert properties["TracingConfig"] == {"Mode": "Active"}
    assert TEMPLATE["Parameters"]["Architecture"]["Default"] == "arm64"


@pytest.mark.parametrize("function", FUNCTIONS)
def test_onnxruntime_reports_nothing_to_its_maker(function: str) -> None:
    assert variables(function)["ORT_DISABLE_TELEMETRY"] == "1"


WANTED = {
    "ApiFunction": {"BUCKET", "REQUEST_QUEUE_URL", "WEBHOOK_QUEUE_URL", "WEBHOOK_SECRET_ARN"},
    "AuthorizerFunction": {"WEBHOOK_SECRET_ARN"},
    "SummarizerFunction": {
        "BUCKET",
        "MODELS_DIR",
        "MALLOC_ARENA_MAX",
        "NETWORKS_BUCKET",
        "NETWORKS_DIR",
        "NETWORKS_PREFIX",
        "REQUEST_MAX_ATTEMPTS",
        "REQUEST_QUEUE_URL",
        "REQUEST_RETRY_SECONDS",
        "WEBHOOK_QUEUE_URL",
        "WEBHOOK_RETRY_SECONDS",
        "WEBHOOK_SECRET_ARN",
        "WEBHOOK_SECRET_VERSION",
    },
    "NotifierFunction": {
        "BUCKET",
        "WEBHOOK_QUEUE_URL",
        "WEBHOOK_RETRY_SECONDS",
        "WEBHOOK_SECRET_ARN",
        "WEBHOOK_SECRET_VERSION",
    },
}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_functions_have_the_settings_they_need_and_no_others(function: str) -> None:
    common = {"ORT_DISABLE_TELEMETRY", "POWERTOOLS_LOG_LEVEL", "POWERTOOLS_SERVICE_NAME"}
    assert variables(function).keys() == WANTED[function] | common


def test_only_the_local_stack_may_call_local_addresses() -> None:
    assert "WEBHOOK_ALLOW_LOCAL" not in json.dumps(TEMPLATE)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_logs_of_every_function_are_kept_as_long_as_asked_for(function: str) -> None:
    group = logical_id(RESOURCES[function]["Properties"]["LoggingConfig"]["LogGroup"])
    assert RESOURCES[group]["Properties"]["RetentionInDays"] == {"Ref": "LogRetentionDays"}


def test_all_logs_are_kept_as_long_as_asked_for() -> None:
    groups = of_type("AWS::Logs::LogGroup").values()
    assert len(groups) == len(FUNCTIONS) + 1
    assert all(group["RetentionInDays"] == {"Ref": "LogRetentionDays"} for group in groups)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_roles_name_what_they_may_touch(function: str) -> None:
    role = logical_id(RESOURCES[function]["Properties"]["Role"])
    assert "ManagedPolicyArns" not in RESOURCES[role]["Properties"]
    for statement in statements(role):
        actions = as_list(statement["Action"])
        assert not [action for action in actions if "*" in action]
        if "*" in as_list(statement["Resource"]):  # X-Ray has no resources to name
            assert actions == ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]


ALLOWED = {
    "ApiRole": {
        "s3:GetObject",
        "s3:PutObject",
        "s3:ListBucket",
        "sqs:SendMessage",
        "secretsmanager:GetSecretValue",
    },
    "AuthorizerRole": {"secretsmanager:GetSecretValue"},
    "SummarizerRole": {
        "s3:GetObject",
        "s3:PutObject",
        "s3:ListBucket",
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:GetQueueAttributes",
        "sqs:SendMessage",
        "secretsmanager:GetSecretValue",
    },
    "NotifierRole": {
        "s3:GetObject",
        "s3:PutObject",
        "s3:ListBucket",
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:GetQueueAttributes",
        "sqs:SendMessage",
        "secretsmanager:GetSecretValue",
    },
}


@pytest.mark.parametrize("role", ALLOWED)
def test_roles_allow_what_their_function_does_and_no_more(role: str) -> None:
    common = {
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
    }
    allowed = {action for statement in statements(role) for action in as_list(statement["Action"])}
    assert allowed == ALLOWED[role] | common


def test_only_the_summarizer_writes_results_and_only_the_api_accepts_requests() -> None:
    writers: dict[str, set[str]] = {}
    for role in ALLOWED:
        for statement in statements(role):
            if "s3:PutObject" in as_list(statement["Action"]):
                for resource in as_list(statement["Resource"]):
                    writers.setdefault(resource["Fn::Sub"].rpartition("/")[2], set()).add(role)
    assert writers == {
        "request.json": {"ApiRole"},
        "result.json": {"SummarizerRole"},
        "delivery.json": {"SummarizerRole", "NotifierRole"},
        "conversation.json": {"ApiRole", "SummarizerRole"},
        "notice=*.json": {"NotifierRole"},
    }


@pytest.mark.parametrize("name", TEMPLATE["Parameters"])
def test_parameters_are_described_and_bounded(name: str) -> None:
    parameter = TEMPLATE["Parameters"][name]
    assert parameter["Description"]
    assert "Default" in parameter
    bounds = parameter.keys() & {"AllowedValues", "AllowedPattern", "MinValue", "MaxValue"}
    assert bounds in ({"AllowedValues"}, {"AllowedPattern"}, {"MinValue", "MaxValue"})


def test_every_parameter_is_used() -> None:
    text = (ROOT / "template.yaml").read_text(encoding="utf-8")
    unused = [name for name in TEMPLATE["Parameters"] if not re.search(rf"(!Ref |\$\{{){name}\b", text)]
    assert not unused


def test_outputs_say_all_that_tools_and_operators_need() -> None:
    assert TEMPLATE["Outputs"].keys() == {
        "ApiDomainTarget",
        "ApiUrl",
        "BucketName",
        "RequestDLQUrl",
        "RequestQueueUrl",
        "UsagePlanId",
        "WebhookDLQUrl",
        "WebhookQueueUrl",
        "WebhookSecretArn",
        "WebhookSecretVersion",
    }


def test_imported_networks_are_read_below_their_prefix_by_the_summarizer_alone() -> None:
    (name,) = of_type("AWS::IAM::Policy")
    assert RESOURCES[name]["Condition"] == "HasNetworks"
    policy = RESOURCES[name]["Properties"]
    assert policy["Roles"] == [{"Ref": "SummarizerRole"}]
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert (statement["Effect"], statement["Action"]) == ("Allow", "s3:GetObject")
    assert statement["Resource"] == {
        "Fn::Sub": "arn:${AWS::Partition}:s3:::${NetworksBucket}/${NetworksPrefix}*"
    }
    assert TEMPLATE["Conditions"]["HasNetworks"] == {
        "Fn::Not": [{"Fn::Equals": [{"Ref": "NetworksBucket"}, ""]}]
    }
    assert TEMPLATE["Parameters"]["NetworksBucket"]["Default"] == ""


def test_the_summarizer_has_the_memory_and_the_storage_that_the_operator_gave() -> None:
    properties = RESOURCES["SummarizerFunction"]["Properties"]
    assert properties["MemorySize"] == {"Ref": "SummarizerMemory"}
    assert properties["EphemeralStorage"] == {"Size": {"Ref": "SummarizerStorage"}}
    for parameter in ("SummarizerMemory", "SummarizerStorage"):
        assert TEMPLATE["Parameters"][parameter]["MaxValue"] == 10240, "as much as Lambda has"


def test_only_the_summarizer_carries_the_networks() -> None:
    for function in FUNCTIONS:
        layers = [logical_id(layer) for layer in RESOURCES[function]["Properties"]["Layers"]]
        names = {re.sub(r"Layer[0-9a-f]*$", "", layer) for layer in layers}
        assert names == ({"Core", "Inference", "Models"} if function == "SummarizerFunction" else {"Core"})


@pytest.mark.parametrize("function", FUNCTIONS)
def test_handlers_exist_where_the_template_says(function: str) -> None:
    module = RESOURCES[function]["Properties"]["Handler"].rpartition(".")[0].replace(".", "/")
    assert (ROOT / "functions" / f"{module}.py").is_file()


def test_each_function_and_layer_has_a_build_target() -> None:
    for folder, names in {
        "functions": FUNCTIONS,
        "layers/core": ["CoreLayer"],
        "layers/inference": ["InferenceLayer"],
        "layers/models": ["ModelsLayer"],
    }.items():
        targets = (ROOT / folder / "Makefile").read_text(encoding="utf-8")
        for name in names:
            assert re.search(rf"^build-{name}\b.*:$|^build-.* build-{name}\b.*:$", targets, re.MULTILINE)
