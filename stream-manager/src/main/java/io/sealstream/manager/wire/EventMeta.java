package io.sealstream.manager.wire;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.schemas.avro.Meta;

/**
 * Where an event stands in its log.
 *
 * @param sequence rises by one with each event of one miner or lane, over all its event topics
 * @param epoch    head at which it was decided; {@code apply} gets it as its {@code at}
 * @param cause    the record that caused it, as {@code topic-partition@offset}
 */
public record EventMeta(long sequence, ChainEpoch epoch, String cause) {
    Meta toAvro() {
        return Meta.newBuilder().setSequence(sequence).setEpoch(epoch.value()).setCause(cause).build();
    }

    static EventMeta of(Meta meta) {
        return new EventMeta(meta.getSequence(), ChainEpoch.of(meta.getEpoch()), meta.getCause());
    }
}
