package io.sealstream.filecoin;

/**
 * One instance of a deadline, seen from an epoch (go-state-types {@code dline/deadline.go}; chain.md 4.6). Index 48 is the empty instant
 * after the last deadline.
 *
 * @param periodStart first epoch of the proving period, may lie in the future
 * @param index       0 to 47
 */
public record DeadlineInfo(ChainEpoch currentEpoch, ChainEpoch periodStart, long index, ProvingSchedule schedule) {
    /** The JSON form of {@code StateMinerProvingDeadline}; windows are recomputed, the dispute window is scaled from the period. */
    public static final Shape<DeadlineInfo> SHAPE = Tuple.of(DeadlineInfo.class)
            .field("CurrentEpoch", Shapes.EPOCH, DeadlineInfo::currentEpoch)
            .field("PeriodStart", Shapes.EPOCH, DeadlineInfo::periodStart).field("Index", Shapes.UNSIGNED, DeadlineInfo::index)
            .field("Open", Shapes.EPOCH, DeadlineInfo::open).field("Close", Shapes.EPOCH, DeadlineInfo::close)
            .field("Challenge", Shapes.EPOCH, DeadlineInfo::challenge)
            .field("FaultCutoff", Shapes.EPOCH, DeadlineInfo::faultCutoff)
            .field("WPoStPeriodDeadlines", Shapes.UNSIGNED, d -> d.schedule.deadlines())
            .field("WPoStProvingPeriod", Shapes.INTEGER, d -> d.schedule.period())
            .field("WPoStChallengeWindow", Shapes.INTEGER, d -> d.schedule.challengeWindow())
            .field("WPoStChallengeLookback", Shapes.INTEGER, d -> d.schedule.challengeLookback())
            .field("FaultDeclarationCutoff", Shapes.INTEGER, d -> d.schedule.faultDeclarationCutoff()).make(DeadlineInfo::read);

    /** Far above any chain; keeps sums of decoded epochs inside 64 bits. */
    private static final long MAX_EPOCH = 1L << 50;
    private static final long MAX_CALENDAR = 1L << 30;

    private static DeadlineInfo read(Tuple.Values v) {
        ChainEpoch now = v.next();
        ChainEpoch start = v.next();
        long index = v.next();
        ChainEpoch open = v.next();
        v.skip();
        v.skip();
        v.skip();
        long deadlines = v.next();
        long period = v.next();
        long window = v.next();
        long lookback = v.next();
        long cutoff = v.next();
        if (Math.abs(now.value() / 2) > MAX_EPOCH || Math.abs(start.value() / 2) > MAX_EPOCH) {
            throw CodecException.of("epochs " + now + " and " + start + " of a deadline are out of range");
        }
        DeadlineInfo info = new DeadlineInfo(now, start, index, schedule(deadlines, period, window, lookback, cutoff));
        if (!info.open().equals(open)) {
            throw CodecException
                    .of("deadline " + index + " of the period from " + start + " opens at " + info.open() + ", not " + open);
        }
        return info;
    }

    private static ProvingSchedule schedule(long deadlines, long period, long window, long lookback, long cutoff) {
        ProvingSchedule standard = ProvingSchedule.STANDARD;
        if (Math.max(Math.max(deadlines, period), Math.max(window, Math.max(lookback, cutoff))) > MAX_CALENDAR) {
            throw CodecException.of("deadline calendar is out of range");
        }
        try {
            long dispute = Math.multiplyExact(standard.disputeWindow(), period) / standard.period();
            return new ProvingSchedule(period, deadlines, window, lookback, cutoff, dispute);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw CodecException.of("impossible deadline calendar: " + e.getMessage());
        }
    }

    public DeadlineInfo {
        if (index < 0 || index > schedule.deadlines()) {
            throw CodecException
                    .of("deadline index " + Long.toUnsignedString(index) + " is not 0 to " + (schedule.deadlines() - 1));
        }
    }

    private boolean isReal() { return index < schedule.deadlines(); }

    /** First epoch in which a proof is accepted. */
    public ChainEpoch open() {
        return periodStart.plus(index * schedule.challengeWindow());
    }

    /** First epoch in which no proof is accepted any more. */
    public ChainEpoch close() {
        return isReal() ? open().plus(schedule.challengeWindow()) : open();
    }

    /** Last epoch of the window, in whose cron the deadline is processed. */
    public ChainEpoch last() {
        return close().minus(1);
    }

    /** Epoch whose randomness is the challenge. */
    public ChainEpoch challenge() {
        return isReal() ? open().minus(schedule.challengeLookback()) : open();
    }

    /** First epoch in which fault and recovery declarations for this instance are refused. */
    public ChainEpoch faultCutoff() {
        return isReal() ? open().minus(schedule.faultDeclarationCutoff()) : ChainEpoch.ZERO;
    }

    public boolean periodStarted() {
        return currentEpoch.compareTo(periodStart) >= 0;
    }

    public boolean periodElapsed() {
        return currentEpoch.compareTo(nextPeriodStart()) >= 0;
    }

    /** Last epoch of the period. */
    public ChainEpoch periodEnd() {
        return periodStart.plus(schedule.period() - 1);
    }

    public ChainEpoch nextPeriodStart() {
        return periodStart.plus(schedule.period());
    }

    public boolean isOpen() { return currentEpoch.compareTo(open()) >= 0 && currentEpoch.compareTo(close()) < 0; }

    public boolean hasElapsed() {
        return currentEpoch.compareTo(close()) >= 0;
    }

    public boolean faultCutoffPassed() {
        return currentEpoch.compareTo(faultCutoff()) >= 0;
    }

    /** This instance, or the first later one of the same index that has not closed. */
    public DeadlineInfo nextNotElapsed() {
        if (!hasElapsed()) {
            return this;
        }
        long late = currentEpoch.since(close());
        long periods = 1 + late / schedule.period();
        return new DeadlineInfo(currentEpoch, periodStart.plus(periods * schedule.period()), index, schedule);
    }

    /** Sectors may be added, terminated or updated: neither open nor next. */
    public boolean isMutable() {
        return currentEpoch.compareTo(nextNotElapsed().open().minus(schedule.challengeWindow())) < 0;
    }

    /** The proof stored at the previous close may be disputed. */
    public boolean isDisputable() {
        DeadlineInfo next = nextNotElapsed();
        ChainEpoch previousClose = next.close().minus(schedule.period());
        return periodStarted() && !next.isOpen() && currentEpoch.compareTo(previousClose.plus(schedule.disputeWindow())) < 0;
    }

    public boolean isCompactable() { return isMutable() && !isDisputable(); }

    /** Rounding of expirations and faults of this deadline: up to its last epoch. */
    public QuantSpec quant() {
        return new QuantSpec(schedule.period(), last().value());
    }

    /** The same instance at another epoch. */
    public DeadlineInfo at(ChainEpoch now) {
        return new DeadlineInfo(now, periodStart, index, schedule);
    }
}
