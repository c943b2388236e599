package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealstream.filecoin.actors.Method;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PowerMethod;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.MinerInfo;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules of single types that no vector covers. */
class FilecoinTypesTest {
    @Test
    void shouldReadAndFormatAmounts() {
        assertThat(TokenAmount.parse("5 nanoFIL")).isEqualTo(TokenAmount.ofNanoFil(5));
        assertThat(TokenAmount.parse("0.07 FIL").format()).isEqualTo("70 milliFIL");
        assertThat(TokenAmount.parse("1 FIL")).isEqualTo(TokenAmount.ofFil(1));
        assertThat(TokenAmount.parse("100")).isEqualTo(TokenAmount.ofAtto(100));
        assertThat(TokenAmount.parse("1.5 attoFIL".replace("1.5", "15"))).hasToString("15");
        assertThat(TokenAmount.ZERO.format()).isEqualTo("0 FIL");
        for (String bad : List.of("", "FIL", "1 fil", "1.5", "1.5 attoFIL", "1e3 FIL", "1FIL", "NaN FIL", "- 1 FIL")) {
            assertThatExceptionOfType(CodecException.class).as(bad).isThrownBy(() -> TokenAmount.parse(bad));
        }
    }

    @Test
    void shouldReadSectorsAndActors() {
        assertThat(SectorId.parse("t01000/17")).isEqualTo(new SectorId(new ActorId(1000), 17)).hasToString("f01000/17");
        for (String bad : List.of("f01000", "f01000/", "f01000/-1", "f01000/01", "f01000/9223372036854775808", "1000/1")) {
            assertThatExceptionOfType(CodecException.class).as(bad).isThrownBy(() -> SectorId.parse(bad));
        }
    }

    @Test
    void shouldNameMethodsOfMessages() {
        Address miner = Address.id(1000);
        assertThat(Method.describe(miner, 28)).isEqualTo("miner.PreCommitSectorBatch2");
        assertThat(Method.describe(Address.POWER, 2)).isEqualTo("power.CreateMiner");
        assertThat(Method.describe(miner, 0)).isEqualTo("send");
        assertThat(Method.describe(miner, 999)).isEqualTo("method 999");
        Message call = Message.call(miner, Address.id(1001), TokenAmount.ZERO, 28,
                Bytes.of(new PreCommitSectorBatchParams2(List.of()).toCbor()));
        assertThat(Method.decodeParams(call)).hasValueSatisfying(
                params -> assertThat(FilecoinJson.toNode(params)).hasToString("{\"Sectors\":[]}"));
        Message broken = Message.call(miner, Address.id(1001), TokenAmount.ZERO, 28, Bytes.fromHex("81"));
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> Method.decodeParams(broken));
    }

    @Test
    void shouldNumberExportedMethodsByTheirName() {
        for (MinerMethod method : MinerMethod.values()) {
            if (method.methodName().endsWith("Exported")) {
                assertThat(Method.exported(method.methodName().replace("Exported", ""))).as(method.fullName())
                        .isEqualTo(method.number());
            }
        }
        assertThat(Method.exported("NetworkRawPower")).isEqualTo(PowerMethod.NETWORK_RAW_POWER_EXPORTED.number());
        assertThat(Method.exported("MinerRawPower")).isEqualTo(PowerMethod.MINER_RAW_POWER_EXPORTED.number());
        assertThat(Method.exported("MinerCount")).isEqualTo(PowerMethod.MINER_COUNT_EXPORTED.number());
        assertThat(Method.exported("MinerConsensusCount")).isEqualTo(PowerMethod.MINER_CONSENSUS_COUNT_EXPORTED.number());
        assertThat(Method.exported("MinerPower")).isEqualTo(PowerMethod.MINER_POWER_EXPORTED.number());
        assertThat(Method.exported("CreateMiner")).isEqualTo(PowerMethod.CREATE_MINER_EXPORTED.number());
    }

    @Test
    void shouldKnowEachNetworkByName() {
        for (NetworkPolicy network : NetworkPolicy.all()) {
            assertThat(NetworkPolicy.named(network.name())).isEqualTo(network);
            assertThat(network.schedule()).isEqualTo(ProvingSchedule.STANDARD);
        }
        assertThat(NetworkPolicy.all().stream().map(NetworkPolicy::name)).containsExactlyInAnyOrder("mainnet", "calibnet",
                "butterfly",
                "interop", "2k", "forcenet", "integrationnet", "devnet", "fake-proofs");
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> NetworkPolicy.named("testnet"))
                .withMessageContaining("mainnet");
        assertThat(NetworkPolicy.DEVNET.accepts(SealProofType.STACKED_DRG_2KIB_V1_1)).isTrue();
        assertThat(NetworkPolicy.MAINNET.accepts(SealProofType.STACKED_DRG_2KIB_V1_1)).isFalse();
        assertThat(NetworkPolicy.MAINNET.accepts(SealProofType.STACKED_DRG_32GIB_V1)).isFalse();
        assertThat(ChainLimits.NV28.partitionsPerPoSt(SectorSize.GIB_32)).isEqualTo(3);
        assertThat(ChainLimits.NV28.compactablePartitions(SectorSize.GIB_32)).isEqualTo(10);
    }

    @Test
    void shouldCommitToEverySizeThatAPieceCanHave() {
        for (long size = 128; size > 0; size <<= 1) {
            assertThat(Commitments.zeroPiece(size).isUnsealed()).isTrue();
            assertThat(Commitments.ofData(new byte[0], size / 128 * 127).cid()).isEqualTo(Commitments.zeroPiece(size));
        }
        for (long bad : new long[]{ 0, 64, 127, 129, -128, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThatExceptionOfType(CodecException.class).as("%d", bad).isThrownBy(() -> Commitments.zeroPiece(bad));
        }
    }

    @Test
    void shouldRefusePiecesThatDoNotFit() {
        PieceInfo half = new PieceInfo(Commitments.zeroPiece(1024), 1024);
        assertThat(Commitments.commD(SectorSize.KIB_2, List.of(half, half))).isEqualTo(Commitments.zeroPiece(2048));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Commitments.commD(SectorSize.KIB_2, List.of(half, half, half)));
        PieceInfo full = new PieceInfo(Commitments.zeroPiece(2048), 2048);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Commitments.commD(SectorSize.KIB_2, List.of(half, full)));
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> new PieceInfo(half.cid(), 1000));
    }

    @Test
    void shouldRefuseForeignAndMalleableSignatures() {
        byte[] key = new byte[32];
        key[31] = 1;
        byte[] data = { 1, 2, 3};
        Signature signature = Secp256k1.sign(key, data);
        assertThat(Secp256k1.verify(signature, Secp256k1.address(key), new byte[]{ 1, 2, 4})).isFalse();
        byte[] bad = signature.data().toArray();
        bad[64] = 4;
        assertThat(Secp256k1.recover(Signature.secp256k1(bad), data)).isEmpty();
        assertThat(Secp256k1.recover(Signature.secp256k1(new byte[65]), data)).isEmpty();
        assertThat(Secp256k1.recover(Signature.secp256k1(new byte[64]), data)).isEmpty();
        byte[] high = signature.data().toArray();
        Arrays.fill(high, 32, 64, (byte) 0x80);
        assertThat(Secp256k1.recover(Signature.secp256k1(high), data)).isEmpty();
    }

    /** Half of the points have an odd y, so that a wrong bit shows. */
    @Test
    void shouldNameThePointThatASignatureCameFrom() {
        byte[] key = new byte[32];
        key[31] = 3;
        byte[] publicKey = Secp256k1.publicKey(key);
        Set<Byte> ids = new HashSet<>();
        for (byte i = 0; i < 32; i++) {
            Signature signature = Secp256k1.sign(key, new byte[]{ i});
            assertThat(Secp256k1.recover(signature, new byte[]{ i}).orElseThrow()).isEqualTo(publicKey);
            ids.add(signature.data().get(64));
        }
        assertThat(ids).containsExactlyInAnyOrder((byte) 0, (byte) 1);
    }

    @Test
    void shouldReadUndefinedAddressesOfMinerInfo() {
        MinerInfo info = new MinerInfo(Address.id(100), Address.id(101), null, List.of(Address.id(102)), MinerInfo.NEVER,
                Bytes.fromHex("0024080112"), List.of(Bytes.EMPTY), 10, 2048, 2, MinerInfo.NEVER, null, Address.id(100), null,
                null);
        var json = FilecoinJson.write(MinerInfo.SHAPE, info);
        assertThat(json.path("NewWorker").textValue()).isEqualTo("<empty>");
        assertThat(FilecoinJson.read(MinerInfo.SHAPE, json)).isEqualTo(info);
        assertThat(info.isControlledBy(Address.id(102))).isTrue();
        assertThat(info.isControlledBy(Address.id(103))).isFalse();
    }

    @Test
    void shouldHideTokensAndRefuseUnusableEndpoints() {
        Endpoint endpoint = Endpoint.parse("a.b.c:/ip4/10.0.0.1/tcp/80/http", Endpoint.Family.VENUS);
        assertThat(endpoint.bearerToken()).isEqualTo(Optional.of("a.b.c"));
        assertThat(endpoint.toString()).doesNotContain("a.b.c").contains("/ip4/10.0.0.1");
        assertThat(Endpoint.parse("/ip6/::1/tcp/80/wss", Endpoint.Family.LOTUS).url("v1")).isEqualTo("wss://[::1]:80/rpc/v1");
        assertThat(Endpoint.parse("secret:/dns/a.b/tcp/1", Endpoint.Family.LOTUS).token()).isEqualTo("secret");
        for (String bad : List.of("", "/", "//", "/dns", "/ip4/1.2.3/tcp/1", "/ip4/1.2.3.4/udp/1", "/ip4/1.2.3.4/tcp/70000",
                "/ip4/1.2.3.4",
                "ftp://x", "localhost",
                "/dns//tcp/1", "http://a b")) {
            assertThatExceptionOfType(CodecException.class).as(bad).isThrownBy(() -> Endpoint.parse(bad, Endpoint.Family.VENUS));
        }
    }

    @Test
    void shouldDescribeExitCodes() {
        assertThat(ExitCode.describe(16)).isEqualTo("16 (illegal argument)");
        assertThat(ExitCode.describe(4711)).isEqualTo("4711 (unknown)");
    }
}
