package io.sealstream.manager.app;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions that a dead process of this application left open. Until such a transaction is over, its partitions have no new
 * owner: Kafka does not tell where the dead process stood. The broker itself waits for the transaction's timeout, and looks for those only
 * every ten seconds.
 *
 * <p>Dead is a process that is no member of the group any more. Ours keep a transaction open for milliseconds, so only one that is open for
 * long is looked at; a member that is merely slow keeps its own. A process that was stopped and has lost its place finds its transaction
 * aborted, and begins anew.
 */
final class DeadTransactions implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeadTransactions.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** A process of the application and the number of its thread, as Kafka Streams names a producer. */
    private static final String PROCESS_AND_THREAD = "-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9]+";

    private final Admin admin;
    private final String applicationId;
    private final Pattern ours;
    private final Duration age;
    private final BooleanSupplier waiting;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("dead-transactions").daemon().factory());

    /**
     * @param age     a transaction that is open for less is left alone
     * @param waiting whether this process waits for partitions; only then is anything done
     */
    DeadTransactions(Admin admin, String applicationId, Duration age, BooleanSupplier waiting) {
        this.admin = admin;
        this.applicationId = applicationId;
        this.ours = Pattern.compile(Pattern.quote(applicationId) + PROCESS_AND_THREAD);
        this.age = age;
        this.waiting = waiting;
    }

    void start() {
        var _ = thread.scheduleWithFixedDelay(this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (!waiting.getAsBoolean()) {
            return;
        }
        try {
            List<String> dead = dead();
            if (!dead.isEmpty()) {
                admin.fenceProducers(dead).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                LOGGER.atWarn().addKeyValue("transactions", dead).log("Ended the open transactions of a dead process");
            }
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOGGER.atWarn().addKeyValue("reason", e.toString())
                    .log("Open transactions of a dead process cannot be ended; the broker ends them when they time out");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> dead() throws ExecutionException, TimeoutException, InterruptedException {
        ListTransactionsOptions old = new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING))
                .filterOnDuration(age.toMillis());
        List<String> open = admin.listTransactions(old).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).stream()
                .map(TransactionListing::transactionalId).filter(id -> ours.matcher(id).matches()).toList();
        return open.isEmpty() ? open : ofNoMember(open, members());
    }

    /** Client ids of the group's members. */
    private List<String> members() throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return admin.describeConsumerGroups(List.of(applicationId)).describedGroups().values().iterator().next()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).members().stream().map(MemberDescription::clientId).toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }

    /** Those of processes without a member: both ids begin with the application and its process. */
    static List<String> ofNoMember(List<String> transactions, List<String> clients) {
        return transactions.stream().filter(id -> {
            String process = id.substring(0, id.lastIndexOf('-') + 1);
            return clients.stream().noneMatch(client -> client.startsWith(process));
        }).toList();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(Duration.ZERO);
    }
}
