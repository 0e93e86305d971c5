"""Opening networks in ONNX Runtime: one thread, nothing rewritten at load, nothing sent anywhere.

No other module imports onnxruntime: it has to be told what not to do before it is imported.
"""

import os
from pathlib import Path
from typing import TypeAlias

# Wheels from 1.29 on collect telemetry (files under ~/.cache/Microsoft, uploads) unless told not to before
# they are imported: https://github.com/microsoft/onnxruntime/blob/main/docs/Privacy.md
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

Session: TypeAlias = onnxruntime.InferenceSession

# One pool of working memory for all networks of a process, as only one works at a time: 20 MB less.
onnxruntime.create_and_register_allocator(
    onnxruntime.OrtMemoryInfo(
        "Cpu", onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, onnxruntime.OrtMemType.DEFAULT
    ),
    onnxruntime.OrtArenaCfg(0, -1, -1, -1),  # as large as need be; the rest as ONNX Runtime thinks best
)


def open_session(path: Path) -> Session:
    """Open a network on one thread of this processor.

    The optimizer stays off: the graphs are written fused, and it would undo choices made for speed.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    # It keeps a plan, and memory for it, per shape; texts of every length come here.
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.use_env_allocators", "1")
    # Arm's own kernels make noise of these networks on processors with SME (as emulated; Graviton has
    # none), and others report results that vary from run to run:
    # https://github.com/microsoft/onnxruntime/issues/31569
    options.add_session_config_entry("mlas.disable_kleidiai", "1")
    return Session(path, options, providers=["CPUExecutionProvider"])
