package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.SeededBytes;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.miner.Partition;
import io.sealstream.devnet.chain.rules.ProofVerifier.ProvenSector;
import io.sealstream.devnet.chain.rules.ProofVerifier.WinningPoStStatement;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.PoStProof;
import io.sealstream.filecoin.PoStProofType;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.WinningChallenge;
import java.util.List;

/**
 * Says whether a WinningPoSt would have held; nobody is elected by it here. The statement follows from the chain as in lotus
 * ({@code chain/stmgr/actors.go}, {@code MinerGetBaseInfo}): randomness of the round, sectors that were active a finality before it.
 */
public final class WinningCheck {
    private final ChainHost node;

    public WinningCheck(ChainHost node) {
        this.node = node;
    }

    /**
     * An answer.
     *
     * @param statement what the proof had to prove
     */
    public record Answer(boolean holds, WinningPoStStatement statement) {}

    /**
     * Checks a proof.
     *
     * @param round the epoch of the block that it would be in, at most the one after the head
     * @throws ChainException if nothing can be proven in that round, or the proof has not the miner's type
     */
    public Answer check(Address miner, ChainEpoch round, PoStProof proof) {
        WinningPoStStatement statement = statement(miner, round);
        if (proof.type() != statement.type().code()) {
            throw new ChainException("the proof has type " + proof.type() + ", the WinningPoSt of " + miner + " has type "
                    + statement.type().code());
        }
        return new Answer(node.proofs().verifyWinningPoSt(statement, proof.bytes()), statement);
    }

    /** What the WinningPoSt of a round states. */
    public WinningPoStStatement statement(Address address, ChainEpoch round) {
        Chain chain = node.chain();
        long head = chain.head().height();
        if (round.value() < 1 || round.value() > head + 1) {
            throw new ChainException("round " + round + " is not one of 1 to " + (head + 1));
        }
        Miner miner = lookback(round).miner(address)
                .orElseThrow(() -> new ChainException(address + " was no miner a finality before round " + round));
        Bytes drawn = Randomness.draw(new SeededBytes(chain.settings().seed()).beacon(round.value()).data(),
                DomainSeparationTag.WINNING_POST_CHALLENGE_SEED, round, Randomness.minerEntropy(miner.id()));
        Bytes randomness = Randomness.forPoSt(drawn);
        List<Long> eligible = miner.union(Partition::active).stream().boxed().toList();
        if (eligible.isEmpty()) {
            throw new ChainException(address + " had no active sector a finality before round " + round);
        }
        long challenged = eligible.get((int) WinningChallenge.place(miner.id(), randomness, eligible.size()));
        return new WinningPoStStatement(PoStProofType.winning(miner.size()), miner.id(), randomness,
                new ProvenSector(challenged, miner.sectors().get(challenged).sealedCid()));
    }

    private ChainState lookback(ChainEpoch round) {
        Chain chain = node.chain();
        long finality = chain.rules().policy().limits().finality();
        return chain.store().atOrBefore(Math.max(0, round.value() - finality)).after();
    }
}
