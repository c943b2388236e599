package io.sealstream.signer;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.DeclareFaultsRecoveredParams;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PartitionSectors;
import io.sealstream.signer.domain.Caller;
import io.sealstream.signer.domain.SigningRequest;
import java.util.List;

/** Messages and requests as lanes make them. */
public final class TestMessages {
    public static final Address MINER = Address.id(1000);
    public static final long PREMIUM = 1_000;

    private TestMessages() {}

    /** A message that every key signs: recoveries of sectors, with the nonce as their deadline so that contents differ. */
    public static Message recovery(Address from, long nonce) {
        Bytes params = Bytes.of(DeclareFaultsRecoveredParams.SHAPE.toCbor(new DeclareFaultsRecoveredParams(
                List.of(new PartitionSectors(nonce % 48, 0, BitField.of(1, 2))))));
        return call(from, nonce, MinerMethod.DECLARE_FAULTS_RECOVERED.number(), params);
    }

    public static Message call(Address from, long nonce, long method, Bytes params) {
        return Message.call(MINER, from, TokenAmount.ZERO, method, params).withNonce(nonce).withGas(1_000_000,
                TokenAmount.ofAtto(5_000),
                TokenAmount.ofAtto(PREMIUM));
    }

    public static Message withPremium(Message message, long premium) {
        return message.withGas(message.gasLimit(), message.gasFeeCap(), TokenAmount.ofAtto(premium));
    }

    public static Message send(Address from, Address to, long nonce) {
        return Message.call(to, from, TokenAmount.ofFil(1), 0, Bytes.EMPTY).withNonce(nonce).withGas(1_000_000,
                TokenAmount.ofAtto(5_000),
                TokenAmount.ofAtto(PREMIUM));
    }

    public static Message noOp(Address from, long nonce) {
        return Message.call(from, from, TokenAmount.ZERO, 0, Bytes.EMPTY).withNonce(nonce).withGas(1_000_000,
                TokenAmount.ofAtto(5_000), TokenAmount.ofAtto(PREMIUM));
    }

    public static SigningRequest request(String id, Message message) {
        return request(id, message, 0);
    }

    /** One that is of use until an epoch. */
    public static SigningRequest request(String id, Message message, long validUntil) {
        return new SigningRequest(id, Caller.KAFKA, message.from().toString(), "intent-" + id, Bytes.of(message.toCbor()),
                message.cid().toString(), validUntil);
    }
}
