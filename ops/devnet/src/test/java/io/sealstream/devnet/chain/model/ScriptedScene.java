package io.sealstream.devnet.chain.model;

import io.sealstream.devnet.chain.ScriptedVerifier;
import io.sealstream.devnet.chain.rules.ChainRules;
import io.sealstream.devnet.chain.rules.EpochRandomness;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DomainSeparationTag;

/** A world with the same randomness always, in which every proof holds. */
final class ScriptedScene {
    static final Bytes RANDOMNESS = Bytes.of(new byte[32]);

    private ScriptedScene() {}

    static Scene at(long epoch, ChainRules rules) {
        return new Scene(new ChainEpoch(epoch), rules, new Same(), new ScriptedVerifier());
    }

    private static final class Same implements EpochRandomness {
        @Override
        public Bytes fromTickets(DomainSeparationTag tag, ChainEpoch epoch, Bytes entropy) {
            return RANDOMNESS;
        }

        @Override
        public Bytes fromBeacon(DomainSeparationTag tag, ChainEpoch epoch, Bytes entropy) {
            return RANDOMNESS;
        }
    }
}
