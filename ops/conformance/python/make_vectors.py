#!/usr/bin/env python3
"""Makes golden bytes: what Confluent's Python AvroSerializer writes for the newest schema of each of our records.

    ops/conformance/bin/python-client --run ops/conformance/python/make_vectors.py > schemas/src/test/resources/vectors/confluent-python.json

Values follow from the schemas alone: each record in several variants, which walk through the branches of unions, empty and full lists, the
ends of the ranges of numbers and all planes of Unicode. Nothing of ours takes part but the schemas. GoldenBytesTest of `schemas` checks the
file in every build; old vectors stay valid when a record gets a new schema, so run this only to cover new records.
"""

import importlib.metadata
import io
import json
import pathlib

import fastavro
from confluent_kafka.schema_registry import SchemaRegistryClient, record_subject_name_strategy
from confluent_kafka.schema_registry.avro import AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

HISTORY = pathlib.Path(__file__).resolve().parents[3] / "schemas/src/main/resources/schema-history"
VARIANTS = 3
SAMPLES = {
    "null": [None],
    "boolean": [False, True],
    "int": [0, 1, -1, 63, 64, 2**31 - 1, -(2**31)],
    "long": [0, 2880, -65, 2**32, 2**63 - 1, -(2**63)],
    "string": ["", "f01000/17", "ä€\U0001d11e \"\\\n", "x" * 64],
    "bytes": [b"", b"\x00\xff\x80", bytes(range(120, 184))],
}
LENGTHS = [0, 1, 3]
# Ids take one to four bytes on the wire; the first id after each of these numbers is large.
JUMPS = [0, 200, 300, 70_000, 0x01020303, 2**31 - 400]


class Sampler:
    """Draws values for one variant of a record; neighbours of one type differ. All names are in the namespace of the record."""

    def __init__(self, variant, schema):
        self.variant = variant
        self.namespace = schema["namespace"]
        self.drawn = variant
        self.named = {}
        self.learn(schema)

    def learn(self, schema):
        """Remembers all named types: a name may be used in one branch that stands in full in another."""
        for part in parts(schema):
            self.learn(part)
        if isinstance(schema, dict) and "name" in schema:
            self.named[schema["name"]] = schema
            self.named[self.full(schema)] = schema

    def pick(self, choices):
        self.drawn += 1
        return choices[self.drawn % len(choices)]

    def value(self, schema):
        if isinstance(schema, list):
            return self.branch(schema)
        kind = schema if isinstance(schema, str) else schema["type"]
        if kind in self.named:
            return self.value(self.named[kind])
        if kind == "record":
            return {field["name"]: self.value(field["type"]) for field in schema["fields"]}
        if kind == "enum":
            return self.pick(schema["symbols"])
        if kind == "array":
            return [self.value(schema["items"]) for _ in range(self.pick(LENGTHS))]
        if isinstance(kind, (dict, list)):
            return self.value(kind)
        return self.pick(SAMPLES[kind])

    def branch(self, union):
        """The variant itself chooses, so that a variant more than branches meets each of them."""
        chosen = union[self.variant % len(union)]
        value = self.value(chosen)
        if isinstance(chosen, dict) and chosen["type"] == "record":
            return (self.full(chosen), value)
        return value

    def full(self, schema):
        return schema.get("namespace", self.namespace) + "." + schema["name"]


def parts(schema):
    """The schemas directly inside a schema."""
    if isinstance(schema, list):
        return schema
    if isinstance(schema, dict):
        inside = [schema[key] for key in ("type", "items", "values") if isinstance(schema.get(key), (dict, list))]
        return [field["type"] for field in schema.get("fields", [])] + inside
    return []


def longest_union(schema):
    own = len(schema) if isinstance(schema, list) else 1
    return max([own] + [longest_union(part) for part in parts(schema)])


def newest(folder):
    return max(folder.glob("*.avsc"), key=lambda file: int(file.stem))


def as_json(schema, value):
    """Avro's own JSON, with tags on unions."""
    out = io.StringIO()
    fastavro.json_writer(out, fastavro.parse_schema(schema), [value])
    return json.loads(out.getvalue())


def vectors():
    registry = SchemaRegistryClient.new_client({"url": "mock://vectors"})
    for number, folder in enumerate(sorted(HISTORY.iterdir())):
        file = newest(folder)
        schema = json.loads(file.read_text("utf-8"))
        store = registry._store
        store.max_id = max(store.max_id, JUMPS[min(number // 12, len(JUMPS) - 1)])
        serialize = AvroSerializer(registry, file.read_text("utf-8"),
                                   conf={"subject.name.strategy": record_subject_name_strategy, "validate.strict": True})
        for variant in range(max(VARIANTS, longest_union(schema))):
            value = Sampler(variant, schema).value(schema)
            written = serialize(value, SerializationContext("vectors", MessageField.VALUE))
            yield {"record": folder.name, "version": int(file.stem), "id": int.from_bytes(written[1:5], "big"),
                   "value": as_json(schema, value), "bytes": written.hex()}


def main():
    made_by = " ".join(f"{name} {importlib.metadata.version(name)}" for name in ("confluent-kafka", "fastavro"))
    lines = ",\n".join(json.dumps(vector) for vector in vectors())
    print(f'{{"madeBy": "{made_by}", "vectors": [\n{lines}\n]}}')


if __name__ == "__main__":
    main()
