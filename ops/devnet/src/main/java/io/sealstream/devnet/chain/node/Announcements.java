package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.blocks.Entry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Tells who listens of changes of the head, in order: reverted tipsets newest first, then applied ones oldest first. Whoever begins to listen
 * hears of the current head first and of every change after it. Listeners must not block.
 */
final class Announcements {
    private final List<Consumer<List<HeadChange>>> followers = new CopyOnWriteArrayList<>();
    private final List<Consumer<Entry>> heads = new CopyOnWriteArrayList<>();
    private Entry announced;

    Announcements(Entry head) {
        this.announced = head;
    }

    synchronized void follow(Consumer<List<HeadChange>> follower) {
        followers.add(follower);
        follower.accept(List.of(new HeadChange(HeadChange.Type.CURRENT, announced)));
    }

    /** Takes no lock: a follower may end while it is told something. */
    void unfollow(Consumer<List<HeadChange>> follower) {
        followers.remove(follower);
    }

    /** New heads only. */
    void listen(Consumer<Entry> listener) {
        heads.add(listener);
    }

    void forget(Consumer<Entry> listener) {
        heads.remove(listener);
    }

    int listeners() {
        return followers.size() + heads.size();
    }

    /**
     * Tells of a change.
     *
     * @param reverted rising
     * @param applied  rising
     * @param head     after it
     */
    synchronized void tell(List<Entry> reverted, List<Entry> applied, Entry head) {
        announced = head;
        List<HeadChange> changes = Stream
                .concat(reverted.reversed().stream().map(entry -> new HeadChange(HeadChange.Type.REVERT, entry)),
                        applied.stream().map(entry -> new HeadChange(HeadChange.Type.APPLY, entry)))
                .toList();
        followers.forEach(follower -> follower.accept(changes));
        applied.forEach(entry -> heads.forEach(listener -> listener.accept(entry)));
    }
}
