package io.sealstream.node.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reconciles what the topic {@code node.task} wants with what this node has taken and done.
 *
 * <p>Every input answers with the actions that follow from it, in order. The book starts with the journal's content; the topic
 * is then read from its beginning to the end it had, and only then compared: on the way the topic also shows tasks that are long done
 * and inputs that were replaced. Not thread safe: one thread owns it.
 */
public final class TaskBook {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Task> wanted = new LinkedHashMap<>();
    private boolean reading = true;

    /** A task this node knows: still open, or done with an outcome that the manager has not yet acknowledged. */
    public sealed interface Entry {
        Task task();

        /** Taken and not finished. */
        record Open(Task task) implements Entry {}

        /** Finished; the outcome is repeated until the tombstone is seen. */
        record Done(Task task, Outcome outcome) implements Entry {}
    }

    /** What the shell has to do. */
    public sealed interface Action {
        /** Journal the task as taken, then run it. */
        record Take(Task task) implements Action {}

        /** Run a task that the journal already holds. */
        record Resume(Task task) implements Action {}

        /** Report the outcome, and repeat it until it is acknowledged. */
        record Report(Result result) implements Action {}

        /** The task is over for the manager: stop it where it runs, stop repeating, strike it from the journal. */
        record Drop(Entry entry) implements Action {}
    }

    /** Fills the book from the journal at start. */
    public List<Action> restore(List<Entry> journal) {
        List<Action> actions = new ArrayList<>();
        for (Entry entry : journal) {
            entries.put(entry.task().id(), entry);
            actions.add(switch (entry) {
                case Entry.Open open -> new Action.Resume(open.task());
                case Entry.Done done -> new Action.Report(new Result(done.task(), done.outcome()));
            });
        }
        return actions;
    }

    /** The topic holds this task. A repeat is ignored; the same id with other inputs replaces the task. */
    public List<Action> desired(Task task) {
        if (reading) {
            wanted.put(task.id(), task);
            return List.of();
        }
        Entry known = entries.get(task.id());
        if (known != null && known.task().equals(task)) {
            return List.of();
        }
        List<Action> actions = new ArrayList<>();
        if (known != null) {
            actions.add(new Action.Drop(known));
        }
        entries.put(task.id(), new Entry.Open(task));
        actions.add(new Action.Take(task));
        return actions;
    }

    /** The topic holds the tombstone of this task: its result is acknowledged, or it is withdrawn. */
    public List<Action> withdrawn(String id) {
        if (reading) {
            wanted.remove(id);
            return List.of();
        }
        Entry known = entries.remove(id);
        return known == null ? List.of() : List.of(new Action.Drop(known));
    }

    /** The topic was read to the end it had at start: what it does not hold is over, and what this node does not know begins. */
    public List<Action> caughtUp() {
        reading = false;
        List<Action> actions = new ArrayList<>();
        for (Entry entry : List.copyOf(entries.values())) {
            if (!wanted.containsKey(entry.task().id())) {
                actions.addAll(withdrawn(entry.task().id()));
            }
        }
        wanted.values().forEach(task -> actions.addAll(desired(task)));
        wanted.clear();
        return actions;
    }

    /** The task ended. Nothing follows for a task that was dropped, replaced or has ended before. */
    public List<Action> finished(Task task, Outcome outcome) {
        if (!(entries.get(task.id()) instanceof Entry.Open open) || !open.task().equals(task)) {
            return List.of();
        }
        entries.put(task.id(), new Entry.Done(task, outcome));
        return List.of(new Action.Report(new Result(task, outcome)));
    }

    /** Whether this very task is open. */
    public boolean isOpen(Task task) {
        return entries.get(task.id()) instanceof Entry.Open open && open.task().equals(task);
    }

    public Optional<Entry> entry(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** All entries, oldest first. */
    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }
}
