package io.sealstream.signer.edge.gateway;

import java.util.List;

/** The accounts for which the keys sign at the gateways. Thread-safe. */
public interface SupportedAccounts {
    List<String> all();

    /** Adds one, durably. May block. */
    void add(String account);
}
