package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.SectorMoney;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.GetMultiaddrsReturn;
import io.sealstream.filecoin.actors.GetOwnerReturn;
import io.sealstream.filecoin.actors.GetPeerIDReturn;
import io.sealstream.filecoin.actors.GetVestingFundsReturn;
import io.sealstream.filecoin.actors.MaxTerminationFeeParams;
import io.sealstream.filecoin.actors.VestingFund;
import io.sealstream.filecoin.state.MinerInfo;

/** What anybody may ask a miner actor: method 13 and the FRC-42 getters. */
public final class MinerGetters {
    private MinerGetters() {}

    public static Effects owner(MinerCall call) {
        MinerInfo info = call.miner().info();
        return Effects.NONE.returning(new GetOwnerReturn(info.owner(), info.pendingOwnerAddress()).toCbor());
    }

    public static Effects isControlling(MinerCall call, Address address) {
        boolean controls = call.addresses().idOf(address).filter(call.miner().info()::isControlledBy).isPresent();
        return Effects.NONE.returning(Shapes.BOOL.toCbor(controls));
    }

    public static Effects sectorSize(MinerCall call) {
        return Effects.NONE.returning(Shapes.UNSIGNED.toCbor(call.miner().size().bytes()));
    }

    public static Effects availableBalance(MinerCall call) {
        return amount(call.miner().funds().available(call.balance()));
    }

    private static Effects amount(TokenAmount amount) {
        return Effects.NONE.returning(Shapes.AMOUNT.toCbor(amount));
    }

    public static Effects vestingFunds(MinerCall call) {
        return Effects.NONE.returning(new GetVestingFundsReturn(call.miner().funds().vesting().funds().stream()
                .map(fund -> new VestingFund(new ChainEpoch(fund.epoch()), fund.amount())).toList()).toCbor());
    }

    public static Effects peerId(MinerCall call) {
        return Effects.NONE.returning(new GetPeerIDReturn(call.miner().info().peerId()).toCbor());
    }

    public static Effects multiaddrs(MinerCall call) {
        return Effects.NONE.returning(new GetMultiaddrsReturn(call.miner().info().multiaddrs()).toCbor());
    }

    public static Effects maxTerminationFee(MinerCall call, MaxTerminationFeeParams params) {
        Pledge economy = call.scene().rules().economy();
        return amount(SectorMoney.maxTerminationFee(params.initialPledge(), economy.continuedFaultFee(params.power())));
    }

    public static Effects initialPledge(MinerCall call) {
        return amount(call.miner().funds().pledge());
    }

    /** Method 13: a sector is proven once it is in the table, dead or alive. */
    public static Effects checkSectorProven(MinerCall call, long sector) {
        if (sector < 0) {
            throw Abort.illegalArgument("sector number out of range");
        }
        if (call.miner().sectors().find(sector).isEmpty()) {
            throw Abort.notFound("sector " + sector + " not proven");
        }
        return Effects.NONE;
    }
}
