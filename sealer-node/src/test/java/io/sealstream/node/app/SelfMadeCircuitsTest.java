package io.sealstream.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.SectorSize;
import io.sealstream.node.config.ProofsConfig;
import io.sealstream.proofs.Circuit;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.UpdateProofType;
import io.sealstream.proofs.WindowPoStProofType;
import io.sealstream.proofs.params.DevParameters;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelfMadeCircuitsTest {
    private static final Set<Long> SMALL = Set.of(SectorSize.KIB_2.bytes());
    private static final Set<Long> LARGE = Set.of(SectorSize.MIB_8.bytes());

    @Test
    void shouldKnowCircuitsByNameAndSize() {
        assertThat(SelfMadeCircuits.named(List.of("window-post", "update"), SMALL)).containsExactly(
                new Circuit.WindowPoSt(WindowPoStProofType.STACKED_2KIB_V1_1), new Circuit.Update(UpdateProofType.STACKED_2KIB));
        assertThat(SelfMadeCircuits.named(List.of("seal", "aggregate"), LARGE)).containsExactly(
                new Circuit.Seal(SealProofType.STACKED_8MIB_V1_1), new Circuit.Aggregate(DevParameters.AGGREGATED_PROOFS));
        assertThat(SelfMadeCircuits.named(List.of("winning-post"), ProofsConfig.DEVNET_SIZES)).hasSize(2);
    }

    @Test
    void shouldHaveEveryCircuitOfTheSizesThatConfigurationsMayName() {
        assertThat(SelfMadeCircuits.named(List.of("seal", "window-post", "winning-post", "update", "aggregate"),
                ProofsConfig.DEVNET_SIZES)).containsExactlyInAnyOrderElementsOf(DevParameters.SELF_MADE);
        assertThat(ProofsConfig.DEVNET_SIZES).isEqualTo(DevParameters.SECTOR_SIZES);
    }

    @Test
    void shouldRefuseOthersAndNameTheChoice() {
        assertThatThrownBy(() -> SelfMadeCircuits.named(List.of("seal", "c2"), SMALL)).isInstanceOf(CliFailure.class)
                .hasMessage("\"c2\" is no circuit: write seal, window-post, winning-post, update or aggregate");
    }
}
