package io.sealstream.filecoin;

/**
 * An unsigned message, version 0 (lotus {@code chain/types/message.go}). Its CID is what a key signs.
 *
 * @param nonce      unsigned 64-bit
 * @param value      moved from sender to receiver
 * @param gasLimit   gas units, paid for whether used or not within 10 %
 * @param gasFeeCap  most attoFIL per gas unit, base fee and premium together
 * @param gasPremium attoFIL per gas unit for the block producer
 * @param method     unsigned 64-bit method number, 0 is a plain transfer
 * @param params     CBOR of the parameters, empty for none
 */
public record Message(Address to, Address from, long nonce, TokenAmount value, long gasLimit, TokenAmount gasFeeCap,
        TokenAmount gasPremium,
        long method, Bytes params) {
    public static final Shape<Message> SHAPE = Tuple.of(Message.class).field("Version", Shapes.constant(0), m -> 0L)
            .field("To", Shapes.ADDRESS, Message::to).field("From", Shapes.ADDRESS, Message::from)
            .field("Nonce", Shapes.UNSIGNED, Message::nonce).field("Value", Shapes.AMOUNT, Message::value)
            .field("GasLimit", Shapes.INTEGER, Message::gasLimit).field("GasFeeCap", Shapes.AMOUNT, Message::gasFeeCap)
            .field("GasPremium", Shapes.AMOUNT, Message::gasPremium).field("Method", Shapes.UNSIGNED, Message::method)
            .field("Params", Shapes.BYTES, Message::params).make(Message::read);

    private static Message read(Tuple.Values v) {
        v.skip();
        return new Message(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next());
    }

    /** A call without nonce and gas, to be filled by its message lane. */
    public static Message call(Address to, Address from, TokenAmount value, long method, Bytes params) {
        return new Message(to, from, 0, value, 0, TokenAmount.ZERO, TokenAmount.ZERO, method, params);
    }

    public Message withNonce(long newNonce) {
        return new Message(to, from, newNonce, value, gasLimit, gasFeeCap, gasPremium, method, params);
    }

    public Message withGas(long limit, TokenAmount feeCap, TokenAmount premium) {
        return new Message(to, from, nonce, value, limit, feeCap, premium, method, params);
    }

    public Message withFrom(Address sender) {
        return new Message(to, sender, nonce, value, gasLimit, gasFeeCap, gasPremium, method, params);
    }

    /** Gas limit times fee cap: what the sender must own besides the value. */
    public TokenAmount maxFee() {
        return gasFeeCap.times(gasLimit);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static Message fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }

    /** CID of the unsigned CBOR. */
    public Cid cid() {
        return Cid.ofCbor(toCbor());
    }

    /** What secp256k1 and BLS keys sign: the 38 bytes of the CID. */
    public byte[] bytesToSign() {
        return cid().toBytes();
    }
}
