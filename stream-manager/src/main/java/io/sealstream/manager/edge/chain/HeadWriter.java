package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.manager.edge.chain.HeadFeed.Change;
import io.sealstream.schemas.avro.ChainHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the chain and writes its heads: one thread, {@code chain-heads}. A dropped subscription, an unreachable node and a broker
 * failure are retried with a growing pause; a newer writer ends it. Of a burst only the newest head is written.
 */
final class HeadWriter implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(HeadWriter.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** Messages of the node that wait here; when more come, the subscription is made again and catches up by the current head. */
    private static final int WAITING = 1024;

    /** What the feed said: changes, or that it is over. */
    private sealed interface Signal {
        record Changes(List<Change> changes) implements Signal {}

        record Dropped(String reason) implements Signal {}
    }

    private final ChainNode node;
    private final HeadFeed feed;
    private final HeadLog.Opener logs;
    private final EdgeState state;
    private final Duration silence;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** @param silence how long no word of the node is believed before its head is asked for */
    HeadWriter(ChainNode node, HeadFeed feed, HeadLog.Opener logs, EdgeState state, Duration silence) {
        this.node = node;
        this.feed = feed;
        this.logs = logs;
        this.state = state;
        this.silence = silence;
        this.thread = Thread.ofPlatform().name("chain-heads").unstarted(this::run);
    }

    HeadWriter start() {
        state.headsAre("starting");
        thread.start();
        return this;
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!isClosed()) {
            try (HeadLog log = logs.open()) {
                HeadLine line = new HeadLine(log.sequence(), log.heads());
                pause = FIRST_PAUSE;
                follow(log, line);
            } catch (HeadLog.Fenced e) {
                passedOn();
                LOGGER.atInfo().log("Heads are written by another process now");
                return;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                state.failed(EdgeState.Use.HEADS, e);
                report("heads cannot be stored: " + e.getMessage(), e);
                pause = rest(pause);
            }
        }
    }

    /** Follows the node until the log fails; failures of the node are mended here. */
    private void follow(HeadLog log, HeadLine line) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (!isClosed()) {
            BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(WAITING);
            try (HeadFeed.Subscription _ = feed.subscribe(listener(signals))) {
                while (!isClosed()) {
                    step(signals, log, line);
                    pause = FIRST_PAUSE;
                }
            } catch (ChainCallException e) {
                report("chain node: " + e.reason(), e);
                pause = rest(pause);
            } catch (HeadLine.NoCommonTipset e) {
                report(String.valueOf(e.getMessage()), e);
                pause = rest(LONGEST_PAUSE);
            }
        }
    }

    private static HeadFeed.Listener listener(BlockingQueue<Signal> signals) {
        return new HeadFeed.Listener() {
            @Override
            public void changed(List<Change> changes) {
                if (!signals.offer(new Signal.Changes(changes))) {
                    dropped("more than " + WAITING + " head changes are waiting");
                }
            }

            @Override
            public void dropped(String reason) {
                Signal.Dropped end = new Signal.Dropped(reason);
                while (!signals.offer(end)) {
                    signals.poll();
                }
            }
        };
    }

    private void step(BlockingQueue<Signal> signals, HeadLog log, HeadLine line) throws InterruptedException {
        List<Signal> burst = new ArrayList<>();
        Signal first = signals.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            burst.add(first);
            signals.drainTo(burst);
        }
        List<NamedTipset> applied = new ArrayList<>();
        boolean reverted = false;
        for (Signal signal : burst) {
            reverted |= switch (signal) {
                case Signal.Changes(List<Change> changes) -> merge(changes, applied);
                case Signal.Dropped(String reason) -> throw new ChainCallException(ChainCallException.Kind.UNREACHABLE, reason);
            };
        }
        if (applied.isEmpty()) {
            applied.add(NamedTipset.head(node));
        }
        advance(applied, reverted, log, line);
    }

    /** Adds what was applied and takes off what was reverted; true when tipsets were reverted that came before. */
    private static boolean merge(List<Change> changes, List<NamedTipset> applied) {
        boolean reverted = false;
        for (Change change : changes) {
            switch (change.type()) {
                case CURRENT, APPLY -> applied.add(change.tipset());
                case REVERT -> {
                    if (!applied.isEmpty() && applied.getLast().key().equals(change.tipset().key())) {
                        applied.removeLast();
                    } else {
                        reverted = true;
                    }
                }
            }
        }
        return reverted;
    }

    private void advance(List<NamedTipset> applied, boolean reverted, HeadLog log, HeadLine line) {
        NamedTipset head = applied.getLast();
        line.follow(applied, reverted, ancestry(node));
        Optional<ChainHead> next = line.next(head);
        state.chainIs("ok");
        if (next.isEmpty()) {
            line.writtenEpoch().ifPresent(state::headWritten);
            return;
        }
        log.write(next.get());
        line.written(next.get());
        state.headWritten(head.epoch());
        LOGGER.atDebug().addKeyValue("epoch", head.epoch()).addKeyValue("sequence", next.get().getSequence()).log("Head written");
        if (next.get().getRevertedTo() != null) {
            LOGGER.atWarn().addKeyValue("epoch", head.epoch()).addKeyValue("revertedTo", next.get().getRevertedTo())
                    .log("Chain reorganised");
        }
    }

    /** Asks the node which tipset its chain has at an epoch. */
    static HeadLine.Ancestry ancestry(ChainNode node) {
        return (old, head) -> isOnChainOf(node, old, head);
    }

    private static boolean isOnChainOf(ChainNode node, HeadLine.Seen old, NamedTipset head) {
        if (old.epoch() == head.epoch()) {
            return old.key().equals(head.key());
        }
        TipSetKey there = NamedTipset.of(node.call("ChainGetTipSetByHeight", JsonTree.of(old.epoch()), head.param())).key();
        return there.equals(old.key());
    }

    private void report(String why, RuntimeException cause) {
        if (isClosed()) {
            LOGGER.atDebug().setCause(cause).log("Interrupted by the end");
            return;
        }
        state.headsAre(why);
        LOGGER.atWarn().addKeyValue("reason", why).log("Heads are not followed; trying again");
        LOGGER.atDebug().setCause(cause).log("Cause");
    }

    private Duration rest(Duration pause) {
        try {
            closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
        Duration next = pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }

    private boolean isClosed() { return closed.getCount() == 0; }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        passedOn();
    }

    private void passedOn() {
        state.works(EdgeState.Use.HEADS);
        state.headsAre("another process writes heads");
    }
}
