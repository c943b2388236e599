package io.sealstream.manager.topology;

import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.ReadDigest;
import io.sealstream.manager.wire.EffectRecords;
import java.util.List;
import java.util.Optional;

/** Answers a question for the digest of a log out of the stores. */
final class DigestAnswer {
    private DigestAnswer() {}

    /** Sends the reply; the reason where there is nothing to digest. */
    static Optional<String> give(Unit unit, EffectRecords effects, String positions, List<Stores.Kind<?>> kinds, String log,
            ReadDigest question) {
        Optional<String> sequence = unit.text(positions, log);
        if (sequence.isEmpty()) {
            String reason = "nothing is recorded of " + log;
            reply(unit, effects, new Effect.Reply(question.request(), false, "", reason));
            return Optional.of(reason);
        }
        String digest = StateDigest.of(unit.stores(), kinds, log, Long.parseLong(sequence.get())).hex();
        reply(unit, effects, new Effect.Reply(question.request(), true,
                "{\"log\":\"" + log + "\",\"sequence\":" + sequence.get() + ",\"digest\":\"" + digest + "\"}", ""));
        return Optional.empty();
    }

    private static void reply(Unit unit, EffectRecords effects, Effect.Reply reply) {
        effects.of(reply).ifPresent(unit::send);
    }
}
