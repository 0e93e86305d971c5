"""The weights of a network in one vector, which processes can average and an optimiser reads in fp32."""

import torch
from torch import nn


class Flat:
    """The weights and gradients of a network in one vector each; its parameters become views of them.

    The network computes in `dtype`; `values` and `gradients`, which the optimiser reads, are fp32.
    `values` are those given, or the network's own. `first` are the parameters whose names begin with
    `prefix`, `rest` the others: they may learn at different rates.
    """

    def __init__(
        self, network: nn.Module, dtype: torch.dtype, prefix: str, values: torch.Tensor | None = None
    ) -> None:
        named = sorted(network.named_parameters(), key=lambda item: not item[0].startswith(prefix))
        sizes = [parameter.numel() for _, parameter in named]
        border = sum(size for size, (name, _) in zip(sizes, named, strict=True) if name.startswith(prefix))
        own = torch.cat([parameter.data.flatten() for _, parameter in named]) if values is None else values
        self.values, self._used = own, own.to(dtype)
        self.gradients = torch.zeros_like(self.values)
        self._found = self.gradients.to(dtype)
        start = 0
        for size, (_, parameter) in zip(sizes, named, strict=True):
            parameter.data = self._used[start : start + size].view(parameter.shape)
            parameter.grad = self._found[start : start + size].view(parameter.shape)
            start += size
        self.first = nn.Parameter(self.values[:border])
        self.rest = nn.Parameter(self.values[border:])
        self.first.grad = self.gradients[:border]
        self.rest.grad = self.gradients[border:]

    def collect(self) -> None:
        """Bring the gradients that the network found to the optimiser."""
        self.gradients.copy_(self._found)

    def clear(self) -> None:
        """Forget the gradients."""
        self._found.zero_()

    def publish(self) -> None:
        """Bring the optimiser's values to the network."""
        self._used.copy_(self.values)
