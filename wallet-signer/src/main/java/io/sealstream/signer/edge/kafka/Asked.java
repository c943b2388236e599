package io.sealstream.signer.edge.kafka;

import io.sealstream.signer.domain.SigningRequest;
import org.apache.kafka.common.TopicPartition;

/** A request, and where it stands in {@code sign.request}. */
record Asked(TopicPartition place, long offset, SigningRequest request) {
    String id() {
        return request.id();
    }

    /** What it weighs in memory, about. */
    int bytes() {
        return request.message().length() + Character.BYTES * (request.id().length() + request.intent().length());
    }
}
