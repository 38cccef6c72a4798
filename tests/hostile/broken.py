"""Good files of every kind with something broken in the bytes: cut, flipped, zeroed, doubled, with rubbish around."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hostile import Hostile, good, made

CUTS = (0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99)
FLIPS = 10


def files() -> Iterator[Hostile]:
    for kind, data in good.all_kinds().items():
        for share in CUTS:
            yield made(f"broken/cut-{share}/{kind}", kind, lambda d=data, s=share: d[: int(len(d) * s)])
        for number in range(FLIPS):
            yield made(f"broken/flip-{number}/{kind}", kind, lambda d=data, n=number: _flipped(d, n))
        for share in (0.05, 0.3, 0.6):
            yield made(f"broken/zeros-{share}/{kind}", kind, lambda d=data, s=share: _zeroed(d, s))
        yield made(f"broken/doubled/{kind}", kind, lambda d=data: d + d)
        yield made(f"broken/rubbish-behind/{kind}", kind, lambda d=data: d + _rubbish())
        yield made(f"broken/rubbish-before/{kind}", kind, lambda d=data: _rubbish() + d)
        yield made(f"broken/last-byte-lost/{kind}", kind, lambda d=data: d[:-1])


def _flipped(data: bytes, number: int) -> bytes:
    """One bit of each two hundredth byte, others for each number."""
    chance, changed = random.Random(number), bytearray(data)
    for _ in range(max(1, len(data) // 2000) if number % 2 else 1):
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _zeroed(data: bytes, share: float) -> bytes:
    start = int(len(data) * share)
    return data[:start] + bytes(len(data) // 20) + data[start + len(data) // 20 :]


def _rubbish() -> bytes:
    return random.Random(7).randbytes(4096)
