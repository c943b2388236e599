package io.sealstream.manager.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.TokenAmount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeeSeriesTest {
    @Test
    void shouldHoldEachFeeUntilTheNextLine() {
        FeeSeries fees = FeeSeries.parse("epoch,attoFIL\n# a comment\n\n10,100\n 20 , 300\n");

        assertThat(fees.first()).isEqualTo(10);
        assertThat(fees.last()).isEqualTo(20);
        assertThat(fees.at(5)).isEqualTo(TokenAmount.ofAtto(100));
        assertThat(fees.at(19)).isEqualTo(TokenAmount.ofAtto(100));
        assertThat(fees.at(20)).isEqualTo(TokenAmount.ofAtto(300));
        assertThat(fees.at(1_000)).isEqualTo(TokenAmount.ofAtto(300));
    }

    @Test
    void shouldSampleTheDayBefore() {
        FeeSeries fees = FeeSeries.parse("0,100\n60,200\n120,300\n6000,900");

        assertThat(fees.seenAt(119).recent()).containsExactly(TokenAmount.ofAtto(100), TokenAmount.ofAtto(100),
                TokenAmount.ofAtto(200));
        assertThat(fees.seenAt(119).now()).isEqualTo(TokenAmount.ofAtto(200));
        assertThat(fees.seenAt(6_000).recent()).hasSize(96).containsOnly(TokenAmount.ofAtto(300));
        assertThat(fees.seenAt(6_000).now()).isEqualTo(TokenAmount.ofAtto(900));
        assertThat(fees.seenAt(0).recent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';',
            value = { "1,2\\nx,3; line 2: \"x,3\" is not epoch,attoFIL", "5,1\\n5,1; line 2: \"5,1\" does not come after epoch 5",
                "epoch,attoFIL; needs at least one line", "1,-2; line 1: \"1,-2\" is not epoch,attoFIL"})
    void shouldNameABadLine(String csv, String words) {
        assertThatThrownBy(() -> FeeSeries.parse(csv.replace("\\n", "\n"))).isInstanceOf(CodecException.class)
                .hasMessageContaining(words);
    }
}
