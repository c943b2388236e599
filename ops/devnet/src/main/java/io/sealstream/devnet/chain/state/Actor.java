package io.sealstream.devnet.chain.state;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.TokenAmount;
import org.jspecify.annotations.Nullable;

/**
 * An actor's entry: who it is and what it owns.
 *
 * @param robust key address of an account, f2 address of a miner, null for system actors
 * @param nonce  number of the next message of an account
 */
public record Actor(long id, Kind kind, @Nullable Address robust, long nonce, TokenAmount balance) {
    /** What code runs behind the address. */
    public enum Kind {
        SYSTEM, ACCOUNT, MINER
    }

    public Address idAddress() {
        return Address.id(id);
    }

    Actor withBalance(TokenAmount changed) {
        return new Actor(id, kind, robust, nonce, changed);
    }

    Actor withNextNonce() {
        return new Actor(id, kind, robust, nonce + 1, balance);
    }
}
