# SPDX-License-Identifier: Apache-2.0
"""What 3B can be made to do wrong, to see that tests notice."""
import os
import signal
import threading
import time


def apply(mutant, consumer, output):
    """Puts the mutant between the service and its input or output."""
    if mutant == "skip-partition":
        return BlindConsumer(consumer), output
    return consumer, SwappingOutput(output) if mutant == "swap-order" else MutantOutput(mutant, consumer, output)


class BlindConsumer:
    """Never sees partition 0."""

    def __init__(self, inner):
        self._inner = inner

    def poll(self, patience):
        record = self._inner.poll(patience)
        return None if record is not None and not record.error() and record.partition() == 0 else record

    def __getattr__(self, name):
        return getattr(self._inner, name)


class SwappingOutput:
    """Writes a record behind the next one of its key, if that comes soon."""

    def __init__(self, inner):
        self._inner, self._turn, self._held = inner, threading.Lock(), None

    def write(self, record, outputs):
        if not outputs:
            return
        with self._turn:
            swaps = self._held is not None and self._held[1][0][0] == outputs[0][0]
            if swaps:
                self._inner.write(record, outputs)
            self._release()
            if not swaps:
                self._held = (record, outputs)
                threading.Timer(0.5, self._release_later, [record]).start()

    def _release_later(self, record):
        with self._turn:
            if self._held is not None and self._held[0] is record:
                self._release()

    def _release(self):
        if self._held is not None:
            held, self._held = self._held, None
            self._inner.write(*held)


class MutantOutput:
    """Does one thing wrong on the way to the real output."""

    def __init__(self, mutant, consumer, inner):
        self._mutant, self._consumer, self._inner, self._records = mutant, consumer, inner, 0

    def write(self, record, outputs):
        self._records += 1
        if self._mutant == "drop-tenth" and self._records % 10 == 0:
            return
        if self._mutant == "send-twice":
            self._inner.write(record, outputs)
        elif self._mutant == "commit-first":
            self._consumer.commit(message=record, asynchronous=False)
            os.kill(os.getpid(), signal.SIGKILL)
        elif self._mutant == "slow-store":
            time.sleep(15)
        self._inner.write(record, [self._spoil(record, *output) for output in outputs])

    def _spoil(self, record, key, value, headers, partition):
        if self._mutant == "change-field" and value is not None:
            value = {**value, "customer": {**value["customer"], "segment": "unknown"}}
        elif self._mutant == "lose-header":
            headers = {name: content for name, content in headers.items() if name != "source"}
        elif self._mutant == "wrong-partition":
            # The key's own partition is that of the input.
            partition = 1 if record.partition() == 0 else 0
        return key, value, headers, partition
