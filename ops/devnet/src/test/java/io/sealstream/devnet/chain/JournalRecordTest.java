package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.devnet.chain.blocks.NewBlock;
import io.sealstream.devnet.chain.node.JournalRecord;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CborWriter;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.TokenAmount;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of the journal: what is written can be read, anything else is an error. */
final class JournalRecordTest {
    private static NewBlock tipset(int blocks) {
        TestChain test = TestChain.funded();
        test.chain.pool().add(TestChain.signed(test.message(TestChain.OWNER, TestChain.WORKER, TokenAmount.ofFil(1), 0,
                Bytes.EMPTY)), test.state());
        return test.chain.make(test.height() + 3, blocks, test.verifier);
    }

    static Stream<JournalRecord> records() {
        return Stream.of(new JournalRecord.Made(tipset(1).blocks(), List.of(true, false)),
                new JournalRecord.Made(tipset(2).blocks(), List.of()), new JournalRecord.Pushed(tipset(1).messages().getFirst()),
                new JournalRecord.Reverted(1234), new JournalRecord.Dropped());
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldReadWhatItWrites(JournalRecord written) {
        assertThat(JournalRecord.fromBytes(written.toBytes())).isEqualTo(written);
    }

    /** Homes that were begun before there were tipsets of two blocks open with this version, and the other way round. */
    @Test
    void shouldWriteATipsetOfOneBlockAsEver() {
        NewBlock tipset = tipset(1);
        CborWriter old = new CborWriter().array(4).unsigned(1);
        BlockHeader.SHAPE.write(old, tipset.header());
        JournalRecord.MESSAGES.write(old, tipset.messages());
        old.bytes(new byte[]{ 1});
        assertThat(new JournalRecord.Made(tipset.blocks(), List.of(true)).toBytes()).isEqualTo(old.toBytes());
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThatThrownBy(() -> JournalRecord.fromBytes(new CborWriter().array(2).unsigned(9).unsigned(1).toBytes()))
                .isInstanceOf(CodecException.class).hasMessageContaining("unknown journal record of type 9 with 2 fields");
        assertThatThrownBy(() -> JournalRecord.fromBytes(new CborWriter().array(3).unsigned(3).array(1).unsigned(0).toBytes()))
                .isInstanceOf(CodecException.class).hasMessageContaining("a journal record of 1 blocks");
        assertThatThrownBy(() -> JournalRecord.fromBytes(
                new CborWriter().array(3).unsigned(3).array(2).array(1).unsigned(0).unsigned(0).toBytes()))
                .isInstanceOf(CodecException.class).hasMessageContaining("block 0 of a journal record");
        assertThatThrownBy(() -> JournalRecord.fromBytes(new CborWriter().array(1).unsigned(5).unsigned(1).toBytes()))
                .isInstanceOf(CodecException.class);
    }
}
