package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Methods of the power actor f04 (builtin-actors {@code actors/power/src/lib.rs}); names as go-state-types {@code builtin/methods.go} has
 * them, the long prefix of some exported ones included (5 is {@code OnEpochTickEnd} in the actors).
 */
public enum PowerMethod implements ActorMethod {
    CONSTRUCTOR("Constructor", 1, false, null), //
    CREATE_MINER("CreateMiner", 2, false, CreateMinerParams.SHAPE), //
    UPDATE_CLAIMED_POWER("UpdateClaimedPower", 3, false, null), //
    ENROLL_CRON_EVENT("EnrollCronEvent", 4, false, null), //
    CRON_TICK("CronTick", 5, false, null), //
    UPDATE_PLEDGE_TOTAL("UpdatePledgeTotal", 6, false, null), //
    DEPRECATED1("Deprecated1", 7, true, null), //
    SUBMIT_POREP_FOR_BULK_VERIFY("SubmitPoRepForBulkVerify", 8, true, null), //
    CURRENT_TOTAL_POWER("CurrentTotalPower", 9, false, null), //
    CREATE_MINER_EXPORTED("CreateMinerExported", 1173380165L, false, CreateMinerParams.SHAPE), //
    NETWORK_RAW_POWER_EXPORTED("CurrentTotalPowerNetworkRawPowerExported", 931722534L, false, null), //
    MINER_RAW_POWER_EXPORTED("CurrentTotalPowerMinerRawPowerExported", 3753401894L, false, Shapes.UNSIGNED), //
    MINER_COUNT_EXPORTED("CurrentTotalPowerMinerCountExported", 1987646258L, false, null), //
    MINER_CONSENSUS_COUNT_EXPORTED("CurrentTotalPowerMinerConsensusCountExported", 196739875L, false, null), //
    MINER_POWER_EXPORTED("MinerPowerExported", 36284446L, false, Shapes.UNSIGNED);

    private final String methodName;
    private final long number;
    private final boolean gone;
    @SuppressWarnings("ImmutableEnumChecker") // shapes have no state
    private final @Nullable Shape<?> params;

    PowerMethod(String methodName, long number, boolean gone, @Nullable Shape<?> params) {
        this.methodName = methodName;
        this.number = number;
        this.gone = gone;
        this.params = params;
    }

    public static Optional<PowerMethod> of(long number) {
        return Arrays.stream(values()).filter(method -> method.number == number).findFirst();
    }

    @Override
    public String actor() {
        return "power";
    }

    @Override
    public String methodName() {
        return methodName;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public boolean isGone() { return gone; }

    @Override
    public Optional<Shape<?>> params() {
        return Optional.ofNullable(params);
    }
}
