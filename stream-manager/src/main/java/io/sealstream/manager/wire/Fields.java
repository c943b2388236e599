package io.sealstream.manager.wire;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.schemas.runtime.BoundedCache;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/** Reads the fields of one record as domain values; a value that is none names record, field and value. */
final class Fields {
    private static final Pattern AMOUNT = Pattern.compile("-?(0|[1-9][0-9]{0,59})");
    private static final int CACHED = 1_000;
    /** The same few addresses stand in every record, and each costs a checksum. */
    private static final BoundedCache<String, Address> ADDRESSES = new BoundedCache<>(CACHED);
    private static final BoundedCache<String, ActorId> MINERS = new BoundedCache<>(CACHED);

    private final String record;

    private Fields(String record) {
        this.record = record;
    }

    static Fields of(SpecificRecord record) {
        return new Fields(record.getSchema().getName());
    }

    /** Any field, by its own parser. */
    <V, T> T value(String field, V value, Function<V, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw bad(field, value, String.valueOf(e.getMessage()));
        }
    }

    private static <T> T cached(BoundedCache<String, T> cache, String text, Function<String, T> parser) {
        return cache.get(text).orElseGet(() -> {
            T parsed = parser.apply(text);
            cache.put(text, parsed);
            return parsed;
        });
    }

    BadRecordException bad(String field, Object value, String why) {
        return new BadRecordException(record, field, value, why);
    }

    ActorId miner(String text) {
        return value("miner", text, t -> cached(MINERS, t, ActorId::parse));
    }

    SectorId sector(String miner, long number) {
        return new SectorId(miner(miner), natural("sector", number));
    }

    PartitionId partition(String miner, int deadline, int partition) {
        return new PartitionId(miner(miner), natural("deadline", deadline), natural("partition", partition));
    }

    Address address(String field, String text) {
        return value(field, text, t -> cached(ADDRESSES, t, Address::parse));
    }

    List<Address> addresses(String field, List<String> texts) {
        return texts.stream().map(text -> address(field, text)).toList();
    }

    /** The sender of a lane: a robust key address. */
    Address lane(String text) {
        Address sender = address("sender", text);
        if (!sender.isKey()) {
            throw bad("sender", text, "a lane is named by a key address (f1, f3 or f4)");
        }
        return sender;
    }

    Cid cid(String field, String text) {
        return value(field, text, Cid::parse);
    }

    /** Whole attoFIL in decimal digits; records carry no units. */
    TokenAmount amount(String field, String text) {
        if (!AMOUNT.matcher(text).matches()) {
            throw bad(field, text, "not a whole number of attoFIL");
        }
        return new TokenAmount(new BigInteger(text));
    }

    BitField bitField(String field, ByteBuffer rle) {
        byte[] bytes = copy(rle);
        try {
            return BitField.fromRle(bytes);
        } catch (IllegalArgumentException e) {
            throw bad(field, Bytes.of(bytes).toHex(), String.valueOf(e.getMessage()));
        }
    }

    long natural(String field, long value) {
        if (value < 0) {
            throw bad(field, value, "must not be negative");
        }
        return value;
    }

    int natural(String field, int value) {
        if (value < 0) {
            throw bad(field, value, "must not be negative");
        }
        return value;
    }

    /** Elements with their index in the name of the field. */
    <V, T> List<T> list(String field, List<V> values, Function<V, T> element) {
        return IntStream.range(0, values.size()).mapToObj(i -> value(field + "[" + i + "]", values.get(i), element)).toList();
    }

    static ChainEpoch epoch(long value) {
        return ChainEpoch.of(value);
    }

    static Bytes bytes(ByteBuffer buffer) {
        return Bytes.of(copy(buffer));
    }

    static ByteBuffer buffer(Bytes bytes) {
        return ByteBuffer.wrap(bytes.toArray());
    }

    static ByteBuffer buffer(BitField bits) {
        return ByteBuffer.wrap(bits.toRle());
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
