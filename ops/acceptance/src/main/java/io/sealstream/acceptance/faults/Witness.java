package io.sealstream.acceptance.faults;

import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.DeadLetter;
import io.sealstream.schemas.avro.Finalized;
import io.sealstream.schemas.avro.MessageFilled;
import io.sealstream.schemas.avro.MessageLanded;
import io.sealstream.schemas.avro.MessageReverted;
import io.sealstream.schemas.avro.MinerObserved;
import io.sealstream.schemas.avro.NodeTask;
import io.sealstream.schemas.avro.PreCommitBatched;
import io.sealstream.schemas.avro.ProveCommitBatched;
import io.sealstream.schemas.avro.SectorAllocated;
import io.sealstream.schemas.avro.SignatureMade;
import io.sealstream.schemas.avro.TaskIssued;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What must hold whatever happened, read from the topics and, where the chain knows better, from the chain. */
public final class Witness {
    /** Bytes of a signature that tell it from others. */
    private static final int SHOWN = 8;

    private final FaultCluster cluster;
    private final TopicTail tail;

    Witness(FaultCluster cluster) {
        this.cluster = cluster;
        this.tail = cluster.tail();
    }

    /** Every way in which the history so far is wrong, each in a sentence; empty is what a test wants. */
    public List<String> complaints() {
        List<String> found = new ArrayList<>();
        tail.records(DeadLetter.class).forEach(letter -> found.add("dead letter from " + letter.getTopic() + "-"
                + letter.getPartition() + "@" + letter.getOffset() + ": " + letter.getReason()));
        numbers(found);
        landings(found);
        nonces(found);
        tasks(found);
        return found;
    }

    /** Complaints, and every sector that is not finalized. */
    public List<String> complaintsWhenAllIsDone() {
        List<String> found = complaints();
        Set<Long> done = tail.records(Finalized.class).stream().map(Finalized::getSector).collect(Collectors.toSet());
        allocated().stream().filter(number -> !done.contains(number)).forEach(
                number -> found.add("sector " + number + " is not finalized: " + cluster.sectors()));
        for (long number : allocated()) {
            exactlyOne(found, number, "precommit", landedPreCommits(number));
            exactlyOne(found, number, "prove-commit", landedProveCommits(number));
        }
        return found;
    }

    private Set<Long> allocated() {
        return tail.records(SectorAllocated.class).stream().map(SectorAllocated::getSector)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void numbers(List<String> found) {
        List<Long> given = tail.records(SectorAllocated.class).stream().map(SectorAllocated::getSector).toList();
        if (new HashSet<>(given).size() < given.size()) {
            found.add("a sector number was given twice: " + given);
        }
    }

    private static void exactlyOne(List<String> found, long number, String what, long count) {
        if (count != 1) {
            found.add("sector " + number + " has " + count + " landed messages of kind " + what + " instead of one");
        }
    }

    /** Messages of this sector's precommits that landed with exit code 0 and were not reverted. */
    public long landedPreCommits(long sector) {
        return landed(tail.records(PreCommitBatched.class, batched -> batched.getSector() == sector).stream()
                .map(PreCommitBatched::getIntent).collect(Collectors.toSet()));
    }

    /** As {@link #landedPreCommits}, for prove-commits. */
    public long landedProveCommits(long sector) {
        return landed(tail.records(ProveCommitBatched.class, batched -> batched.getSector() == sector).stream()
                .map(ProveCommitBatched::getIntent).collect(Collectors.toSet()));
    }

    private long landed(Set<String> intents) {
        long landed = tail.records(MessageLanded.class, each -> each.getExitCode() == 0 && intents.contains(each.getIntent()))
                .size();
        return landed - tail.records(MessageReverted.class, each -> intents.contains(each.getIntent())).size();
    }

    /** No intent lands twice. */
    private void landings(List<String> found) {
        Map<String, Integer> counts = new TreeMap<>();
        tail.records(MessageLanded.class).forEach(each -> counts.merge(each.getIntent(), 1, Integer::sum));
        tail.records(MessageReverted.class).forEach(each -> counts.merge(each.getIntent(), -1, Integer::sum));
        counts.forEach((intent, count) -> {
            if (count > 1) {
                found.add("intent " + intent + " landed " + count + " times");
            }
        });
    }

    /** One nonce belongs to one intent, and the chain has executed no message that no lane knows. */
    private void nonces(List<String> found) {
        Map<String, Set<String>> intents = new TreeMap<>();
        Map<String, Set<Long>> landed = new TreeMap<>();
        Map<String, Long> nonceOf = new TreeMap<>();
        for (MessageFilled filled : tail.records(MessageFilled.class)) {
            intents.computeIfAbsent(filled.getSender() + " " + filled.getNonce(), key -> new TreeSet<>()).add(filled.getIntent());
            nonceOf.put(filled.getIntent(), filled.getNonce());
        }
        intents.forEach((nonce, of) -> {
            Set<String> done = of.stream().filter(this::hasLanded).collect(Collectors.toSet());
            if (done.size() > 1) {
                found.add("nonce " + nonce + " landed for several intents: " + done);
            }
        });
        for (MessageLanded each : tail.records(MessageLanded.class)) {
            landed.computeIfAbsent(each.getSender(), key -> new TreeSet<>()).add(nonceOf.getOrDefault(each.getIntent(), -1L));
        }
        for (String sender : cluster.devnet().senders()) {
            long onChain = nonceOnChain(sender);
            long known = landed.getOrDefault(sender, Set.of()).size();
            if (known > onChain) {
                found.add("lane " + sender + " says that " + known + " messages landed, the chain executed " + onChain);
            }
        }
    }

    private boolean hasLanded(String intent) {
        return !tail.records(MessageLanded.class, each -> each.getIntent().equals(intent)).isEmpty();
    }

    /** Messages of a sender that the chain has executed. */
    public long nonceOnChain(String sender) {
        return cluster.devnet().chain().call("Filecoin.StateGetActor", sender, List.of()).path("Nonce").asLong();
    }

    /** Both or neither: each task that a fact names stands in the outbox, and the outbox holds no other one. */
    private void tasks(List<String> found) {
        Set<String> facts = tail.records(TaskIssued.class).stream().map(
                task -> task.getMiner() + "/" + task.getSector() + "/" + task.getStep() + "/" + task.getAttempt())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> outbox = tail.records(NodeTask.class).stream().filter(task -> task.getSector() != null)
                .map(task -> task.getTask().getTaskId()).collect(Collectors.toCollection(TreeSet::new));
        minus(facts, outbox).forEach(task -> found.add("task " + task + " is a fact and was never sent"));
        minus(outbox, facts).forEach(task -> found.add("task " + task + " was sent and is no fact"));
    }

    private static Set<String> minus(Set<String> all, Set<String> without) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(without);
        return rest;
    }

    /** What the outside world has seen and what is known of it: to be equal before and after something that must have no effect. */
    public Map<String, Object> effects() {
        Map<String, Object> effects = new TreeMap<>();
        for (String sender : cluster.devnet().senders()) {
            effects.put("messages of " + sender + " on chain", nonceOnChain(sender));
        }
        effects.put("signatures",
                tail.records(SignatureMade.class).stream().map(made -> HexFormat.of().formatHex(bytes(made), 0, SHOWN))
                        .collect(Collectors.toCollection(TreeSet::new)));
        for (Topic log : List.of(Topics.SECTOR_EVENT, Topics.MINER_EVENT, Topics.PROVING_EVENT, Topics.MESSAGE_EVENT)) {
            effects.put(log.name(), facts(log));
        }
        effects.put("tasks", tail.records(NodeTask.class).stream().map(task -> task.getTask().getTaskId())
                .collect(Collectors.toCollection(TreeSet::new)));
        effects.put("sectors", cluster.sectors());
        return effects;
    }

    private static byte[] bytes(SignatureMade made) {
        byte[] bytes = new byte[made.getSignature().remaining()];
        made.getSignature().duplicate().get(bytes);
        return bytes;
    }

    /** Types of the records of a log, each with its number. What was observed of the chain may be newer when it is asked again. */
    private Map<String, Integer> facts(Topic log) {
        Map<String, Integer> counts = new TreeMap<>();
        tail.all().stream().filter(each -> each.topic().equals(log.name())).flatMap(each -> each.record().stream())
                .filter(record -> !(record instanceof MinerObserved))
                .forEach(record -> counts.merge(record.getSchema().getName(), 1, Integer::sum));
        return counts;
    }
}
