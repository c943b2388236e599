package io.sealstream.manager.domain;

/** What a message is for; decides sender, fee cap and urgency. */
public enum Purpose {
    PRECOMMIT, PROVE_COMMIT, WINDOW_POST, OPERATOR
}
