package io.sealstream.filecoin;

/** What randomness is drawn for (go-state-types {@code crypto/randomness.go}; chain.md 4.7). */
public enum DomainSeparationTag {
    TICKET_PRODUCTION(1), //
    ELECTION_PROOF_PRODUCTION(2), //
    WINNING_POST_CHALLENGE_SEED(3), //
    WINDOWED_POST_CHALLENGE_SEED(4), //
    SEAL_RANDOMNESS(5), //
    INTERACTIVE_SEAL_CHALLENGE_SEED(6), //
    WINDOWED_POST_DEADLINE_ASSIGNMENT(7), //
    MARKET_DEAL_CRON_SEED(8), //
    POST_CHAIN_COMMIT(9), //
    EVM_PREV_RANDAO(10);

    private final long value;

    DomainSeparationTag(long value) {
        this.value = value;
    }

    public long value() {
        return value;
    }
}
