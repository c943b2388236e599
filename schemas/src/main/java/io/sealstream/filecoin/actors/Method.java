package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Hashes;
import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Method numbers: what a message calls, its decoded parameters, and the FRC-42 rule for exported names. */
public final class Method {
    /** A plain transfer of value. */
    public static final long SEND = 0;

    public static final long FIRST_EXPORTED = 1L << 24;

    private Method() {}

    /**
     * The method that a message calls. The kind of the receiver is not in a message: f04 is the power actor, every other receiver of a
     * known number is taken for a miner. Empty for transfers and unknown numbers.
     */
    public static Optional<ActorMethod> of(Address to, long number) {
        if (to.equals(Address.POWER)) {
            return PowerMethod.of(number).map(method -> method);
        }
        return MinerMethod.of(number).map(method -> method);
    }

    /** For people and policies: {@code send}, {@code miner.PreCommitSectorBatch2}, or {@code method 99}. */
    public static String describe(Address to, long number) {
        if (number == SEND) {
            return "send";
        }
        return of(to, number).map(ActorMethod::fullName).orElse("method " + Long.toUnsignedString(number));
    }

    /**
     * The decoded parameters of a message under their Go names; {@code null} JSON for none.
     *
     * @throws CodecException if the parameters do not fit the method
     */
    public static Optional<JsonTree> decodeParams(Message message) {
        Optional<Shape<?>> shape = of(message.to(), message.method()).flatMap(ActorMethod::params);
        if (shape.isPresent()) {
            return Optional.of(decode(shape.get(), message.params()));
        }
        return message.params().isEmpty() ? Optional.of(JsonTree.Nothing.INSTANCE) : Optional.empty();
    }

    private static <T> JsonTree decode(Shape<T> shape, Bytes params) {
        return shape.toJson(shape.fromCbor(params.toArray()));
    }

    /** FRC-42: the first 4-byte big-endian word of blake2b-512("1|" + name) that is at least 2^24. */
    public static long exported(String name) {
        ByteBuffer words = ByteBuffer.wrap(Hashes.blake2b512(("1|" + name).getBytes(StandardCharsets.UTF_8)));
        while (words.hasRemaining()) {
            long word = Integer.toUnsignedLong(words.getInt());
            if (word >= FIRST_EXPORTED) {
                return word;
            }
        }
        throw CodecException.of("no exported number for method " + name);
    }
}
