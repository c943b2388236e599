package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Context;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a lane may look at.
 *
 * @param baseFee base fee of the newest head; zero before the first
 * @param sender  the lane
 * @param over    messages of the lane that are over, by intent
 */
public record LaneScope(ChainEpoch now, TokenAmount baseFee, Address sender,
        Function<String, Optional<LaneMessage>> over) implements Context {}
