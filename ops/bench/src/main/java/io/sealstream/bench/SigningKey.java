package io.sealstream.bench;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.DeclareFaultsRecoveredParams;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PartitionSectors;
import java.util.List;

/**
 * A key of the signer under measurement.
 *
 * @param type    its type as {@code WalletNew} names it
 * @param address its address
 */
record SigningKey(String type, Address address) {
    private static final Address MINER = Address.id(1000);
    private static final Bytes RECOVERIES = Bytes.of(new DeclareFaultsRecoveredParams(
            List.of(new PartitionSectors(7, 0, BitField.of(1, 2)))).toCbor());
    private static final TokenAmount FEE_CAP = TokenAmount.ofAtto(5_000);
    private static final TokenAmount PREMIUM = TokenAmount.ofAtto(1_000);
    private static final long GAS = 1_000_000;

    /** A message that every key signs without a rule, a different one for each nonce: recoveries of two sectors. */
    Message message(long nonce) {
        return Message.call(MINER, address, TokenAmount.ZERO, MinerMethod.DECLARE_FAULTS_RECOVERED.number(), RECOVERIES)
                .withNonce(nonce).withGas(GAS, FEE_CAP, PREMIUM);
    }
}
