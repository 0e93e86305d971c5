"""Opening networks: on one thread, and with nothing written or sent about it."""

import os
import subprocess
import sys
from pathlib import Path

import summarizers
from summarizers.sessions import open_session

MODELS = Path(__file__).parents[2] / "layers" / "models"
ROOT = Path(summarizers.__file__).parents[1]
SCRIPT = """
import sys
from pathlib import Path
import numpy as np
from summarizers.sessions import open_session
session = open_session(Path(sys.argv[1]))
(vectors,) = session.run(None, {"pieces": np.zeros((1, 3, 384), np.float32)})
print(vectors.shape)
"""


def test_running_a_network_writes_nothing_into_the_home_folder(tmp_path: Path) -> None:
    """The telemetry of onnxruntime would leave a device id and a database in .cache/Microsoft."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(MODELS / "minilm" / "model.onnx")],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "(1, 384)\n"
    assert list(tmp_path.rglob("*")) == []


def test_sessions_use_one_thread_and_leave_graphs_as_they_are() -> None:
    options = open_session(MODELS / "minilm" / "model.onnx").get_session_options()
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (1, 1)
    assert options.graph_optimization_level.name == "ORT_DISABLE_ALL"


def test_sessions_do_without_the_kernels_that_go_wrong_on_some_arm_processors() -> None:
    options = open_session(MODELS / "minilm" / "model.onnx").get_session_options()
    assert options.get_session_config_entry("mlas.disable_kleidiai") == "1"


def test_networks_share_their_working_memory() -> None:
    options = open_session(MODELS / "minilm" / "model.onnx").get_session_options()
    assert options.get_session_config_entry("session.use_env_allocators") == "1"
