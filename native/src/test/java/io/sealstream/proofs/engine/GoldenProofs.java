package io.sealstream.proofs.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.proofs.Aggregation.NonInteractiveAggregate;
import io.sealstream.proofs.Aggregation.NonInteractiveSector;
import io.sealstream.proofs.Aggregation.ProvenSeals;
import io.sealstream.proofs.Aggregation.SealAggregate;
import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.NonInteractiveProofType;
import io.sealstream.proofs.ProverId;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.Proving.WinningPoStStatement;
import io.sealstream.proofs.ReplicaUpdate;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.SealStatement;
import io.sealstream.proofs.Sealing.SectorSeal;
import io.sealstream.proofs.UpdateProofType;
import io.sealstream.proofs.WindowPoStProofType;
import io.sealstream.proofs.WinningPoStProofType;
import io.sealstream.proofs.scripted.ProofEngineContract.ProvenSeal;
import io.sealstream.proofs.scripted.ProofEngineContract.ProvenWindow;
import io.sealstream.proofs.scripted.VerifierContract.Proven;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Proofs that were made once and kept, by name, and their verifying keys. */
final class GoldenProofs {
    /** Made independently with the library; {@code ../shared/vectors/README.md} describes the format. */
    static final GoldenProofs SHARED = new GoldenProofs(
            Objects.requireNonNull(GoldenProofs.class.getResource("/vectors/proofs.json")));

    private final JsonNode vectors;

    private GoldenProofs(URL file) {
        try (InputStream in = file.openStream()) {
            vectors = new ObjectMapper().readTree(in).path("vectors");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Those of a folder under {@code /vectors}, where they have been made.
     *
     * @param folder {@code made} or {@code forged}, by the makers in {@code rust/proofs/examples}
     */
    static Optional<GoldenProofs> in(String folder) {
        return Optional.ofNullable(GoldenProofs.class.getResource("/vectors/" + folder + "/proofs.json")).map(GoldenProofs::new);
    }

    Map<String, ProvenSeal> seals() {
        return ofType("seal", GoldenProofs::seal);
    }

    Map<String, ProvenWindow> windows() {
        return ofType("window_post", this::window);
    }

    Map<String, Proven<SealAggregate>> aggregates() {
        return ofType("aggregate", vector -> new Proven<>(new SealAggregate(members(vector, "members")), proof(vector)));
    }

    Map<String, Proven<NonInteractiveAggregate>> nonInteractive() {
        return ofType("non_interactive", GoldenProofs::nonInteractive);
    }

    Map<String, Proven<ReplicaUpdate>> updates() {
        return ofType("replica_update", GoldenProofs::update);
    }

    Map<String, Proven<WinningPoStStatement>> winnings() {
        return ofType("winning_post", this::winning);
    }

    ProvenSeal seal(String name) {
        return Objects.requireNonNull(seals().get(name), name);
    }

    ProvenWindow window(String name) {
        return Objects.requireNonNull(windows().get(name), name);
    }

    /** All seal proofs, ready to be aggregated. */
    ProvenSeals provenSeals() {
        List<ProvenSeal> seals = List.copyOf(seals().values());
        return new ProvenSeals(new SealAggregate(seals.stream().map(ProvenSeal::statement).toList()),
                seals.stream().map(ProvenSeal::proof).toList());
    }

    /** Copies the verifying keys of a resource folder, for the library reads them from the cache it is started with. */
    static Path copyKeys(String resource, Path directory) throws IOException {
        try (Stream<Path> keys = Files.list(Path.of(GoldenProofs.class.getResource(resource).toURI()))) {
            for (Path key : keys.toList()) {
                Files.copy(key, directory.resolve(key.getFileName().toString()));
            }
            return directory;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the vectors are not in a folder", e);
        }
    }

    private static ProvenSeal seal(JsonNode vector) {
        SectorSeal sector = new SectorSeal(SealProofType.ofChainNumber(number(vector, "registered_seal_proof")).orElseThrow(),
                miner(vector), number(vector, "sector"), bytes(vector, "ticket_hex"));
        return new ProvenSeal(new SealStatement(sector, bytes(vector, "seed_hex"), commitments(vector)), proof(vector));
    }

    private ProvenWindow window(JsonNode vector) {
        PoStScope scope = new PoStScope(
                WindowPoStProofType.ofChainNumber(number(vector, "registered_post_proof")).orElseThrow(), miner(vector),
                bytes(vector, "randomness_hex"));
        return new ProvenWindow(scope, sectors(vector), proof(vector));
    }

    private Proven<WinningPoStStatement> winning(JsonNode vector) {
        WinningPoStProofType type = WinningPoStProofType.ofChainNumber(number(vector, "registered_post_proof")).orElseThrow();
        WinningPoStStatement statement = new WinningPoStStatement(type, miner(vector), bytes(vector, "randomness_hex"),
                sectors(vector).getFirst());
        return new Proven<>(statement, proof(vector));
    }

    private static Proven<ReplicaUpdate> update(JsonNode vector) {
        UpdateProofType type = UpdateProofType.ofChainNumber(number(vector, "registered_update_proof")).orElseThrow();
        return new Proven<>(new ReplicaUpdate(type, bytes(vector, "comm_r_old_hex"), bytes(vector, "comm_r_new_hex"),
                bytes(vector, "comm_d_new_hex")), proof(vector));
    }

    private static Proven<NonInteractiveAggregate> nonInteractive(JsonNode vector) {
        NonInteractiveProofType type = NonInteractiveProofType.ofChainNumber(number(vector, "registered_seal_proof"))
                .orElseThrow();
        List<NonInteractiveSector> sectors = stream(vector.path("sectors"))
                .map(sector -> new NonInteractiveSector(number(sector, "sector"), bytes(sector, "ticket_hex"),
                        commitments(sector)))
                .toList();
        return new Proven<>(new NonInteractiveAggregate(type, miner(vector), sectors), proof(vector));
    }

    private List<PublicSector> sectors(JsonNode vector) {
        return members(vector, "sectors").stream()
                .map(seal -> new PublicSector(seal.sector().number(), seal.commitments().commR()))
                .sorted(Comparator.comparingLong(PublicSector::number)).toList();
    }

    /** The statements of the seals that a field names. */
    private List<SealStatement> members(JsonNode vector, String field) {
        return stream(vector.path(field)).map(name -> seal(name.asText()).statement()).toList();
    }

    private <T> Map<String, T> ofType(String type, Function<JsonNode, T> read) {
        Map<String, T> found = new LinkedHashMap<>();
        stream(vectors).filter(vector -> vector.path("type").asText().equals(type))
                .forEach(vector -> found.put(vector.path("name").asText(), read.apply(vector)));
        return found;
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static Commitments commitments(JsonNode vector) {
        return new Commitments(bytes(vector, "comm_r_hex"), bytes(vector, "comm_d_hex"));
    }

    private static Bytes miner(JsonNode vector) {
        return ProverId.ofActor(number(vector, "miner"));
    }

    private static long number(JsonNode vector, String field) {
        return vector.path(field).asLong();
    }

    private static Bytes proof(JsonNode vector) {
        return bytes(vector, "proof_hex");
    }

    private static Bytes bytes(JsonNode vector, String field) {
        return Bytes.ofHex(vector.path(field).asText());
    }
}
