"""Deploy the whole template into MiniStack and put one request through it: a second opinion, without AWS.

What is deployed is what `sam build` makes, for this machine's processor and Python instead of Lambda's. The
functions run with the policies of their roles.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from tools.ministack.calls import CheckError
from tools.ministack.checks import check
from tools.ministack.deployment import ROOT, DeploymentError, build, deploy
from tools.ministack.emulator import CREDENTIALS, REGION, EmulatorError, ministack

LOG = ROOT / ".aws-sam" / "ministack.log"


def main() -> None:
    """Build, deploy, check; what went wrong goes to stderr with status 1."""
    summary = (__doc__ or "").split("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m tools.ministack", description=summary)
    sam, python = ROOT / ".venv-sam/bin/sam", ROOT / ".venv-ministack/bin/python"
    parser.add_argument("--sam", type=Path, default=sam, help="the SAM CLI (%(default)s)")
    parser.add_argument(
        "--python", type=Path, default=python, help="a Python that has MiniStack (%(default)s)"
    )
    default = ROOT / "events/conversations/sales_call.json"
    parser.add_argument("--conversation", type=Path, default=default, help="a request's body (%(default)s)")
    given = parser.parse_args()
    conversation = json.loads(given.conversation.read_text(encoding="utf-8")) | {"summaryType": "all"}
    try:
        print("Building for this machine …", flush=True)
        build(given.sam)
        print("Starting MiniStack …", flush=True)
        with ministack(given.python, LOG) as emulator:
            os.environ.update(
                CREDENTIALS,
                AWS_CA_BUNDLE=str(emulator.certificate),
                AWS_DEFAULT_REGION=REGION,
                AWS_ENDPOINT_URL=emulator.url,
            )
            print("Deploying the template …", flush=True)
            deploy(given.sam)
            print("Calling it …", flush=True)
            check(emulator.url, conversation)
    except (CheckError, DeploymentError, EmulatorError, TimeoutError) as error:
        sys.exit(f"{error}\nMiniStack's log: {LOG}")
    print("The template deploys, and a request goes through it.")


if __name__ == "__main__":
    main()
