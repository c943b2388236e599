package io.sealstream.manager.simulation;

import io.sealstream.devnet.chain.blocks.PoolRefusal;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Signature;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.RefusalKind;
import io.sealstream.schemas.avro.SignMessage;
import io.sealstream.schemas.avro.SignatureMade;
import io.sealstream.schemas.avro.SignatureRefused;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The signer: one request after the other, the decision recorded before the answer leaves, a request id answered once and for all. While it
 * is locked, requests wait, each told so once; they are read again after a restart.
 */
final class SimSigner {
    private static final int BLS = 2;
    private static final long RETRY_MILLIS = 500;
    private static final double SELDOM = 0.1;
    /** A refused message is made again after a while. */
    private static final long REFUSAL_EPOCHS = 8;

    private final World world;
    private final SimChain chain;
    private final Dice dice;
    private final List<Lane> lanes = new ArrayList<>();
    /** The record on its disk: survives everything. */
    private final Map<String, SpecificRecord> record = new HashMap<>();
    private final List<Consumer<SignMessage>> early = new ArrayList<>();
    private final Set<String> waiting = new HashSet<>();
    private boolean locked;
    private int generation;

    /** One partition of {@code sign.request}. */
    private final class Lane {
        final int partition;
        MemoryLog.Reader reader;
        long committed;
        boolean busy;
        @Nullable
        Transaction open;
        final Deque<LogRecord> held = new ArrayDeque<>();

        Lane(int partition) {
            this.partition = partition;
            this.reader = reader(0);
            world.log().listen(Topics.SIGN_REQUEST, partition, this::work);
        }

        MemoryLog.Reader reader(long from) {
            return new MemoryLog.Reader(world.log(), Topics.SIGN_REQUEST, partition, from,
                    world.options().defect() == Defect.UNCOMMITTED_READS);
        }

        void work() {
            if (!busy) {
                busy = true;
                int mine = generation;
                world.after(dice.between(5L, 400L), () -> {
                    if (mine == generation) {
                        next();
                    }
                });
            }
        }

        private void next() {
            busy = false;
            LogRecord next = locked || held.isEmpty() ? reader.take() : held.peek();
            if (next != null) {
                answer(this, next);
            }
        }

        /** Up to where nothing waits. */
        long passed() {
            return held.isEmpty() ? reader.position() : held.element().offset;
        }
    }

    SimSigner(World world, SimChain chain) {
        this.world = world;
        this.chain = chain;
        this.dice = world.dice("signer");
        for (int i = 0; i < world.log().partitions(); i++) {
            lanes.add(new Lane(i));
        }
    }

    /** Told of each message that is signed, before its answer is in the log. */
    void onSigned(Consumer<SignMessage> listener) {
        early.add(listener);
    }

    void locked(boolean is) {
        locked = is;
        world.trace().say("signer", is ? "locked" : "unlocked");
        lanes.forEach(Lane::work);
    }

    boolean locked() {
        return locked;
    }

    private void answer(Lane lane, LogRecord request) {
        if (!(world.log().read(request) instanceof SignMessage wanted)) {
            throw new Violation("signatures", "not a request at " + request.place());
        }
        boolean again = request == lane.held.peek();
        if (waiting.contains(wanted.getRequestId()) && !again) {
            lane.committed = lane.passed();
            lane.work();
            return;
        }
        SpecificRecord answer = decide(wanted);
        if (answer instanceof SignatureRefused refused && refused.getKind() == RefusalKind.LOCKED) {
            waiting.add(wanted.getRequestId());
            lane.held.add(request);
        } else if (again) {
            waiting.remove(wanted.getRequestId());
            lane.held.remove();
        }
        world.trace().say("signer", wanted.getRequestId() + " -> " + answer.getSchema().getName());
        Transaction transaction = new Transaction();
        lane.open = transaction;
        int partition = Partitions.partitionFor(Topics.SIGN_RESULT, wanted.getSender(), world.log().partitions());
        world.log().append(transaction, Topics.SIGN_RESULT, partition, wanted.getSender(), answer);
        int mine = generation;
        world.after(dice.between(1, 10), () -> end(lane, transaction, mine));
    }

    private void end(Lane lane, Transaction transaction, int mine) {
        if (mine != generation) {
            return;
        }
        if (!world.log().reachable()) {
            world.after(RETRY_MILLIS, () -> end(lane, transaction, mine));
            return;
        }
        lane.committed = lane.passed();
        lane.open = null;
        world.log().commit(transaction);
        lane.work();
    }

    private SpecificRecord decide(SignMessage wanted) {
        @Nullable
        SpecificRecord known = record.get(wanted.getRequestId());
        if (known != null) {
            return known;
        }
        if (locked) {
            return new SignatureRefused(wanted.getRequestId(), wanted.getSender(), wanted.getCid(), RefusalKind.LOCKED,
                    "the key is locked; unlock it with: wallet-signer unlock", false);
        }
        if (world.storm().has(Fault.SIGNER_REFUSES) && dice.chance(SELDOM)) {
            world.calm().disturb(REFUSAL_EPOCHS);
            SignatureRefused refused = new SignatureRefused(wanted.getRequestId(), wanted.getSender(), wanted.getCid(),
                    RefusalKind.POLICY, "more than the policy allows", false);
            record.put(wanted.getRequestId(), refused);
            return refused;
        }
        Signature signature = SimSignatures.of(Cid.parse(wanted.getCid()));
        SignatureMade made = new SignatureMade(wanted.getRequestId(), wanted.getSender(), wanted.getCid(), BLS,
                ByteBuffer.wrap(signature.data().toArray()));
        record.put(wanted.getRequestId(), made);
        if (world.options().defect() == Defect.PUSH_BEFORE_RECORD) {
            pushAtOnce(wanted);
        }
        early.forEach(each -> each.accept(wanted));
        return made;
    }

    /** The planted bug: the chain has the message before the log knows its signature. */
    private void pushAtOnce(SignMessage wanted) {
        byte[] bytes = new byte[wanted.getMessage().remaining()];
        wanted.getMessage().duplicate().get(bytes);
        try {
            chain.push(SimSignatures.sign(Message.fromCbor(bytes)));
        } catch (PoolRefusal e) {
            world.trace().say("signer", "the pool refuses: " + e.why());
        }
    }

    /** Dies and comes back from its committed offsets; the coordinator ends what it left open. */
    void restart() {
        world.trace().say("signer", "killed");
        generation++;
        waiting.clear();
        for (Lane lane : lanes) {
            if (lane.open != null) {
                world.log().abort(lane.open);
                lane.open = null;
            }
            lane.held.clear();
            lane.reader = lane.reader(lane.committed);
            lane.busy = false;
            lane.work();
        }
    }
}
