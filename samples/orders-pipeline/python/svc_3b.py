#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""3B in Python: the same input, output, settings and mutants as the .NET service.

Reads the audit, passes accepted orders on with what is known about their customer. Needs python3-confluent-kafka.
"""
import json
import os
import signal
import sys
import threading
import time
from datetime import datetime, timezone

from confluent_kafka import Consumer, KafkaError, KafkaException, Producer, TIMESTAMP_NOT_AVAILABLE

AUDIT, ENRICHED, DEAD_LETTERS = "sales.audit", "sales.enriched", "sales.dlq"
SEGMENTS = {"C-1": "gold", "C-2": "silver", "C-3": "bronze", "walk-in": "silver"}
MUTANTS = ["drop-tenth", "send-twice", "change-field", "lose-header", "swap-order", "wrong-partition",
           "commit-first", "slow-store", "skip-partition"]


class InvalidRecord(Exception):
    """The record is wrong, today and tomorrow."""


def handle(record):
    """What follows from a record: a list of (key, value, headers, partition)."""
    headers = dict(record.headers() or [])
    if record.value() is None:
        if not record.key():
            raise InvalidRecord("a tombstone needs a key")
        return [(record.key(), None, headers, -1)]
    try:
        entry = json.loads(record.value().decode("utf-8"))
    except ValueError:
        raise InvalidRecord("the value is not JSON") from None
    if not isinstance(entry, dict):
        raise InvalidRecord("the value is not a JSON object")
    if text(entry, "event") != "ACCEPTED":
        return []
    order = text(entry, "orderId")
    if not isinstance(entry.get("customer"), dict):
        raise InvalidRecord("customer is not an object")
    customer = text(entry["customer"], "id")
    if customer not in SEGMENTS:
        raise InvalidRecord(f'there is no customer "{customer}"')
    lines = entry.get("lines")
    if lines is not None and not isinstance(lines, list):
        raise InvalidRecord("lines is not a list")
    enriched = {"orderId": order, "customer": {"id": customer, "segment": SEGMENTS[customer]}, "lines": lines,
                "enrichedAt": written_at(record)}
    return [(record.key() or order.encode(), enriched, headers, -1)]


def text(fields, name):
    value = fields.get(name)
    if value is None:
        raise InvalidRecord(f"{name} is missing")
    if not isinstance(value, str) or not value:
        raise InvalidRecord(f"{name} is not a text")
    return value


def written_at(record):
    kind, milliseconds = record.timestamp()
    moment = datetime.fromtimestamp(0 if kind == TIMESTAMP_NOT_AVAILABLE else milliseconds / 1000, timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


class Output:
    """Writes to topics: acknowledged by every replica in sync, in order."""

    def __init__(self, settings):
        self._producer = Producer({**settings, "acks": "all", "enable.idempotence": True, "partitioner": "murmur2_random",
                                   "linger.ms": 0, "message.timeout.ms": 10_000})

    def write(self, record, outputs):
        self.send(ENRICHED, [(key, None if value is None else json.dumps(value).encode(), headers, partition)
                             for key, value, headers, partition in outputs])

    def send(self, topic, messages):
        failures = []
        for key, value, headers, partition in messages:
            self._producer.produce(topic, key=key, value=value, headers=headers, partition=partition,
                                   on_delivery=lambda error, _: failures.append(error) if error else None)
        self._producer.flush()
        if failures:
            raise KafkaException(failures[0])


class Service:
    """Reads, handles, writes, and only then lets the record be committed: at least once."""

    def __init__(self, consumer, output, dead_letters):
        self._consumer, self._output, self._dead_letters = consumer, output, dead_letters
        self._stopping = threading.Event()

    def stop(self, *_):
        self._stopping.set()

    def run(self):
        while not self._stopping.is_set():
            record = self._consumer.poll(0.1)
            if record is None:
                continue
            if record.error():
                if record.error().fatal():
                    raise KafkaException(record.error())
                print(f"Reading: {record.error().str()}", file=sys.stderr)
            elif self._process(record):
                self._consumer.store_offsets(record)

    def _process(self, record):
        pause = 0.05
        while True:
            try:
                self._write(record)
                return True
            except KafkaException as trouble:
                if trouble.args[0].fatal():
                    raise
                print(f"{place(record)} waits: {trouble.args[0].str()}", file=sys.stderr)
                if not self._wait_with(record, pause):
                    return False
                pause = min(2 * pause, 1)

    def _write(self, record):
        try:
            outputs = handle(record)
        except InvalidRecord as wrong:
            print(f"{place(record)} to {DEAD_LETTERS}: {wrong}", file=sys.stderr)
            headers = {**dict(record.headers() or []), "error": str(wrong), "source-topic": record.topic(),
                       "source-partition": str(record.partition()), "source-offset": str(record.offset())}
            self._dead_letters.send(DEAD_LETTERS, [(record.key(), record.value(), headers, -1)])
            return
        self._output.write(record, outputs)

    def _wait_with(self, record, seconds):
        """Polls while it waits, so that the group does not give the partitions to others."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self._stopping.is_set() and self._owns(record):
            self._consumer.pause(self._consumer.assignment())
            early = self._consumer.poll(0.05)
            if early is not None and not early.error():
                from_there = [part for part in self._consumer.assignment() if part.partition == early.partition()][0]
                from_there.offset = early.offset()
                self._consumer.pause([from_there])
                self._consumer.seek(from_there)
        self._consumer.resume(self._consumer.assignment())
        return self._owns(record) and not self._stopping.is_set()

    def _owns(self, record):
        return any(part.partition == record.partition() for part in self._consumer.assignment())


def place(record):
    return f"{record.topic()} [{record.partition()}] @{record.offset()}"


def properties():
    """KAFKA_PROPERTIES names a file of librdkafka's own properties."""
    settings = {}
    if os.environ.get("KAFKA_PROPERTIES"):
        with open(os.environ["KAFKA_PROPERTIES"], encoding="utf-8") as lines:
            for name, equals, value in (line.partition("=") for line in lines):
                if equals and not name.strip().startswith("#"):
                    settings[name.strip()] = value.strip()
    if os.environ.get("KAFKA_BOOTSTRAP"):
        settings["bootstrap.servers"] = os.environ["KAFKA_BOOTSTRAP"]
    if "bootstrap.servers" not in settings:
        sys.exit("Set KAFKA_BOOTSTRAP to the brokers, for example localhost:9092.")
    return settings


def tell(what):
    return lambda _, partitions: print(what, *(part.partition for part in partitions), flush=True)


def main():
    settings = properties()
    consumer = Consumer({
        **settings, "group.id": "svc-3b", "auto.offset.reset": "earliest", "partition.assignment.strategy": "cooperative-sticky",
        "session.timeout.ms": int(os.environ.get("GROUP_SESSION_TIMEOUT_MS") or 45_000),
        "heartbeat.interval.ms": int(os.environ.get("GROUP_HEARTBEAT_MS") or 3_000),
        "enable.auto.offset.store": False, "enable.auto.commit": True, "auto.commit.interval.ms": 100, "fetch.wait.max.ms": 20,
    })
    dead_letters = output = Output(settings)
    mutant = os.environ.get("MUTANT") if os.environ.get("MUTANT_SERVICE") == "3B" else None
    if mutant:
        if mutant not in MUTANTS:
            sys.exit(f'MUTANT is "{mutant}"; there are {", ".join(MUTANTS)}.')
        from mutants import apply
        consumer, output = apply(mutant, consumer, output)
    service = Service(consumer, output, dead_letters)
    signal.signal(signal.SIGTERM, service.stop)
    signal.signal(signal.SIGINT, service.stop)
    consumer.subscribe([AUDIT], on_assign=tell("assigned"), on_revoke=tell("revoked"))
    try:
        service.run()
    finally:
        consumer.close()


if __name__ == "__main__":
    main()
