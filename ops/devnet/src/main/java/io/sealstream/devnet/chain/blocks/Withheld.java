package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.Address;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Senders whose messages wait although a block could have them, as if no producer had heard of them. Any thread may call. */
public final class Withheld {
    private final Set<String> senders = new TreeSet<>();
    private boolean all;

    /** Holds back a sender, by its key address; all of them when empty. */
    public synchronized void hold(Optional<Address> sender) {
        sender.ifPresentOrElse(address -> senders.add(address.toString()), () -> all = true);
    }

    /** Lets a sender's messages go; empty lets all go, those held by name too. */
    public synchronized void release(Optional<Address> sender) {
        if (sender.isPresent()) {
            senders.remove(sender.get().toString());
        } else {
            senders.clear();
            all = false;
        }
    }

    synchronized boolean holds(Address sender) {
        return all || senders.contains(sender.toString());
    }

    /** Who is held back: addresses, and {@code all}. */
    public synchronized List<String> names() {
        return all ? List.of("all") : List.copyOf(senders);
    }
}
