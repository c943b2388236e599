package io.sealstream.manager.simulation;

import io.sealstream.devnet.chain.blocks.BlockRandomness;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.blocks.NewBlock;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.message.MessageEvent;
import io.sealstream.manager.domain.miner.MinerEvent;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorEvent;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.replay.BrokenLogException;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.topology.Stores;
import io.sealstream.manager.topology.Timings;
import io.sealstream.manager.wire.EventRecords;
import io.sealstream.manager.wire.Recorded;
import io.sealstream.manager.wire.StateCodec;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.DeadLetter;
import io.sealstream.schemas.avro.Rejected;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** Sees every committed record and every block, and throws a {@link Violation} as soon as an invariant does not hold. */
final class Watch {
    private final World world;
    private final Managers managers;
    private final SimChain chain;
    private final Rules rules;
    private final Results results = new Results();
    private final Fold fold;
    private final Set<String> given = new HashSet<>();
    private final TokenAmount supply;
    private final Map<String, Integer> counts = new TreeMap<>();
    private int mostAttempts;
    private long events;

    /** What is checked beside the log itself. */
    record Rules(Effects effects, Members members, Ledger ledger, Spending spending, Urgent urgent, LastSafe lastSafe,
            List<ActorId> miners) {
        Rules {
            miners = List.copyOf(miners);
        }
    }

    Watch(World world, Managers managers, SimChain chain, Fold fold, Rules rules) {
        this.world = world;
        this.managers = managers;
        this.chain = chain;
        this.fold = fold;
        this.rules = rules;
        this.supply = chain.state().supply();
        world.log().witness(this::record);
        chain.onBlock(this::block);
        chain.onRevert(rules.effects()::reverted);
        chain.onRevert(rules.ledger()::reverted);
        chain.onRevert(rules.spending()::reverted);
    }

    /** The states as the events say, up to the last committed one. */
    Fold fold() {
        return fold;
    }

    int mostAttempts() {
        return mostAttempts;
    }

    /** How often each kind of event was recorded. */
    Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }

    long events() {
        return events;
    }

    // ---- records

    private void record(LogRecord record) {
        if (record.topic.events()) {
            event(record);
        } else if (record.topic.equals(Topics.REJECTION) && world.log().read(record) instanceof Rejected rejected) {
            rejected(rejected);
        } else if (record.topic.equals(Topics.DEAD_LETTER) && world.log().read(record) instanceof DeadLetter letter) {
            throw new Violation("bugs", "dead letter: " + letter.getReason());
        }
    }

    private void event(LogRecord record) {
        SpecificRecord value = world.log().read(record);
        if (value == null) {
            throw new Violation("replay", "an event without a value at " + record.place());
        }
        Recorded<Event> recorded = EventRecords.read(value);
        String log = Fold.logOf(record.keyText());
        try {
            fold.take(log, recorded);
        } catch (BrokenLogException e) {
            throw new Violation("replay", record.place() + ": " + e.getMessage(), e);
        }
        events++;
        counts.merge(kind(recorded.event()), 1, Integer::sum);
        world.trace().say("log", record.keyText() + " " + recorded.event());
        results.take(recorded.event());
        rules.members().take(recorded.event());
        rules.ledger().take(recorded.event());
        switch (recorded.event()) {
            case SectorEvent.SectorAllocated e -> {
                if (!given.add(e.sector().toString())) {
                    throw new Violation("numbers", e.sector() + " was given twice");
                }
            }
            case SectorEvent.TicketAssigned e -> ticket(e);
            case SectorEvent.TaskIssued e -> mostAttempts = Math.max(mostAttempts, e.attempt());
            case MessageEvent e -> {
                rules.effects().take(e);
                rules.spending().take(e);
            }
            case Event e -> {
                // holds by the sequence and the fold
            }
        }
    }

    private static String kind(Event event) {
        String name = event.getClass().getSimpleName();
        return switch (event) {
            case MinerEvent.BatchFormed e -> name + " " + e.form();
            case MinerEvent.BatchDue e -> name + " " + e.reason();
            case MessageEvent.MessageHeld e -> name + " " + e.cause();
            case MessageEvent.MessageRevoked e -> name + " " + e.cause();
            case MessageEvent.MessageFailed e -> name + " " + e.cause();
            case MessageEvent.MessageOrdered e -> name + " " + e.action();
            case MessageEvent.LaneOrdered e -> name + " " + e.action();
            case MessageEvent.MessageFilled e when e.fill().empty() -> name + " with nothing";
            case MessageEvent.MessageFilled e when e.fill().generation() > 1 -> name + " again";
            case Event e -> name;
        };
    }

    /** A ticket is older than any reorg, so it must be the chain's own of that epoch. */
    private void ticket(SectorEvent.TicketAssigned e) {
        var drawn = BlockRandomness.seenFrom(chain.chain().head(), chain.chain().store()).fromTickets(
                DomainSeparationTag.SEAL_RANDOMNESS, e.ticketEpoch(), Randomness.minerEntropy(e.sector().miner()));
        if (!drawn.equals(e.ticket())) {
            throw new Violation("tickets", "the ticket of " + e.sector() + " is not the chain's of epoch " + e.ticketEpoch());
        }
    }

    private void rejected(Rejected rejected) {
        world.trace().say("rejected", rejected.getCommand() + " of " + rejected.getKey() + ": " + rejected.getReason());
        Topic topic = Topics.byName(rejected.getTopic()).orElseThrow();
        if (topic.equals(Topics.NODE_RESULT)) {
            LogRecord origin = world.log().records(topic, rejected.getPartition()).get((int) rejected.getOffset());
            SpecificRecord result = world.log().read(origin);
            if (result != null && result.getSchema().getName().equals(rejected.getCommand())) {
                results.refused(result, rejected.getReason());
            }
        }
    }

    // ---- blocks

    private void block(NewBlock block) {
        Entry entry = block.entry();
        rules.effects().executed(entry);
        rules.ledger().executed(entry);
        rules.spending().executed(entry);
        for (int i = 0; i < entry.messages().size(); i++) {
            world.trace().say("chain", "epoch " + entry.height() + " executes " + entry.messages().get(i).cid() + " exit "
                    + entry.receipts().get(i).exitCode() + " " + entry.errors().get(i) + ", gas "
                    + entry.receipts().get(i).gasUsed() + ", cost " + Ledger.cost(entry, i).format());
        }
        block.storedProofs().forEach(stored -> {
            if (!chain.holds(stored)) {
                throw new Violation("proofs", "an invalid WindowPoSt landed for deadline " + stored.deadline());
            }
        });
        rules.urgent().check();
        rules.lastSafe().check();
        if (!entry.after().supply().equals(supply)) {
            throw new Violation("money", "the chain holds " + entry.after().supply() + " instead of " + supply);
        }
    }

    // ---- states, now and then

    /** Everything that can be asked of the committed stores. */
    void inspect() {
        equal(Part.MINER, Stores.MINERS);
        equal(Part.MINER, Stores.SECTORS);
        equal(Part.MINER, Stores.PARTITIONS);
        equal(Part.MESSAGE, Stores.LANES);
        equal(Part.MESSAGE, Stores.MESSAGES);
        fold.states(Stores.SECTORS).values().forEach(this::waitsForSomething);
        rules.members().inspect(rules.miners());
    }

    /** A committed store holds exactly the fold, byte for byte. */
    private <S> void equal(Part part, Stores.Kind<S> kind) {
        Map<String, S> folded = fold.states(kind);
        Map<String, byte[]> stored = new TreeMap<>();
        managers.entries(part, kind.store()).forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
        if (!stored.keySet().equals(folded.keySet())) {
            throw new Violation("replay",
                    "store " + kind.store() + " holds " + stored.keySet() + ", the events say " + folded.keySet());
        }
        folded.forEach((key, state) -> {
            if (!Arrays.equals(stored.get(key), StateCodec.encode(state))) {
                throw new Violation("replay",
                        "store " + kind.store() + " has another state of " + key + " than the events: " + state);
            }
        });
    }

    private void waitsForSomething(Sector sector) {
        boolean rests = switch (sector.state()) {
            case SectorState.Proving s -> true;
            case SectorState.Aborted s -> true;
            case SectorState.AwaitingPerson s -> true;
            case SectorState.AwaitingPersistence s ->
                sector.persistence() instanceof io.sealstream.manager.domain.sector.Persistence.Stuck;
            case SectorState s -> false;
        };
        if (!rests && managers.entry(Part.MINER, Stores.MINER_BOOK.timers(), Timings.key(sector.id().toString())) == null) {
            throw new Violation("liveness", sector.id() + " has no next action, no owner and no alert in " + sector.state());
        }
    }
}
