package io.sealstream.manager.domain;

/** A question to a miner or a lane: the digest of all its states. It changes nothing, so the number of the request does not matter. */
public record ReadDigest(Request request) implements Command {}
