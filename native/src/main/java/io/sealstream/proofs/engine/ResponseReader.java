package io.sealstream.proofs.engine;

import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Decodes a response. One that does not fit its fields means that library and code are not of one version. */
final class ResponseReader {
    private final ByteBuffer in;

    private ResponseReader(byte[] response) {
        this.in = ByteBuffer.wrap(response);
    }

    /** Reads a whole response; bytes left over are refused like missing ones. */
    static <T> T read(byte[] response, Function<ResponseReader, T> fields) throws ProofException {
        ResponseReader reader = new ResponseReader(response);
        try {
            T value = fields.apply(reader);
            if (reader.in.hasRemaining()) {
                throw new ProofException(Code.WRONG_LIBRARY, "a response has bytes after its last field");
            }
            return value;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new ProofException(Code.WRONG_LIBRARY, "a response does not fit its fields", e);
        }
    }

    int u32() {
        return in.getInt();
    }

    long u64() {
        return in.getLong();
    }

    boolean flag() {
        return in.get() != 0;
    }

    Bytes fixed(int size) {
        if (size < 0 || size > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] value = new byte[size];
        in.get(value);
        return Bytes.of(value);
    }

    Bytes bytes() {
        return fixed(in.getInt());
    }

    String text() {
        return new String(bytes().toArray(), StandardCharsets.UTF_8);
    }

    <T> List<T> list(Function<ResponseReader, T> read) {
        int count = in.getInt();
        if (count < 0 || count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(read.apply(this));
        }
        return values;
    }
}
