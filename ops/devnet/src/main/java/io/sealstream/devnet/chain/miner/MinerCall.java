package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.AddressBook;
import io.sealstream.devnet.chain.rules.Claims;
import io.sealstream.devnet.chain.rules.DataActors;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.TokenAmount;
import java.util.List;

/**
 * A call of a miner actor.
 *
 * @param miner   draft that the method changes
 * @param caller  id address
 * @param balance of the miner, the value of the message included
 * @param claims  of verified data
 * @param data    the actors that know of deals and verified data
 */
public record MinerCall(Miner miner, Address caller, TokenAmount balance, Scene scene, AddressBook addresses,
        Claims claims, DataActors data) {
    ChainEpoch now() {
        return scene.now();
    }

    ChainLimits limits() {
        return scene.rules().policy().limits();
    }

    void requireOneOf(List<Address> allowed) {
        if (!allowed.contains(caller)) {
            throw Abort.forbidden("caller " + caller + " is not one of supported");
        }
    }

    void requireControl() {
        if (!miner.info().isControlledBy(caller)) {
            throw Abort.forbidden("caller " + caller + " is not one of supported");
        }
    }

    /** True for messages of the genesis account, which stands for parts of the network that are not here. */
    boolean isFromAdmin() {
        return caller.equals(scene.rules().admin());
    }

    void requireOwner() {
        requireOneOf(List.of(miner.info().owner()));
    }

    /** Refuses with exit code 1000 if the balance, less what leaves it, does not cover what is bound. */
    void requireCovered(TokenAmount leaving) {
        miner.funds().requireCovered(balance.minus(leaving));
    }

    /** The instance of a deadline in the proving period of now. */
    DeadlineInfo deadline(long index) {
        return miner.deadline(index, now(), scene.rules().policy().schedule());
    }

    void requireDeadlineIndex(long index) {
        if (Long.compareUnsigned(index, scene.rules().policy().schedule().deadlines()) >= 0) {
            throw Abort.illegalArgument("invalid deadline " + Long.toUnsignedString(index));
        }
    }

    /** Refuses while a reported consensus fault is punished. */
    void requireNoConsensusFault(String what) {
        if (now().compareTo(miner.info().consensusFaultElapsed()) <= 0) {
            throw Abort.forbidden(what + " not allowed during active consensus fault");
        }
    }
}
