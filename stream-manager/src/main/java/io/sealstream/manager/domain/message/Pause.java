package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.ChainEpoch;

/** That an operator holds a lane. */
public record Pause(String by, String reason, ChainEpoch since) {}
