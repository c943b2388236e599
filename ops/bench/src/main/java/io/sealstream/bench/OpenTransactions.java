package io.sealstream.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/** Kills a process at a moment when it has a transaction open: stops it, looks, and lets it go on for a moment when it has none. */
final class OpenTransactions {
    /** Transactions of living managers are over sooner. */
    private static final Duration OPEN_FOR = Duration.ofMillis(300);
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final int ATTEMPTS = 100;

    private final Admin admin;

    OpenTransactions(Admin admin) {
        this.admin = admin;
    }

    /** Kills; returns the transaction that was open. */
    String killWithin(Child victim) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            victim.signal("STOP");
            LockSupport.parkNanos(OPEN_FOR.plus(MOMENT).toNanos());
            List<String> open = open();
            if (!open.isEmpty()) {
                victim.signal("KILL");
                return open.getFirst();
            }
            victim.signal("CONT");
            LockSupport.parkNanos(MOMENT.toNanos());
        }
        throw new BenchException(victim.name() + " had no open transaction in " + ATTEMPTS + " looks: is there any load?");
    }

    private List<String> open() {
        try {
            return admin.listTransactions(new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING))
                    .filterOnDuration(OPEN_FOR.toMillis())).all().get().stream().map(TransactionListing::transactionalId)
                    .toList();
        } catch (ExecutionException e) {
            throw new BenchException("transactions cannot be listed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
