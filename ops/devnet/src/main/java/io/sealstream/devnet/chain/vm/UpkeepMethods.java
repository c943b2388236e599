package io.sealstream.devnet.chain.vm;

import io.sealstream.devnet.chain.miner.BlockReward;
import io.sealstream.devnet.chain.miner.ChangeBeneficiary;
import io.sealstream.devnet.chain.miner.ChangeOwner;
import io.sealstream.devnet.chain.miner.ChangePeer;
import io.sealstream.devnet.chain.miner.CompactPartitions;
import io.sealstream.devnet.chain.miner.ConsensusFault;
import io.sealstream.devnet.chain.miner.ExtendSectors;
import io.sealstream.devnet.chain.miner.MinerGetters;
import io.sealstream.devnet.chain.miner.SectorStatuses;
import io.sealstream.devnet.chain.miner.TerminateSectors;
import io.sealstream.devnet.chain.miner.WithdrawBalance;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.actors.ApplyRewardParams;
import io.sealstream.filecoin.actors.ChangeBeneficiaryParams;
import io.sealstream.filecoin.actors.ChangeMultiaddrsParams;
import io.sealstream.filecoin.actors.ChangePeerIDParams;
import io.sealstream.filecoin.actors.CheckSectorProvenParams;
import io.sealstream.filecoin.actors.CompactPartitionsParams;
import io.sealstream.filecoin.actors.CompactSectorNumbersParams;
import io.sealstream.filecoin.actors.ExtendSectorExpiration2Params;
import io.sealstream.filecoin.actors.GenerateSectorLocationParams;
import io.sealstream.filecoin.actors.MaxTerminationFeeParams;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.ReportConsensusFaultParams;
import io.sealstream.filecoin.actors.TerminateSectorsParams;
import io.sealstream.filecoin.actors.ValidateSectorStatusParams;
import io.sealstream.filecoin.actors.WithdrawBalanceParams;

/** The methods by which a miner is kept up: its sectors' life, its money, who it is, and what anybody may ask. */
final class UpkeepMethods {
    private UpkeepMethods() {}

    static void register() {
        sectors();
        money();
        identity();
        getters();
        statuses();
        internal();
    }

    private static void sectors() {
        MinerMethods.add(TerminateSectorsParams.SHAPE, UpkeepGas::terminate,
                (call, params) -> TerminateSectors.apply(call, params.terminations()), MinerMethod.TERMINATE_SECTORS);
        MinerMethods.add(ExtendSectorExpiration2Params.SHAPE, UpkeepGas::extend,
                (call, params) -> ExtendSectors.apply(call, params.extensions()), MinerMethod.EXTEND_SECTOR_EXPIRATION2);
        MinerMethods.add(CompactPartitionsParams.SHAPE, UpkeepGas::compact, CompactPartitions::apply,
                MinerMethod.COMPACT_PARTITIONS);
        MinerMethods.add(CompactSectorNumbersParams.SHAPE, params -> UpkeepGas.CHANGE,
                (call, params) -> CompactPartitions.numbers(call, params.maskSectorNumbers()),
                MinerMethod.COMPACT_SECTOR_NUMBERS);
        MinerMethods.add(CheckSectorProvenParams.SHAPE, params -> UpkeepGas.LOOK_UP,
                (call, params) -> MinerGetters.checkSectorProven(call, params.sectorNumber()), MinerMethod.CHECK_SECTOR_PROVEN);
    }

    private static void money() {
        MinerMethods.add(WithdrawBalanceParams.SHAPE, params -> UpkeepGas.WITHDRAW,
                (call, params) -> WithdrawBalance.apply(call, params.amountRequested()), MinerMethod.WITHDRAW_BALANCE,
                MinerMethod.WITHDRAW_BALANCE_EXPORTED);
        MinerMethods.plain(UpkeepGas.WITHDRAW, WithdrawBalance::repayDebt, MinerMethod.REPAY_DEBT,
                MinerMethod.REPAY_DEBT_EXPORTED);
        MinerMethods.add(ReportConsensusFaultParams.SHAPE, params -> UpkeepGas.CONSENSUS_FAULT, ConsensusFault::apply,
                MinerMethod.REPORT_CONSENSUS_FAULT);
        MinerMethods.add(ApplyRewardParams.SHAPE, params -> UpkeepGas.REWARD, BlockReward::apply, MinerMethod.APPLY_REWARDS);
    }

    private static void identity() {
        MinerMethods.add(ChangePeerIDParams.SHAPE, params -> UpkeepGas.CHANGE,
                (call, params) -> ChangePeer.id(call, params.newId()), MinerMethod.CHANGE_PEER_ID,
                MinerMethod.CHANGE_PEER_ID_EXPORTED);
        MinerMethods.add(ChangeMultiaddrsParams.SHAPE, params -> UpkeepGas.CHANGE,
                (call, params) -> ChangePeer.multiaddrs(call, params.newMultiaddrs()), MinerMethod.CHANGE_MULTIADDRS,
                MinerMethod.CHANGE_MULTIADDRS_EXPORTED);
        MinerMethods.add(Shapes.ADDRESS, params -> UpkeepGas.CHANGE, ChangeOwner::apply, MinerMethod.CHANGE_OWNER_ADDRESS,
                MinerMethod.CHANGE_OWNER_ADDRESS_EXPORTED);
        MinerMethods.add(ChangeBeneficiaryParams.SHAPE, params -> UpkeepGas.CHANGE, ChangeBeneficiary::apply,
                MinerMethod.CHANGE_BENEFICIARY, MinerMethod.CHANGE_BENEFICIARY_EXPORTED);
        MinerMethods.plain(StateGas.read(), ChangeBeneficiary::get, MinerMethod.GET_BENEFICIARY,
                MinerMethod.GET_BENEFICIARY_EXPORTED);
    }

    private static void getters() {
        MinerMethods.plain(StateGas.read(), MinerGetters::owner, MinerMethod.GET_OWNER_EXPORTED);
        MinerMethods.add(Shapes.ADDRESS, params -> StateGas.read(), MinerGetters::isControlling,
                MinerMethod.IS_CONTROLLING_ADDRESS_EXPORTED);
        MinerMethods.plain(StateGas.read(), MinerGetters::sectorSize, MinerMethod.GET_SECTOR_SIZE_EXPORTED);
        MinerMethods.plain(StateGas.read(), MinerGetters::availableBalance, MinerMethod.GET_AVAILABLE_BALANCE_EXPORTED);
        MinerMethods.plain(StateGas.read(), MinerGetters::vestingFunds, MinerMethod.GET_VESTING_FUNDS_EXPORTED);
        MinerMethods.plain(StateGas.read(), MinerGetters::peerId, MinerMethod.GET_PEER_ID_EXPORTED);
        MinerMethods.plain(StateGas.read(), MinerGetters::multiaddrs, MinerMethod.GET_MULTIADDRS_EXPORTED);
        MinerMethods.add(MaxTerminationFeeParams.SHAPE, params -> UpkeepGas.LOOK_UP, MinerGetters::maxTerminationFee,
                MinerMethod.MAX_TERMINATION_FEE_EXPORTED);
        MinerMethods.plain(StateGas.read(), MinerGetters::initialPledge, MinerMethod.INITIAL_PLEDGE_EXPORTED);
    }

    private static void statuses() {
        MinerMethods.add(GenerateSectorLocationParams.SHAPE, params -> UpkeepGas.SEARCH,
                (call, params) -> SectorStatuses.locate(call, params.sectorNumber()),
                MinerMethod.GENERATE_SECTOR_LOCATION_EXPORTED);
        MinerMethods.add(ValidateSectorStatusParams.SHAPE, params -> UpkeepGas.LOOK_UP, SectorStatuses::validate,
                MinerMethod.VALIDATE_SECTOR_STATUS_EXPORTED);
        MinerMethods.add(Shapes.UNSIGNED, params -> UpkeepGas.LOOK_UP, SectorStatuses::nominalExpiration,
                MinerMethod.GET_NOMINAL_SECTOR_EXPIRATION_EXPORTED);
    }

    private static void internal() {
        InternalMethods.MINER.forEach((method, params) -> MinerMethods.add(params, any -> 0, (call, any) -> {
            throw InternalMethods.refusal(call.caller(), method);
        }, method));
    }
}
