package io.sealstream.filecoin;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Filecoin address: one protocol byte and its payload (go-address; chain.md 4.8). Text: network letter, protocol digit, then the
 * decimal id, or base32 of payload and 4-byte checksum; delegated: {@code 4<namespace>f<base32(sub ‖ checksum)>}. Immutable.
 */
public final class Address implements Comparable<Address> {
    /** Kinds of address and their protocol byte. */
    public enum Protocol {
        ID(0), SECP256K1(1), ACTOR(2), BLS(3), DELEGATED(4);

        private final int code;

        Protocol(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        static Protocol of(byte code) {
            for (Protocol protocol : values()) {
                if (protocol.code == code) {
                    return protocol;
                }
            }
            throw CodecException.at(0, "unknown address protocol " + (code & 0xff));
        }
    }

    /** Longest encoding: delegated with a 9-byte namespace and a 54-byte sub-address. */
    public static final int MAX_BYTES = 64;
    public static final int MAX_SUB_ADDRESS = 54;
    static final int HASH_BYTES = 20;
    static final int BLS_KEY_BYTES = 48;
    static final int SECP_KEY_BYTES = 65;
    private static final int CHECKSUM_BYTES = 4;
    private static final int MAX_TEXT = 140;

    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,18}");

    public static final Address SYSTEM = id(0);
    public static final Address INIT = id(1);
    public static final Address REWARD = id(2);
    public static final Address CRON = id(3);
    public static final Address POWER = id(4);
    public static final Address MARKET = id(5);
    public static final Address VERIFIED_REGISTRY = id(6);
    public static final Address DATACAP = id(7);
    public static final Address ETHEREUM_ADDRESS_MANAGER = id(10);
    public static final Address BURNT_FUNDS = id(99);
    /** Namespace of delegated addresses that hold an Ethereum address: the Ethereum address manager. */
    public static final ActorId ETHEREUM_NAMESPACE = new ActorId(10);

    private final byte[] bytes;
    /** Made once, since it costs a checksum; a race makes the same text twice. */
    private @Nullable String text;

    private Address(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Address id(long actorId) {
        return fromParts(Protocol.ID, Varint.encode(new ActorId(actorId).value()));
    }

    /** From the uncompressed 65-byte public key. */
    public static Address secp256k1(byte[] publicKey) {
        require(publicKey.length == SECP_KEY_BYTES, "secp256k1 key", publicKey.length, SECP_KEY_BYTES);
        return fromParts(Protocol.SECP256K1, Hashes.blake2b(HASH_BYTES, publicKey));
    }

    /** From the creation data of an actor. */
    public static Address actor(byte[] creationData) {
        return fromParts(Protocol.ACTOR, Hashes.blake2b(HASH_BYTES, creationData));
    }

    /** The f2 address that init gives a new actor: CBOR(origin address) ‖ BE64(nonce) ‖ BE64(actors created so far in the message). */
    public static Address newActor(Address origin, long nonce, long createdBefore) {
        byte[] data = new CborWriter().address(origin).toBytes();
        byte[] all = Arrays.copyOf(data, data.length + 16);
        BigEndian.put(all, data.length, nonce);
        BigEndian.put(all, data.length + 8, createdBefore);
        return actor(all);
    }

    /** From the compressed 48-byte G1 public key. */
    public static Address bls(byte[] publicKey) {
        return fromParts(Protocol.BLS, publicKey);
    }

    public static Address delegated(ActorId namespace, byte[] subAddress) {
        byte[] head = Varint.encode(namespace.value());
        byte[] payload = Arrays.copyOf(head, head.length + subAddress.length);
        System.arraycopy(subAddress, 0, payload, head.length, subAddress.length);
        return fromParts(Protocol.DELEGATED, payload);
    }

    /** The delegated address of a secp256k1 key: the last 20 bytes of Keccak-256 of its 64 coordinate bytes, as Ethereum has it. */
    public static Address ethereum(byte[] publicKey) {
        require(publicKey.length == SECP_KEY_BYTES, "secp256k1 key", publicKey.length, SECP_KEY_BYTES);
        byte[] hash = Hashes.keccak256(Arrays.copyOfRange(publicKey, 1, SECP_KEY_BYTES));
        return delegated(ETHEREUM_NAMESPACE, Arrays.copyOfRange(hash, hash.length - HASH_BYTES, hash.length));
    }

    private static Address fromParts(Protocol protocol, byte[] payload) {
        byte[] bytes = new byte[payload.length + 1];
        bytes[0] = (byte) protocol.code();
        System.arraycopy(payload, 0, bytes, 1, payload.length);
        return fromBytes(bytes);
    }

    public static Address fromBytes(byte[] bytes) {
        if (bytes.length < 2) {
            throw CodecException.of("address of " + bytes.length + " bytes");
        }
        int length = bytes.length - 1;
        switch (Protocol.of(bytes[0])) {
            case ID -> require(Varint.length(actorIdAt(bytes)) == length, "id payload", length, Varint.length(actorIdAt(bytes)));
            case SECP256K1, ACTOR -> require(length == HASH_BYTES, "hash payload", length, HASH_BYTES);
            case BLS -> require(length == BLS_KEY_BYTES, "BLS payload", length, BLS_KEY_BYTES);
            case DELEGATED -> {
                int sub = length - Varint.length(actorIdAt(bytes));
                require(sub <= MAX_SUB_ADDRESS, "sub-address", sub, MAX_SUB_ADDRESS);
            }
        }
        return new Address(bytes.clone());
    }

    private static long actorIdAt(byte[] bytes) {
        return new ActorId(Varint.decode(bytes, 1)).value();
    }

    private static void require(boolean good, String what, int actual, int wanted) {
        if (!good) {
            throw CodecException.of("address " + what + " of " + actual + " bytes, wanted " + wanted);
        }
    }

    /** Reads the text form; {@code f} and {@code t} are both accepted. */
    public static Address parse(String text) {
        if (text.length() < 3 || text.length() > MAX_TEXT || (text.charAt(0) != 'f' && text.charAt(0) != 't')) {
            throw CodecException.of("not an address (f… or t…): " + Text.excerpt(text));
        }
        String body = text.substring(2);
        return switch (text.charAt(1)) {
            case '0' -> id(decimal(body, text));
            case '1' -> checked(Protocol.SECP256K1, body, text);
            case '2' -> checked(Protocol.ACTOR, body, text);
            case '3' -> checked(Protocol.BLS, body, text);
            case '4' -> parseDelegated(body, text);
            default -> throw CodecException.of("unknown address protocol: " + Text.excerpt(text));
        };
    }

    private static Address parseDelegated(String body, String text) {
        int separator = body.indexOf('f');
        if (separator < 0) {
            throw CodecException.of("delegated address without the separator 'f': " + Text.excerpt(text));
        }
        ActorId namespace = new ActorId(decimal(body.substring(0, separator), text));
        byte[] raw = Base32.decode(body.substring(separator + 1));
        if (raw.length < CHECKSUM_BYTES) {
            throw CodecException.of("address is too short: " + Text.excerpt(text));
        }
        Address address = delegated(namespace, Arrays.copyOf(raw, raw.length - CHECKSUM_BYTES));
        return address.verified(Arrays.copyOfRange(raw, raw.length - CHECKSUM_BYTES, raw.length), text);
    }

    private static Address checked(Protocol protocol, String body, String text) {
        byte[] raw = Base32.decode(body);
        if (raw.length <= CHECKSUM_BYTES) {
            throw CodecException.of("address is too short: " + Text.excerpt(text));
        }
        Address address = fromParts(protocol, Arrays.copyOf(raw, raw.length - CHECKSUM_BYTES));
        return address.verified(Arrays.copyOfRange(raw, raw.length - CHECKSUM_BYTES, raw.length), text);
    }

    private Address verified(byte[] checksum, String text) {
        if (!Arrays.equals(checksum, checksum())) {
            throw CodecException.of("wrong checksum in address " + Text.excerpt(text));
        }
        return this;
    }

    private static long decimal(String digits, String text) {
        if (!DECIMAL.matcher(digits).matches()) {
            throw CodecException.of("not a decimal id in address " + Text.excerpt(text));
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw CodecException.of("id exceeds 2^63 - 1 in address " + Text.excerpt(text));
        }
    }

    private byte[] checksum() {
        return Hashes.blake2b(CHECKSUM_BYTES, bytes);
    }

    public Protocol protocol() {
        return Protocol.of(bytes[0]);
    }

    public byte[] payload() {
        return Arrays.copyOfRange(bytes, 1, bytes.length);
    }

    /** The id of an f0 address; empty for every other kind. */
    public Optional<ActorId> actorId() {
        return protocol() == Protocol.ID ? Optional.of(new ActorId(Varint.decode(bytes, 1))) : Optional.empty();
    }

    /** True for the kinds that are a key themselves and can sign messages: f1, f3 and f4. */
    public boolean isKey() {
        return protocol() == Protocol.SECP256K1 || protocol() == Protocol.BLS || protocol() == Protocol.DELEGATED;
    }

    /** Protocol byte and payload. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    byte[] unsafe() {
        return bytes;
    }

    public String toString(NetworkPrefix prefix) {
        String head = String.valueOf(prefix.letter()) + bytes[0];
        return switch (protocol()) {
            case ID -> head + Varint.decode(bytes, 1);
            case SECP256K1, ACTOR, BLS -> head + Base32.encode(joined(1));
            case DELEGATED -> {
                long namespace = Varint.decode(bytes, 1);
                yield head + namespace + "f" + Base32.encode(joined(1 + Varint.length(namespace)));
            }
        };
    }

    private byte[] joined(int from) {
        byte[] out = Arrays.copyOfRange(bytes, from, bytes.length + CHECKSUM_BYTES);
        System.arraycopy(checksum(), 0, out, bytes.length - from, CHECKSUM_BYTES);
        return out;
    }

    @Override
    public int compareTo(Address other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The canonical text, always with {@code f}. */
    @Override
    public String toString() {
        String made = text;
        if (made == null) {
            made = toString(NetworkPrefix.MAINNET);
            text = made;
        }
        return made;
    }
}
