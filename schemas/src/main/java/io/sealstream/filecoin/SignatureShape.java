package io.sealstream.filecoin;

import java.util.LinkedHashMap;
import java.util.Map;

/** A signature is the one shape whose CBOR (a byte string) and JSON (an object) differ in structure. */
final class SignatureShape implements Shape<Signature> {
    @Override
    public void write(CborWriter out, Signature value) {
        out.bytes(value.toTypedBytes());
    }

    @Override
    public Signature read(CborReader in) {
        int start = in.offset();
        byte[] typed = in.bytes(Signature.MAX_BYTES + 1);
        try {
            return Signature.fromTypedBytes(Bytes.wrap(typed));
        } catch (CodecException e) {
            throw CodecException.at(start, e.why());
        }
    }

    @Override
    public JsonTree toJson(Signature value) {
        Map<String, JsonTree> json = new LinkedHashMap<>();
        json.put("Type", JsonTree.of(value.type().code()));
        json.put("Data", Shapes.BYTES.toJson(value.data()));
        return new JsonTree.Fields(json);
    }

    @Override
    public Signature fromJson(JsonTree json) {
        if (!(json instanceof JsonTree.Fields object)) {
            throw CodecException.of("expected a signature, not " + json.kind());
        }
        return new Signature(SignatureType.of(Shapes.INTEGER.fromJson(object.get("Type"))),
                Shapes.BYTES.fromJson(object.get("Data")));
    }
}
