package io.sealstream.filecoin;

/**
 * The calendar of window PoSt, in epochs (go-state-types {@code builtin/v18/miner/policy.go}).
 *
 * @param period                 length of a proving period
 * @param deadlines              deadlines in a period, always 48 on networks we serve
 * @param challengeWindow        length of a deadline
 * @param challengeLookback      the challenge is drawn this long before the window opens
 * @param faultDeclarationCutoff declarations are refused from this long before the window opens
 * @param disputeWindow          a stored proof may be disputed this long after its window closed
 */
public record ProvingSchedule(long period, long deadlines, long challengeWindow, long challengeLookback,
        long faultDeclarationCutoff,
        long disputeWindow) {
    /** 2880, 48, 60, 20, 70, 1800: every public network. */
    public static final ProvingSchedule STANDARD = new ProvingSchedule(2880, 48, 60, 20, 70, 1800);

    public ProvingSchedule {
        if (deadlines <= 0 || challengeWindow <= 0 || period != deadlines * challengeWindow) {
            throw new IllegalArgumentException(
                    "a proving period must be its deadlines times the challenge window: " + period + " is not "
                            + deadlines + " x " + challengeWindow);
        }
        if (challengeLookback < 0 || faultDeclarationCutoff < challengeLookback || disputeWindow < 0) {
            throw new IllegalArgumentException("the fault cutoff (" + faultDeclarationCutoff
                    + ") must not be shorter than the challenge lookback (" + challengeLookback + ")");
        }
    }

    /** The largest p ≤ epoch with p ≡ offset (mod period). */
    public ChainEpoch periodStart(long offset, ChainEpoch epoch) {
        return new QuantSpec(period, offset).down(epoch);
    }

    /** The deadline at an epoch for a miner whose periods start at {@code offset}. */
    public DeadlineInfo deadlineAt(long offset, ChainEpoch epoch) {
        ChainEpoch start = periodStart(offset, epoch);
        return new DeadlineInfo(epoch, start, epoch.since(start) / challengeWindow, this);
    }

    /** One deadline of a period. */
    public DeadlineInfo deadline(ChainEpoch periodStart, long index, ChainEpoch now) {
        return new DeadlineInfo(now, periodStart, index, this);
    }

    /** Offset of a new miner's periods: BE64(blake2b-256(CBOR(id address) ‖ BE64(creation epoch))[0..8]) mod period. */
    public long newMinerOffset(ActorId miner, ChainEpoch creation) {
        byte[] hash = Hashes.blake2b256(Randomness.minerEntropy(miner).unsafe(), BigEndian.of(creation.value()));
        return Long.remainderUnsigned(BigEndian.get(hash, 0), period);
    }
}
