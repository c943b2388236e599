#!/usr/bin/env python3
"""Confluent's Python client as a peer of the conformance suite.

    client.py REGISTRY-URL

Reads one call a line, {"call": NAME, ...}, and answers each with one line: {"value": ...}, {"code": N, "message": TEXT} where the
registry refused with error code N, or {"unsupported": true} where the client has no such call.
"""

import json
import struct
import sys

from confluent_kafka.schema_registry import Schema, SchemaRegistryClient, topic_record_subject_name_strategy
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.schema_registry.error import SchemaRegistryError
from confluent_kafka.serialization import MessageField, SerializationContext

WIRE_PREFIX = struct.Struct(">bI")


def avro(text):
    return Schema(text, "AVRO")


class Peer:
    """Each method is a call; names of parameters are those of the line."""

    def __init__(self, url):
        self.registry = SchemaRegistryClient({"url": url})

    def register(self, subject, schema):
        return self.registry.register_schema(subject, avro(schema))

    def lookup(self, subject, schema):
        return self.registry.lookup_schema(subject, avro(schema)).schema_id

    def schema(self, id):
        return self.registry.get_schema(id).schema_str

    def uses(self, id):
        return [[use.subject, use.version] for use in self.registry.get_schema_versions(id)]

    def versions(self, subject):
        return self.registry.get_versions(subject)

    def version(self, subject, version):
        return self.registry.get_version(subject, version).schema.schema_str

    def latest(self, subject):
        found = self.registry.get_latest_version(subject)
        return [found.version, found.schema_id]

    def compatible(self, subject, schema):
        return self.registry.test_compatibility(subject, avro(schema))

    def compatibleWithAll(self, subject, schema):
        return self.registry.test_compatibility_all_versions(subject, avro(schema))

    def setLevel(self, subject, level):
        return self.registry.set_compatibility(subject, level)

    def level(self, subject):
        return self.registry.get_compatibility(subject)

    def subjects(self):
        return self.registry.get_subjects()

    def types(self):
        return self.registry.get_schema_types()

    def mode(self, subject):
        return self.registry.get_mode(subject) if subject else self.registry.get_global_mode()

    def delete(self, subject, permanent):
        return self.registry.delete_subject(subject, permanent)

    def deleteVersion(self, subject, version, permanent):
        return self.registry.delete_version(subject, version, permanent)

    def recode(self, topic, bytes):
        """Reads a record and writes what was read: a wrong reading or writing changes the bytes."""
        record = bytes_of(bytes)
        context = SerializationContext(topic, MessageField.VALUE)
        value = AvroDeserializer(self.registry, return_record_name=True)(record, context)
        _, schema_id = WIRE_PREFIX.unpack_from(record)
        conf = {"auto.register.schemas": False, "subject.name.strategy": topic_record_subject_name_strategy, "validate.strict": True}
        return AvroSerializer(self.registry, self.registry.get_schema(schema_id), conf=conf)(value, context).hex()

    def encodeByDefaults(self, topic, schema, value):
        """What a script writes that knows nothing of us: automatic registration, the client's usual subject."""
        return AvroSerializer(self.registry, schema)(value, SerializationContext(topic, MessageField.VALUE)).hex()


def bytes_of(text):
    return bytes.fromhex(text)


def answer(peer, line):
    call = json.loads(line)
    method = getattr(peer, call.pop("call"), None)
    if method is None:
        return {"unsupported": True}
    try:
        return {"value": method(**call)}
    except SchemaRegistryError as refusal:
        return {"code": refusal.error_code, "message": refusal.error_message}


def main():
    peer = Peer(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(answer(peer, line)), flush=True)


if __name__ == "__main__":
    main()
