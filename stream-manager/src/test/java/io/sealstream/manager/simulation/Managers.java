package io.sealstream.manager.simulation;

import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.topology.TaskShell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The managers and the group coordinator that deals the tasks out among those that are alive. */
final class Managers {
    /** Silence after which the coordinator gives tasks to others. */
    static final long SESSION_MILLIS = 6_000;
    private static final long TICK_MILLIS = 15_000;

    private final World world;
    private final Dice dice;
    private final TaskShell.Parts parts;
    private final List<SimManager> managers = new ArrayList<>();
    private final Map<String, Task> tasks = new LinkedHashMap<>();

    Managers(World world, TaskShell.Parts parts, int count) {
        this.world = world;
        this.parts = parts;
        this.dice = world.dice("managers");
        for (Part part : Part.values()) {
            for (int i = 0; i < world.log().partitions(); i++) {
                Task task = new Task(part, i);
                tasks.put(task.name(), task);
                task.part.topics().forEach(topic -> world.log().listen(topic, task.partition, () -> wake(task)));
            }
        }
        for (int i = 0; i < count; i++) {
            managers.add(new SimManager("manager-" + i));
        }
        rebalance();
        world.after(TICK_MILLIS, this::tick);
    }

    private static void wake(Task task) {
        if (task.owner != null) {
            task.owner.plan();
        }
    }

    private void tick() {
        tasks.values().stream().filter(task -> task.part == Part.NODE).map(task -> task.owner)
                .forEach(owner -> {
                    if (owner != null) {
                        owner.tick();
                    }
                });
        world.after(TICK_MILLIS, this::tick);
    }

    List<SimManager> alive() {
        return managers.stream().filter(SimManager::alive).toList();
    }

    List<SimManager> dead() {
        return managers.stream().filter(manager -> !manager.alive()).toList();
    }

    /** True when somebody works on every task. */
    boolean working() {
        return tasks.values().stream()
                .allMatch(task -> task.owner != null && !task.owner.isDead() && !task.owner.manager().paused());
    }

    /** Stores of all partitions as they are committed. */
    Stream<Map.Entry<String, byte[]>> entries(Part part, String store) {
        return tasks.values().stream().filter(task -> task.part == part)
                .flatMap(task -> task.changelog.getOrDefault(store, new TreeMap<>()).entrySet().stream());
    }

    byte @Nullable [] entry(Part part, String store, String key) {
        return entries(part, store).filter(entry -> entry.getKey().equals(key)).map(Map.Entry::getValue).findFirst().orElse(null);
    }

    Map<String, Task> tasks() {
        return tasks;
    }

    void kill(SimManager manager) {
        world.trace().say(manager.name(), "killed");
        manager.alive(false);
        owned(manager).forEach(Owner::kill);
        world.after(SESSION_MILLIS, this::rebalance);
    }

    void start(SimManager manager) {
        if (!manager.alive()) {
            world.trace().say(manager.name(), "started");
            manager.alive(true);
            world.after(dice.between(100L, 2_000L), this::rebalance);
        }
    }

    /** Stops a process for longer than its session lasts: its tasks are given away, and it does not know. */
    void pause(SimManager manager, long millis) {
        world.trace().say(manager.name(), "paused for " + millis + " ms");
        manager.pause();
        if (millis > SESSION_MILLIS) {
            world.after(SESSION_MILLIS, this::rebalance);
        }
        world.after(millis, () -> {
            if (manager.alive() && manager.paused()) {
                world.trace().say(manager.name(), "resumed");
                manager.resume();
                world.after(dice.between(100L, 2_000L), this::rebalance);
            }
        });
    }

    /** A manager more, or one less in good order. */
    void joinOrLeave() {
        if (managers.size() < 3) {
            SimManager joined = new SimManager("manager-" + managers.size());
            managers.add(joined);
            world.trace().say(joined.name(), "joined");
        } else {
            SimManager left = managers.getLast();
            world.trace().say(left.name(), left.alive() ? "left" : "came back");
            owned(left).forEach(Owner::fence);
            left.alive(!left.alive());
        }
        rebalance();
    }

    /** The group forgets where it was: all tasks begin anew at offset 0, with their stores as they are. */
    void resetOffsets() {
        world.trace().say("group", "offsets are reset to 0");
        for (Task task : tasks.values()) {
            if (task.owner != null) {
                task.owner.fence();
            }
            task.offsets.replaceAll((topic, offset) -> 0L);
        }
        world.after(SESSION_MILLIS, this::rebalance);
    }

    /** The operator stops all managers and rebuilds their stores from the events. */
    void rebuild(Fold fold) {
        world.trace().say("operator", "rebuilds all stores");
        tasks.values().forEach(task -> {
            if (task.owner != null) {
                task.owner.fence();
            }
        });
        StoreRebuild.run(world, tasks, fold);
        world.after(SESSION_MILLIS, this::rebalance);
    }

    private List<Owner> owned(SimManager manager) {
        List<Owner> owned = new ArrayList<>();
        tasks.values().forEach(task -> {
            if (task.owner != null && task.owner.manager() == manager) {
                owned.add(task.owner);
            }
        });
        return owned;
    }

    /** Gives every task whose owner is gone to somebody, and now and then moves one that is well. */
    private void rebalance() {
        List<SimManager> able = managers.stream().filter(manager -> manager.alive() && !manager.paused()).toList();
        if (able.isEmpty()) {
            return;
        }
        if (!world.log().reachable()) {
            world.after(SESSION_MILLIS, this::rebalance);
            return;
        }
        int turn = 0;
        for (Task task : tasks.values()) {
            SimManager next = able.get(turn++ % able.size());
            Owner owner = task.owner;
            if (owner == null || owner.manager() != next || isLost(owner)) {
                give(task, next);
            }
        }
    }

    private static boolean isLost(Owner owner) {
        return owner.isDead() || !owner.manager().alive() || owner.manager().paused();
    }

    private void give(Task task, SimManager manager) {
        if (task.owner != null) {
            task.owner.fence();
        }
        Owner owner = new Owner(world, task, manager, this::shell, dice);
        task.owner = owner;
        owner.plan();
    }

    private TaskShell shell(Task task, TaskStores stores, io.sealstream.manager.topology.Output output) {
        return switch (task.part) {
            case MINER -> TaskShell.miners(parts, stores, output);
            case MESSAGE -> TaskShell.lanes(parts, PlantedDefects.stores(world.options().defect(), stores), output);
            case NODE -> TaskShell.nodes(parts, stores, output);
        };
    }
}
