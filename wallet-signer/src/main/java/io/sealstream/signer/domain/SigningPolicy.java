package io.sealstream.signer.domain;

import io.sealstream.filecoin.actors.ActorMethod;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PowerMethod;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which calls are signed. Without any entry a key signs what sealing and proving need; whatever moves money out or changes who owns a
 * miner needs an entry.
 *
 * @param allowed names of calls beyond the sealing ones, canonical ({@code send}, {@code miner.ChangeWorkerAddress})
 */
public record SigningPolicy(Set<String> allowed) {
    private static final String SEND = new Call.Send().name();

    /** Signed without an entry: creating a miner, sealing, proving, faults, upkeep. */
    private static final Set<ActorMethod> SEALING = Set.of(PowerMethod.CREATE_MINER, MinerMethod.CHANGE_PEER_ID,
            MinerMethod.SUBMIT_WINDOWED_POST, MinerMethod.TERMINATE_SECTORS, MinerMethod.DECLARE_FAULTS,
            MinerMethod.DECLARE_FAULTS_RECOVERED, MinerMethod.CHANGE_MULTIADDRS, MinerMethod.COMPACT_PARTITIONS,
            MinerMethod.COMPACT_SECTOR_NUMBERS, MinerMethod.REPAY_DEBT, MinerMethod.PRE_COMMIT_SECTOR_BATCH2,
            MinerMethod.EXTEND_SECTOR_EXPIRATION2, MinerMethod.PROVE_COMMIT_SECTORS3, MinerMethod.PROVE_REPLICA_UPDATES3,
            MinerMethod.PROVE_COMMIT_SECTORS_NI);

    public SigningPolicy {
        allowed = Set.copyOf(allowed);
    }

    /** Sealing and proving only. */
    public static SigningPolicy sealing() {
        return new SigningPolicy(Set.of());
    }

    /**
     * The policy with the entries of {@code allow} in a configuration file: {@code send}, {@code miner.ChangeWorkerAddress} or
     * {@code miner.3}, {@code power.CreateMiner}.
     *
     * @throws IllegalArgumentException naming the entry that means nothing
     */
    public static SigningPolicy allowing(List<String> entries) {
        return new SigningPolicy(
                entries.stream().map(SigningPolicy::canonical).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** Empty where the call may be signed, else why not and what to do about it. */
    public Optional<String> refusal(Meaning meaning) {
        return switch (meaning.call()) {
            case Call.Send() -> isAllowed(SEND);
            case Call.Known(ActorMethod method) -> SEALING.contains(method) ? Optional.empty() : isAllowed(method.fullName());
            case Call.Unknown unknown -> Optional.of(unknown.name() + " is not signed: the signer does not understand it");
        };
    }

    private Optional<String> isAllowed(String name) {
        return allowed.contains(name)
                ? Optional.empty()
                : Optional.of(name + " is not signed without a policy: add \"" + name
                        + "\" to signer.allow in the configuration of this signer");
    }

    private static String canonical(String entry) {
        if (entry.equals(SEND)) {
            return SEND;
        }
        int dot = entry.indexOf('.');
        String name = entry.substring(dot + 1);
        Optional<? extends ActorMethod> method = switch (entry.substring(0, Math.max(dot, 0))) {
            case "miner" -> find(MinerMethod.values(), MinerMethod::of, name);
            case "power" -> find(PowerMethod.values(), PowerMethod::of, name);
            default -> Optional.empty();
        };
        return method.filter(m -> !m.isGone()).map(ActorMethod::fullName).orElseThrow(() -> new IllegalArgumentException(
                "'" + entry
                        + "' is no call that can be allowed; write send, miner.<method> or power.<method>, for example miner.ChangeWorkerAddress or miner.3"));
    }

    private static <M extends ActorMethod> Optional<M> find(M[] methods, LongFunction<Optional<M>> byNumber, String name) {
        return name.matches("[0-9]{1,10}")
                ? byNumber.apply(Long.parseLong(name))
                : Stream.of(methods).filter(method -> method.methodName().equals(name)).findFirst();
    }
}
