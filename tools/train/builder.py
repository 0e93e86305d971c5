"""Writing ONNX graphs node by node, so that every one holds just the fused operators that run fast.

The graphs are final: sessions open them with ONNX Runtime's optimizer switched off.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from tools.train.quantize import Floats, by_column, smoothing

MICROSOFT = "com.microsoft"
OPSET = 24
IR_VERSION = 10

Shape = Sequence[int | str]


class GraphBuilder:
    """One graph in the making; tensors go by their names.

    ``quantized`` stores matrices as 7-bit integers. ``maxima`` says, by linear, how large each of its inputs
    gets on real texts (calibration). ``linear_inputs`` remembers which tensor every linear reads, and how
    wide it is: calibration asks for that.
    """

    def __init__(self, *, quantized: bool, maxima: Mapping[str, Floats] | None = None) -> None:
        self.quantized = quantized
        self.maxima = maxima or {}
        self.linear_inputs: dict[str, tuple[str, int]] = {}
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []

    def input(self, name: str, shape: Shape, kind: int = TensorProto.FLOAT) -> str:
        """Declare an input of the graph."""
        self._inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, name: str, shape: Shape, kind: int = TensorProto.FLOAT) -> None:
        """Declare a tensor as an output of the graph; the first declaration counts."""
        if all(output.name != name for output in self._outputs):
            self._outputs.append(helper.make_tensor_value_info(name, kind, shape))

    def constant(self, name: str, values: npt.ArrayLike, kind: npt.DTypeLike = np.float32) -> str:
        """Store values in the graph under a name; the same name again is the same constant."""
        if name not in self._constants:
            array = np.ascontiguousarray(np.asarray(values, kind))
            self._constants[name] = numpy_helper.from_array(array, name)
        return name

    def integers(self, *values: int) -> str:
        """Store a short int64 vector (axes, shapes); equal vectors are stored once."""
        return self.constant("int64_" + "_".join(map(str, values)), values, np.int64)

    def node(
        self,
        kind: str,
        inputs: Sequence[str],
        outputs: int | Sequence[str] = 1,
        domain: str = "",
        **attributes: float | str | Sequence[int],
    ) -> list[str]:
        """Add an operator; returns the names of its outputs, made up unless given."""
        number = len(self._nodes)
        if isinstance(outputs, int):
            outputs = [f"{kind}_{number}_{i}" for i in range(outputs)]
        node = helper.make_node(
            kind,
            inputs,
            outputs,
            f"{kind}_{number}",
            domain=domain,
            doc_string=None,
            overload=None,
            **attributes,
        )
        self._nodes.append(node)
        return list(outputs)

    def call(self, name: str) -> str:
        """Give the first output of the latest operator a name."""
        self._nodes[-1].output[0] = name
        return name

    def smoothed(self, x: str, name: str, matrix: Floats) -> tuple[str, Floats]:
        """Move outliers of a linear's inputs into its matrix, as calibration found them; return both."""
        maxima = self.maxima.get(name)
        if not self.quantized or maxima is None:
            return x, matrix
        factors = smoothing(matrix, maxima)
        (x,) = self.node("Mul", [x, self.constant(f"{name}.smoothing", 1 / factors)])
        return x, matrix * factors[:, None]

    def linear(self, x: str, name: str, matrix: Floats, bias: Floats) -> str:
        """``x @ matrix + bias`` for a matrix (inputs, outputs)."""
        self.linear_inputs[name] = x, len(matrix)
        if not self.quantized:
            product = self.node("MatMul", [x, self.constant(f"{name}.matrix", matrix)])
            return self.node("Add", [*product, self.constant(f"{name}.bias", bias)])[0]
        weights = by_column(matrix)
        inputs = [
            x,
            self.constant(f"{name}.matrix", weights.values, np.int8),
            self.constant(f"{name}.scales", weights.scales),
            "",
            self.constant(f"{name}.bias", bias),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, domain=MICROSOFT)[0]

    def add_and_norm(
        self, x: str, residual: str, name: str, norm: tuple[Floats, Floats], epsilon: float
    ) -> str:
        """Layer norm (gain, shift) of a sum: several times faster than ``SkipLayerNormalization``."""
        gain, shift = norm
        (total,) = self.node("Add", [x, residual])
        inputs = [total, self.constant(f"{name}.weight", gain), self.constant(f"{name}.bias", shift)]
        return self.node("LayerNormalization", inputs, axis=-1, epsilon=epsilon)[0]

    def model(self, name: str) -> onnx.ModelProto:
        """Return the finished graph as a checked model."""
        graph = helper.make_graph(
            self._nodes, name, self._inputs, self._outputs, list(self._constants.values())
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="recap")
        onnx.checker.check_model(model)
        return model


def save(model: onnx.ModelProto, path: Path) -> None:
    """Write a model as one file without external data."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.SerializeToString(deterministic=True))
