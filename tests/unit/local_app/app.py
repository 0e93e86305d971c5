"""Handlers that do what Lambda's own documentation warns of: they echo, hang, exit, grow, fail in parts."""

import hashlib
import json
import os
import sys
import time
from typing import Any

import boto3


class UnauthorizedError(Exception):
    pass


def echo(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401 - the runtime's own
    sys.stdout.write("a line of the function's own\n")
    body = event.get("body") or ""
    name = (event.get("queryStringParameters") or {}).get("name")
    time.sleep(0.02)
    answer = {
        "name": name,
        "length": len(body),
        "pid": os.getpid(),
        "remaining": context.get_remaining_time_in_millis(),
        "context": event["requestContext"],
        "isBase64Encoded": event["isBase64Encoded"],
        "headers": event["headers"],
        "folders": os.environ["PYTHONPATH"].split(os.pathsep),
        "data": os.environ["DATA_DIR"],
        "extra": os.environ.get("EXTRA"),
    }
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": json.dumps(answer)}


def authorize(event: dict[str, Any], _context: object) -> dict[str, Any]:
    key = event["headers"].get("X-Api-Key")
    if key is None:
        raise UnauthorizedError("Unauthorized")
    if key == "broken":
        return {"principalId": "x"}
    effect = "Deny" if key == "denied" else "Allow"
    return {
        "principalId": key,
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [{"Action": "execute-api:Invoke", "Effect": effect, "Resource": "*"}],
        },
        "context": {"asked": str(time.monotonic_ns())},
        "usageIdentifierKey": hashlib.sha256(key.encode()).hexdigest(),
    }


def misbehave(event: dict[str, Any], _context: object) -> object:
    match event["do"]:
        case "hang":
            sys.stdout.write(f"pid {os.getpid()}\n")
            time.sleep(60)
        case "exit":
            sys.stdout.flush()
            os._exit(3)
        case "grow":
            held = bytearray(400 * 1024 * 1024)
            held[::4096] = b"x" * len(held[::4096])
            time.sleep(60)
        case "raise":
            raise ValueError("no such thing")
        case "talk":
            return "x" * (7 * 1024 * 1024)
    return event


def work(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Keep every body in the bucket; those named so fail, alone or with the whole batch."""
    s3 = boto3.client("s3")
    failures = []
    for record in event["Records"]:
        body = json.loads(record["body"])
        if body["do"] == "exit" and record["attributes"]["ApproximateReceiveCount"] == "1":
            os._exit(1)
        if body["do"] == "fail" and record["attributes"]["ApproximateReceiveCount"] == "1":
            failures.append({"itemIdentifier": record["messageId"]})
            continue
        count = record["attributes"]["ApproximateReceiveCount"]
        s3.put_object(
            Bucket=os.environ["BUCKET"], Key=f"{body['name']}/{count}", Body=record["body"].encode()
        )
    return {"batchItemFailures": failures}
