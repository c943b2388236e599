package io.sealstream.manager.simulation;

import io.sealstream.manager.topology.Inbound;
import io.sealstream.manager.topology.TaskShell;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task in the hands of a manager: reads a few records, lets the shell decide, commits all of it in one transaction. */
final class Owner {
    private static final int MOST_PER_TRANSACTION = 5;
    private static final long RETRY_MILLIS = 500;

    private final World world;
    private final Task task;
    private final SimManager manager;
    private final Dice dice;
    private final int epoch;
    private final TaskStores stores;
    private final TaskShell shell;
    private final Map<Topic, MemoryLog.Reader> readers = new LinkedHashMap<>();
    private @Nullable Transaction open;
    private boolean planned;
    private boolean dead;
    private long heardBefore;

    Owner(World world, Task task, SimManager manager, ShellMaker maker, Dice dice) {
        this.world = world;
        this.task = task;
        this.manager = manager;
        this.dice = dice;
        this.epoch = ++task.epoch;
        this.stores = new TaskStores(task.changelog);
        this.shell = maker.make(task, stores,
                (topic, partition, key, value, headers) -> world.log().append(transaction(), topic, partition, key, value,
                        headers));
        task.offsets.forEach((topic, offset) -> readers.put(topic,
                new MemoryLog.Reader(world.log(), topic, task.partition, offset, false)));
    }

    /** Makes the production shell of a task. */
    interface ShellMaker {
        TaskShell make(Task task, TaskStores stores, io.sealstream.manager.topology.Output output);
    }

    SimManager manager() {
        return manager;
    }

    boolean isDead() { return dead; }

    private Transaction transaction() {
        Transaction current = open;
        if (current == null) {
            current = new Transaction();
            open = current;
        }
        return current;
    }

    /** The broker's coordinator ends what a former owner left open. */
    void fence() {
        dead = true;
        if (open != null && open.state() == Transaction.State.OPEN) {
            world.log().abort(open);
        }
    }

    /** The process is gone; what it left open stays open until the coordinator ends it. */
    void kill() {
        dead = true;
    }

    void plan() {
        if (!planned && !dead) {
            planned = true;
            world.after(dice.between(1, 12), () -> {
                planned = false;
                poll();
            });
        }
    }

    private void poll() {
        if (dead || open != null) {
            return;
        }
        if (manager.paused()) {
            manager.whenResumed(this::plan);
            return;
        }
        int most = dice.between(1, MOST_PER_TRANSACTION);
        int taken = 0;
        while (taken < most && one()) {
            taken++;
        }
        if (taken > 0) {
            commitSoon();
        }
    }

    private boolean one() {
        List<MemoryLog.Reader> ready = new ArrayList<>();
        readers.values().stream().filter(reader -> reader.peek() != null).forEach(ready::add);
        if (ready.isEmpty()) {
            return false;
        }
        LogRecord record = dice.pick(ready).take();
        if (record == null) {
            return false;
        }
        if (record.topic.equals(Topics.MINER_HEAD) || record.topic.equals(Topics.NODE_STATUS)) {
            manager.hear();
        }
        transaction();
        shell.process(new Inbound(record.topic.name(), record.partition, record.offset, record.key, record.value, record.headers),
                world.now());
        return true;
    }

    /** A tick of the wall clock, in a transaction of its own. */
    void tick() {
        if (dead || manager.paused() || open != null) {
            return;
        }
        transaction();
        shell.tick(world.now(), manager.heard() != heardBefore);
        heardBefore = manager.heard();
        commitSoon();
    }

    private void commitSoon() {
        world.after(dice.between(2, 15), this::commit);
    }

    private void commit() {
        if (dead || open == null) {
            return;
        }
        if (manager.paused()) {
            manager.whenResumed(this::commit);
            return;
        }
        if (!world.log().reachable()) {
            world.after(RETRY_MILLIS, this::commit);
            return;
        }
        if (epoch != task.epoch) {
            dead = true;
            world.trace().say(manager.name(), "is fenced from " + task.name());
            return;
        }
        readers.forEach((topic, reader) -> task.offsets.put(topic, reader.position()));
        stores.commit(task.changelog);
        Transaction done = open;
        open = null;
        world.log().commit(done);
        plan();
    }
}
