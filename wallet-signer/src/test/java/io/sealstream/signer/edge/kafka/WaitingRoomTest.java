package io.sealstream.signer.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Bytes;
import io.sealstream.signer.domain.Caller;
import io.sealstream.signer.domain.SigningRequest;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    private static final TopicPartition ONE = new TopicPartition("sign.request", 1);
    private static final TopicPartition TWO = new TopicPartition("sign.request", 2);

    private final WaitingRoom room = new WaitingRoom();

    private static Asked asked(TopicPartition place, long offset, String id, int bytes) {
        return new Asked(place, offset, new SigningRequest(id, Caller.KAFKA, "f1", "", Bytes.of(new byte[bytes]), "", 0));
    }

    private static Asked asked(TopicPartition place, long offset, String id) {
        return asked(place, offset, id, 1);
    }

    @Test
    void shouldKeepTheOrderOfEachPartition() {
        Asked third = asked(ONE, 7, "c");
        Asked first = asked(ONE, 3, "a");
        Asked other = asked(TWO, 1, "x");
        assertThat(room.enter(third)).isTrue();
        assertThat(room.enter(other)).isTrue();
        assertThat(room.enter(first)).isTrue();
        assertThat(room.next(10)).containsExactlyInAnyOrder(first, third, other).containsSubsequence(first, third);
        assertThat(room.next(2)).hasSize(2);
        assertThat(room.size()).isEqualTo(3);
    }

    @Test
    void shouldLetOffsetsPassUpToTheFirstThatWaits() {
        Asked first = asked(ONE, 3, "a");
        Asked second = asked(ONE, 7, "b");
        room.enter(first);
        room.enter(second);
        assertThat(room.first(ONE)).contains(3L);
        assertThat(room.first(TWO)).isEmpty();
        room.leave(first);
        assertThat(room.first(ONE)).contains(7L);
        room.leave(second);
        assertThat(room.first(ONE)).isEmpty();
        assertThat(room.isEmpty()).isTrue();
    }

    @Test
    void shouldLetEachIdWaitOnce() {
        Asked asked = asked(ONE, 3, "a");
        Asked repeat = asked(TWO, 9, "a");
        room.enter(asked);
        assertThat(room.enter(repeat)).isFalse();
        assertThat(room.has("a")).isTrue();
        room.leave(repeat);
        assertThat(room.has("a")).as("the repeat was never inside").isTrue();
        room.leave(asked);
        assertThat(room.has("a")).isFalse();
        assertThat(room.enter(repeat)).isTrue();
    }

    @Test
    void shouldBeFullOfManyRequests() {
        for (int i = 0; i < WaitingRoom.MAX_REQUESTS - 1; i++) {
            room.enter(asked(ONE, i, "r" + i));
        }
        assertThat(room.isFull()).isFalse();
        room.enter(asked(TWO, 0, "last"));
        assertThat(room.isFull()).isTrue();
        room.leave(asked(ONE, 0, "r0"));
        assertThat(room.isFull()).isFalse();
    }

    @Test
    void shouldBeFullOfLargeRequests() {
        Asked large = asked(ONE, 1, "a", (int) WaitingRoom.MAX_BYTES);
        room.enter(large);
        assertThat(room.isFull()).isTrue();
        room.leave(large);
        assertThat(room.isFull()).isFalse();
    }
}
