package io.sealstream.bench;

import java.util.function.LongConsumer;

/** {@code WalletSign} of a message over JSON-RPC, as a message service asks. */
final class RpcSignTrip implements RoundTrip {
    /** Nonces that the way over Kafka does not come to: the same message twice would be signed once. */
    private static final long FIRST_NONCE = 1L << 40;

    private final SignerApi api;
    private final SigningKey key;
    private final AnswerCheck check;
    private volatile LongConsumer answered = number -> {};

    RpcSignTrip(SignerApi api, SigningKey key, AnswerCheck check) {
        this.api = api;
        this.key = key;
        this.check = check;
    }

    @Override
    public void onAnswer(LongConsumer sink) {
        answered = sink;
    }

    @Override
    public void send(long number) {
        long nonce = FIRST_NONCE + number;
        api.sign(key, key.message(nonce)).onSuccess(signature -> check.signed(nonce, signature))
                .onFailure(e -> check.refused(String.valueOf(e.getMessage()))).onComplete(done -> answered.accept(number));
    }

    @Override
    public void check() {
        check.check();
    }

    @Override
    public void close() {
        answered = number -> {};
    }
}
