package io.sealstream.proofs.engine;

import io.sealstream.proofs.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/** Encodes a request: big-endian integers, byte strings and lists with a 32-bit count in front. */
final class RequestWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    RequestWriter u32(int value) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        return this;
    }

    RequestWriter u64(long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    /** Bytes of a length that both sides know. */
    RequestWriter fixed(Bytes value) {
        out.writeBytes(value.toArray());
        return this;
    }

    /** Bytes of any length. */
    RequestWriter bytes(Bytes value) {
        u32(value.size());
        return fixed(value);
    }

    RequestWriter path(Path path) {
        byte[] text = path.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
        u32(text.length);
        out.writeBytes(text);
        return this;
    }

    <T> RequestWriter list(List<T> values, BiConsumer<RequestWriter, T> write) {
        u32(values.size());
        values.forEach(value -> write.accept(this, value));
        return this;
    }

    byte[] finish() {
        return out.toByteArray();
    }
}
