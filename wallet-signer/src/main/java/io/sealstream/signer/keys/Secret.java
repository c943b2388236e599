package io.sealstream.signer.keys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Secret bytes outside the Java heap, where the collector makes no copies. {@link #close} overwrites them. Its text says nothing about
 * them. Not for two threads at once: the owner guards it.
 */
public final class Secret implements AutoCloseable {
    private static final int MAX_UTF8_BYTES = 4;

    private final Arena arena;
    private final MemorySegment bytes;
    private boolean open = true;

    private Secret(int length) {
        arena = Arena.ofShared();
        bytes = arena.allocate(Math.max(length, 1)).asSlice(0, length);
    }

    /** Takes over the bytes: the array is zeroed. */
    public static Secret take(byte[] plain) {
        Secret secret = new Secret(plain.length);
        MemorySegment.copy(plain, 0, secret.bytes, ValueLayout.JAVA_BYTE, 0, plain.length);
        Arrays.fill(plain, (byte) 0);
        return secret;
    }

    /** Takes over typed characters as UTF-8: the array is zeroed. */
    public static Secret take(char[] typed) {
        byte[] buffer = new byte[typed.length * MAX_UTF8_BYTES];
        ByteBuffer encoded = ByteBuffer.wrap(buffer);
        StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE).encode(CharBuffer.wrap(typed), encoded,
                true);
        byte[] plain = Arrays.copyOf(buffer, encoded.position());
        Arrays.fill(buffer, (byte) 0);
        Arrays.fill(typed, '\0');
        return take(plain);
    }

    public int length() {
        return (int) bytes.byteSize();
    }

    /** Lends the bytes to {@code use} in an array that is zeroed when it returns; {@code use} must not keep it. */
    public <T> T with(Function<byte[], T> use) {
        requireOpen();
        byte[] plain = bytes.toArray(ValueLayout.JAVA_BYTE);
        try {
            return use.apply(plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** A second secret with the same bytes, closed on its own. */
    public Secret copy() {
        requireOpen();
        Secret copy = new Secret(length());
        copy.bytes.copyFrom(bytes);
        return copy;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            bytes.fill((byte) 0);
            arena.close();
        }
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the secret was wiped");
        }
    }

    @Override
    public String toString() {
        return open ? "Secret[open]" : "Secret[wiped]";
    }
}
