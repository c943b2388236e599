package io.sealstream.manager.simulation;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.NodeStatus;
import io.sealstream.schemas.avro.NodeStore;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.Request;
import io.sealstream.schemas.avro.RequestSector;
import io.sealstream.schemas.avro.StoreKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/** A sealer: takes its desired state from {@code node.task}, works, journals results and repeats them until the tombstone comes. */
final class SimSealer {
    private static final long HEARTBEAT_MILLIS = 30_000;
    private static final long REPEAT_MILLIS = 60_000;
    private static final long ASK_MILLIS = 60_000;
    private static final long MOST_SKEW_MILLIS = 300_000;
    private static final long BYTES = 1L << 40;

    private final World world;
    private final Firewall firewall;
    private final Dice dice;
    private final String name;
    private final List<ActorId> miners;
    private final List<String> scratch;
    private final SealerWork work;
    /** On disk: results by task until they are acknowledged. */
    private final Map<String, SpecificRecord> journal = new TreeMap<>();
    /** On disk: the number of the next request, and the one that is open, by store. */
    private final Map<String, Long> numbers = new TreeMap<>();
    private final Map<String, SpecificRecord> desired = new LinkedHashMap<>();
    private final Set<String> running = new TreeSet<>();
    /** How far its clock is off. */
    private final long skew;
    private long incarnation;
    private boolean alive;
    /** The broker does not hear it nor it the broker; it works on. */
    private boolean cutOff;
    private int generation;
    private boolean planned;
    private MemoryLog.Reader tasks;

    SimSealer(World world, Firewall firewall, String name, List<ActorId> miners, int stores, Map<SectorId, Cid> longTerm) {
        this.world = world;
        this.firewall = firewall;
        this.dice = world.dice("sealer " + name);
        this.name = name;
        this.miners = List.copyOf(miners);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < stores; i++) {
            all.add("scratch-" + i);
        }
        this.scratch = List.copyOf(all);
        this.skew = world.storm().has(Fault.CLOCKS_DIFFER) ? dice.between(-MOST_SKEW_MILLIS, MOST_SKEW_MILLIS) : 0;
        this.work = new SealerWork(world, dice, name, longTerm);
        this.tasks = reader();
        world.log().listen(Topics.NODE_TASK, partition(), this::plan);
        world.log().witness(record -> {
            if (record.topic.equals(Topics.REPLY) && world.log().read(record) instanceof Reply reply) {
                answered(reply);
            }
        });
        boot();
        beat();
        ask();
    }

    String name() {
        return name;
    }

    /** Alive and connected. */
    boolean well() {
        return connected();
    }

    private int partition() {
        return Partitions.partitionOfNode(name, world.log().partitions());
    }

    private MemoryLog.Reader reader() {
        return new MemoryLog.Reader(world.log(), Topics.NODE_TASK, partition(), 0,
                world.options().defect() == Defect.UNCOMMITTED_READS);
    }

    // ---- life and death

    private void boot() {
        alive = true;
        generation++;
        incarnation = Math.max(incarnation + 1, world.now() + skew);
        desired.clear();
        running.clear();
        tasks = reader();
        planned = false;
        plan();
        journal.keySet().forEach(this::publish);
    }

    void kill(boolean losesScratch, long downMillis) {
        world.trace().say(name, losesScratch ? "killed, scratch lost" : "killed");
        alive = false;
        generation++;
        if (losesScratch) {
            work.loseScratch();
        }
        world.after(downMillis, this::boot);
    }

    void cutOff(long millis) {
        world.trace().say(name, "cut off for " + millis + " ms");
        cutOff = true;
        world.after(millis, () -> {
            cutOff = false;
            List.copyOf(journal.keySet()).forEach(this::publish);
            plan();
        });
    }

    private boolean connected() {
        return alive && !cutOff;
    }

    /** Another process with this name says hello for a while; it is the newer one. */
    void twin() {
        world.trace().say(name, "a second process with this name");
        long later = Math.max(incarnation + 1, world.now() + skew);
        for (int i = 1; i <= 3; i++) {
            world.after(i * HEARTBEAT_MILLIS, () -> {
                status(later);
                request(scratch.getFirst(), later, 1L, miners.getFirst());
            });
        }
        // its operator sees the warning, stops it, and starts the right one again
        world.after(4 * HEARTBEAT_MILLIS, () -> {
            if (alive) {
                kill(false, dice.between(1_000L, 10_000L));
            }
        });
    }

    // ---- heartbeats and requests

    private void beat() {
        if (connected()) {
            status(incarnation);
        }
        world.after(HEARTBEAT_MILLIS, this::beat);
    }

    private void status(long process) {
        List<NodeStore> stores = new ArrayList<>();
        scratch.forEach(store -> stores.add(new NodeStore(store, StoreKind.SCRATCH, BYTES, BYTES, true)));
        stores.add(new NodeStore("persist", StoreKind.LONG_TERM, BYTES, BYTES, false));
        NodeStatus status = new NodeStatus(name, process, "simulated", "127.0.0.1:1",
                miners.stream().map(ActorId::toString).toList(), true, stores, List.of(), world.now() + skew, true);
        firewall.pass(() -> world.log().append(Topics.NODE_STATUS, partition(), name, status));
    }

    private void ask() {
        if (connected()) {
            for (String store : scratch) {
                boolean busy = desired.values().stream().anyMatch(task -> SealerWork.uses(task, store));
                if (!busy) {
                    ActorId miner = miners.get((int) (number(store) % miners.size()));
                    request(store, incarnation, number(store), miner);
                }
            }
        }
        world.after(dice.between(ASK_MILLIS, 2 * ASK_MILLIS), this::ask);
    }

    private long number(String store) {
        return numbers.getOrDefault(store, 1L);
    }

    private void request(String store, long process, long number, ActorId miner) {
        RequestSector record = new RequestSector(new Request(name + "/" + store, number, 0, 0L), miner.toString(), name, process,
                store);
        firewall.pass(() -> world.log().append(Topics.NODE_RESULT, minerPartition(miner), miner.toString(), record));
    }

    private int minerPartition(ActorId miner) {
        return Partitions.partitionOf(miner, world.log().partitions());
    }

    private void answered(Reply reply) {
        for (String store : scratch) {
            if (reply.getClient().equals(name + "/" + store) && reply.getNumber() == number(store)) {
                numbers.put(store, number(store) + 1);
            }
        }
    }

    // ---- tasks

    private void plan() {
        if (!planned && connected()) {
            planned = true;
            int mine = generation;
            world.after(dice.between(1, 50), () -> {
                if (mine == generation) {
                    planned = false;
                    read();
                }
            });
        }
    }

    private void read() {
        if (cutOff) {
            return;
        }
        for (LogRecord next = tasks.take(); next != null; next = tasks.take()) {
            String key = next.keyText();
            if (key.startsWith(name + "/")) {
                String id = key.substring(name.length() + 1);
                SpecificRecord task = world.log().read(next);
                if (task != null) {
                    desired.put(id, task);
                } else {
                    forget(id);
                }
            }
        }
        for (SpecificRecord task : List.copyOf(desired.values())) {
            String id = SealerWork.id(task);
            if (!journal.containsKey(id) && running.add(id)) {
                int mine = generation;
                world.after(work.duration(task), () -> {
                    if (mine == generation) {
                        finish(task);
                    }
                });
            }
        }
    }

    private void forget(String id) {
        SpecificRecord gone = desired.remove(id);
        running.remove(id);
        journal.remove(id);
        if (gone != null) {
            work.acknowledged(gone);
        }
    }

    private void finish(SpecificRecord task) {
        String id = SealerWork.id(task);
        if (!desired.containsKey(id) || !running.contains(id)) {
            return;
        }
        SpecificRecord result = work.result(task);
        world.trace().say(name, id + " -> " + result.getSchema().getName());
        journal.put(id, result);
        running.remove(id);
        publish(id);
    }

    private void publish(String id) {
        SpecificRecord result = journal.get(id);
        if (result == null || !alive) {
            return;
        }
        String key = SealerWork.key(result);
        int partition = Partitions.partitionFor(Topics.NODE_RESULT, key, world.log().partitions());
        if (world.log().reachable() && !cutOff) {
            firewall.pass(() -> world.log().append(Topics.NODE_RESULT, partition, key, result));
        }
        int mine = generation;
        world.after(REPEAT_MILLIS, () -> {
            if (mine == generation) {
                publish(id);
            }
        });
    }

    /** True when nothing is under way here. */
    boolean idle() {
        return alive && running.isEmpty() && journal.isEmpty() && desired.isEmpty();
    }
}
