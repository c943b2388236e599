package io.sealstream.manager.domain.message;

import io.sealstream.manager.domain.FailureCause;

/**
 * That an intent with a nonce is not wanted any more: a transfer of nothing takes its place there.
 *
 * @param cause EXPIRED or CANCELLED: it is over then; NONE: it only makes way, and gets a later nonce
 */
public record Revoked(FailureCause cause, String reason) {}
