package io.sealstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.ActorId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule is a part of the log's format: these numbers must never change. */
final class PartitionsTest {
    private static final String BLS = "f3vvmn62lofvhjd2ugzca6sof2j2ubwok6cj4xxbfzz4yuxfkgobpihhd2thlanmsh3w2ptld2gqkn2jvlss4a";

    @ParameterizedTest
    @CsvSource({ "f01000,4,0", "f01001,4,1", "f01000/17,4,0", "f01003/3/0,4,3", "f09223372036854775807,16,15", "f00,4,0"})
    void shouldPlaceMinersByTheirNumber(String key, int partitions, int partition) {
        assertThat(Partitions.partitionFor(Topics.SECTOR_EVENT, key, partitions)).isEqualTo(partition);
    }

    @Test
    void shouldPlaceASectorWithItsMiner() {
        for (long id = 0; id < 200; id++) {
            ActorId miner = new ActorId(id);
            assertThat(Partitions.partitionFor(Topics.MINER_COMMAND, miner + "/9", 16))
                    .isEqualTo(Partitions.partitionOf(miner, 16));
        }
    }

    @Test
    void shouldPlaceLanesByTheCanonicalAddress() {
        int partition = Partitions.partitionFor(Topics.MESSAGE_EVENT, BLS, 16);
        assertThat(partition).isEqualTo(Partitions.partitionFor(Topics.SIGN_REQUEST, "t" + BLS.substring(1), 16));
        // Kafka's default partitioner gives the same, so that foreign writers with text keys agree.
        assertThat(partition).isEqualTo(7);
    }

    @Test
    void shouldPlaceTasksWithTheirNode() {
        int node = Partitions.partitionFor(Topics.NODE_STATUS, "node-1", 16);
        assertThat(Partitions.partitionFor(Topics.NODE_TASK, "node-1/f01000/17/seal/1", 16)).isEqualTo(node);
        assertThat(node).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "f0", "1000", "f01000x", "t01000", "f001", "f01000x/1", "/17", "f1abc"})
    void shouldRefuseKeysThatNameNoMiner(String key) {
        assertThatThrownBy(() -> Partitions.partitionFor(Topics.SECTOR_EVENT, key, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + key + "\"");
        assertThat(Partitions.belongs(Topics.SECTOR_EVENT, key, 0, 4)).isFalse();
    }

    @Test
    void shouldRefuseAnActorIdAsALane() {
        assertThatThrownBy(() -> Partitions.partitionFor(Topics.MESSAGE_COMMAND, "f01000", 4)).hasMessageContaining("robust");
    }

    @Test
    void shouldLeaveExplicitTopicsToTheirWriters() {
        assertThatThrownBy(() -> Partitions.partitionFor(Topics.REPLY, "x", 4)).hasMessageContaining("name its partition");
        assertThat(Partitions.belongs(Topics.REPLY, "x", 3, 4)).isTrue();
    }

    @Test
    void shouldFindRecordsInTheWrongPartition() {
        assertThat(Partitions.belongs(Topics.SECTOR_EVENT, "f01001/1", 1, 4)).isTrue();
        assertThat(Partitions.belongs(Topics.SECTOR_EVENT, "f01001/1", 2, 4)).isFalse();
    }
}
