package io.sealstream.devnet.chain.rules;

import io.sealstream.filecoin.Address;
import java.util.Optional;

/** Resolves addresses to the id addresses of existing actors. */
public interface AddressBook {
    /** The id address, empty if there is no such actor. */
    Optional<Address> idOf(Address address);

    /** The key address of an account; empty for other actors. */
    Optional<Address> keyOf(Address idAddress);
}
