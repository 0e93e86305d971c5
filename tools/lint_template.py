"""Lint what CloudFormation will see: template.yaml as AWS SAM's transform turns it into plain resources.

`sam validate --lint` looks at the template before the transform and misses what cfn-lint finds after it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.local.template import translate

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Let cfn-lint print what it finds, and fail if that is anything."""
    summary = (__doc__ or "").split("\n")[0]
    argparse.ArgumentParser(prog="python -m tools.lint_template", description=summary).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        translated = Path(folder) / "template.json"
        translated.write_text(
            json.dumps(translate(ROOT / "template.yaml", {}).body, indent=1), encoding="utf-8"
        )
        lint = subprocess.run([Path(sys.executable).with_name("cfn-lint"), translated], check=False)
    if lint.returncode:
        sys.exit(lint.returncode)
    print("The translated template is clean.")


if __name__ == "__main__":
    main()
