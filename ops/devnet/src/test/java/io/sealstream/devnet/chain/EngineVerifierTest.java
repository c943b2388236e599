package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.devnet.chain.node.EngineVerifier;
import io.sealstream.devnet.chain.rules.ProofVerifier.AggregateStatement;
import io.sealstream.devnet.chain.rules.ProofVerifier.ProvenSector;
import io.sealstream.devnet.chain.rules.ProofVerifier.ReplicaUpdateStatement;
import io.sealstream.devnet.chain.rules.ProofVerifier.SealStatement;
import io.sealstream.devnet.chain.rules.ProofVerifier.WindowPoStStatement;
import io.sealstream.devnet.chain.rules.ProofVerifier.WinningPoStStatement;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.PoStProofType;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.UpdateProofType;
import io.sealstream.proofs.engine.EngineKind;
import io.sealstream.proofs.engine.EngineSettings;
import io.sealstream.proofs.engine.ProofEngines;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain's statements and the golden proofs mean the same: real proofs pass, changed ones do not. */
final class EngineVerifierTest {
    @TempDir
    private Path folder = Path.of("");

    private final JsonNode vectors = read();

    private static JsonNode read() {
        try (InputStream in = resource("/vectors/proofs.json").openStream()) {
            return new ObjectMapper().readTree(in).path("vectors");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(EngineVerifierTest.class.getResource(name), name);
    }

    private EngineVerifier verifier() throws IOException {
        Path keys = Files.createDirectories(folder.resolve("keys"));
        URL packed = resource("/vectors/proof-keys");
        if (packed.getProtocol().equals("file")) {
            copy(Path.of(URI.create(packed.toString())), keys);
        } else {
            String jar = packed.toString().split("!", -1)[0];
            try (FileSystem inside = FileSystems.newFileSystem(Path.of(URI.create(jar.substring("jar:".length()))))) {
                copy(inside.getPath("/vectors/proof-keys"), keys);
            }
        }
        return new EngineVerifier(ProofEngines.process(EngineKind.SEAL, new EngineSettings(keys, folder.resolve("engine"), 1)));
    }

    /** Verifying keys and the SRS. */
    private static void copy(Path from, Path keys) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, keys.resolve(file.getFileName().toString()));
            }
        }
    }

    private JsonNode named(String name) {
        return StreamSupport.stream(vectors.spliterator(), false).filter(each -> each.path("name").asText().equals(name))
                .findFirst().orElseThrow();
    }

    private JsonNode first(String type) {
        return StreamSupport.stream(vectors.spliterator(), false).filter(each -> each.path("type").asText().equals(type))
                .findFirst().orElseThrow();
    }

    private static Bytes bytes(JsonNode vector, String field) {
        return Bytes.fromHex(vector.path(field).asText());
    }

    private static Bytes flipped(Bytes value) {
        byte[] changed = value.toArray();
        changed[5] ^= 1;
        return Bytes.of(changed);
    }

    private static SealStatement seal(JsonNode vector) {
        return new SealStatement(SealProofType.of(vector.path("registered_seal_proof").asLong()).orElseThrow(),
                new ActorId(vector.path("miner").asLong()), vector.path("sector").asLong(), bytes(vector, "ticket_hex"),
                bytes(vector, "seed_hex"),
                Cid.sealed(bytes(vector, "comm_r_hex").toArray()), Cid.unsealed(bytes(vector, "comm_d_hex").toArray()));
    }

    private WindowPoStStatement window(JsonNode vector) {
        List<ProvenSector> sectors = StreamSupport.stream(vector.path("sectors").spliterator(), false)
                .map(name -> seal(named(name.asText())))
                .map(seal -> new ProvenSector(seal.sector(), seal.sealedCid()))
                .sorted(Comparator.comparingLong(ProvenSector::number)).toList();
        return new WindowPoStStatement(PoStProofType.of(vector.path("registered_post_proof").asLong()).orElseThrow(),
                new ActorId(vector.path("miner").asLong()), bytes(vector, "randomness_hex"), sectors, 0);
    }

    @Test
    void shouldTakeGoldenProofsAndRefuseChangedOnes() throws IOException {
        JsonNode sealVector = first("seal");
        JsonNode windowVector = first("window_post");
        try (EngineVerifier verifier = verifier()) {
            SealStatement seal = seal(sealVector);
            Bytes sealProof = bytes(sealVector, "proof_hex");
            assertThat(verifier.verifySeal(seal, sealProof)).isTrue();
            assertThat(verifier.verifySeal(seal, flipped(sealProof))).isFalse();
            assertThat(verifier
                    .verifySeal(new SealStatement(seal.type(), seal.miner(), seal.sector(), flipped(seal.ticket()), seal.seed(),
                            seal.sealedCid(), seal.unsealedCid()), sealProof))
                    .isFalse();
            assertThat(verifier.verifySeal(seal, sealProof.slice(0, 100))).isFalse();
            WindowPoStStatement window = window(windowVector);
            Bytes windowProof = bytes(windowVector, "proof_hex");
            assertThat(verifier.verifyWindowPoSt(window, windowProof)).isTrue();
            assertThat(verifier.verifyWindowPoSt(window, flipped(windowProof))).isFalse();
            assertThat(verifier.verifyWindowPoSt(window, Bytes.EMPTY)).isFalse();
        }
    }

    @Test
    void shouldTakeTheGoldenAggregateAndRefuseChangedOnes() throws IOException {
        JsonNode vector = first("aggregate");
        List<SealStatement> members = StreamSupport.stream(vector.path("members").spliterator(), false)
                .map(name -> seal(named(name.asText()))).toList();
        Bytes proof = bytes(vector, "proof_hex");
        try (EngineVerifier verifier = verifier()) {
            assertThat(verifier.verifyAggregate(new AggregateStatement(members), proof)).isTrue();
            assertThat(verifier.verifyAggregate(new AggregateStatement(members.reversed()), proof)).isFalse();
            assertThat(verifier.verifyAggregate(new AggregateStatement(members.subList(0, 3)), proof)).isFalse();
            assertThat(verifier.verifyAggregate(new AggregateStatement(members), flipped(proof))).isFalse();
            assertThat(verifier.verifyAggregate(new AggregateStatement(members), proof.slice(0, 100))).isFalse();
        }
    }

    /** Nothing holds for what was not proven: a sector without CommR is in the statement of a message that names it. */
    @Test
    void shouldRefuseAnAggregateOverASectorWithoutCommitment() throws IOException {
        JsonNode vector = first("aggregate");
        SealStatement good = seal(named(vector.path("members").path(0).asText()));
        SealStatement wrong = new SealStatement(SealProofType.STACKED_DRG_2KIB_V1_2_NI, good.miner(), good.sector(),
                good.ticket(),
                good.seed(), Cid.ofRaw(new byte[]{ 1}), good.unsealedCid());
        try (EngineVerifier verifier = verifier()) {
            assertThat(verifier.verifyAggregate(new AggregateStatement(List.of(wrong)), bytes(vector, "proof_hex"))).isFalse();
        }
    }

    @Test
    void shouldTakeTheGoldenReplicaUpdateAndRefuseChangedOnes() throws IOException {
        JsonNode vector = first("replica_update");
        Cid before = Cid.sealed(bytes(vector, "comm_r_old_hex").toArray());
        Cid after = Cid.sealed(bytes(vector, "comm_r_new_hex").toArray());
        Cid data = Cid.unsealed(bytes(vector, "comm_d_new_hex").toArray());
        Bytes proof = bytes(vector, "proof_hex");
        UpdateProofType type = UpdateProofType.of(vector.path("registered_update_proof").asLong()).orElseThrow();
        try (EngineVerifier verifier = verifier()) {
            assertThat(verifier.verifyReplicaUpdate(new ReplicaUpdateStatement(type, before, after, data), proof)).isTrue();
            assertThat(verifier.verifyReplicaUpdate(new ReplicaUpdateStatement(type, after, before, data), proof)).isFalse();
            assertThat(verifier.verifyReplicaUpdate(new ReplicaUpdateStatement(type, before, after, data), flipped(proof)))
                    .isFalse();
        }
    }

    @Test
    void shouldTakeTheGoldenWinningPoStAndRefuseChangedOnes() throws IOException {
        JsonNode vector = first("winning_post");
        SealStatement sector = seal(named(vector.path("sectors").path(0).asText()));
        PoStProofType type = PoStProofType.of(vector.path("registered_post_proof").asLong()).orElseThrow();
        Bytes randomness = bytes(vector, "randomness_hex");
        WinningPoStStatement good = new WinningPoStStatement(type, sector.miner(), randomness,
                new ProvenSector(sector.sector(), sector.sealedCid()));
        WinningPoStStatement other = new WinningPoStStatement(type, sector.miner(), flipped(randomness), good.sector());
        Bytes proof = bytes(vector, "proof_hex");
        try (EngineVerifier verifier = verifier()) {
            assertThat(verifier.verifyWinningPoSt(good, proof)).isTrue();
            assertThat(verifier.verifyWinningPoSt(other, proof)).isFalse();
            assertThat(verifier.verifyWinningPoSt(good, flipped(proof))).isFalse();
        }
    }
}
