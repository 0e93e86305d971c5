"""Runs first in every process that the stack starts, so that none of them outlives it.

Standard input is a pipe whose other end only the stack's own process holds: however that process ends, the
pipe ends with it, and a thread that waits for this ends the child and its process group. Works where there
is no PR_SET_PDEATHSIG, and does not mistake the end of a parent's *thread* for the end of the parent.

As a program it becomes a Lambda runtime: `python -P bootstrap.py HANDLER`.
"""

import os
import signal
import sys
import threading


def end_with_parent() -> None:
    """Kill this process group, which the caller leads, as soon as standard input reaches its end."""

    def wait_for_the_end() -> None:
        while os.read(0, 1):
            pass
        os.killpg(os.getpgrp(), signal.SIGKILL)

    threading.Thread(target=wait_for_the_end, daemon=True).start()


if __name__ == "__main__":
    end_with_parent()
    from awslambdaric.__main__ import main

    main(sys.argv)
