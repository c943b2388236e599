package io.sealstream.devnet.chain.vm;

import io.sealstream.devnet.chain.miner.Effects.StoredProof;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.TokenAmount;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a message did.
 *
 * @param state       after it
 * @param gas         how its gas was paid
 * @param error       why it failed, empty on success
 * @param storedProof a WindowPoSt that was stored unverified
 */
public record Applied(ChainState state, MessageReceipt receipt, Gas.Outputs gas, String error,
        @Nullable StoredProof storedProof) {
    /** No gas was paid. */
    static final Gas.Outputs FREE = new Gas.Outputs(TokenAmount.ZERO, TokenAmount.ZERO, TokenAmount.ZERO, TokenAmount.ZERO,
            TokenAmount.ZERO, 0, 0);

    public Optional<StoredProof> stored() {
        return Optional.ofNullable(storedProof);
    }
}
