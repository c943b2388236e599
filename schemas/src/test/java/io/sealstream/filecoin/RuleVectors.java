package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.actors.ActorMethod;
import io.sealstream.filecoin.actors.Method;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PowerMethod;
import io.sealstream.filecoin.json.FilecoinJson;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Computed types: commitments, deadlines, randomness, proof types, methods, endpoints. */
final class RuleVectors {
    private RuleVectors() {}

    static Map<String, Consumer<Vector>> checks() {
        Map<String, Consumer<Vector>> checks = new HashMap<>();
        checks.put("zero-piece-commitment", RuleVectors::zeroPiece);
        checks.put("commd-from-pieces", RuleVectors::commD);
        checks.put("piece-commitment-from-data", RuleVectors::pieceOfData);
        checks.put("fr32-pad",
                v -> assertThat(Bytes.of(Fr32.pad(Vector.hex(v.input()).toArray()))).isEqualTo(Vector.hex(v.output())));
        checks.put("deadline/info", RuleVectors::deadlineInfo);
        checks.put("deadline/from-offset", RuleVectors::deadlineFromOffset);
        checks.put("deadline/new-miner-offset", RuleVectors::newMinerOffset);
        checks.put("deadline/quantize", RuleVectors::quantize);
        checks.put("randomness/draw", RuleVectors::draw);
        checks.put("randomness/draw-from-digest", RuleVectors::drawFromDigest);
        checks.put("randomness/post-mask",
                v -> assertThat(Randomness.forPoSt(Vector.hex(v.input()))).isEqualTo(Vector.hex(v.output())));
        checks.put("prover-id",
                v -> assertThat(ProofTypes.proverId(FilecoinJson.read(Shapes.ACTOR_ID, v.input())))
                        .isEqualTo(Vector.hex(v.output())));
        checks.put("porep-id", v -> assertThat(seal(v.input()).porepId()).isEqualTo(Vector.hex(v.output())));
        checks.put("seal-proof-info", RuleVectors::sealProof);
        checks.put("window-post-partition-sectors", v -> assertThat(
                PoStProofType.of(v.input().longValue()).orElseThrow().partitionSectors()).isEqualTo(v.output().intValue()));
        checks.put("method-number/frc42",
                v -> assertThat(Method.exported(v.input().textValue())).isEqualTo(v.output().longValue()));
        checks.put("method-number", RuleVectors::methodNumber);
        checks.put("endpoint", RuleVectors::endpoint);
        return checks;
    }

    private static SealProofType seal(JsonNode number) {
        return SealProofType.of(number.longValue()).orElseThrow();
    }

    private static ChainEpoch epoch(JsonNode number) {
        return new ChainEpoch(number.longValue());
    }

    private static void zeroPiece(Vector v) {
        long padded = v.input().path("padded_size").longValue();
        Cid cid = Commitments.zeroPiece(padded);
        assertThat(cid).isEqualTo(FilecoinJson.cid(v.output()));
        assertThat(cid).hasToString(v.cid().asText());
        v.matches("digest_hex", cid.commitment());
        assertThat(PieceInfo.paddedOf(v.input().path("unpadded_size").longValue())).isEqualTo(padded);
        SectorSize.of(padded).ifPresent(size -> assertThat(Commitments.commD(size, List.of())).isEqualTo(cid));
    }

    private static List<PieceInfo> pieces(JsonNode json) {
        return FilecoinJson.read(Shapes.list(PieceInfo.SHAPE), json);
    }

    private static void commD(Vector v) {
        SectorSize size = SectorSize.of(v.input().path("sector_size").longValue()).orElseThrow();
        assertThat(seal(v.input().path("seal_proof")).sectorSize()).isEqualTo(size);
        List<PieceInfo> pieces = pieces(v.input().path("pieces"));
        Cid cid = Commitments.commD(size, pieces);
        assertThat(cid).isEqualTo(FilecoinJson.cid(v.output()));
        assertThat(cid).hasToString(v.cid().asText());
        v.matches("digest_hex", cid.commitment());
        if (!pieces.isEmpty()) {
            v.hint("pieces_with_padding")
                    .ifPresent(all -> assertThat(Commitments.withPadding(size, pieces)).isEqualTo(pieces(all)));
        }
    }

    private static void pieceOfData(Vector v) {
        byte[] data = new byte[v.input().path("data_length").intValue()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i * v.input().path("mul").longValue() + v.input().path("add").longValue());
        }
        long unpadded = v.input().path("unpadded_size").longValue();
        PieceInfo piece = Commitments.ofData(data, unpadded);
        assertThat(piece.cid()).isEqualTo(FilecoinJson.cid(v.output()));
        assertThat(piece.cid()).hasToString(v.cid().asText());
        assertThat(piece.unpaddedSize()).isEqualTo(unpadded);
    }

    private static void deadlineInfo(Vector v) {
        DeadlineInfo info = ProvingSchedule.STANDARD.deadline(epoch(v.input().path("period_start")),
                v.input().path("deadline_index").longValue(), epoch(v.input().path("current_epoch")));
        JsonNode output = v.output();
        ObjectVectors.assertSame(FilecoinJson.write(DeadlineInfo.SHAPE, info), output.path("info"), "info");
        ObjectVectors.assertSame(FilecoinJson.write(DeadlineInfo.SHAPE, info.nextNotElapsed()), output.path("next_not_elapsed"),
                "next");
        assertThat(FilecoinJson.read(DeadlineInfo.SHAPE, output.path("info"))).isEqualTo(info);
        flag(output, "is_open", info.isOpen());
        flag(output, "has_elapsed", info.hasElapsed());
        flag(output, "fault_cutoff_passed", info.faultCutoffPassed());
        flag(output, "period_started", info.periodStarted());
        flag(output, "period_elapsed", info.periodElapsed());
        flag(output, "is_mutable", info.isMutable());
        flag(output, "available_for_dispute", info.isDisputable());
        flag(output, "available_for_compaction", info.isCompactable());
        assertThat(info.last()).isEqualTo(epoch(output.path("last")));
        assertThat(info.periodEnd()).isEqualTo(epoch(output.path("period_end")));
    }

    private static void flag(JsonNode output, String name, boolean actual) {
        if (output.has(name)) {
            assertThat(actual).as(name).isEqualTo(output.path(name).booleanValue());
        }
    }

    private static void deadlineFromOffset(Vector v) {
        DeadlineInfo info = ProvingSchedule.STANDARD.deadlineAt(v.input().path("period_start_seed").longValue(),
                epoch(v.input().path("current_epoch")));
        ObjectVectors.assertSame(FilecoinJson.write(DeadlineInfo.SHAPE, info), v.output(), "");
    }

    private static void newMinerOffset(Vector v) {
        ChainEpoch creation = epoch(v.input().path("creation_epoch"));
        long offset = ProvingSchedule.STANDARD.newMinerOffset(ActorId.parse(v.input().path("miner").textValue()), creation);
        assertThat(offset).isEqualTo(v.output().path("offset").longValue());
        DeadlineInfo info = ProvingSchedule.STANDARD.deadlineAt(offset, creation);
        assertThat(info.periodStart()).isEqualTo(epoch(v.output().path("period_start")));
        assertThat(info.index()).isEqualTo(v.output().path("deadline_index").longValue());
    }

    private static void quantize(Vector v) {
        QuantSpec spec = new QuantSpec(v.input().path("unit").longValue(), v.input().path("offset").longValue());
        assertThat(spec.up(epoch(v.input().path("epoch")))).isEqualTo(epoch(v.output().path("up")));
        assertThat(spec.down(epoch(v.input().path("epoch")))).isEqualTo(epoch(v.output().path("down")));
    }

    private static void draw(Vector v) {
        Bytes entropy = Vector.hex(v.input().path("entropy_hex"));
        long tag = v.input().path("tag").longValue();
        Bytes base = Vector.hex(v.input().path("base_hex"));
        assertThat(Randomness.draw(base, tag, epoch(v.input().path("epoch")), entropy)).isEqualTo(Vector.hex(v.output()));
        assertThat(Arrays.stream(DomainSeparationTag.values()).map(DomainSeparationTag::value)).contains(tag);
        v.matches("digest_hex", Hashes.blake2b256(base.toArray()));
        if (v.extra().path("miner").isTextual()
                && v.extra().path("entropy_is").asText().startsWith("CBOR byte string of the miner")) {
            Bytes miner = Randomness.minerEntropy(ActorId.parse(v.extra().path("miner").textValue()));
            assertThat(entropy.toHex()).startsWith(miner.toHex());
        }
    }

    private static void drawFromDigest(Vector v) {
        assertThat(Randomness.drawFromDigest(Vector.hex(v.input().path("digest_hex")), v.input().path("tag").longValue(),
                epoch(v.input().path("epoch")), Vector.hex(v.input().path("entropy_hex")))).isEqualTo(Vector.hex(v.output()));
    }

    private static void sealProof(Vector v) {
        SealProofType type = seal(v.input());
        JsonNode output = v.output();
        assertThat(type.proofBytes()).isEqualTo(output.path("proof_size").intValue());
        assertThat(type.sectorSize().bytes()).isEqualTo(output.path("sector_size").longValue());
        assertThat(type.updateProofType().code()).isEqualTo(output.path("update_proof").intValue());
        assertThat(type.windowPoStType().code()).isEqualTo(output.path("window_post_v1_1").intValue());
        assertThat(type.winningPoStType().code()).isEqualTo(output.path("winning_post").intValue());
    }

    private static void methodNumber(Vector v) {
        Stream<? extends ActorMethod> methods = switch (v.value().path("actor").textValue()) {
            case "miner" -> Arrays.stream(MinerMethod.values());
            case "power" -> Arrays.stream(PowerMethod.values());
            default -> throw new AssertionError("unknown actor " + v.value().path("actor"));
        };
        String name = v.value().path("method").textValue();
        ActorMethod method = methods.filter(each -> each.methodName().equals(name)).findFirst().orElseThrow();
        assertThat(method.number()).isEqualTo(v.value().path("number").longValue());
    }

    private static void endpoint(Vector v) {
        JsonNode output = v.output();
        String text = v.input().asText();
        url(text, Endpoint.Family.VENUS, "v0", output.path("venus_url_v0"));
        url(text, Endpoint.Family.VENUS, "v1", output.path("venus_url_v1"));
        url(text, Endpoint.Family.LOTUS, "v1", output.path("lotus_url_v1"));
        if (!output.path("venus_url_v1").isNull()) {
            Endpoint venus = Endpoint.parse(text, Endpoint.Family.VENUS);
            assertThat(venus.token()).isEqualTo(output.path("token").asText());
            assertThat(venus.address()).isEqualTo(output.path("addr").asText());
        }
    }

    /** The URL, or a refusal where it is null. */
    private static void url(String text, Endpoint.Family family, String version, JsonNode url) {
        if (url.isNull()) {
            assertThatExceptionOfType(CodecException.class).isThrownBy(() -> Endpoint.parse(text, family));
        } else {
            assertThat(Endpoint.parse(text, family).url(version)).as("%s %s", family, version).isEqualTo(url.asText());
        }
    }
}
