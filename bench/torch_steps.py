"""What a step of exported optimizers costs beside torch.optim.Adam(foreach=True), on the CPU.

    lab export e3 --row tuned --format torch --out rule.py
    lab export e3:learned --format torch --out learned.py
    python3 bench/torch_steps.py rule.py learned.py

Per optimizer: the median CPU time of a step on the tensors of the MNIST mlp and of a ResNet-50, its ratio to Adam's, and
how many operations a step calls on 1, 8 and 64 tensors of the same numbers. On a GPU each is a kernel to launch.
Repeats are taken in turns. Needs torch and nothing else; one thread.
"""

import importlib.util
import statistics
import sys
import time

import torch
from torch.utils._python_dispatch import TorchDispatchMode

REPEATS = {"mlp": 15, "ResNet-50": 3}
#: Views launch nothing.
FREE = {"view", "_reshape_alias", "_unsafe_view", "split_with_sizes", "split", "slice", "detach", "alias"}
MLP = [(30, 784), (30,), (20, 30), (20,), (10, 20), (10,)]


def resnet50(classes=10):
    """The shapes of a ResNet-50's tensors, with a stem of 3 x 3: 23,520,842 parameters."""
    shapes = [(64, 3, 3, 3), (64,), (64,)]
    inputs = 64
    for width, blocks in ((64, 3), (128, 4), (256, 6), (512, 3)):
        for block in range(blocks):
            for shape in ((width, inputs, 1, 1), (width, width, 3, 3), (4 * width, width, 1, 1)):
                shapes += [shape, (shape[0],), (shape[0],)]
            if block == 0:
                shapes += [(4 * width, inputs, 1, 1), (4 * width,), (4 * width,)]
            inputs = 4 * width
    return shapes + [(classes, inputs), (classes,)]


def optimizer_of(path):
    """The torch.optim.Optimizer that a file defines."""
    spec = importlib.util.spec_from_file_location(path.rsplit("/", 1)[-1].removesuffix(".py"), path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, torch.optim.Optimizer) and value.__module__ == module.__name__:
            return value
    sys.exit(f"{path} defines no torch.optim.Optimizer: export it with --format torch")


def parameters_of(shapes):
    torch.manual_seed(1)
    parameters = [torch.nn.Parameter(0.1 * torch.randn(shape)) for shape in shapes]
    for parameter in parameters:
        parameter.grad = 0.01 * torch.randn_like(parameter)
    return parameters


class Count(TorchDispatchMode):
    def __init__(self):
        super().__init__()
        self.calls = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        self.calls += func.__name__.split(".")[0] not in FREE
        return func(*args, **(kwargs or {}))


def calls(make, tensors):
    optimizer = make(parameters_of([(6400 // tensors,)] * tensors))
    optimizer.step()
    with Count() as count:
        optimizer.step()
    return count.calls


def times(makers, shapes, steps, repeats):
    optimizers = [make(parameters_of(shapes)) for make in makers]
    taken = [[] for _ in makers]
    for _ in range(repeats + 1):
        for optimizer, seconds in zip(optimizers, taken):
            start = time.process_time()
            for _ in range(steps):
                optimizer.step()
            seconds.append((time.process_time() - start) / steps)
    return [statistics.median(seconds[1:]) for seconds in taken]


def main(paths):
    if not paths:
        sys.exit(__doc__)
    torch.set_num_threads(1)
    names = ["Adam(foreach)"] + paths
    makers = [lambda parameters: torch.optim.Adam(parameters, foreach=True)] + [optimizer_of(path) for path in paths]
    for title, shapes, steps in (("mlp", MLP, 50), ("ResNet-50", resnet50(), 1)):
        numbers = sum(torch.Size(shape).numel() for shape in shapes)
        print(f"{title}: {len(shapes)} tensors, {numbers:,} numbers")
        medians = times(makers, shapes, steps, REPEATS[title])
        for name, median in zip(names, medians):
            print(f"  {1e3 * median:10.3f} ms  {median / medians[0]:8.2f} of Adam's  {name}")
    print("operations per step on 1, 8 and 64 tensors")
    for name, make in zip(names, makers):
        print("  " + "  ".join(f"{calls(make, tensors):6d}" for tensors in (1, 8, 64)) + f"  {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
