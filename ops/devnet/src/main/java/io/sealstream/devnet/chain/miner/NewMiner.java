package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.AddressBook;
import io.sealstream.devnet.chain.rules.ChainRules;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.PoStProofType;
import io.sealstream.filecoin.ProvingSchedule;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.CreateMinerParams;
import io.sealstream.filecoin.state.BeneficiaryTerm;
import io.sealstream.filecoin.state.MinerInfo;
import java.util.List;

/** The constructor of the miner actor, as CreateMiner of the power actor runs it; chain.md 4.9. */
public final class NewMiner {
    private NewMiner() {}

    /**
     * A new miner with its deposit locked (FIP-0077).
     *
     * @param value sent with the message: the miner's first balance
     */
    public static Miner create(ActorId id, CreateMinerParams params, TokenAmount value, Scene scene, AddressBook addresses) {
        ChainRules rules = scene.rules();
        requirePeer(params.peer(), params.multiaddrs(), rules.policy().limits());
        SectorSize size = requireSize(params.windowPoStProofType(), rules);
        TokenAmount deposit = rules.economy().createMinerDeposit(rules.policy().minimumPower());
        if (value.compareTo(deposit) < 0) {
            throw Abort.insufficientFunds(
                    "not enough balance to lock for create miner deposit: sent balance " + value + " < deposit " + deposit);
        }
        Address owner = ChangeWorker.resolve(params.owner(), addresses, "owner");
        Address worker = ChangeWorker.requireWorker(params.worker(), addresses);
        ProvingSchedule schedule = rules.policy().schedule();
        BeneficiaryTerm term = new BeneficiaryTerm(TokenAmount.ZERO, TokenAmount.ZERO, ChainEpoch.ZERO);
        MinerInfo info = new MinerInfo(owner, worker, null, List.of(), MinerInfo.NEVER, params.peer(), params.multiaddrs(),
                params.windowPoStProofType(), size.bytes(), size.windowPoStPartitionSectors(), MinerInfo.NEVER, null, owner, term,
                null);
        Miner miner = new Miner(id, schedule.newMinerOffset(id, scene.now()), info, schedule.deadlines(), scene.now());
        miner.funds(miner.funds().lock(deposit, scene.now(), miner.periodOffset(), rules.policy().limits().rewardVesting()));
        return miner;
    }

    /** The limits of libp2p ids and addresses ({@code check_peer_info}). */
    static void requirePeer(Bytes peer, List<Bytes> multiaddrs, ChainLimits limits) {
        if (peer.length() > limits.maxPeerIdBytes()) {
            throw Abort.illegalArgument(
                    "peer ID size of " + peer.length() + " exceeds maximum size of " + limits.maxPeerIdBytes());
        }
        if (multiaddrs.stream().anyMatch(Bytes::isEmpty)) {
            throw Abort.illegalArgument("invalid empty multiaddr");
        }
        long total = multiaddrs.stream().mapToLong(Bytes::length).sum();
        if (total > limits.maxMultiaddrBytes()) {
            throw Abort.illegalArgument("multiaddr size of " + total + " exceeds maximum of " + limits.maxMultiaddrBytes());
        }
    }

    private static SectorSize requireSize(long type, ChainRules rules) {
        return PoStProofType.of(type).filter(PoStProofType::isAcceptedWindowPoSt).map(PoStProofType::sectorSize)
                .filter(rules.policy().sectorSizes()::contains)
                .orElseThrow(() -> Abort.illegalArgument("proof type " + type + " not allowed for new miner actors"));
    }
}
