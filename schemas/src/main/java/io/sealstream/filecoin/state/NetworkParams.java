package io.sealstream.filecoin.state;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.math.BigInteger;

/** The part of {@code StateGetNetworkParams} that we use. */
public record NetworkParams(String networkName, long blockDelaySecs, BigInteger consensusMinerMinPower,
        ChainEpoch preCommitChallengeDelay, long eip155ChainID, long genesisTimestamp) {
    public static final Shape<NetworkParams> SHAPE = Tuple.of(NetworkParams.class)
            .field("NetworkName", Shapes.TEXT, NetworkParams::networkName)
            .field("BlockDelaySecs", Shapes.UNSIGNED, NetworkParams::blockDelaySecs)
            .field("ConsensusMinerMinPower", Shapes.BIG, NetworkParams::consensusMinerMinPower)
            .field("PreCommitChallengeDelay", Shapes.EPOCH, NetworkParams::preCommitChallengeDelay)
            .field("Eip155ChainID", Shapes.INTEGER, NetworkParams::eip155ChainID)
            .field("GenesisTimestamp", Shapes.UNSIGNED, NetworkParams::genesisTimestamp)
            .make(v -> new NetworkParams(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
