package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lotus foresees for a fee cap: 1.125 to the power of the blocks, cut to 1/256. */
final class ExpectedBaseFeeTest {
    @ParameterizedTest
    @CsvSource({ "100,0,100", "100,1,112", "100,20,1054", "1000000000,20,10542968750", "1,2,1"})
    void shouldGrowByAnEighthWithEachFullBlock(long now, long blocks, long then) {
        assertThat(Gas.expectedBaseFee(TokenAmount.ofAtto(now), blocks)).isEqualTo(TokenAmount.ofAtto(then));
    }
}
