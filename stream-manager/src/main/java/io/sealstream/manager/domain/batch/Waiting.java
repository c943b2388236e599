package io.sealstream.manager.domain.batch;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.CodecException;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sectors that wait for the same kind of message, ascending by number. It stands in the state of its miner, which is written with every event,
 * so its bytes are few: for each member, as differences to the one before, number, readiness and last safe epoch as signed varints (zigzag,
 * seven bits a byte, the lowest first).
 */
public final class Waiting {
    public static final Waiting NONE = new Waiting(List.of());
    private static final Comparator<Member> BY_NUMBER = Comparator.comparingLong(Member::sector);
    private static final int GROUP = 7;
    private static final int MORE = 0x80;
    private static final int NUMBERS = 3;
    /** Bytes of the longest varint. */
    private static final int LONGEST = 10;

    private final List<Member> members;

    private Waiting(List<Member> members) {
        this.members = members;
    }

    /** Any members, each sector once. */
    public static Waiting of(List<Member> members) {
        return new Waiting(members.stream().sorted(BY_NUMBER).toList());
    }

    /** All members, ascending by number. */
    public List<Member> members() {
        return members;
    }

    public int size() {
        return members.size();
    }

    public boolean isEmpty() { return members.isEmpty(); }

    private int place(long sector) {
        return Collections.binarySearch(members, new Member(sector, ChainEpoch.ZERO, ChainEpoch.ZERO), BY_NUMBER);
    }

    /** The member of that number. */
    public Optional<Member> find(long sector) {
        int place = place(sector);
        return place < 0 ? Optional.empty() : Optional.of(members.get(place));
    }

    /** With a member; one of the same number is replaced. */
    Waiting with(Member member) {
        int place = place(member.sector());
        List<Member> next = new ArrayList<>(members);
        if (place < 0) {
            next.add(-place - 1, member);
        } else {
            next.set(place, member);
        }
        return new Waiting(Collections.unmodifiableList(next));
    }

    /** Without the sectors that are known here; itself when none is. */
    Waiting without(Collection<Long> sectors) {
        if (sectors.stream().noneMatch(n -> place(n) >= 0)) {
            return this;
        }
        Set<Long> gone = new HashSet<>(sectors);
        return new Waiting(members.stream().filter(m -> !gone.contains(m.sector())).toList());
    }

    /** Its bytes, as said above. */
    public Bytes toBytes() {
        Writer out = new Writer(members.size());
        Member before = new Member(0, ChainEpoch.ZERO, ChainEpoch.ZERO);
        for (Member m : members) {
            out.write(m.sector() - before.sector());
            out.write(m.readyAt().value() - before.readyAt().value());
            out.write(m.lastSafe().value() - before.lastSafe().value());
            before = m;
        }
        return out.bytes();
    }

    /** Writes varints. */
    private static final class Writer {
        private final byte[] bytes;
        private int at;

        Writer(int members) {
            this.bytes = new byte[members * NUMBERS * LONGEST];
        }

        void write(long value) {
            long rest = (value << 1) ^ (value >> (Long.SIZE - 1));
            while ((rest & -MORE) != 0) {
                bytes[at++] = (byte) ((rest & (MORE - 1)) | MORE);
                rest >>>= GROUP;
            }
            bytes[at++] = (byte) rest;
        }

        Bytes bytes() {
            return Bytes.of(Arrays.copyOf(bytes, at));
        }
    }

    /**
     * The members that bytes say.
     *
     * @throws CodecException where they say none
     */
    public static Waiting fromBytes(Bytes bytes) {
        List<Member> members = new ArrayList<>();
        Reader in = new Reader(bytes.toArray());
        Member before = new Member(0, ChainEpoch.ZERO, ChainEpoch.ZERO);
        while (in.hasMore()) {
            before = new Member(before.sector() + in.next(), before.readyAt().plus(in.next()), before.lastSafe().plus(in.next()));
            members.add(before);
        }
        return new Waiting(List.copyOf(members));
    }

    /** Reads varints. */
    private static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean hasMore() {
            return at < bytes.length;
        }

        long next() {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE; shift += GROUP) {
                if (!hasMore()) {
                    break;
                }
                byte b = bytes[at++];
                value |= (long) (b & (MORE - 1)) << shift;
                if (b >= 0) {
                    return (value >>> 1) ^ -(value & 1);
                }
            }
            throw CodecException.of("waiting sectors end within a number at byte " + at);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Waiting w && members.equals(w.members));
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return members.toString();
    }
}
