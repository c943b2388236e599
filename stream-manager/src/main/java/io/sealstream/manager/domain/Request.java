package io.sealstream.manager.domain;

/**
 * Who asks, under which rising number, and where the answer is awaited.
 *
 * @param replyPartition partition of the reply topic the requester reads; negative when none is awaited
 * @param validUntil     last epoch at which it may be acted on; 0 for no limit
 */
public record Request(String client, long number, int replyPartition, long validUntil) {}
