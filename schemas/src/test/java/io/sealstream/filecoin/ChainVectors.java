package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.filecoin.json.FilecoinJson;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Primitives and chain objects with what their vectors say besides CBOR: text forms, hashes, keys, signatures, refusals. */
final class ChainVectors {
    private ChainVectors() {}

    static Map<String, Consumer<Vector>> checks() {
        Map<String, Consumer<Vector>> checks = new HashMap<>();
        checks.put("address", object(Shapes.ADDRESS, ChainVectors::address));
        checks.put("bitfield", object(Shapes.BITFIELD, ChainVectors::bitfield));
        checks.put("cid", ChainVectors::cid);
        checks.put("bigint", object(Shapes.BIG, ChainVectors::bigInteger));
        checks.put("chain/Message", object(Message.SHAPE, ChainVectors::message));
        checks.put("chain/SignedMessage", ChainVectors::signedMessage);
        checks.put("chain/BlockHeader", object(BlockHeader.SHAPE, ChainVectors::header));
        checks.put("chain/TipSet", ChainVectors::tipSet);
        checks.put("key/signature", ChainVectors::signature);
        checks.put("address/invalid-string", vector -> refused(() -> Address.parse(vector.value().asText())));
        checks.put("address/invalid-bytes", vector -> refused(() -> Address.fromBytes(Vector.hex(vector.value()).toArray())));
        checks.put("bitfield/invalid-rle", vector -> refused(() -> BitField.fromRle(Vector.hex(vector.value()).toArray())));
        checks.put("bigint/invalid-cbor", vector -> refused(() -> Shapes.BIG.fromCbor(Vector.hex(vector.value()).toArray())));
        return checks;
    }

    private static Consumer<Vector> object(Shape<?> shape, Consumer<Vector> more) {
        return vector -> {
            ObjectVectors.object(vector, shape);
            more.accept(vector);
        };
    }

    /** The decoder must refuse, and say why. */
    private static void refused(Supplier<?> decoder) {
        Object value;
        try {
            value = decoder.get();
        } catch (CodecException e) {
            assertThat(e.why()).hasSizeGreaterThan(10);
            return;
        }
        throw new AssertionError("accepted as " + value);
    }

    private static void address(Vector vector) {
        Address address = Address.parse(vector.value().asText());
        vector.matches("bytes_hex", address.toBytes());
        vector.matches("payload_hex", address.payload());
        vector.matches("protocol", address.protocol().code());
        vector.matches("mainnet", address);
        vector.matches("testnet", address.toString(NetworkPrefix.TESTNET));
        assertThat(Address.parse(address.toString(NetworkPrefix.TESTNET))).isEqualTo(address);
        assertThat(Address.fromBytes(address.toBytes())).isEqualTo(address);
        vector.matches("id", address.actorId().map(ActorId::value).orElse(-1L));
        vector.hint("pubkey_hex").map(Vector::hex).ifPresent(key -> assertThat(ofKey(key.toArray())).isEqualTo(address));
        vector.hint("actor_preimage_hex").map(Vector::hex)
                .ifPresent(data -> assertThat(Address.actor(data.toArray())).isEqualTo(address));
        vector.hint("eth_address").map(hex -> Bytes.fromHex(hex.asText().substring(2)))
                .ifPresent(sub -> assertThat(Address.delegated(Address.ETHEREUM_NAMESPACE, sub.toArray())).isEqualTo(address));
    }

    private static Address ofKey(byte[] key) {
        return key.length == Address.BLS_KEY_BYTES ? Address.bls(key) : Address.secp256k1(key);
    }

    private static void bitfield(Vector vector) {
        BitField field = Shapes.BITFIELD.fromCbor(vector.cborBytes().toArray());
        assertThat(BitField.fromRle(field.toRle())).isEqualTo(field);
        vector.matches("rle_hex", field.toRle());
        vector.matches("count", Long.toUnsignedString(field.count()));
        if (!field.isEmpty()) {
            vector.matches("first", Long.toUnsignedString(field.first()));
            vector.matches("last", Long.toUnsignedString(field.last()));
        }
        vector.hint("set_bits").ifPresent(json -> {
            List<Long> bits = json.valueStream().map(bit -> Long.parseUnsignedLong(bit.asText())).toList();
            assertThat(field.toList(100_000)).isEqualTo(bits);
            assertThat(BitField.of(bits)).isEqualTo(field);
            assertThat(bits).allMatch(field::contains);
        });
    }

    private static void bigInteger(Vector vector) {
        vector.matches("bytes_hex", BigIntegers.toBytes(new BigInteger(vector.value().asText())));
    }

    private static void cid(Vector vector) {
        ObjectVectors.both(vector, Shapes.CID);
        Cid cid = Cid.parse(vector.cid().asText());
        assertThat(FilecoinJson.cid(vector.value())).isEqualTo(cid).hasToString(vector.cid().asText());
        vector.matches("bytes_hex", cid.toBytes());
        vector.matches("codec", "0x" + Long.toHexString(cid.codec()));
        vector.matches("mh_code", "0x" + Long.toHexString(cid.hash()));
        vector.matches("digest_hex", cid.digest());
        assertThat(Cid.of(cid.codec(), cid.hash(), cid.digest())).isEqualTo(cid);
        if (cid.isSealed()) {
            assertThat(Cid.sealed(cid.digest())).isEqualTo(cid);
        } else if (cid.isUnsealed()) {
            assertThat(Cid.unsealed(cid.digest())).isEqualTo(cid);
        }
        vector.hint("preimage_hex").ifPresent(data -> assertThat(Cid.ofCbor(Vector.hex(data).toArray())).isEqualTo(cid));
    }

    private static void message(Vector vector) {
        Message message = FilecoinJson.message(vector.value());
        vector.matches("bytes_to_sign_hex", message.bytesToSign());
        ObjectNode answer = FilecoinJson.message(message);
        assertThat(answer.path("CID").path("/").textValue()).isEqualTo(message.cid().toString());
        assertThat(FilecoinJson.message(answer)).isEqualTo(message);
    }

    private static void signedMessage(Vector vector) {
        ObjectVectors.both(vector, SignedMessage.SHAPE);
        SignedMessage signed = FilecoinJson.signedMessage(vector.value());
        assertThat(signed.cid()).hasToString(vector.cid().asText());
        vector.matches("message_cid", signed.message().cid());
        vector.matches("chain_length", signed.chainLength());
        vector.matches("bytes_to_sign_hex", signed.message().bytesToSign());
        vector.matches("signature_cbor_hex", signed.signature().toCbor());
        Optional<Bytes> key = vector.hint("private_key_hex").map(Vector::hex);
        checkKey(signed.signature(), signed.message().from(), signed.message().bytesToSign(),
                vector.hint("public_key_hex").map(Vector::hex), key);
    }

    private static void signature(Vector vector) {
        ObjectNode json = (ObjectNode) vector.output().path("signature");
        Signature signature = FilecoinJson.read(Signature.SHAPE, json);
        assertThat(Bytes.of(signature.toCbor())).isEqualTo(vector.cborBytes());
        assertThat(Signature.fromCbor(vector.cborBytes().toArray())).isEqualTo(signature);
        ObjectVectors.assertSame(FilecoinJson.write(Signature.SHAPE, signature), json, "");
        checkKey(signature, Address.parse(vector.output().path("address").asText()),
                Vector.hex(vector.input().path("data_hex")).toArray(),
                Optional.of(Vector.hex(vector.output().path("public_key_hex"))),
                Optional.of(Vector.hex(vector.input().path("private_key_hex"))));
    }

    /** What needs the native library (keys and signatures of BLS) is checked by the signer's runner on top; here their address. */
    private static void checkKey(Signature signature, Address signer, byte[] data, Optional<Bytes> publicKey,
            Optional<Bytes> privateKey) {
        if (signature.type() == SignatureType.BLS) {
            publicKey.ifPresent(key -> assertThat(Address.bls(key.toArray())).isEqualTo(signer));
            return;
        }
        assertThat(Secp256k1.verify(signature, signer, data)).as("signature of %s", signer).isTrue();
        publicKey.ifPresent(key -> assertThat(Secp256k1.recover(signature, data).map(Bytes::of)).contains(key));
        privateKey.ifPresent(key -> checkOwnSignature(signature.type(), signer, data, key.toArray(), publicKey));
    }

    /** Ours is deterministic and another one than the vector's, which has fresh randomness in it. */
    private static void checkOwnSignature(SignatureType type, Address signer, byte[] data, byte[] key,
            Optional<Bytes> publicKey) {
        publicKey.ifPresent(each -> assertThat(Bytes.of(Secp256k1.publicKey(key))).isEqualTo(each));
        Signature own = Secp256k1.sign(type, key, data);
        assertThat(Secp256k1.verify(own, signer, data)).isTrue();
        assertThat(Secp256k1.sign(type, key, data)).isEqualTo(own);
    }

    private static void header(Vector vector) {
        BlockHeader header = FilecoinJson.header(vector.value());
        vector.matches("ticket_hash_hex", header.ticketHash().toArray());
        assertThat(BlockHeader.fromCbor(header.signingBytes()).blockSig()).isNull();
    }

    private static void tipSet(Vector vector) {
        TipSet tipSet = FilecoinJson.tipSet(vector.value());
        vector.matches("key_bytes_hex", tipSet.key().toBytes().toArray());
        assertThat(TipSetKey.fromBytes(tipSet.key().toBytes())).isEqualTo(tipSet.key());
        ObjectVectors.assertSame(FilecoinJson.tipSet(tipSet), vector.value(), "");
        assertThat(new TipSet(tipSet.blocks().reversed())).isEqualTo(tipSet);
    }
}
