package io.sealstream.proofs.params;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Parameter files by name with their digests.
 *
 * <p>A digest is the first 16 bytes of BLAKE2b-512 in hexadecimal, as the library's own {@code parameters.json} has it
 * (storage-proofs-core {@code parameter_cache.rs}, {@code verify_production_entry}).
 */
public record ParameterList(Map<String, Entry> files) {
    private static final String RESOURCES = "/io/sealstream/proofs/params/";

    public ParameterList {
        files = Map.copyOf(files);
    }

    /**
     * One file.
     *
     * @param cid under which IPFS gateways serve it; empty for a file that is not published
     * @param digest 32 hexadecimal digits
     * @param sectorSize the sector size it is for in bytes; 0 for files that serve all sizes
     */
    public record Entry(String cid, String digest, long sectorSize) {}

    /** The published parameters of the production networks, from the trusted setups: those of proofs version 28. */
    public static ParameterList published() {
        Map<String, Entry> files = new TreeMap<>(read("published-parameters.json"));
        files.putAll(read("published-srs.json"));
        return new ParameterList(files);
    }

    /** The usual dev network's own parameters, as its fixed public seed gives them: those for sectors of 2 KiB. */
    public static ParameterList devnet() {
        return devnet(Set.of(DevParameters.USUAL_SECTOR_SIZE));
    }

    /**
     * The parameters of a dev network with sectors of these sizes.
     *
     * @param sizes some of {@link DevParameters#SECTOR_SIZES}; there is nothing for others
     */
    public static ParameterList devnet(Set<Long> sizes) {
        return new ParameterList(read("devnet-parameters.json")).forSectorSizes(sizes);
    }

    /** All that the public seed gives: what dev networks need, and what they do without but may have on demand. */
    public static ParameterList selfMade() {
        Map<String, Entry> files = new TreeMap<>(read("devnet-parameters.json"));
        files.putAll(read("devnet-on-demand.json"));
        return new ParameterList(files);
    }

    /** The part with these files. */
    public ParameterList of(Set<String> names) {
        return new ParameterList(files.entrySet().stream().filter(file -> names.contains(file.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The part that sectors of these sizes need. */
    public ParameterList forSectorSizes(Set<Long> sizes) {
        return new ParameterList(files.entrySet().stream()
                .filter(file -> file.getValue().sectorSize() == 0 || sizes.contains(file.getValue().sectorSize()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The verifying keys and the SRS of aggregates: all that a verifier needs, and what a genesis names. */
    public ParameterList verifyingKeys() {
        return new ParameterList(files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".vk") || file.getKey().endsWith(".srs"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Map<String, Entry> read(String resource) {
        try (InputStream in = ParameterList.class.getResourceAsStream(RESOURCES + resource)) {
            if (in == null) {
                throw new IllegalStateException("resource " + resource + " is missing from this build");
            }
            Map<String, Entry> files = new TreeMap<>();
            JsonNode root = new ObjectMapper().readTree(in);
            root.properties().forEach(field -> files.put(field.getKey(),
                    new Entry(field.getValue().path("cid").asText(), field.getValue().path("digest").asText(),
                            field.getValue().path("sector_size").asLong())));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + resource + " cannot be read", e);
        }
    }
}
