package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Methods of the miner actor (builtin-actors {@code actors/miner/src/lib.rs}, go-state-types {@code builtin/methods.go}). */
public enum MinerMethod implements ActorMethod {
    CONSTRUCTOR("Constructor", 1, false, null), //
    CONTROL_ADDRESSES("ControlAddresses", 2, false, null), //
    CHANGE_WORKER_ADDRESS("ChangeWorkerAddress", 3, false, ChangeWorkerAddressParams.SHAPE), //
    CHANGE_PEER_ID("ChangePeerID", 4, false, ChangePeerIDParams.SHAPE), //
    SUBMIT_WINDOWED_POST("SubmitWindowedPoSt", 5, false, SubmitWindowedPoStParams.SHAPE), //
    PRE_COMMIT_SECTOR("PreCommitSector", 6, true, null), //
    PROVE_COMMIT_SECTOR("ProveCommitSector", 7, true, null), //
    EXTEND_SECTOR_EXPIRATION("ExtendSectorExpiration", 8, true, null), //
    TERMINATE_SECTORS("TerminateSectors", 9, false, TerminateSectorsParams.SHAPE), //
    DECLARE_FAULTS("DeclareFaults", 10, false, DeclareFaultsParams.SHAPE), //
    DECLARE_FAULTS_RECOVERED("DeclareFaultsRecovered", 11, false, DeclareFaultsRecoveredParams.SHAPE), //
    ON_DEFERRED_CRON_EVENT("OnDeferredCronEvent", 12, false, null), //
    CHECK_SECTOR_PROVEN("CheckSectorProven", 13, false, CheckSectorProvenParams.SHAPE), //
    APPLY_REWARDS("ApplyRewards", 14, false, ApplyRewardParams.SHAPE), //
    REPORT_CONSENSUS_FAULT("ReportConsensusFault", 15, false, ReportConsensusFaultParams.SHAPE), //
    WITHDRAW_BALANCE("WithdrawBalance", 16, false, WithdrawBalanceParams.SHAPE), //
    INTERNAL_SECTOR_SETUP_FOR_PRESEAL("InternalSectorSetupForPreseal", 17, false, null), //
    CHANGE_MULTIADDRS("ChangeMultiaddrs", 18, false, ChangeMultiaddrsParams.SHAPE), //
    COMPACT_PARTITIONS("CompactPartitions", 19, false, CompactPartitionsParams.SHAPE), //
    COMPACT_SECTOR_NUMBERS("CompactSectorNumbers", 20, false, CompactSectorNumbersParams.SHAPE), //
    CONFIRM_CHANGE_WORKER_ADDRESS("ConfirmChangeWorkerAddress", 21, false, null), //
    REPAY_DEBT("RepayDebt", 22, false, null), //
    CHANGE_OWNER_ADDRESS("ChangeOwnerAddress", 23, false, Shapes.ADDRESS), //
    DISPUTE_WINDOWED_POST("DisputeWindowedPoSt", 24, false, DisputeWindowedPoStParams.SHAPE), //
    PRE_COMMIT_SECTOR_BATCH("PreCommitSectorBatch", 25, true, null), //
    PROVE_COMMIT_AGGREGATE("ProveCommitAggregate", 26, true, null), //
    PROVE_REPLICA_UPDATES("ProveReplicaUpdates", 27, true, null), //
    PRE_COMMIT_SECTOR_BATCH2("PreCommitSectorBatch2", 28, false, PreCommitSectorBatchParams2.SHAPE), //
    PROVE_REPLICA_UPDATES2("ProveReplicaUpdates2", 29, true, null), //
    CHANGE_BENEFICIARY("ChangeBeneficiary", 30, false, ChangeBeneficiaryParams.SHAPE), //
    GET_BENEFICIARY("GetBeneficiary", 31, false, null), //
    EXTEND_SECTOR_EXPIRATION2("ExtendSectorExpiration2", 32, false, ExtendSectorExpiration2Params.SHAPE), //
    MOVE_PARTITIONS("MovePartitions", 33, true, null), //
    PROVE_COMMIT_SECTORS3("ProveCommitSectors3", 34, false, ProveCommitSectors3Params.SHAPE), //
    PROVE_REPLICA_UPDATES3("ProveReplicaUpdates3", 35, false, ProveReplicaUpdates3Params.SHAPE), //
    PROVE_COMMIT_SECTORS_NI("ProveCommitSectorsNI", 36, false, ProveCommitSectorsNIParams.SHAPE), //
    CHANGE_WORKER_ADDRESS_EXPORTED("ChangeWorkerAddressExported", 3302309124L, false, ChangeWorkerAddressParams.SHAPE), //
    CHANGE_PEER_ID_EXPORTED("ChangePeerIDExported", 1236548004L, false, ChangePeerIDParams.SHAPE), //
    WITHDRAW_BALANCE_EXPORTED("WithdrawBalanceExported", 2280458852L, false, WithdrawBalanceParams.SHAPE), //
    CHANGE_MULTIADDRS_EXPORTED("ChangeMultiaddrsExported", 1063480576L, false, ChangeMultiaddrsParams.SHAPE), //
    CONFIRM_CHANGE_WORKER_ADDRESS_EXPORTED("ConfirmChangeWorkerAddressExported", 2354970453L, false, null), //
    REPAY_DEBT_EXPORTED("RepayDebtExported", 3665352697L, false, null), //
    CHANGE_OWNER_ADDRESS_EXPORTED("ChangeOwnerAddressExported", 1010589339L, false, Shapes.ADDRESS), //
    CHANGE_BENEFICIARY_EXPORTED("ChangeBeneficiaryExported", 1570634796L, false, ChangeBeneficiaryParams.SHAPE), //
    GET_BENEFICIARY_EXPORTED("GetBeneficiaryExported", 4158972569L, false, null), //
    GET_OWNER_EXPORTED("GetOwnerExported", 3275365574L, false, null), //
    IS_CONTROLLING_ADDRESS_EXPORTED("IsControllingAddressExported", 348244887L, false, Shapes.ADDRESS), //
    GET_SECTOR_SIZE_EXPORTED("GetSectorSizeExported", 3858292296L, false, null), //
    GET_AVAILABLE_BALANCE_EXPORTED("GetAvailableBalanceExported", 4026106874L, false, null), //
    GET_VESTING_FUNDS_EXPORTED("GetVestingFundsExported", 1726876304L, false, null), //
    GET_PEER_ID_EXPORTED("GetPeerIDExported", 2812875329L, false, null), //
    GET_MULTIADDRS_EXPORTED("GetMultiaddrsExported", 1332909407L, false, null), //
    MAX_TERMINATION_FEE_EXPORTED("MaxTerminationFeeExported", 4127382196L, false, MaxTerminationFeeParams.SHAPE), //
    INITIAL_PLEDGE_EXPORTED("InitialPledgeExported", 3180523767L, false, null), //
    VALIDATE_SECTOR_STATUS_EXPORTED("ValidateSectorStatusExported", 3092458564L, false, ValidateSectorStatusParams.SHAPE), //
    GENERATE_SECTOR_LOCATION_EXPORTED("GenerateSectorLocationExported", 1321604665L, false, GenerateSectorLocationParams.SHAPE), //
    GET_NOMINAL_SECTOR_EXPIRATION_EXPORTED("GetNominalSectorExpirationExported", 3010055991L, false, Shapes.UNSIGNED);

    private final String methodName;
    private final long number;
    private final boolean gone;
    @SuppressWarnings("ImmutableEnumChecker") // shapes have no state
    private final @Nullable Shape<?> params;

    MinerMethod(String methodName, long number, boolean gone, @Nullable Shape<?> params) {
        this.methodName = methodName;
        this.number = number;
        this.gone = gone;
        this.params = params;
    }

    public static Optional<MinerMethod> of(long number) {
        return Arrays.stream(values()).filter(method -> method.number == number).findFirst();
    }

    @Override
    public String actor() {
        return "miner";
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
