package io.sealstream.proofs.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Frames between a parent and its engine process: a 32-bit number (operation, or status), a 32-bit length, the bytes.
 * They travel on a socket of their own, so that nothing the native library prints can get between them.
 */
final class Frames {
    /** Largest frame accepted: above the output of C1 for a 64 GiB sector, below what an array can hold. */
    private static final int MAX_BYTES = 1 << 30;

    private Frames() {}

    /** One frame. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Frame(int number, byte[] bytes) {}

    static void write(DataOutputStream out, int number, byte[] bytes) throws IOException {
        out.writeInt(number);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    static Frame read(DataInputStream in) throws IOException {
        int number = in.readInt();
        int length = in.readInt();
        if (length < 0 || length > MAX_BYTES) {
            throw new IOException("a frame claims " + length + " bytes");
        }
        return new Frame(number, in.readNBytes(length));
    }
}
