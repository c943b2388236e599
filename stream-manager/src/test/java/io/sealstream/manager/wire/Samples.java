package io.sealstream.manager.wire;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Command;
import io.sealstream.manager.domain.batch.BatchPolicy;
import io.sealstream.manager.domain.batch.Waiting;
import io.sealstream.manager.domain.sector.SectorCommand;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Seeded values of any record type, made from its components: every kind of a sealed family, with and without what may be null. */
final class Samples {
    private static final int MOST = 3;

    private final Random random;
    private final Map<Class<?>, Supplier<Object>> leaves;

    Samples(long seed) {
        this.random = new Random(seed);
        this.leaves = Map.ofEntries(Map.entry(Command.class, SectorCommand.Wake::new), Map.entry(String.class, this::word),
                Map.entry(int.class, () -> random.nextInt(1_000)),
                Map.entry(Integer.class, () -> random.nextInt(48)), Map.entry(long.class, this::number),
                Map.entry(Long.class, this::number),
                Map.entry(boolean.class, random::nextBoolean), Map.entry(ActorId.class, () -> new ActorId(number())),
                Map.entry(SectorId.class, () -> new SectorId(new ActorId(number()), number())),
                Map.entry(Address.class, () -> random.nextBoolean() ? Address.bls(bytes(48)) : Address.secp256k1(bytes(65))),
                Map.entry(Cid.class, () -> random.nextBoolean() ? Cid.ofRaw(bytes(9)) : Cid.ofCbor(bytes(9))),
                Map.entry(ChainEpoch.class, () -> ChainEpoch.of(random.nextInt(1_000_000) - 2_000L)),
                Map.entry(TokenAmount.class, () -> new TokenAmount(new BigInteger(100, random))),
                Map.entry(Waiting.class, this::waiting), Map.entry(Bytes.class, () -> Bytes.of(bytes(random.nextInt(200)))),
                Map.entry(BitField.class,
                        () -> BitField.of(IntStream.range(0, random.nextInt(9)).mapToLong(i -> number() >>> 2).toArray())));
    }

    /** Values of every record type below a sealed family, or of one record type. */
    static <T> Stream<T> all(Class<T> family, int each) {
        return kinds(family).stream().flatMap(kind -> IntStream.range(0, each)
                .mapToObj(seed -> family.cast(new Samples(seed * 31L + kind.getName().hashCode()).record(kind))));
    }

    /** The record types below a sealed family. */
    static Set<Class<?>> kinds(Class<?> family) {
        if (family.isRecord()) {
            return Set.of(family);
        }
        Set<Class<?>> kinds = new LinkedHashSet<>();
        for (Class<?> permitted : family.getPermittedSubclasses()) {
            kinds.addAll(kinds(permitted));
        }
        return kinds;
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            var constructor = type
                    .getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(components).map(c -> of(c.getAnnotatedType())).toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no sample of " + type, e);
        }
    }

    private @Nullable Object of(AnnotatedType declared) {
        if (declared.isAnnotationPresent(Nullable.class) && random.nextInt(3) == 0) {
            return null;
        }
        if (declared instanceof AnnotatedParameterizedType generic) {
            Class<?> raw = (Class<?>) ((java.lang.reflect.ParameterizedType) generic.getType()).getRawType();
            return raw == List.class ? list(generic) : map(raw, generic);
        }
        Class<?> type = (Class<?>) declared.getType();
        if (leaves.containsKey(type)) {
            return leaves.get(type).get();
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        }
        List<Class<?>> kinds = new ArrayList<>(kinds(type));
        return record(kinds.get(random.nextInt(kinds.size())));
    }

    private List<Object> list(AnnotatedParameterizedType type) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(MOST + 1); i > 0; i--) {
            list.add(of(type.getAnnotatedActualTypeArguments()[0]));
        }
        return list;
    }

    private SortedMap<Object, Object> map(Class<?> raw, AnnotatedParameterizedType type) {
        if (raw != SortedMap.class) {
            throw new AssertionError("states hold sorted maps, not " + raw);
        }
        SortedMap<Object, Object> map = new TreeMap<>();
        for (int i = random.nextInt(MOST + 1); i > 0; i--) {
            map.put(of(type.getAnnotatedActualTypeArguments()[0]), of(type.getAnnotatedActualTypeArguments()[1]));
        }
        return map;
    }

    private Waiting waiting() {
        return Waiting.of(IntStream.range(0, random.nextInt(5)).mapToObj(i -> new BatchPolicy.Member(i * 7L + random.nextInt(7),
                ChainEpoch.of(random.nextInt(9_000)), ChainEpoch.of(random.nextInt(90_000)))).toList());
    }

    private String word() {
        return "word \"" + Integer.toString(random.nextInt(), 36) + "\" ü";
    }

    private long number() {
        return random.nextBoolean() ? random.nextInt(100) : random.nextLong() & Long.MAX_VALUE;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
