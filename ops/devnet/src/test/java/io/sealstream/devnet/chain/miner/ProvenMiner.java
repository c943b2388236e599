package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.ScriptedVerifier;
import io.sealstream.devnet.chain.blocks.Genesis;
import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.rules.AddressBook;
import io.sealstream.devnet.chain.rules.ChainRules;
import io.sealstream.devnet.chain.rules.Claims;
import io.sealstream.devnet.chain.rules.DataActors;
import io.sealstream.devnet.chain.rules.EpochRandomness;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.PoStPartition;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.state.BeneficiaryTerm;
import io.sealstream.filecoin.state.MinerInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A miner of 2 KiB sectors that are active, made without messages. */
final class ProvenMiner {
    static final ChainRules RULES = Genesis
            .rules(new GenesisSettings(NetworkPolicy.DEVNET, "unit", 0, 1, TokenAmount.ofFil(1), Map.of()));
    static final long ID = 1000;
    static final ChainEpoch ACTIVATED = new ChainEpoch(10_000);
    private static final Address OWNER = Address.id(100);
    private static final TokenAmount BALANCE = TokenAmount.ofFil(100);

    final Miner miner;
    final DeadlineInfo deadline;

    /** All sectors must fit into one partition: at most two. */
    ProvenMiner(SectorOnChainInfo... sectors) {
        BeneficiaryTerm term = new BeneficiaryTerm(TokenAmount.ZERO, TokenAmount.ZERO, ChainEpoch.ZERO);
        MinerInfo info = new MinerInfo(OWNER, OWNER, null, List.of(), MinerInfo.NEVER, Bytes.EMPTY, List.of(), 10, 2048, 2,
                MinerInfo.NEVER, null, OWNER, term, null);
        miner = new Miner(new ActorId(ID), 0, info, 48, ACTIVATED);
        List<SectorOnChainInfo> all = List.of(sectors);
        miner.sectors(miner.sectors().with(all));
        deadline = miner.deadline(20, ACTIVATED, RULES.policy().schedule()).nextNotElapsed();
        Deadline draft = miner.draft(20);
        draft.addSectors(all, miner.size(), deadline.quant());
        draft.prove(List.of(new PoStPartition(0, BitField.EMPTY)), miner.terms(deadline, RULES.policy().limits()));
        miner.funds(miner.funds()
                .pledge(all.stream().map(SectorOnChainInfo::initialPledge).reduce(TokenAmount.ZERO, TokenAmount::plus)));
    }

    /** A call of the owner at an epoch. */
    MinerCall call(ChainEpoch now, Claims claims) {
        return new MinerCall(miner, OWNER, BALANCE, new Scene(now, RULES, new NoRandomness(), new ScriptedVerifier()),
                new Nobody(),
                claims, new NoData());
    }

    Partition partition() {
        return miner.deadlines().get(20).partitions().getFirst();
    }

    private static final class NoRandomness implements EpochRandomness {
        @Override
        public Bytes fromTickets(DomainSeparationTag tag, ChainEpoch epoch, Bytes entropy) {
            throw new UnsupportedOperationException("no randomness in this test");
        }

        @Override
        public Bytes fromBeacon(DomainSeparationTag tag, ChainEpoch epoch, Bytes entropy) {
            throw new UnsupportedOperationException("no randomness in this test");
        }
    }

    private static final class NoData implements DataActors {
        @Override
        public List<Optional<Cid>> verifyDeals(List<SectorDeals> sectors) {
            throw new UnsupportedOperationException("no deals in this test");
        }

        @Override
        public List<Claimed> claim(List<SectorPieces> sectors, boolean allOrNothing) {
            throw new UnsupportedOperationException("no allocations in this test");
        }

        @Override
        public ExitCode notify(Address receiver, List<SectorChange> changes) {
            throw new UnsupportedOperationException("nobody to tell in this test");
        }
    }

    private static final class Nobody implements AddressBook {
        @Override
        public Optional<Address> idOf(Address address) {
            return Optional.empty();
        }

        @Override
        public Optional<Address> keyOf(Address idAddress) {
            return Optional.empty();
        }
    }
}
