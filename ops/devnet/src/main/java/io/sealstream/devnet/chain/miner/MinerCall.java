package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.AddressBook;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.TokenAmount;

/**
 * A call of a miner actor.
 *
 * @param miner   draft that the method changes
 * @param caller  id address
 * @param balance of the miner, the value of the message included
 */
public record MinerCall(Miner miner, Address caller, TokenAmount balance, Scene scene, AddressBook addresses) {
    ChainEpoch now() {
        return scene.now();
    }

    ChainLimits limits() {
        return scene.rules().policy().limits();
    }

    void requireControl() {
        if (!miner.info().isControlledBy(caller)) {
            throw Abort.forbidden("caller " + caller + " is not one of supported");
        }
    }

    void requireOwner() {
        if (!miner.info().owner().equals(caller)) {
            throw Abort.forbidden("caller " + caller + " is not one of supported");
        }
    }

    /** Refuses while a reported consensus fault is punished. */
    void requireNoConsensusFault(String what) {
        if (now().compareTo(miner.info().consensusFaultElapsed()) <= 0) {
            throw Abort.forbidden(what + " not allowed during active consensus fault");
        }
    }
}
