package io.sealstream.manager.domain.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.CodecException;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static Member member(long sector, long readyAt, long lastSafe) {
        return new Member(sector, ChainEpoch.of(readyAt), ChainEpoch.of(lastSafe));
    }

    @Test
    void shouldKeepMembersAscendingAndOnce() {
        Waiting waiting = Waiting.NONE.with(member(9, 1, 2)).with(member(3, 4, 5)).with(member(9, 6, 7));

        assertThat(waiting.members()).containsExactly(member(3, 4, 5), member(9, 6, 7));
        assertThat(waiting.find(3)).contains(member(3, 4, 5));
        assertThat(waiting.find(4)).isEmpty();
        assertThat(waiting.without(List.of(3L, 7L)).members()).containsExactly(member(9, 6, 7));
        assertThat(waiting.without(List.of(7L))).isSameAs(waiting);
    }

    @Test
    void shouldReadBackItsBytes() {
        Random random = new Random(7);
        List<Member> members = new ArrayList<>();
        for (long n = 0; n < 500; n++) {
            members.add(member(n * 1_000_003, random.nextInt(5_000_000), random.nextInt(5_000_000) - 9L));
        }
        members.add(member(Long.MAX_VALUE, 0, Long.MAX_VALUE));
        Collections.shuffle(members, random);
        Waiting waiting = Waiting.of(members);

        assertThat(Waiting.fromBytes(waiting.toBytes())).isEqualTo(waiting);
        assertThat(Waiting.fromBytes(Bytes.EMPTY)).isEqualTo(Waiting.NONE);
    }

    @Test
    void shouldTakeFewBytesForMembersOfOneDay() {
        List<Member> members = new ArrayList<>();
        for (long n = 0; n < 1_000; n++) {
            members.add(member(n, 100_000 + n * 2, 103_000 + n * 2));
        }

        assertThat(Waiting.of(members).toBytes().length()).isLessThan(4_000);
    }

    @Test
    void shouldRefuseBytesThatEndWithinANumber() {
        assertThatThrownBy(() -> Waiting.fromBytes(Bytes.of(new byte[]{ 2, 2, (byte) 0x80}))).isInstanceOf(CodecException.class)
                .hasMessageContaining("byte 3");
    }
}
