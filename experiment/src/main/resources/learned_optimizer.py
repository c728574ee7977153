"""A learned optimizer, exported by Symlab: ${summary}.

    from learned import LearnedOptimizer
    optimizer = LearnedOptimizer(model.parameters())

Nothing but torch is needed. The weights stand at the end of this file.
"""

import array
import base64
import json
import math
import re
import sys

import torch

#: What the network is and what it sees.
DESCRIPTION = json.loads(
    '${description}'
)
#: Name and shape of each weight tensor, in the order of the numbers in WEIGHTS.
SHAPES = json.loads(
    '${shapes}'
)

#: Coordinates that go through the network at once: enough to be fast, few enough to be small.
CHUNK = 1 << 18

DECAYS = {
    "mom1": 0.1, "mom5": 0.5, "mom9": 0.9, "mom99": 0.99, "mom999": 0.999, "mom9999": 0.9999
}
#: Features that grow with the gradient, and are multiplied with the input gain.
GROWING = {"g", "adam_up", "adam_up_norm", "adam_down", "norm_g", *DECAYS}
OF_PARAMETERS = {"theta", "norm_theta"}
#: Which momenta features are made of; what is made of the average of g^2, and of factored moments.
MOMENTA = {f"mom{n}_{by}": (f"mom{n}",) for n in ("9", "99", "999") for by in ("rms", "fac")}
RMS = {"rms", "inv_rms", "mom9_rms", "mom99_rms", "mom999_rms"}
FACTORED = re.compile("(fac|row|col|inv_row|inv_col)9+|mom9+_fac")
POWERS = {"magic2": 2.0, "magic25": 2.5, "magic3": 3.0, "magic4": 4.0}
BETA = 0.95
#: Features that follow from the step alone; the clocks among them by their steps.
CLOCKS = {f"t{n}": n for e in range(6) for n in (10**e, 3 * 10**e) if n <= 100_000}
OF_STEP = {"t", "log_t", *CLOCKS}


${functions}


class LearnedOptimizer(torch.optim.Optimizer):
    """A small network that makes each coordinate's update of its gradients.

    All tensors go through it together, so the number of kernel launches depends on the number of
    coordinates and not on that of tensors, unless it sees factored moments: those are made tensor
    by tensor. Inside it computes in single precision, or in double for parameters in double. Its
    memory of a parameter is in ``state``, so it is saved and loaded as any optimizer's; the state
    dict has a description of the network, and another network's is refused.

    Arguments:
        params: iterable of tensors, or of dicts that define parameter groups
        lr: base rate, what the network's output is multiplied with (default: as it was trained)
${arguments}
        foreach: taken for the sake of code that hands it to every optimizer; whatever it is, tensors
            are moved together, as said above
    """

    def __init__(
        self, params, lr=DESCRIPTION["scale"], weight_decay=0.0, maximize=False, foreach=None
    ):
        options = {"lr": lr, "weight_decay": weight_decay}
        super().__init__(params, {**options, "maximize": maximize, "foreach": foreach})
        self._forget()
        self._rates()

    def __setstate__(self, state):
        super().__setstate__(state)
        for group in self.param_groups:  # saved before there were these options
            for name, usual in (("weight_decay", 0.0), ("maximize", False), ("foreach", None)):
                group.setdefault(name, usual)
        self._forget()

    def _forget(self):
        self._flat = {}  # by place, precision and parameters: their memory in one piece per name
        self._home = {}  # by parameter: the key of the piece that its state is a view of
        self._networks = {}  # by device and precision: the weights
        self._known = {}  # by parameter: its rate, where each has one of its own

${methods}

    def _move_all(self):
        rates = self._rates()
        moved = [
            (parameter, group)
            for group in self.param_groups
            for parameter in group["params"]
            if parameter.grad is not None
        ]
        if any(parameter.is_complex() for parameter, _ in moved):
            raise RuntimeError("LearnedOptimizer takes no complex parameters; nothing was moved")
        buckets = {}
        for parameter, group in moved:
            state = self.state[parameter]
            state["step"] = state.get("step", 0) + 1
            key = (parameter.device, parameter.dtype, state["step"], bool(group["maximize"]))
            lr = float(group["lr"])
            member = (parameter, lr * rates.get(parameter, 1.0), 1.0 - lr * group["weight_decay"])
            buckets.setdefault(key, []).append(member)
        for (device, _, step, maximize), members in buckets.items():
            self._move(device, step, maximize, *map(list, zip(*members)))

    def _move(self, device, step, maximize, parameters, factors, shrunk):
        inner = _working(parameters[0])
        sizes = [parameter.numel() for parameter in parameters]
        grad = _flat([parameter.grad for parameter in parameters], inner)
        if maximize:
            grad = -grad
        memory = self._memory(parameters, sizes, device, inner)
        theta = None
        if not OF_PARAMETERS.isdisjoint(DESCRIPTION["features"]):
            theta = _flat(parameters, inner)
        tensors = _Tensors(parameters, sizes, device, inner, self.state)
        seen = _features(grad, theta, memory, step, tensors)
        if DESCRIPTION["kind"].startswith("mlp"):
            seen = tensors.normalised(seen)
        network = self._network(device, inner)
        update = torch.empty_like(grad)
        for start in range(0, grad.numel(), CHUNK):
            rows = slice(start, start + CHUNK)
            update[rows] = _apply(network, _inputs([f[rows] for f in seen]), memory, rows)
        rate = factors[0]
        if any(factor != rate for factor in factors):
            torch._foreach_mul_(_pieces(update, parameters), factors)
            rate = 1.0
        _move_by(parameters, shrunk, update, rate)

    def _memory(self, parameters, sizes, device, inner):
        """What is remembered of these parameters, each thing in one piece; state has views of it."""
        key = (device, inner, *(id(parameter) for parameter in parameters))
        if all(self._home.get(parameter) == key for parameter in parameters):
            return self._flat[key]
        pieces = {}
        for name, (width, dtype) in _remembered(inner).items():
            parts = []
            for parameter, size in zip(parameters, sizes):
                shape = (size,) if width is None else (size, width)
                kept = self.state[parameter].get(name)
                if kept is None:
                    kept = torch.zeros(shape, device=device, dtype=dtype)
                parts.append(kept.to(device=device, dtype=dtype).reshape(shape))
            pieces[name] = torch.cat(parts)
            for parameter, view in zip(parameters, pieces[name].split(sizes)):
                self.state[parameter][name] = view
        left = {self._home.get(parameter) for parameter in parameters}
        for parameter in parameters:
            self._home[parameter] = key
        for home in left - {None} - set(self._home.values()):
            self._flat.pop(home, None)
        self._flat[key] = pieces
        return pieces

    def _network(self, device, inner):
        if (device, inner) not in self._networks:
            numbers = array.array("f", base64.b64decode(WEIGHTS))
            if sys.byteorder == "big":
                numbers.byteswap()
            values = torch.tensor(numbers, dtype=inner, device=device)
            pieces = values.split([math.prod(shape) for _, shape in SHAPES])
            self._networks[device, inner] = {
                name: piece.view(shape) for (name, shape), piece in zip(SHAPES, pieces)
            }
        return self._networks[device, inner]

    def _rates(self):
        """By parameter, what its base rate is multiplied with; empty where one rate goes for all."""
        groups = DESCRIPTION["groups"]
        if groups == 0:
            return {}
        parameters = [parameter for group in self.param_groups for parameter in group["params"]]
        if len(parameters) == len(self._known) == groups:
            return self._known
        if len(parameters) != groups:
            raise ValueError(
                f"this optimizer has learned a rate for each of {groups} tensors, in their order;"
                f" these are {len(parameters)}"
            )
        network = self._network(torch.device("cpu"), torch.float64)
        hidden = network["group_rates.hidden.weight"].t() + network["group_rates.hidden.bias"]
        out = torch.tanh(hidden) @ network["group_rates.output.weight"].t()
        rates = torch.exp(out + network["group_rates.output.bias"]).flatten().tolist()
        self._known = dict(zip(parameters, rates))
        return self._known

    def state_dict(self, *args, **kwargs):
        state_dict = super().state_dict(*args, **kwargs)
        state_dict["optimizer"] = dict(DESCRIPTION)
        return state_dict

    def load_state_dict(self, state_dict):
        described = state_dict.get("optimizer")
        if described != DESCRIPTION:
            raise ValueError(
                "this is the state of another optimizer: "
                + ("it describes no network" if described is None else f"its network is {described}")
                + f"; this one's is {DESCRIPTION}"
            )
        own = {key: value for key, value in state_dict.items() if key != "optimizer"}
        saved = [key for group in own["param_groups"] for key in group["params"]]
        parameters = [parameter for group in self.param_groups for parameter in group["params"]]
        for key, parameter in zip(saved, parameters):
            if key in own["state"]:
                _check_kept(own["state"][key], _kept_names(parameter))
        super().load_state_dict(own)
        # As it was, whatever the precision of the parameters.
        for key, parameter in zip(saved, parameters):
            for name, value in own["state"].get(key, {}).items():
                if torch.is_tensor(value):
                    self.state[parameter][name] = value.detach().clone().to(parameter.device)
        self._forget()


def _remembered(inner):
    """By name: the width of what is kept of each coordinate (None: a number), and its precision."""
    features = DESCRIPTION["features"]
    kept = {}
    if any(f in ("mt", "adam_up", "adam_up_norm") or f in POWERS for f in features):
        kept["m"] = (None, inner)
    if any(f in ("mt", "gt", "adam_down") for f in features):
        kept["v"] = (None, inner)
    for feature in features:
        if feature in DECAYS:
            kept[feature] = (None, inner)
        if feature in POWERS:
            kept[feature] = (None, torch.float64)  # a fourth power is below what a float can hold
        for momentum in MOMENTA.get(feature, ()):
            kept[momentum] = (None, inner)
        if feature in RMS:
            kept["rms"] = (None, inner)
    for layer, units in enumerate(DESCRIPTION["lstm"]):
        kept[f"h{layer}"] = (units, inner)
        kept[f"c{layer}"] = (units, inner)
    return kept


def _kept_names(parameter):
    """What state has of a parameter that has been moved."""
    moments = [_digits(f) for f in DESCRIPTION["features"] if FACTORED.fullmatch(f)]
    sides = ("row",) if parameter.dim() < 2 else ("row", "col")
    factored = [side + digits for digits in sorted(set(moments)) for side in sides]
    return ["step", *_remembered(torch.float32), *factored]


class _Tensors:
    """Which coordinates of a bucket are of which tensor, for what looks at whole tensors."""

    def __init__(self, parameters, sizes, device, inner, state):
        self.parameters, self.sizes, self.state = parameters, sizes, state
        self.device, self.inner = device, inner
        self._place = None

    def _spread(self, squares):
        """The mean over each tensor, [coordinates][columns], in as many launches for any number."""
        if self._place is None:
            sizes = torch.tensor(self.sizes, device=self.device)
            self._place = torch.repeat_interleave(
                torch.arange(len(self.sizes), device=self.device), sizes, output_size=sum(self.sizes)
            )
            self._inverse = (1.0 / sizes.clamp(min=1)).to(self.inner).unsqueeze(1)
        sums = torch.zeros(
            len(self.sizes), squares.shape[1], device=self.device, dtype=squares.dtype
        ).index_add_(0, self._place, squares)
        return (sums * self._inverse)[self._place]

    def norm(self, x):
        """The root of the mean square over each tensor, for each of its coordinates."""
        return torch.sqrt(self._spread((x * x).unsqueeze(1))).squeeze(1)

    def normalised(self, seen):
        """Features, divided by their size over each tensor; those of the step stay as they are."""
        names = DESCRIPTION["features"]
        scaled = [f for f, name in enumerate(names) if name not in OF_STEP]
        rows = torch.stack([seen[f] for f in scaled], 1)
        rows = rows * torch.rsqrt(1e-5 + self._spread(rows * rows))
        seen = list(seen)
        for column, f in enumerate(scaled):
            seen[f] = rows[:, column]
        return seen

    def factored(self, g, memory):
        """By name the features of factored moments, as Adafactor keeps them, tensor by tensor."""
        wanted = [f for f in DESCRIPTION["features"] if FACTORED.fullmatch(f)]
        decays = sorted({_digits(f) for f in wanted})
        pieces = {feature: [] for feature in wanted}
        start = 0
        for parameter, size in zip(self.parameters, self.sizes):
            rows = slice(start, start + size)
            start += size
            state = self.state[parameter]
            gradient = g[rows].reshape(parameter.shape)
            for digits in decays:
                decay = float("0." + digits)
                made = _moments(gradient, state, digits, decay)
                momentum = memory.get("mom" + digits)
                momentum = None if momentum is None else momentum[rows].reshape(parameter.shape)
                for feature in wanted:
                    if _digits(feature) == digits:
                        pieces[feature].append(made(feature, momentum).reshape(-1))
        return {feature: torch.cat(parts) for feature, parts in pieces.items()}


def _digits(feature):
    """The digits in a feature's name: a decay, without its zero and point."""
    return re.sub("[^0-9]", "", feature)


def _moments(g, state, digits, decay):
    """Moves a tensor's factored moment on; gives what makes a feature of it."""
    square = g * g + 1e-30
    names = [f"{side}{digits}" for side in ("row", "col")]
    if g.dim() < 2:
        v = state.get(names[0])
        v = (torch.zeros_like(g) if v is None else v.to(g)).mul_(decay).add_(square, alpha=1 - decay)
        state[names[0]] = v
        row = column = v
    else:
        order = sorted(range(g.dim()), key=lambda side: (g.shape[side], side))
        long, second = order[-1], order[-2]
        row, column = square.mean(long, keepdim=True), square.mean(second, keepdim=True)
        for name, mean in zip(names, (row, column)):
            kept = state.get(name)
            kept = torch.zeros_like(mean) if kept is None else kept.to(g).reshape(mean.shape)
            state[name] = kept.mul_(decay).add_(mean, alpha=1 - decay)
        row, column = state[names[0]], state[names[1]]
        band = row.mean(second, keepdim=True) + 1e-9
        factor = (row / band).clamp(min=1e-9).rsqrt() * column.clamp(min=1e-9).rsqrt()

    def made(feature, momentum):
        if feature.startswith("row"):
            return row.expand_as(g)
        if feature.startswith("col"):
            return column.expand_as(g)
        if feature.startswith("inv_row"):
            return torch.rsqrt(row + 1e-8).expand_as(g)
        if feature.startswith("inv_col"):
            return torch.rsqrt(column + 1e-8).expand_as(g)
        if feature.startswith("fac"):
            return g * ((row + 1e-9).clamp(min=1e-9).rsqrt() if g.dim() < 2 else factor)
        return momentum * ((row + 1e-6).rsqrt() if g.dim() < 2 else factor)

    return made


def _features(g, theta, memory, step, tensors):
    """What the network sees of each coordinate, in order, after the averages have moved on."""
    bias = 1 - BETA**step
    if "m" in memory:
        memory["m"].mul_(BETA).add_(g, alpha=1 - BETA)
    if "v" in memory:
        memory["v"].mul_(BETA).addcmul_(g, g, value=1 - BETA)
        scale = torch.sqrt(memory["v"] / bias) + 1e-12
    if "rms" in memory:
        memory["rms"].mul_(0.999).addcmul_(g, g, value=1 - 0.999)
    for name, decay in DECAYS.items():
        if name in memory:
            memory[name].mul_(decay).add_(g, alpha=1 - decay)
    made = tensors.factored(g, memory)
    seen = []
    for feature in DESCRIPTION["features"]:
        if feature in made:
            seen.append(made[feature])
        elif feature == "mt":
            seen.append(memory["m"] / bias / scale)
        elif feature == "gt":
            seen.append(g / scale)
        elif feature == "g":
            seen.append(g)
        elif feature in DECAYS:
            seen.append(memory[feature])
        elif feature == "t":
            seen.append(torch.full_like(g, step / 1000))
        elif feature == "log_t":
            seen.append(torch.full_like(g, math.log(step)))
        elif feature in CLOCKS:
            seen.append(torch.full_like(g, math.tanh((step - 1) / CLOCKS[feature] - 1)))
        elif feature == "theta":
            seen.append(theta)
        elif feature in ("norm_g", "norm_theta"):
            seen.append(tensors.norm(g if feature == "norm_g" else theta))
        elif feature == "rms":
            seen.append(memory["rms"])
        elif feature == "inv_rms":
            seen.append(torch.rsqrt(memory["rms"] + 1e-6))
        elif feature in RMS:
            seen.append(memory[MOMENTA[feature][0]] * torch.rsqrt(memory["rms"] + 1e-6))
        elif feature == "adam_up":
            seen.append(memory["m"])
        elif feature == "adam_up_norm":
            seen.append(memory["m"] / bias)
        elif feature == "adam_down":
            seen.append(scale)
        else:
            power = POWERS[feature]
            mean = memory[feature].mul_(BETA).add_(g.double().abs() ** power, alpha=1 - BETA)
            seen.append((memory["m"] / ((mean / bias) ** (1 / power) + 1e-8)).to(g.dtype))
    return seen


def _inputs(seen):
    """Features as the network takes them, [coordinates][inputs]."""
    gain = DESCRIPTION["input_gain"]
    inputs = []
    for feature, values in zip(DESCRIPTION["features"], seen):
        x = values * gain if feature in GROWING and gain != 1 else values
        if DESCRIPTION["preprocess"] == "log-sign":
            size = x.abs()
            small = size < math.exp(-10)
            inputs.append(torch.where(small, torch.full_like(x, -1), torch.log(size) / 10))
            inputs.append(torch.where(small, x * math.exp(10), torch.sign(x)))
        else:
            inputs.append(x)
    return torch.stack(inputs, 1)


def _apply(network, x, memory, rows):
    """One step of the network; its memory of these rows moves on."""
    if DESCRIPTION["kind"].startswith("mlp"):
        for layer in range(len(DESCRIPTION["hidden"])):
            weights = (network[f"hidden.{layer}.{name}"] for name in ("weight", "bias"))
            x = torch.relu(torch.nn.functional.linear(x, *weights))
        out = torch.nn.functional.linear(x, network["output.weight"], network["output.bias"])
        return -out[:, 0] * torch.exp(0.001 * out[:, 1])
    if "linear.weight" in network:
        x = torch.nn.functional.elu(
            torch.nn.functional.linear(x, network["linear.weight"], network["linear.bias"])
        )
    for layer in range(len(DESCRIPTION["lstm"])):
        h, c = memory[f"h{layer}"], memory[f"c{layer}"]
        weights = [
            network[f"lstm.{layer}.{name}"]
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        ]
        x, cell = torch.lstm_cell(x, (h[rows], c[rows]), *weights)
        h[rows] = x
        c[rows] = cell
    out = torch.nn.functional.linear(x, network["output.weight"], network["output.bias"]).squeeze(1)
    if DESCRIPTION["pre_tanh_scale"]:
        return 0.1 * torch.tanh(network["pre_tanh_scale"] * out)
    return torch.tanh(out) if DESCRIPTION["kind"] == "rnnprop" else out


WEIGHTS = """
${weights}
"""
