package io.sealstream.node.fetch;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A web server that has the published parameters.
 *
 * @param template an http or https URL in which <code>{cid}</code> or <code>{name}</code> stands for a file
 */
public record Mirror(String template) {
    /** What a mirror looks like, for error messages. */
    public static final String FORM = "an http or https URL; {cid} or {name} in it stands for the file, and the CID is appended where"
            + " neither is there";
    /**
     * Gateways that serve the published files by CID, in the order in which {@code go-paramfetch} tries them
     * ({@code paramfetch.go}, {@code defaultGateways}; {@code proofs.filecoin.io}, the one before them, is retired).
     */
    public static final List<Mirror> PUBLIC = List.of(new Mirror("https://filecoin-proofs.chainsafe.dev/ipfs/{cid}"),
            new Mirror("https://vault.ezpdpz.net/ipfs/{cid}"));
    private static final String CID = "{cid}";
    private static final String NAME = "{name}";

    /** Reads what an operator writes; empty where it is not of the {@link #FORM}. */
    public static Optional<Mirror> parse(String text) {
        String bare = text.strip();
        String template = bare.contains(CID) || bare.contains(NAME) ? bare : bare.replaceFirst("/*$", "/") + CID;
        return isUrl(template.replace(CID, "c").replace(NAME, "n")) ? Optional.of(new Mirror(template)) : Optional.empty();
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    URI address(Wanted file) {
        return URI.create(template.replace(CID, file.cid()).replace(NAME, file.name()));
    }

    /** As errors call it. */
    @Override
    public String toString() {
        return template;
    }
}
