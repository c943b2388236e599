package io.sealstream.signer.config;

import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Endpoint;
import io.sealstream.filecoin.NetworkPrefix;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.HostPort;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The ways in besides Kafka, under the names that venus-wallet's {@code config.toml} has for them (chain.md 1.2).
 *
 * @param api    JSON-RPC; empty where the configuration has no table {@code [API]}
 * @param hub    gateways
 * @param prefix first letter of addresses in answers of the API
 */
public record Interfaces(Optional<Api> api, Hub hub, NetworkPrefix prefix) {
    static final String DEFAULT_LISTEN = "/ip4/127.0.0.1/tcp/5678/http";

    /**
     * Table {@code [API]}.
     *
     * @param address       multiaddr, as written
     * @param listen        host and port of it
     * @param tls           certificate and key in PEM, both or none
     * @param tokenSuffices whether an admin token alone may export and delete keys, as on venus-wallet
     */
    public record Api(String address, HostPort listen, Optional<Tls> tls, boolean tokenSuffices) {
        /** The multiaddr with the port that was chosen, as callers use it. */
        public String address(int port) {
            String written = address.replaceFirst("/tcp/[0-9]+", "/tcp/" + port);
            return tls.isPresent() ? written.replaceFirst("/http$", "/https") : written;
        }
    }

    /** Certificate chain and private key in PEM. */
    public record Tls(Path certificate, Path key) {}

    /**
     * Table {@code [APIRegisterHub]}.
     *
     * @param gateways        multiaddrs or URLs
     * @param token           that names our account at those that have none of their own
     * @param supportAccounts for which the keys sign there
     */
    public record Hub(List<String> gateways, String token, List<String> supportAccounts) {
        public Hub {
            gateways = List.copyOf(gateways);
            supportAccounts = List.copyOf(supportAccounts);
        }

        /** With what the command line names instead; empty parts stay as they are. */
        public Hub or(List<String> otherGateways, String otherToken, List<String> otherAccounts) {
            return new Hub(otherGateways.isEmpty() ? gateways : otherGateways, otherToken.isEmpty() ? token : otherToken,
                    otherAccounts.isEmpty() ? supportAccounts : otherAccounts);
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Hub[" + gateways.size() + " gateways]";
        }
    }

    static Interfaces read(ConfigTable root, NetworkPrefix prefix) {
        return new Interfaces(root.hasInAnyCase("API") ? Optional.of(api(root.tableInAnyCase("API"))) : Optional.empty(),
                hub(root.tableInAnyCase("APIRegisterHub")), prefix);
    }

    private static Api api(ConfigTable table) {
        String address = table.string("ListenAddress", DEFAULT_LISTEN);
        return new Api(address, listen(table, address), tls(table), table.bool("TokenSuffices", false));
    }

    private static HostPort listen(ConfigTable table, String address) {
        try {
            URI url = URI.create(Endpoint.parse(address, Endpoint.Family.VENUS).url("v0"));
            String host = url.getHost();
            return new HostPort(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, url.getPort());
        } catch (CodecException e) {
            throw table.fail("ListenAddress", String.valueOf(e.getMessage()), "the default is \"" + DEFAULT_LISTEN + "\"");
        }
    }

    private static Optional<Tls> tls(ConfigTable table) {
        Optional<Path> certificate = table.optionalPath("TLSCert");
        Optional<Path> key = table.optionalPath("TLSKey");
        if (certificate.isPresent() != key.isPresent()) {
            throw table.fail(certificate.isPresent() ? "TLSCert" : "TLSKey", "stands alone",
                    "give TLSCert and TLSKey, or neither");
        }
        return certificate.map(file -> new Tls(file, key.orElseThrow()));
    }

    private static Hub hub(ConfigTable table) {
        List<String> gateways = table.strings("RegisterAPI", List.of());
        for (String gateway : gateways) {
            try {
                Endpoint.parse(gateway, Endpoint.Family.VENUS);
            } catch (CodecException e) {
                throw table.fail("RegisterAPI", String.valueOf(e.getMessage()), "write \"/ip4/<address>/tcp/<port>\"");
            }
        }
        return new Hub(gateways, table.string("Token", ""), table.strings("SupportAccounts", List.of()));
    }
}
