package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Context;
import io.sealstream.manager.domain.policy.BaseFees;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.domain.sector.Sector;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What the miner's machine may look at.
 *
 * @param now     epoch of the newest head
 * @param rules   numbers of the network
 * @param sectors its sectors by number, read only
 * @param fees    base fee now and within the last day
 */
public record MinerScope(ChainEpoch now, ChainRules rules, LongFunction<Optional<Sector>> sectors,
        BaseFees fees) implements Context {}
