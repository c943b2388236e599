package io.sealstream.proofs.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.proofs.Aggregation.ProvenSeals;
import io.sealstream.proofs.Aggregation.SealAggregate;
import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.Proving.WinningPoStStatement;
import io.sealstream.proofs.ReplicaUpdate;
import io.sealstream.proofs.Sealing.SealStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every engine does alike with aggregates, replica updates and WinningPoSts, given verifying keys. */
public interface VerifierContract {

    /** The engine under test; shared by the tests of a class. */
    ProofEngine engine();

    /** Three or more seal proofs that hold. */
    ProvenSeals provenSeals();

    /** An aggregate of three or more members that holds. */
    Proven<SealAggregate> provenAggregate();

    /** A replica update that holds. */
    Proven<ReplicaUpdate> provenUpdate();

    /** A WinningPoSt that holds. */
    Proven<WinningPoStStatement> provenWinning();

    /** A statement with a proof that holds for it under the engine's verifying keys. */
    record Proven<S>(S statement, Bytes proof) {}

    @Test
    default void shouldVerifyAnAggregateAndNothingElse() throws ProofException {
        Proven<SealAggregate> golden = provenAggregate();
        List<SealStatement> members = golden.statement().members();
        List<SealStatement> swapped = new ArrayList<>(members);
        Collections.swap(swapped, 0, 1);

        assertThat(golden.proof().size()).isEqualTo(golden.statement().proofSize());
        assertThat(engine().verifyAggregate(golden.statement(), golden.proof())).isTrue();
        assertThat(engine().verifyAggregate(golden.statement(), TestSector.flipped(golden.proof(), 100))).isFalse();
        assertThat(engine().verifyAggregate(new SealAggregate(swapped), golden.proof())).isFalse();
        assertThat(engine().verifyAggregate(new SealAggregate(members.subList(0, members.size() - 1)), golden.proof()))
                .isFalse();
        assertThat(engine().verifyAggregate(new SealAggregate(members.subList(0, 1)), golden.proof())).isFalse();
    }

    @Test
    default void shouldRefuseAnAggregateOfTheWrongLength() throws ProofException {
        Proven<SealAggregate> golden = provenAggregate();
        byte[] bytes = golden.proof().toArray();

        for (int size : List.of(0, 192, bytes.length - 1, bytes.length + 1)) {
            assertThat(engine().verifyAggregate(golden.statement(), Bytes.of(Arrays.copyOf(bytes, size)))).as("%d bytes", size)
                    .isFalse();
        }
    }

    @Test
    default void shouldAggregateSealProofsInTheirOrder() throws ProofException {
        ProvenSeals seals = provenSeals();

        Bytes aggregate = engine().aggregateSeals(seals);

        assertThat(aggregate.size()).isEqualTo(seals.statement().proofSize());
        assertThat(engine().verifyAggregate(seals.statement(), aggregate)).isTrue();
        assertThat(engine().verifyAggregate(new SealAggregate(seals.statement().members().reversed()), aggregate)).isFalse();
    }

    @Test
    default void shouldAggregateAnyNumberOfSealProofs() throws ProofException {
        ProvenSeals seals = provenSeals();

        for (int count = 1; count <= 3; count++) {
            SealAggregate statement = new SealAggregate(seals.statement().members().subList(0, count));
            Bytes aggregate = engine().aggregateSeals(new ProvenSeals(statement, seals.proofs().subList(0, count)));
            assertThat(aggregate.size()).isEqualTo(statement.proofSize());
            assertThat(engine().verifyAggregate(statement, aggregate)).as("%d members", count).isTrue();
        }
    }

    @Test
    default void shouldMakeAWrongAggregateOfAWrongProof() throws ProofException {
        ProvenSeals seals = provenSeals();
        List<Bytes> exchanged = new ArrayList<>(seals.proofs());
        Collections.swap(exchanged, 0, 1);

        Bytes aggregate = engine().aggregateSeals(new ProvenSeals(seals.statement(), exchanged));

        assertThat(engine().verifyAggregate(seals.statement(), aggregate)).isFalse();
    }

    @Test
    default void shouldVerifyAReplicaUpdateAndNothingElse() throws ProofException {
        Proven<ReplicaUpdate> golden = provenUpdate();
        ReplicaUpdate update = golden.statement();
        ReplicaUpdate backwards = new ReplicaUpdate(update.type(), /* oldCommR= */ update.newCommR(),
                /* newCommR= */ update.oldCommR(), update.newCommD());

        assertThat(golden.proof().size()).isEqualTo(update.type().proofSize());
        assertThat(engine().verifyReplicaUpdate(update, golden.proof())).isTrue();
        assertThat(engine().verifyReplicaUpdate(update, TestSector.flipped(golden.proof(), 100))).isFalse();
        assertThat(engine().verifyReplicaUpdate(update, Bytes.of(new byte[0]))).isFalse();
        assertThat(engine().verifyReplicaUpdate(backwards, golden.proof())).isFalse();
    }

    @Test
    default void shouldVerifyAWinningPoStAndNothingElse() throws ProofException {
        Proven<WinningPoStStatement> golden = provenWinning();
        WinningPoStStatement winning = golden.statement();
        WinningPoStStatement other = new WinningPoStStatement(winning.type(), winning.proverId(), winning.randomness(),
                new PublicSector(winning.sector().number() + 1, winning.sector().commR()));

        assertThat(engine().verifyWinningPoSt(winning, golden.proof())).isTrue();
        assertThat(engine().verifyWinningPoSt(winning, TestSector.flipped(golden.proof(), 50))).isFalse();
        assertThat(engine().verifyWinningPoSt(winning, Bytes.of(new byte[0]))).isFalse();
        assertThat(engine().verifyWinningPoSt(other, golden.proof())).isFalse();
    }
}
