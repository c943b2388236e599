package io.sealstream.acceptance.chain;

import io.sealstream.devnet.up.RpcClient;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Hashes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Secp256k1;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.Method;
import io.sealstream.filecoin.json.FilecoinJson;
import java.nio.charset.StandardCharsets;

/** An account that sends one attoFIL after the other, each signed by its own key; a push that was not answered is repeated as it is. */
final class Sender {
    private static final long GAS_LIMIT = 20_000_000;
    private static final TokenAmount FEE_CAP = TokenAmount.ofAtto(10_000_000);
    private static final TokenAmount PREMIUM = TokenAmount.ofAtto(1000);

    private final byte[] key;
    private final Address address;
    private final Address receiver;
    private long acknowledged;

    Sender(String name, Address receiver) {
        this.key = Hashes.blake2b256(name.getBytes(StandardCharsets.UTF_8));
        this.address = Secp256k1.address(key);
        this.receiver = receiver;
    }

    Address address() {
        return address;
    }

    /** Pushes that were answered; also the next nonce. */
    long acknowledged() {
        return acknowledged;
    }

    /**
     * Pushes the next message.
     *
     * @throws RpcClient.Unreachable if no answer came: it may have been taken or not
     */
    void push(RpcClient rpc, Acknowledged facts) {
        Message message = Message.call(receiver, address, TokenAmount.ofAtto(1), Method.SEND, Bytes.EMPTY)
                .withNonce(acknowledged).withGas(GAS_LIMIT, FEE_CAP, PREMIUM);
        SignedMessage signed = new SignedMessage(message, Secp256k1.sign(key, message.bytesToSign()));
        try {
            rpc.call("Filecoin.MpoolPush", FilecoinJson.signedMessage(signed));
        } catch (RpcClient.Refused e) {
            requireTaken(rpc, signed, e);
        }
        facts.messages().put(signed.cid(), signed);
        acknowledged++;
    }

    /** The only good refusal: an earlier push of the same bytes, whose answer was lost, has landed meanwhile. */
    private static void requireTaken(RpcClient rpc, SignedMessage signed, RpcClient.Refused refusal) {
        if (!String.valueOf(refusal.getMessage()).contains("nonce too low")
                || rpc.call("Filecoin.ChainGetMessage", FilecoinJson.cid(signed.cid())).isNull()) {
            throw refusal;
        }
    }
}
