package io.sealstream.signer.edge.rpc;

import io.sealstream.filecoin.NetworkPrefix;
import io.sealstream.schemas.config.HostPort;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the API is served.
 *
 * @param listen                where; port 0 takes a free one
 * @param tls                   certificate and key; none for plain HTTP
 * @param prefix                first letter of the addresses in answers
 * @param tokenSuffices whether an admin token alone may export and delete keys of an unlocked wallet, as on venus-wallet
 */
public record RpcSettings(HostPort listen, Optional<Tls> tls, NetworkPrefix prefix, boolean tokenSuffices) {
    /**
     * PEM files.
     *
     * @param certificate chain, the server's own first
     * @param key         private key, PKCS#8
     */
    public record Tls(Path certificate, Path key) {}

    /** Plain HTTP for callers on this machine. */
    public static RpcSettings plain(HostPort listen) {
        return new RpcSettings(listen, Optional.empty(), NetworkPrefix.MAINNET, false);
    }
}
