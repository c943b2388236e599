package io.sealstream.filecoin;

/**
 * The proof of an address by which a wallet registers at a gateway: it signs a hash in which both sides have a random part, so that neither
 * can have something else signed (venus-wallet {@code wallet_event/listenevent.go}, sophon-gateway {@code walletevent}; chain.md 1.7).
 */
public final class GatewayChallenge {
    /** Length of each side's random part. */
    public static final int RANDOM_BYTES = 32;

    private GatewayChallenge() {}

    /**
     * What the wallet signs: sha256(gateway's random ‖ wallet's random).
     *
     * @param gateway {@code Extra} of the request
     * @param wallet  {@code SignBytes} that the wallet sent when it registered
     */
    public static Bytes bytesToSign(Bytes gateway, Bytes wallet) {
        require("gateway", gateway);
        require("wallet", wallet);
        return Bytes.wrap(Hashes.sha256(gateway.concat(wallet).unsafe()));
    }

    private static void require(String side, Bytes random) {
        if (random.length() != RANDOM_BYTES) {
            throw CodecException.of("random bytes of the " + side + ": " + random.length() + " instead of " + RANDOM_BYTES);
        }
    }
}
