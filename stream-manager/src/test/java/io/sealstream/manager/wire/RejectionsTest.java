package io.sealstream.manager.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.AbortSector;
import io.sealstream.schemas.avro.Rejected;
import io.sealstream.schemas.avro.SealResult;
import org.junit.jupiter.api.Test;

class RejectionsTest {
    private static final Rejections.Origin ORIGIN = new Rejections.Origin("miner.command", 2, 41, "f01000/17");

    @Test
    void shouldNameTheRequesterWhereThereIsOne() {
        Outgoing out = Rejections.of(ORIGIN, AvroSamples.of(AbortSector.class), "it is active");
        assertThat(out.topic()).isEqualTo(Topics.REJECTION);
        assertThat(out.key()).isEqualTo("f01000/17");
        assertThat(out.partitionOf(4)).isEqualTo(2);
        assertThat(out.record())
                .isEqualTo(new Rejected("miner.command", 2, 41L, "f01000/17", "AbortSector", "it is active", "some client", 17L));
    }

    @Test
    void shouldNameNoRequesterOfAResultOrAnInnerCommand() {
        assertThat(Rejections.of(ORIGIN, AvroSamples.of(SealResult.class), "too late").record())
                .isEqualTo(new Rejected("miner.command", 2, 41L, "f01000/17", "SealResult", "too late", null, null));
        assertThat(Rejections.ofInner(ORIGIN, "JoinBatch", "not waiting").record())
                .isEqualTo(new Rejected("miner.command", 2, 41L, "f01000/17", "JoinBatch", "not waiting", null, null));
    }
}
