package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.filecoin.json.FilecoinJson;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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
        checks.put("address/invalid-string", vector -> refused(() -> Address.parse(vector.value().textValue())));
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

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable decoder) {
        assertThatExceptionOfType(CodecException.class).isThrownBy(decoder).withMessageMatching("(?s).{10,}");
    }

    private static void address(Vector vector) {
        Address address = Address.parse(vector.value().textValue());
        JsonNode extra = vector.extra();
        assertThat(Bytes.of(address.toBytes())).isEqualTo(Vector.hex(extra.path("bytes_hex")));
        assertThat(Bytes.of(address.payload())).isEqualTo(Vector.hex(extra.path("payload_hex")));
        assertThat(address.protocol().code()).isEqualTo(extra.path("protocol").intValue());
        assertThat(address).hasToString(extra.path("mainnet").textValue());
        assertThat(address.toString(NetworkPrefix.TESTNET)).isEqualTo(extra.path("testnet").textValue());
        assertThat(Address.parse(extra.path("testnet").textValue())).isEqualTo(address);
        if (extra.has("id")) {
            assertThat(address.actorId().orElseThrow().value()).isEqualTo(Long.parseLong(extra.path("id").textValue()));
        }
        if (extra.has("pubkey_hex")) {
            byte[] key = Vector.hex(extra.path("pubkey_hex")).toArray();
            assertThat(key.length == 48 ? Address.bls(key) : Address.secp256k1(key)).isEqualTo(address);
        }
        if (extra.has("actor_preimage_hex")) {
            assertThat(Address.actor(Vector.hex(extra.path("actor_preimage_hex")).toArray())).isEqualTo(address);
        }
        if (extra.has("eth_address")) {
            Bytes sub = Bytes.fromHex(extra.path("eth_address").textValue().substring(2));
            assertThat(Address.delegated(new ActorId(10), sub.toArray())).isEqualTo(address);
        }
    }

    private static void bitfield(Vector vector) {
        BitField field = BitField.fromRle(Vector.hex(vector.extra().path("rle_hex")).toArray());
        JsonNode extra = vector.extra();
        assertThat(Bytes.of(field.toRle()).toHex()).isEqualTo(extra.path("rle_hex").textValue());
        assertThat(Long.toUnsignedString(field.count())).isEqualTo(extra.path("count").textValue());
        if (extra.has("first")) {
            assertThat(Long.toUnsignedString(field.first())).isEqualTo(extra.path("first").textValue());
            assertThat(Long.toUnsignedString(field.last())).isEqualTo(extra.path("last").textValue());
        }
        if (extra.has("set_bits")) {
            List<Long> bits = extra.path("set_bits").valueStream().map(bit -> Long.parseUnsignedLong(bit.textValue())).toList();
            assertThat(field.toList(100_000)).isEqualTo(bits);
            assertThat(BitField.of(bits)).isEqualTo(field);
            assertThat(bits).allMatch(field::contains);
        }
    }

    private static void bigInteger(Vector vector) {
        BigInteger value = new BigInteger(vector.value().textValue());
        assertThat(Bytes.of(BigIntegers.toBytes(value))).isEqualTo(Vector.hex(vector.extra().path("bytes_hex")));
    }

    private static void cid(Vector vector) {
        ObjectVectors.both(vector, Shapes.CID);
        Cid cid = Cid.parse(vector.cid().textValue());
        JsonNode extra = vector.extra();
        assertThat(cid).hasToString(vector.cid().textValue());
        assertThat(Bytes.of(cid.toBytes())).isEqualTo(Vector.hex(extra.path("bytes_hex")));
        assertThat("0x" + Long.toHexString(cid.codec())).isEqualTo(extra.path("codec").textValue());
        assertThat("0x" + Long.toHexString(cid.hash())).isEqualTo(extra.path("mh_code").textValue());
        Bytes digest = Vector.hex(extra.path("digest_hex"));
        assertThat(Bytes.of(cid.digest())).isEqualTo(digest);
        if (cid.isSealed()) {
            assertThat(Cid.sealed(digest.toArray())).isEqualTo(cid);
        } else if (cid.isUnsealed()) {
            assertThat(Cid.unsealed(digest.toArray())).isEqualTo(cid);
        } else if (extra.has("preimage_hex")) {
            assertThat(Cid.ofCbor(Vector.hex(extra.path("preimage_hex")).toArray())).isEqualTo(cid);
        }
    }

    private static void message(Vector vector) {
        Message message = FilecoinJson.message(vector.value());
        assertThat(Bytes.of(message.bytesToSign())).isEqualTo(Vector.hex(vector.extra().path("bytes_to_sign_hex")));
        ObjectNode answer = FilecoinJson.message(message);
        assertThat(answer.path("CID").path("/").textValue()).isEqualTo(message.cid().toString());
        assertThat(FilecoinJson.message(answer)).isEqualTo(message);
    }

    private static void signedMessage(Vector vector) {
        ObjectVectors.both(vector, SignedMessage.SHAPE);
        SignedMessage signed = FilecoinJson.signedMessage(vector.value());
        JsonNode extra = vector.extra();
        assertThat(signed.cid()).hasToString(vector.cid().textValue());
        assertThat(signed.message().cid()).hasToString(extra.path("message_cid").textValue());
        assertThat(signed.chainLength()).isEqualTo(extra.path("chain_length").intValue());
        assertThat(Bytes.of(signed.message().bytesToSign())).isEqualTo(Vector.hex(extra.path("bytes_to_sign_hex")));
        assertThat(Bytes.of(signed.signature().toCbor())).isEqualTo(Vector.hex(extra.path("signature_cbor_hex")));
        checkKey(signed.signature(), signed.message().from(), signed.message().bytesToSign(),
                Vector.hex(extra.path("public_key_hex")),
                Vector.hex(extra.path("private_key_hex")));
    }

    private static void signature(Vector vector) {
        ObjectNode json = (ObjectNode) vector.output().path("signature");
        Signature signature = FilecoinJson.read(Signature.SHAPE, json);
        assertThat(Bytes.of(signature.toCbor())).isEqualTo(vector.cborBytes());
        assertThat(Signature.fromCbor(vector.cborBytes().toArray())).isEqualTo(signature);
        ObjectVectors.assertSame(FilecoinJson.write(Signature.SHAPE, signature), json, "");
        checkKey(signature, Address.parse(vector.output().path("address").textValue()),
                Vector.hex(vector.input().path("data_hex")).toArray(),
                Vector.hex(vector.output().path("public_key_hex")), Vector.hex(vector.input().path("private_key_hex")));
    }

    /** BLS keys and signatures are checked by the native module; here their address. */
    private static void checkKey(Signature signature, Address signer, byte[] data, Bytes publicKey, Bytes privateKey) {
        if (signature.type() == SignatureType.BLS) {
            assertThat(Address.bls(publicKey.toArray())).isEqualTo(signer);
            return;
        }
        assertThat(Bytes.of(Secp256k1.publicKey(privateKey.toArray()))).isEqualTo(publicKey);
        assertThat(Secp256k1.address(privateKey.toArray())).isEqualTo(signer);
        assertThat(Secp256k1.recover(signature, data)).hasValueSatisfying(key -> assertThat(Bytes.of(key)).isEqualTo(publicKey));
        assertThat(Secp256k1.verify(signature, signer, data)).isTrue();
        Signature own = Secp256k1.sign(privateKey.toArray(), data);
        assertThat(Secp256k1.verify(own, signer, data)).isTrue();
        assertThat(Secp256k1.sign(privateKey.toArray(), data)).isEqualTo(own);
    }

    private static void header(Vector vector) {
        BlockHeader header = FilecoinJson.header(vector.value());
        assertThat(header.ticketHash()).isEqualTo(Vector.hex(vector.extra().path("ticket_hash_hex")));
        assertThat(BlockHeader.fromCbor(header.signingBytes()).blockSig()).isNull();
    }

    private static void tipSet(Vector vector) {
        TipSet tipSet = FilecoinJson.tipSet(vector.value());
        assertThat(tipSet.key().toBytes()).isEqualTo(Vector.hex(vector.extra().path("key_bytes_hex")));
        assertThat(TipSetKey.fromBytes(tipSet.key().toBytes())).isEqualTo(tipSet.key());
        ObjectVectors.assertSame(FilecoinJson.tipSet(tipSet), vector.value(), "");
        assertThat(new TipSet(tipSet.blocks().reversed())).isEqualTo(tipSet);
    }
}
