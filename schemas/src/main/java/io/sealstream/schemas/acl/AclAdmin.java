package io.sealstream.schemas.acl;

import io.sealstream.schemas.kafka.AdminCalls;
import io.sealstream.schemas.runtime.Backoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.SecurityDisabledException;

/** Puts up the rights of a plan on a running cluster, and compares. It takes no right away: what is too much is named with the command. */
public final class AclAdmin {
    /** Rounds of hashing of a password; more than Kafka's least of 4096. */
    private static final int ROUNDS = 8192;
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(20), Duration.ofMillis(500));
    private static final int MOST_LOOKS = 60;

    private final Admin admin;

    /** @param admin of a user who may alter the cluster, for a check one who may describe it; closed by the caller */
    public AclAdmin(Admin admin) {
        this.admin = admin;
    }

    /**
     * Adds what is missing, and returns when the brokers know it.
     *
     * @return how many rights were missing
     * @throws KafkaException            where the cluster has no authorizer, or this user may not
     * @throws io.sealstream.schemas.kafka.KafkaUnavailableException where no broker answers
     */
    public int apply(List<Grant> plan) {
        Set<AclBinding> missing = bindings(plan);
        missing.removeAll(standing());
        guarded(() -> AdminCalls.await(admin.createAcls(missing).all(), "adding rights"));
        awaitStanding(missing);
        return missing.size();
    }

    /** The controller confirms a right before every broker knows it. */
    private void awaitStanding(Set<AclBinding> wanted) {
        for (int attempt = 1; !standing().containsAll(wanted); attempt++) {
            if (attempt > MOST_LOOKS) {
                throw new KafkaException("new rights do not appear on the brokers; run the command again");
            }
            try {
                PAUSES.pause(attempt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("interrupted while rights were added", e);
            }
        }
    }

    /** What is missing, and what gives somebody a claim that the plan does not know. */
    public List<AclFault> check(List<Grant> plan) {
        return AclComparison.faults(plan, standing());
    }

    /** Makes a SCRAM-SHA-512 user, or gives it another password. */
    public void user(String name, String password) {
        var made = new UserScramCredentialUpsertion(name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ROUNDS),
                password.getBytes(StandardCharsets.UTF_8));
        AdminCalls.await(admin.alterUserScramCredentials(List.of(made)).all(), "making user " + name);
    }

    private Collection<AclBinding> standing() {
        return guarded(() -> AdminCalls.await(admin.describeAcls(AclBindingFilter.ANY).values(), "reading rights"));
    }

    static Set<AclBinding> bindings(List<Grant> plan) {
        Set<AclBinding> all = new LinkedHashSet<>();
        plan.forEach(grant -> all.addAll(grant.bindings()));
        return all;
    }

    private static <T> T guarded(Supplier<T> call) {
        try {
            return call.get();
        } catch (SecurityDisabledException e) {
            throw new KafkaException("this cluster has no authorizer, so everybody may do everything; set authorizer.class.name "
                    + "of every broker and controller to org.apache.kafka.metadata.authorizer.StandardAuthorizer", e);
        }
    }
}
