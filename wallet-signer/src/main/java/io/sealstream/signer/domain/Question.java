package io.sealstream.signer.domain;

/**
 * One message before the policy.
 *
 * @param caller  who asks
 * @param content sender, nonce and money of the message
 * @param meaning what it does
 * @param now     wall clock, milliseconds since 1970
 */
public record Question(Caller caller, Content content, Meaning meaning, long now) {}
