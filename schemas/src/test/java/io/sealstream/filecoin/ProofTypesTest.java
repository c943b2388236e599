package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of chain.md 4.4, line by line. */
class ProofTypesTest {
    @ParameterizedTest
    @CsvSource({ "2048, 0, 5, 10, 15, 0, 5, 10, 0, 2, 192, 14164, 192", "8388608, 1, 6, 11, 16, 1, 6, 11, 1, 2, 192, 14164, 768",
        "536870912, 2, 7, 12, 17, 2, 7, 12, 2, 2, 192, 14164, 3072",
        "34359738368, 3, 8, 13, 18, 3, 8, 13, 3, 2349, 1920, 23092, 3072",
        "68719476736, 4, 9, 14, 19, 4, 9, 14, 4, 2300, 1920, 23092, 3072"})
    void shouldHaveEveryTypeOfASize(long bytes, int v1, int v11, int synthetic, int nonInteractive, int winning, int windowV1,
            int windowV11, int update, int partition, int sealBytes, int aggregateBytes, int updateBytes) {
        SectorSize size = SectorSize.of(bytes).orElseThrow();
        assertThat(Stream.of(SealProofType.Generation.values()).map(each -> SealProofType.of(size, each).code()))
                .containsExactly(v1, v11, synthetic, nonInteractive);
        assertThat(PoStProofType.winning(size).code()).isEqualTo(winning);
        assertThat(PoStProofType.of(windowV1)).hasValueSatisfying(old -> assertThat(old.sectorSize()).isEqualTo(size));
        assertThat(PoStProofType.window(size).code()).isEqualTo(windowV11);
        assertThat(UpdateProofType.of(size).code()).isEqualTo(update);
        assertThat(size.windowPoStPartitionSectors()).isEqualTo(partition);
        assertThat(SealProofType.of(v11)).hasValueSatisfying(type -> assertThat(type.proofBytes()).isEqualTo(sealBytes));
        assertThat(SealProofType.of(nonInteractive).orElseThrow().proofBytes()).isEqualTo(aggregateBytes);
        assertThat(UpdateProofType.of(size).proofBytes()).isEqualTo(updateBytes);
    }

    @ParameterizedTest
    @EnumSource(SealProofType.class)
    void shouldNumberAndNameEachType(SealProofType type) {
        assertThat(SealProofType.of(type.code())).contains(type);
        assertThat(type.windowPoStType().sectorSize()).isEqualTo(type.sectorSize());
        assertThat(type.winningPoStType().sectorSize()).isEqualTo(type.sectorSize());
        assertThat(type.updateProofType().sectorSize()).isEqualTo(type.sectorSize());
        assertThat(type.porepId().toHex()).isEqualTo("%02x".formatted(type.code()) + "00".repeat(31));
    }

    @Test
    void shouldKnowNoOtherNumber() {
        for (long code : new long[]{ -1, 20, 256, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(SealProofType.of(code)).isEmpty();
            assertThat(PoStProofType.of(code)).isEmpty();
            assertThat(UpdateProofType.of(code)).isEmpty();
            assertThat(AggregateProofType.of(code)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({ "STACKED_DRG_32GIB_V1_1, 4, 20116", "STACKED_DRG_32GIB_V1_1, 12, 23092", "STACKED_DRG_32GIB_V1_1, 13, 26068",
        "STACKED_DRG_32GIB_V1_1, 819, 40948", "STACKED_DRG_32GIB_V1_1, 820, 43924",
        "STACKED_DRG_64GIB_V1_2_NI, 65, 40948", "STACKED_DRG_2KIB_V1_1, 4, 8212", "STACKED_DRG_2KIB_V1_1, 1, 5236",
        "STACKED_DRG_2KIB_V1_2_NI, 2, 17140"})
    void shouldMeasureAggregates(SealProofType type, int sectors, int bytes) {
        assertThat(AggregateProofType.bytes(type, sectors)).isEqualTo(bytes);
    }

    @Test
    void shouldLimitAggregatesByKind() {
        AggregateLimits interactive = ChainLimits.NV28.aggregateOf(SealProofType.STACKED_DRG_2KIB_V1_1);
        AggregateLimits nonInteractive = ChainLimits.NV28.aggregateOf(SealProofType.STACKED_DRG_2KIB_V1_2_NI);
        assertThat(Stream.of(3, 4, 819, 820).map(interactive::allows)).containsExactly(false, true, true, false);
        assertThat(Stream.of(0, 1, 65, 66).map(nonInteractive::allows)).containsExactly(false, true, true, false);
        assertThat(AggregateProofType.bytes(SealProofType.STACKED_DRG_64GIB_V1_1, interactive.maxSectors()))
                .isLessThan(interactive.maxBytes());
        assertThatIllegalArgumentException().isThrownBy(() -> new AggregateLimits(5, 4, 1));
    }
}
