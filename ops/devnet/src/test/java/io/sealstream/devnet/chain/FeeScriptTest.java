package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.devnet.chain.blocks.BaseFees;
import io.sealstream.devnet.chain.blocks.FeeScript;
import io.sealstream.devnet.chain.blocks.FeeScript.Between;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.TokenAmount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The base fee by script: chain.md 5.6. */
final class FeeScriptTest {
    private static final String STORM = """
                                        # a storm
                                        epoch,attoFIL
                                        1002,1000

                                        1006,5000
                                        1008, 400
                                        """;

    private final TestChain test = new TestChain();

    private long feeAt(BaseFees script, long epoch) {
        return script.over(test.chain.head(), epoch).atto().longValueExact();
    }

    @ParameterizedTest
    @CsvSource({ "1001,100,100", "1002,1000,1000", "1003,1000,2000", "1005,1000,4000", "1006,5000,5000", "1007,5000,2700",
        "1008,400,400", "9999,400,400"})
    void shouldHoldOrGoStraightBetweenItsLines(long epoch, long held, long straight) {
        assertThat(feeAt(FeeScript.parse(STORM, Between.HOLD), epoch)).isEqualTo(held);
        assertThat(feeAt(FeeScript.parse(STORM, Between.LINEAR), epoch)).isEqualTo(straight);
    }

    @Test
    void shouldRoundDownOnAFallingLine() {
        assertThat(feeAt(FeeScript.parse("1000,1000\n1003,200", Between.LINEAR), 1001)).isEqualTo(733);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                            10,200;x,300      | line 2: "x,300" is not epoch,attoFIL
                                            10,200;20         | line 2: "20" is not epoch,attoFIL
                                            10,200;10,300     | line 2: "10,300" does not come after epoch 10
                                            10,-5             | line 1: "10,-5" is not epoch,attoFIL
                                            10,99             | line 1: "10,99" is below the least base fee; give 100
                                            # nothing         | at least one line
                                            """)
    void shouldNameTheLineThatIsWrong(String lines, String error) {
        assertThatThrownBy(() -> FeeScript.parse(lines.replace(';', '\n'), Between.HOLD)).isInstanceOf(CodecException.class)
                .hasMessageContaining(error);
    }

    @Test
    void shouldStandInTheHeadersUntilTheRuleIsPutBack() {
        test.chain.script(FeeScript.parse("1001,8000", Between.HOLD));
        assertThat(test.mineAt(1000).tipSet().parentBaseFee()).isEqualTo(Gas.MIN_BASE_FEE);
        assertThat(test.mineAt(1005).tipSet().parentBaseFee()).isEqualTo(TokenAmount.ofAtto(8000));
        test.chain.script(BaseFees.RULE);
        assertThat(test.mine().tipSet().parentBaseFee()).isEqualTo(TokenAmount.ofAtto(7000));
    }
}
