package io.sealstream.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.proofs.Aggregation.NonInteractiveAggregate;
import io.sealstream.proofs.Aggregation.NonInteractiveSector;
import io.sealstream.proofs.Aggregation.ProvenSeals;
import io.sealstream.proofs.Aggregation.SealAggregate;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.SealStatement;
import io.sealstream.proofs.Sealing.SectorSeal;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AggregationTest {
    private static final Bytes ANY = Bytes.of(new byte[32]);
    private static final Bytes PROOF = Bytes.of(new byte[192]);

    private static SealStatement statement(SealProofType type) {
        return new SealStatement(new SectorSeal(type, ANY, 1, ANY), ANY, new Commitments(ANY, ANY));
    }

    private static SealAggregate aggregate(SealProofType type, int members) {
        return new SealAggregate(Collections.nCopies(members, statement(type)));
    }

    private static NonInteractiveAggregate nonInteractive(NonInteractiveProofType type, int sectors) {
        NonInteractiveSector sector = new NonInteractiveSector(1, ANY, new Commitments(ANY, ANY));
        return new NonInteractiveAggregate(type, ANY, Collections.nCopies(sectors, sector));
    }

    /** The sizes of four sectors and of one non-interactive sector are those of proofs that were made. */
    @Test
    void shouldKnowTheSizeOfAnAggregate() {
        assertThat(aggregate(SealProofType.STACKED_2KIB_V1_1, 4).proofSize()).isEqualTo(8212);
        assertThat(aggregate(SealProofType.STACKED_2KIB_V1_1, 5).proofSize()).isEqualTo(11188);
        assertThat(aggregate(SealProofType.STACKED_2KIB_V1_1, 1).proofSize()).isEqualTo(5236);
        assertThat(aggregate(SealProofType.STACKED_32GIB_V1_1, 819).proofSize()).isEqualTo(2260 + 13 * 2976);
        assertThat(nonInteractive(NonInteractiveProofType.STACKED_2KIB, 1).proofSize()).isEqualTo(14164);
        assertThat(nonInteractive(NonInteractiveProofType.STACKED_32GIB, 1).proofSize()).isEqualTo(23092);
    }

    @Test
    void shouldRefuseMembersOfSeveralTypes() {
        List<SealStatement> mixed = List.of(statement(SealProofType.STACKED_2KIB_V1_1),
                statement(SealProofType.STACKED_8MIB_V1_1));

        assertThatThrownBy(() -> new SealAggregate(mixed)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one seal proof type");
    }

    @Test
    void shouldRefuseNoMembersAndTooMany() {
        for (int members : new int[]{ 0, 1025}) {
            assertThatThrownBy(() -> aggregate(SealProofType.STACKED_2KIB_V1_1, members))
                    .hasMessage("members of an aggregate has " + members + " entries, it must have 1 to 1024");
            assertThatThrownBy(() -> nonInteractive(NonInteractiveProofType.STACKED_2KIB, members))
                    .hasMessage("sectors of an aggregate has " + members + " entries, it must have 1 to 1024");
        }
    }

    @Test
    void shouldRefuseProofsThatAreNotOneForEachMember() {
        SealAggregate two = aggregate(SealProofType.STACKED_2KIB_V1_1, 2);

        assertThatThrownBy(() -> new ProvenSeals(two, List.of(PROOF)))
                .hasMessage("proofs to aggregate has 1 entries, it must have 2 to 2");
        assertThatThrownBy(() -> new ProvenSeals(two, List.of(PROOF, ANY)))
                .hasMessage("seal proof has 32 bytes, it must have 192");
    }

    @Test
    void shouldRefuseStatementsWithFieldsOfTheWrongLength() {
        assertThatThrownBy(() -> new ReplicaUpdate(UpdateProofType.STACKED_2KIB, ANY, PROOF, ANY))
                .hasMessage("new CommR has 192 bytes, it must have 32");
        assertThatThrownBy(() -> new NonInteractiveSector(1, PROOF, new Commitments(ANY, ANY)))
                .hasMessage("ticket has 192 bytes, it must have 32");
    }
}
