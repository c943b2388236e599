package io.sealstream.proofs.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.ProverId;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.SealStatement;
import io.sealstream.proofs.Sealing.SectorSeal;
import io.sealstream.proofs.WindowPoStProofType;
import io.sealstream.proofs.scripted.ProofEngineContract.ProvenSeal;
import io.sealstream.proofs.scripted.ProofEngineContract.ProvenWindow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The proofs of {@code vectors/proofs.json}, made independently with the library, and their verifying keys. */
final class GoldenProofs {
    private static final JsonNode VECTORS = read();

    private GoldenProofs() {}

    static Map<String, ProvenSeal> seals() {
        Map<String, ProvenSeal> seals = new LinkedHashMap<>();
        ofType("seal").forEach(vector -> seals.put(vector.path("name").asText(), seal(vector)));
        return seals;
    }

    static Map<String, ProvenWindow> windows() {
        Map<String, ProvenWindow> windows = new LinkedHashMap<>();
        ofType("window_post").forEach(vector -> windows.put(vector.path("name").asText(), window(vector)));
        return windows;
    }

    static ProvenSeal seal(String name) {
        return Objects.requireNonNull(seals().get(name), name);
    }

    static ProvenWindow window(String name) {
        return Objects.requireNonNull(windows().get(name), name);
    }

    /** Copies the verifying keys to a folder, for the library reads them from the cache it is started with. */
    static Path copyKeys(Path directory) throws IOException {
        try (Stream<Path> keys = Files.list(Path.of(GoldenProofs.class.getResource("/vectors/proof-keys").toURI()))) {
            for (Path key : keys.toList()) {
                Files.copy(key, directory.resolve(key.getFileName().toString()));
            }
            return directory;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the vectors are not in a folder", e);
        }
    }

    private static ProvenSeal seal(JsonNode vector) {
        SectorSeal sector = new SectorSeal(
                SealProofType.ofChainNumber(vector.path("registered_seal_proof").asLong()).orElseThrow(),
                ProverId.ofActor(vector.path("miner").asLong()), vector.path("sector").asLong(),
                bytes(vector, "ticket_hex"));
        Commitments commitments = new Commitments(bytes(vector, "comm_r_hex"), bytes(vector, "comm_d_hex"));
        return new ProvenSeal(new SealStatement(sector, bytes(vector, "seed_hex"), commitments), bytes(vector, "proof_hex"));
    }

    private static ProvenWindow window(JsonNode vector) {
        PoStScope scope = new PoStScope(
                WindowPoStProofType.ofChainNumber(vector.path("registered_post_proof").asLong()).orElseThrow(),
                ProverId.ofActor(vector.path("miner").asLong()), bytes(vector, "randomness_hex"));
        return new ProvenWindow(scope,
                StreamSupport.stream(vector.path("sectors").spliterator(), false)
                        .map(name -> seal(name.asText()).statement())
                        .map(seal -> new PublicSector(seal.sector().number(), seal.commitments().commR()))
                        .sorted(Comparator.comparingLong(PublicSector::number)).toList(),
                bytes(vector, "proof_hex"));
    }

    private static Stream<JsonNode> ofType(String type) {
        return StreamSupport.stream(VECTORS.path("vectors").spliterator(), false)
                .filter(vector -> vector.path("type").asText().equals(type));
    }

    private static Bytes bytes(JsonNode vector, String field) {
        return Bytes.ofHex(vector.path(field).asText());
    }

    private static JsonNode read() {
        try (InputStream in = GoldenProofs.class.getResourceAsStream("/vectors/proofs.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
