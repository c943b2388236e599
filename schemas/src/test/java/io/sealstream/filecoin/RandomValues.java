package io.sealstream.filecoin;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random values of every record with a shape, made from the types of its components; the seed decides everything. */
final class RandomValues {
    private static final int MOST_ITEMS = 4;
    private static final int MOST_ATTEMPTS = 100;

    private final Random random;
    private final Map<Class<?>, Supplier<?>> leaves;

    RandomValues(long seed) {
        random = new Random(seed);
        leaves = Map.ofEntries(Map.entry(long.class, this::number), Map.entry(boolean.class, random::nextBoolean),
                Map.entry(Bytes.class, () -> Bytes.of(bytes(random.nextInt(random.nextInt(10) == 0 ? 300 : 40)))),
                Map.entry(BigInteger.class, this::big), Map.entry(Address.class, this::address), Map.entry(Cid.class, this::cid),
                Map.entry(BitField.class, this::bitField), Map.entry(String.class, () -> "text-" + random.nextInt(100)),
                Map.entry(ActorId.class, () -> new ActorId(number() & Long.MAX_VALUE)),
                Map.entry(ProvingSchedule.class, () -> ProvingSchedule.STANDARD),
                Map.entry(DeadlineInfo.class, this::deadline), Map.entry(PieceInfo.class, this::piece));
    }

    /** Around the edges of every length of an integer, and anywhere. */
    private long number() {
        long edge = 1L << random.nextInt(64);
        return switch (random.nextInt(4)) {
            case 0 -> edge;
            case 1 -> edge - 1;
            case 2 -> random.nextInt(1000);
            default -> random.nextLong();
        };
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private BigInteger big() {
        BigInteger value = new BigInteger(random.nextInt(random.nextInt(5) == 0 ? 1016 : 100), random);
        return random.nextBoolean() ? value : value.negate();
    }

    private Address address() {
        return switch (random.nextInt(5)) {
            case 0 -> Address.id(number() & Long.MAX_VALUE);
            case 1 -> Address.actor(bytes(8));
            case 2 -> Address.bls(bytes(48));
            case 3 -> Address.secp256k1(bytes(65));
            default -> Address.delegated(new ActorId(number() & Long.MAX_VALUE), bytes(random.nextInt(55)));
        };
    }

    private Cid cid() {
        return switch (random.nextInt(3)) {
            case 0 -> Cid.sealed(bytes(32));
            case 1 -> Cid.unsealed(bytes(32));
            default -> Cid.ofCbor(bytes(8));
        };
    }

    private PieceInfo piece() {
        return new PieceInfo(Cid.unsealed(bytes(32)), 128L << random.nextInt(30));
    }

    private BitField bitField() {
        BitField field = BitField.EMPTY;
        for (int i = random.nextInt(5); i > 0; i--) {
            long first = number();
            long end = first + 1 + random.nextInt(100);
            field = Long.compareUnsigned(first, end) < 0 ? field.union(BitField.range(first, end)) : field;
        }
        return field;
    }

    private DeadlineInfo deadline() {
        return ProvingSchedule.STANDARD.deadlineAt(random.nextInt(2880), ChainEpoch.of(random.nextInt(10_000_000)));
    }

    /** A value of a record; values that its constructor refuses are drawn again. */
    Object of(Class<?> type) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return made(type);
            } catch (IllegalArgumentException e) {
                // this combination has no meaning: draw another one
            }
        }
        throw new IllegalStateException("no random value of " + type + " is good");
    }

    private Object made(Class<?> type) {
        Supplier<?> leaf = leaves.get(type);
        if (leaf != null) {
            return leaf.get();
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        }
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components).map(component -> component(component.getAnnotatedType())).toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException bad) {
                throw bad;
            }
            throw new LinkageError(type.getName(), e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.getName(), e);
        }
    }

    private @Nullable Object component(AnnotatedType type) {
        if (type.isAnnotationPresent(Nullable.class) && random.nextBoolean()) {
            return null;
        }
        if (type instanceof AnnotatedParameterizedType list) {
            return list(list.getAnnotatedActualTypeArguments()[0]);
        }
        return made(raw(type.getType()));
    }

    private List<@Nullable Object> list(AnnotatedType item) {
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = random.nextInt(MOST_ITEMS); i > 0; i--) {
            items.add(component(item));
        }
        return items;
    }

    private static Class<?> raw(Type type) {
        Class<?> raw = type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
        return raw == Long.class ? long.class : raw;
    }
}
