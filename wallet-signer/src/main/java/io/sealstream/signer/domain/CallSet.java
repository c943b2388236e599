package io.sealstream.signer.domain;

import io.sealstream.filecoin.actors.ActorMethod;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PowerMethod;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Calls that a policy names.
 *
 * @param names      canonical names ({@code send}, {@code no-op}, {@code miner.ChangeWorkerAddress})
 * @param numbers    method numbers of any actor, also of those that the signer does not understand
 * @param understood whether every call that the signer understands is in it ({@code *})
 */
public record CallSet(Set<String> names, Set<Long> numbers, boolean understood) {
    private static final String SEND = new Call.Send().name();
    private static final String NO_OP = new Call.NoOp().name();
    private static final String UNDERSTOOD = "*";

    /** Proving and what keeps proving alive: moves no value, and can change nobody's rights. */
    private static final Set<ActorMethod> POST_ONLY = Set.of(MinerMethod.SUBMIT_WINDOWED_POST, MinerMethod.DECLARE_FAULTS,
            MinerMethod.DECLARE_FAULTS_RECOVERED);

    /** Bringing sectors in; the messages carry the sectors' deposits. */
    private static final Set<ActorMethod> COMMIT_ONLY = Set.of(MinerMethod.PRE_COMMIT_SECTOR_BATCH2,
            MinerMethod.PROVE_COMMIT_SECTORS3,
            MinerMethod.PROVE_REPLICA_UPDATES3, MinerMethod.PROVE_COMMIT_SECTORS_NI);

    /** What sealing and proving need: creating a miner, sealing, proving, faults, upkeep. */
    private static final Set<ActorMethod> SEALING = Set.of(PowerMethod.CREATE_MINER, MinerMethod.CHANGE_PEER_ID,
            MinerMethod.SUBMIT_WINDOWED_POST, MinerMethod.TERMINATE_SECTORS, MinerMethod.DECLARE_FAULTS,
            MinerMethod.DECLARE_FAULTS_RECOVERED, MinerMethod.CHANGE_MULTIADDRS, MinerMethod.COMPACT_PARTITIONS,
            MinerMethod.COMPACT_SECTOR_NUMBERS, MinerMethod.REPAY_DEBT, MinerMethod.PRE_COMMIT_SECTOR_BATCH2,
            MinerMethod.EXTEND_SECTOR_EXPIRATION2, MinerMethod.PROVE_COMMIT_SECTORS3, MinerMethod.PROVE_REPLICA_UPDATES3,
            MinerMethod.PROVE_COMMIT_SECTORS_NI);

    private static final Map<String, Set<ActorMethod>> PRESETS = Map.of("post-only", POST_ONLY, "commit-only", COMMIT_ONLY,
            "sealing",
            SEALING);

    public CallSet {
        names = Set.copyOf(names);
        numbers = Set.copyOf(numbers);
    }

    /** What is signed without any policy, no-ops aside. */
    static CallSet sealing() {
        return parse(List.of("sealing"));
    }

    /**
     * Reads the entries of a configuration: {@code send}, {@code no-op}, {@code miner.ChangeWorkerAddress}, {@code miner.3},
     * {@code power.CreateMiner}, a type of statement ({@code block}), a bare number for any actor, the presets {@code post-only}, {@code commit-only} and {@code sealing}, or
     * {@code *} for every call that the signer understands.
     *
     * @throws IllegalArgumentException naming the entry that means nothing
     */
    public static CallSet parse(List<String> entries) {
        Set<String> names = new HashSet<>();
        Set<Long> numbers = new HashSet<>();
        for (String entry : entries) {
            if (PRESETS.containsKey(entry)) {
                PRESETS.get(entry).forEach(method -> names.add(method.fullName()));
            } else if (isNumber(entry)) {
                numbers.add(Long.parseLong(entry));
            } else if (!entry.equals(UNDERSTOOD)) {
                names.add(canonical(entry));
            }
        }
        return new CallSet(names, numbers, entries.contains(UNDERSTOOD));
    }

    boolean covers(Call call) {
        return (understood && !(call instanceof Call.Unknown)) || names.contains(call.name()) || numbers.contains(call.number());
    }

    /** True where no-ops stand in it by name: a rule about other calls, or about all of them, does not mean them. */
    boolean namesNoOps() {
        return names.contains(NO_OP);
    }

    /** For people. */
    public String text() {
        if (understood) {
            return "every call that the signer understands";
        }
        Stream<String> bare = numbers.stream().sorted().map(number -> "method " + number + " of any actor");
        return Stream.concat(new TreeSet<>(names).stream(), bare).collect(Collectors.joining(", "));
    }

    private static boolean isNumber(String entry) {
        return entry.matches("[0-9]{1,10}") && !entry.matches("0+");
    }

    private static String canonical(String entry) {
        if (entry.equals(SEND) || entry.equals(NO_OP)
                || StatementType.of(entry).filter(StatementType::isNamedByRules).isPresent()) {
            return entry;
        }
        int dot = entry.indexOf('.');
        String name = entry.substring(dot + 1);
        Optional<? extends ActorMethod> method = switch (entry.substring(0, Math.max(dot, 0))) {
            case "miner" -> find(MinerMethod.values(), MinerMethod::of, name);
            case "power" -> find(PowerMethod.values(), PowerMethod::of, name);
            default -> Optional.empty();
        };
        return method.filter(m -> !m.isGone()).map(ActorMethod::fullName).orElseThrow(() -> new IllegalArgumentException("'"
                + entry
                + "' is no call that a policy can name; write send, no-op, miner.<method> or power.<method> (miner.ChangeWorkerAddress"
                + " or miner.3), a method number, post-only, commit-only, sealing, or *"));
    }

    private static <M extends ActorMethod> Optional<M> find(M[] methods, LongFunction<Optional<M>> byNumber, String name) {
        return isNumber(name)
                ? byNumber.apply(Long.parseLong(name))
                : Stream.of(methods).filter(method -> method.methodName().equals(name)).findFirst();
    }
}
