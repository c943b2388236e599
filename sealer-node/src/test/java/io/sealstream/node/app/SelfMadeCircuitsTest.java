package io.sealstream.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.proofs.Circuit;
import io.sealstream.proofs.UpdateProofType;
import io.sealstream.proofs.WindowPoStProofType;
import org.junit.jupiter.api.Test;

class SelfMadeCircuitsTest {
    @Test
    void shouldKnowCircuitsByName() {
        assertThat(SelfMadeCircuits.named("window-post"))
                .isEqualTo(new Circuit.WindowPoSt(WindowPoStProofType.STACKED_2KIB_V1_1));
        assertThat(SelfMadeCircuits.named("update")).isEqualTo(new Circuit.Update(UpdateProofType.STACKED_2KIB));
    }

    @Test
    void shouldRefuseOthersAndNameTheChoice() {
        assertThatThrownBy(() -> SelfMadeCircuits.named("c2")).isInstanceOf(CliFailure.class)
                .hasMessage("\"c2\" is no circuit: write seal, window-post, winning-post, update or aggregate");
    }
}
