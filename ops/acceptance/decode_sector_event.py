#!/usr/bin/env python3
"""Decodes topic sector.event with nothing of ours: the stock Confluent consumer, registry client and Avro deserializer.

    python3 -m venv .venv && .venv/bin/pip install -r ops/acceptance/requirements.txt
    .venv/bin/python ops/acceptance/decode_sector_event.py --bootstrap 127.0.0.1:9092 --registry http://127.0.0.1:8081

Prints one JSON object a line: partition, offset, time, key, record, value. Exits with 1 and a sentence when nothing was decoded or
anything was not.
"""

import argparse
import json
import struct
import sys

from confluent_kafka import Consumer, KafkaException, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext

PATIENCE_SECONDS = 20.0
WIRE_PREFIX = struct.Struct(">bI")


def arguments():
    parser = argparse.ArgumentParser(description="Decode an event topic with the stock Python Confluent client.")
    parser.add_argument("--bootstrap", required=True, metavar="HOST:PORT", help="Kafka, for example 127.0.0.1:9092")
    parser.add_argument("--registry", required=True, metavar="URL", help="schema registry, for example http://127.0.0.1:8081")
    parser.add_argument("--topic", default="sector.event", help="topic to decode (default: %(default)s)")
    return parser.parse_args()


def as_json(value):
    """Bytes, which JSON does not have, as hexadecimal."""
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    return str(value)


def record_name(registry, payload):
    """Name of the writer's schema, found by the id in the record's first five bytes."""
    _, schema_id = WIRE_PREFIX.unpack_from(payload)
    return json.loads(registry.get_schema(schema_id).schema_str)["name"]


def records(consumer, topic):
    """Every record that stands in the topic now, committed ones only."""
    described = consumer.list_topics(topic, timeout=PATIENCE_SECONDS).topics[topic]
    if described.error is not None or not described.partitions:
        raise LookupError(f"topic {topic} does not exist on this Kafka")
    for number in sorted(described.partitions):
        place = TopicPartition(topic, number)
        first, end = consumer.get_watermark_offsets(place, timeout=PATIENCE_SECONDS)
        consumer.assign([TopicPartition(topic, number, first)])
        position = first
        while position < end:
            message = consumer.poll(PATIENCE_SECONDS)
            if message is None:
                # Markers of transactions take offsets but are no records.
                position = consumer.position([place])[0].offset
                if position < end:
                    raise TimeoutError(f"partition {number} stands still at offset {position} of {end}")
            elif message.error() is None:
                yield message
                position = message.offset() + 1
            elif message.error().name() == "_PARTITION_EOF":
                break
            else:
                raise KafkaException(message.error())


def main():
    options = arguments()
    registry = SchemaRegistryClient({"url": options.registry})
    deserialize = AvroDeserializer(registry)
    consumer = Consumer({
        "bootstrap.servers": options.bootstrap,
        "group.id": "decode-sector-event",
        "enable.auto.commit": False,
        "isolation.level": "read_committed",
        "enable.partition.eof": True,
    })
    decoded = 0
    try:
        for message in records(consumer, options.topic):
            context = SerializationContext(options.topic, MessageField.VALUE)
            value = deserialize(message.value(), context)
            line = {
                "partition": message.partition(),
                "offset": message.offset(),
                "time": message.timestamp()[1],
                "key": message.key().decode("utf-8"),
                "record": record_name(registry, message.value()),
                "value": value,
            }
            print(json.dumps(line, default=as_json))
            decoded += 1
    except Exception as failure:  # the sentence names the place; a trace would not help an operator
        print(f"decode_sector_event: after {decoded} records: {failure}", file=sys.stderr)
        return 1
    finally:
        consumer.close()
    if decoded == 0:
        print(f"decode_sector_event: topic {options.topic} holds no record yet; let the devnet begin a sector, then try again", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
