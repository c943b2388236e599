package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.QuantSpec;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.SectorPreCommitOnChainInfo;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Open precommits, used sector numbers and the queue that cleans up what was never proven. Immutable. */
public final class PreCommits {
    static final PreCommits NONE = new PreCommits(new TreeMap<>(), BitField.EMPTY, new TreeMap<>());

    private final NavigableMap<Long, SectorPreCommitOnChainInfo> open;
    private final BitField allocated;
    private final NavigableMap<Long, BitField> cleanUp;

    private PreCommits(NavigableMap<Long, SectorPreCommitOnChainInfo> open, BitField allocated,
            NavigableMap<Long, BitField> cleanUp) {
        this.open = Collections.unmodifiableNavigableMap(open);
        this.allocated = allocated;
        this.cleanUp = Collections.unmodifiableNavigableMap(cleanUp);
    }

    /** Expired precommits and their deposits. */
    record CleanedUp(PreCommits rest, TokenAmount deposits) {}

    /** Adds precommits; refuses numbers that were used before. */
    PreCommits add(List<SectorPreCommitOnChainInfo> added, ChainEpoch cleanUpEpoch, QuantSpec quant) {
        BitField numbers = BitField.of(added.stream().map(each -> each.info().sectorNumber()).toList());
        BitField used = allocate(numbers).allocated;
        NavigableMap<Long, SectorPreCommitOnChainInfo> all = new TreeMap<>(open);
        added.forEach(each -> all.put(each.info().sectorNumber(), each));
        NavigableMap<Long, BitField> queue = new TreeMap<>(cleanUp);
        queue.merge(quant.up(cleanUpEpoch).value(), numbers, BitField::union);
        return new PreCommits(all, used, queue);
    }

    /** Gives numbers up, used or not. */
    PreCommits mask(BitField numbers) {
        return new PreCommits(open, allocated.union(numbers), cleanUp);
    }

    /** Marks numbers as used; refuses those that were used before. */
    PreCommits allocate(BitField numbers) {
        BitField collisions = allocated.intersect(numbers);
        if (!collisions.isEmpty()) {
            throw Abort.illegalArgument("sector numbers " + collisions + " already allocated");
        }
        return new PreCommits(open, allocated.union(numbers), cleanUp);
    }

    /** Takes out what was proven; refuses a number that comes twice. */
    PreCommits remove(Collection<Long> numbers) {
        NavigableMap<Long, SectorPreCommitOnChainInfo> rest = new TreeMap<>(open);
        for (long number : numbers) {
            if (rest.remove(number) == null) {
                throw Abort.illegalState("sector " + number + " not pre-committed");
            }
        }
        return new PreCommits(rest, allocated, cleanUp);
    }

    CleanedUp cleanUp(ChainEpoch now) {
        if (cleanUp.isEmpty() || cleanUp.firstKey() > now.value()) {
            return new CleanedUp(this, TokenAmount.ZERO);
        }
        BitField due = BitField.union(cleanUp.headMap(now.value(), true).values());
        NavigableMap<Long, SectorPreCommitOnChainInfo> rest = new TreeMap<>(open);
        TokenAmount deposits = TokenAmount.ZERO;
        for (long number : due.stream().toArray()) {
            SectorPreCommitOnChainInfo expired = rest.remove(number);
            deposits = expired == null ? deposits : deposits.plus(expired.preCommitDeposit());
        }
        return new CleanedUp(new PreCommits(rest, allocated, new TreeMap<>(cleanUp.tailMap(now.value(), false))), deposits);
    }

    public Optional<SectorPreCommitOnChainInfo> find(long number) {
        return Optional.ofNullable(open.get(number));
    }

    /** Open precommits by number. */
    public NavigableMap<Long, SectorPreCommitOnChainInfo> open() {
        return open;
    }

    /** Every number ever used. */
    public BitField allocated() {
        return allocated;
    }
}
