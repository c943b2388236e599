package io.sealstream.devnet.chain.vm;

import io.sealstream.devnet.chain.rules.EpochRandomness;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.GasPrices;
import io.sealstream.filecoin.PieceInfo;
import io.sealstream.filecoin.SectorSize;
import java.util.List;

/** Counts the gas of one message. What actors draw and verify through {@link #metered} is charged at the price list's exact price. */
final class GasMeter {
    private long used;

    void charge(long gas) {
        used = Math.addExact(used, gas);
    }

    long used() {
        return used;
    }

    /** The same scene, charging what is used of it. */
    Scene metered(Scene scene) {
        return new Scene(scene.now(), scene.rules(), new Draws(scene.randomness(), scene.now()), new Checks(scene.proofs()));
    }

    private final class Draws implements EpochRandomness {
        private final EpochRandomness inner;
        private final ChainEpoch now;

        Draws(EpochRandomness inner, ChainEpoch now) {
            this.inner = inner;
            this.now = now;
        }

        private void charge(ChainEpoch epoch) {
            GasMeter.this.charge(GasPrices.RANDOMNESS + GasPrices.RANDOMNESS_PER_EPOCH_BACK * Math.max(0, now.since(epoch)));
        }

        @Override
        public Bytes fromTickets(DomainSeparationTag tag, ChainEpoch epoch, Bytes entropy) {
            charge(epoch);
            return inner.fromTickets(tag, epoch, entropy);
        }

        @Override
        public Bytes fromBeacon(DomainSeparationTag tag, ChainEpoch epoch, Bytes entropy) {
            charge(epoch);
            return inner.fromBeacon(tag, epoch, entropy);
        }
    }

    private final class Checks implements ProofVerifier {
        private final ProofVerifier inner;

        Checks(ProofVerifier inner) {
            this.inner = inner;
        }

        @Override
        public boolean verifySeal(SealStatement statement, Bytes proof) {
            charge(GasPrices.VERIFY_SEAL);
            return inner.verifySeal(statement, proof);
        }

        @Override
        public boolean verifyWindowPoSt(WindowPoStStatement statement, Bytes proof) {
            charge(GasPrices.verifyWindowPoSt(statement.sectors().size() + statement.standIns()));
            return inner.verifyWindowPoSt(statement, proof);
        }

        @Override
        public boolean verifyAggregate(AggregateStatement statement, Bytes proof) {
            charge(GasPrices.verifyAggregate(statement.type(), statement.sectors().size()));
            return inner.verifyAggregate(statement, proof);
        }

        @Override
        public boolean verifyReplicaUpdate(ReplicaUpdateStatement statement, Bytes proof) {
            charge(GasPrices.VERIFY_REPLICA_UPDATE);
            return inner.verifyReplicaUpdate(statement, proof);
        }

        /** No actor asks for it. */
        @Override
        public boolean verifyWinningPoSt(WinningPoStStatement statement, Bytes proof) {
            return inner.verifyWinningPoSt(statement, proof);
        }

        @Override
        public Cid unsealedCid(SectorSize size, List<PieceInfo> pieces) {
            charge(GasPrices.COMPUTE_UNSEALED_CID);
            return inner.unsealedCid(size, pieces);
        }
    }
}
