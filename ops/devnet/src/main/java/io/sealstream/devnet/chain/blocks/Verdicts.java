package io.sealstream.devnet.chain.blocks;

import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.Bytes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Answers of a proof verifier, kept with a block so that it can be executed again without proofs library. */
public final class Verdicts {
    private Verdicts() {}

    /** Asks another verifier and remembers what it said. */
    static final class Recorder implements ProofVerifier {
        private final ProofVerifier asked;
        private final List<Boolean> given = new ArrayList<>();

        Recorder(ProofVerifier asked) {
            this.asked = asked;
        }

        @Override
        public boolean verifySeal(SealStatement statement, Bytes proof) {
            return record(asked.verifySeal(statement, proof));
        }

        @Override
        public boolean verifyAggregate(AggregateStatement statement, Bytes proof) {
            return record(asked.verifyAggregate(statement, proof));
        }

        @Override
        public boolean verifyReplicaUpdate(ReplicaUpdateStatement statement, Bytes proof) {
            return record(asked.verifyReplicaUpdate(statement, proof));
        }

        @Override
        public boolean verifyWindowPoSt(WindowPoStStatement statement, Bytes proof) {
            return record(asked.verifyWindowPoSt(statement, proof));
        }

        @Override
        public boolean verifyWinningPoSt(WinningPoStStatement statement, Bytes proof) {
            return record(asked.verifyWinningPoSt(statement, proof));
        }

        private boolean record(boolean verdict) {
            given.add(verdict);
            return verdict;
        }

        List<Boolean> given() {
            return List.copyOf(given);
        }
    }

    /** Says again what was said when the block was made. */
    public static ProofVerifier replay(List<Boolean> given) {
        Iterator<Boolean> next = List.copyOf(given).iterator();
        return new ProofVerifier() {
            @Override
            public boolean verifySeal(SealStatement statement, Bytes proof) {
                return next.next();
            }

            @Override
            public boolean verifyAggregate(AggregateStatement statement, Bytes proof) {
                return next.next();
            }

            @Override
            public boolean verifyReplicaUpdate(ReplicaUpdateStatement statement, Bytes proof) {
                return next.next();
            }

            @Override
            public boolean verifyWindowPoSt(WindowPoStStatement statement, Bytes proof) {
                return next.next();
            }

            @Override
            public boolean verifyWinningPoSt(WinningPoStStatement statement, Bytes proof) {
                return next.next();
            }
        };
    }
}
