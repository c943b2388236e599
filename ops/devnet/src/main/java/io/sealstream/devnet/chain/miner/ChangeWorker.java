package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.AddressBook;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.actors.ChangeWorkerAddressParams;
import io.sealstream.filecoin.actors.GetControlAddressesReturn;
import io.sealstream.filecoin.state.MinerInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Methods 2, 3 and 21: who may act for a miner. Controls change at once, the worker after 900 epochs. */
public final class ChangeWorker {
    private ChangeWorker() {}

    /** Method 2. */
    public static Effects controlAddresses(MinerCall call) {
        MinerInfo info = call.miner().info();
        return Effects.NONE
                .returning(new GetControlAddressesReturn(info.owner(), info.worker(), info.controlAddresses()).toCbor());
    }

    /** Method 3. A second change of the worker while one is pending is ignored. */
    public static Effects change(MinerCall call, ChangeWorkerAddressParams params) {
        requireControls(params.newControlAddrs(), call.limits());
        Address worker = requireWorker(params.newWorker(), call.addresses());
        List<Address> controls = params.newControlAddrs().stream().map(address -> resolve(address, call.addresses(), "control"))
                .toList();
        call.requireOwner();
        Miner miner = call.miner();
        MinerInfo info = miner.info();
        if (!worker.equals(info.worker()) && info.newWorker() == null) {
            miner.info(with(info, info.worker(), controls, worker, call.now().plus(call.limits().workerKeyChangeDelay())));
        } else {
            miner.info(with(info, info.worker(), controls, info.newWorker(), info.workerChangeEpoch()));
        }
        return Effects.NONE;
    }

    /** Method 21. */
    public static Effects confirm(MinerCall call) {
        call.requireOwner();
        applyPending(call.miner(), call.now());
        return Effects.NONE;
    }

    /** Puts a pending worker in force if its time has come. */
    static void applyPending(Miner miner, ChainEpoch now) {
        MinerInfo info = miner.info();
        Address pending = info.newWorker();
        if (pending != null && now.compareTo(info.workerChangeEpoch()) >= 0) {
            miner.info(with(info, pending, info.controlAddresses(), null, MinerInfo.NEVER));
        }
    }

    private static MinerInfo with(MinerInfo info, Address worker, List<Address> controls, @Nullable Address pending,
            ChainEpoch changeEpoch) {
        return new MinerInfo(info.owner(), worker, pending, controls, changeEpoch, info.peerId(), info.multiaddrs(),
                info.windowPoStProofType(),
                info.sectorSize(), info.windowPoStPartitionSectors(), info.consensusFaultElapsed(), info.pendingOwnerAddress(),
                info.beneficiary(),
                info.beneficiaryTerm(), info.pendingBeneficiaryTerm());
    }

    static void requireControls(List<Address> controls, ChainLimits limits) {
        if (controls.size() > limits.maxControlAddresses()) {
            throw Abort.illegalArgument("control addresses length " + controls.size() + " exceeds max control addresses length "
                    + limits.maxControlAddresses());
        }
    }

    /** The id address; an id address stands for itself, as on the real chain, even if nobody has it. */
    static Address resolve(Address address, AddressBook addresses, String what) {
        return address.protocol() == Address.Protocol.ID
                ? address
                : addresses.idOf(address)
                        .orElseThrow(() -> Abort.illegalArgument("unable to resolve " + what + " address: " + address));
    }

    /** The id address of a worker, which must be an account with a BLS key. */
    static Address requireWorker(Address raw, AddressBook addresses) {
        Address id = resolve(raw, addresses, "worker");
        Address key = addresses.keyOf(id)
                .orElseThrow(() -> Abort.illegalArgument("worker actor type must be an account: " + raw));
        if (key.protocol() != Address.Protocol.BLS) {
            throw Abort.illegalArgument("worker account " + id + " must have BLS pubkey, was " + key.protocol());
        }
        return id;
    }
}
