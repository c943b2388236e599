package io.sealstream.manager.topology;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Hashes;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.actors.BatchReturn;
import io.sealstream.filecoin.actors.FailCode;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.manager.Policies;
import io.sealstream.manager.topology.RunningManager.Out;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.*;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A small world around the manager: a chain that executes pushed messages at the next head, a node that does every task at once, a signer
 * that signs. Each can be told to misbehave. Answers may be given twice.
 */
final class ScriptedWorld {
    static final String MINER = "f01000";
    static final String WORKER = "f3sg22lqqjewwczqcs2cjr3zp6htctbovwugzzut2nkvb366wzn5tp2zkfvu5xrfqhreowiryxump7l5e6jaaq";
    static final long PERIOD_START = 600;
    static final int DEADLINE = 20;

    final RunningManager driver;
    long epoch = 1000;
    /** Answers are delivered this many times. */
    int times = 1;
    /** Requests that get no answer. */
    Predicate<SpecificRecord> drops = r -> false;
    /** Exit code of the next prove-commits, first one first. */
    final ArrayDeque<Long> proveCommitExits = new ArrayDeque<>();
    boolean locked;
    final Map<String, SignedMessage> pool = new LinkedHashMap<>();
    final List<SignedMessage> landed = new ArrayList<>();
    final List<String> pushes = new ArrayList<>();
    final Map<Long, SectorPreCommitInfo> preCommits = new TreeMap<>();
    final Map<Long, Long> preCommitEpochs = new TreeMap<>();
    final Map<Long, Cid> active = new TreeMap<>();
    /** Sectors of the deadline that the chain calls faulty. */
    BitField faulty = BitField.EMPTY;
    final BitField[] posted = { BitField.EMPTY};
    private final Map<String, Landing> receipts = new LinkedHashMap<>();
    private final ArrayDeque<Out> work = new ArrayDeque<>();

    @SuppressWarnings("ArrayRecordComponent")
    private record Landing(long height, long exit, byte[] result) {}

    ScriptedWorld(RunningManager driver) {
        this.driver = driver;
    }

    /** Gives a record to the manager and answers everything that follows, until all is quiet. */
    void give(io.sealstream.schemas.Topic topic, String key, SpecificRecord record) {
        work.addAll(driver.pipe(topic, key, record));
        settle();
    }

    void nextHead() {
        epoch++;
        execute();
        work.addAll(driver.head(epoch, null));
        settle();
    }

    void headsUntil(java.util.function.BooleanSupplier reached, int most) {
        for (int i = 0; i < most && !reached.getAsBoolean(); i++) {
            nextHead();
        }
        if (!reached.getAsBoolean()) {
            throw new AssertionError("not reached by epoch " + epoch + ": "
                    + driver.queries().sectors(io.sealstream.filecoin.ActorId.parse(MINER))
                    + driver.queries().messages(io.sealstream.manager.query.MessageFilter.ALL) + driver.left(DeadLetter.class)
                    + driver.left(Rejected.class).stream().map(Rejected::getReason).distinct().toList());
        }
    }

    void settle() {
        for (Out next = work.poll(); next != null; next = work.poll()) {
            if (next.record() != null && !drops.test(next.record())) {
                answer(next);
            }
        }
    }

    private void answer(Out out) {
        if (out.record() == null) {
            return;
        }
        switch (out.record()) {
            case NodeTask task -> node(task);
            case SignMessage request -> sign(request);
            default -> {
                if (out.topic().equals(Topics.CHAIN_REQUEST.name())) {
                    chain(out.record());
                }
            }
        }
    }

    /** Does a task whose answer was withheld. */
    void answerLate(NodeTask task) {
        node(task);
        settle();
    }

    private void deliver(io.sealstream.schemas.Topic topic, String key, SpecificRecord record) {
        for (int i = 0; i < times; i++) {
            work.addAll(driver.pipe(topic, key, record));
        }
    }

    // ---- node

    private void node(NodeTask task) {
        Long number = task.getSector();
        String key = number == null ? MINER : MINER + "/" + number;
        SpecificRecord result = switch (task.getWork()) {
            case PrepareWork w -> new PrepareResult(task.getTask(), MINER, number, List.of(), zeroCommD());
            case SealWork w -> new SealResult(task.getTask(), MINER, number, commR(number).toString(), w.getCommD(),
                    w.getTicketEpoch(), List.of());
            case PersistWork w -> new PersistResult(task.getTask(), MINER, number, w.getTargets().getFirst(), List.of());
            case ProveWork w ->
                new ProveResult(task.getTask(), MINER, number, bytes(192, (byte) task.getTask().getAttempt()), w.getSeedEpoch(),
                        List.of());
            case FinalizeWork w -> new FinalizeResult(task.getTask(), MINER, number);
            case WindowPoStWork w ->
                new WindowPoStResult(task.getTask(), MINER, w.getDeadline(), w.getPartition(), w.getPeriodStart(),
                        bytes(192, (byte) 9), w.getPostProof(), List.of(), List.of());
            default -> throw new AssertionError(task);
        };
        deliver(Topics.NODE_RESULT, key, result);
    }

    static Cid commR(long number) {
        byte[] digest = Hashes.blake2b256(("commR" + number).getBytes(StandardCharsets.UTF_8));
        digest[31] &= 0x3f;
        return Cid.sealed(digest);
    }

    static String zeroCommD() {
        return Cid.unsealed(new byte[32]).toString();
    }

    private static ByteBuffer bytes(int length, byte value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, value);
        return ByteBuffer.wrap(bytes);
    }

    // ---- signer

    private void sign(SignMessage request) {
        SpecificRecord answer = locked
                ? new SignatureRefused(request.getRequestId(), request.getSender(), request.getCid(), RefusalKind.LOCKED,
                        "the key is locked; unlock it with: wallet-signer unlock", false)
                : new SignatureMade(request.getRequestId(), request.getSender(), request.getCid(), 2, bytes(96, (byte) 7));
        deliver(Topics.SIGN_RESULT, request.getSender(), answer);
    }

    // ---- chain

    private void chain(SpecificRecord request) {
        List<String> tipset = List.of("tipset-" + epoch);
        switch (request) {
            case ReadMiner r ->
                miner(new MinerRead(r.getRequestId(), MINER, WORKER, WORKER, List.of(), 2048L, 10, PERIOD_START, 7,
                        ByteBuffer.wrap(BitField.EMPTY.toRle()), "0", "0", epoch, tipset));
            case DrawRandomness r ->
                miner(new RandomnessDrawn(r.getRequestId(), MINER, r.getSector(), r.getPurpose(), r.getEpoch(),
                        ByteBuffer
                                .wrap(Hashes.blake2b256((r.getPurpose() + "@" + r.getEpoch()).getBytes(StandardCharsets.UTF_8))),
                        epoch, tipset));
            case QuoteCommitment r ->
                miner(new CommitmentQuoted(r.getRequestId(), MINER, r.getPurpose(), "1000000", epoch, tipset,
                        r.getMembers().stream().map(m -> new MemberAmount(m.getSector(), "1000000")).toList(),
                        r.getSenders().stream().map(s -> new SenderBalance(s, "1000000000000000000000")).toList(), "0", "100",
                        List.of()));
            case ReadPreCommit r -> miner(preCommit(r, tipset));
            case ReadSector r -> miner(sector(r, tipset));
            case ReadDeadline r -> miner(deadline(r, tipset));
            case EstimateMessage r ->
                lane(new GasEstimated(r.getRequestId(), r.getSender(), r.getIntent(), 1_000_000L, "1000", "500", 0L, "100",
                        epoch, tipset));
            case PushMessage r -> {
                pushes.add(r.getCid());
                if (!receipts.containsKey(r.getCid())) {
                    pool.put(r.getCid(), SignedMessage.fromCbor(array(r.getSignedMessage())));
                }
                lane(new PushAccepted(r.getRequestId(), r.getSender(), r.getIntent(), r.getCid()));
            }
            case SearchMessage r -> lane(search(r, tipset));
            default -> throw new AssertionError(request);
        }
    }

    private void miner(SpecificRecord answer) {
        deliver(Topics.CHAIN_RESULT, MINER, answer);
    }

    private void lane(SpecificRecord answer) {
        deliver(Topics.MESSAGE_RESULT, WORKER, answer);
    }

    private SpecificRecord search(SearchMessage r, List<String> tipset) {
        Landing found = receipts.get(r.getCid());
        return new MessageSearched(r.getRequestId(), r.getSender(), r.getIntent(), found != null,
                found == null ? 0 : found.height(),
                found == null ? 0 : found.exit(), 1000L, ByteBuffer.wrap(found == null ? new byte[0] : found.result()),
                found == null ? "" : r.getCid(), 0L, epoch, tipset, "0");
    }

    private SpecificRecord preCommit(ReadPreCommit r, List<String> tipset) {
        SectorPreCommitInfo info = preCommits.get(r.getSector());
        return info == null
                ? new PreCommitRead(r.getRequestId(), MINER, r.getSector(), false, "", 0, 0L, 0L, 0L, "0", epoch, tipset)
                : new PreCommitRead(r.getRequestId(), MINER, r.getSector(), true, info.sealedCid().toString(),
                        (int) info.sealProof(),
                        info.sealRandEpoch().value(), preCommitEpochs.get(r.getSector()), info.expiration().value(), "1", epoch,
                        tipset);
    }

    private SpecificRecord sector(ReadSector r, List<String> tipset) {
        Cid sealed = active.get(r.getSector());
        return sealed == null
                ? new SectorRead(r.getRequestId(), MINER, r.getSector(), false, "", 0L, 0L, 0, 0, epoch, tipset)
                : new SectorRead(r.getRequestId(), MINER, r.getSector(), true, sealed.toString(), epoch, epoch + 600_000,
                        DEADLINE, 0, epoch,
                        tipset);
    }

    private SpecificRecord deadline(ReadDeadline r, List<String> tipset) {
        boolean here = r.getDeadline() == DEADLINE && !active.isEmpty();
        BitField live = here ? BitField.of(List.copyOf(active.keySet())) : BitField.EMPTY;
        ByteBuffer none = ByteBuffer.wrap(BitField.EMPTY.toRle());
        List<PartitionState> partitions = here
                ? List.of(new PartitionState(0, ByteBuffer.wrap(live.toRle()), ByteBuffer.wrap(faulty.toRle()), none,
                        ByteBuffer.wrap(live.toRle()),
                        ByteBuffer.wrap(live.toRle())))
                : List.of();
        List<SectorRef> sectors = here
                ? active.entrySet().stream().map(e -> new SectorRef(e.getKey(), e.getValue().toString(), 5)).toList()
                : List.of();
        ByteBuffer challenge = ByteBuffer.wrap(epoch < r.getChallengeEpoch()
                ? new byte[0]
                : Hashes.blake2b256(("challenge" + r.getChallengeEpoch()).getBytes(StandardCharsets.UTF_8)));
        return new DeadlineRead(r.getRequestId(), MINER, r.getDeadline(), r.getPeriodStart(), r.getChallengeEpoch(), challenge,
                ByteBuffer.wrap(posted[0].toRle()), partitions, sectors, epoch, tipset);
    }

    /** Executes the pool into the tipset of this epoch. */
    private void execute() {
        Map<String, SignedMessage> ready = new LinkedHashMap<>(pool);
        pool.clear();
        ready.forEach((cid, message) -> {
            landed.add(message);
            receipts.put(cid, execute(message));
        });
    }

    private Landing execute(SignedMessage message) {
        byte[] params = message.message().params().toArray();
        switch ((int) message.message().method()) {
            case 28 -> PreCommitSectorBatchParams2.fromCbor(params).sectors().forEach(s -> {
                preCommits.put(s.sectorNumber(), s);
                preCommitEpochs.put(s.sectorNumber(), epoch - 1);
            });
            case 34 -> {
                Long exit = proveCommitExits.poll();
                if (exit != null && exit != 0) {
                    return new Landing(epoch, exit, new byte[0]);
                }
                ProveCommitSectors3Params.fromCbor(params).sectorActivations()
                        .forEach(a -> active.put(a.sectorNumber(), commR(a.sectorNumber())));
                return new Landing(epoch, 0, new BatchReturn(1, List.<FailCode>of()).toCbor());
            }
            case 5 -> posted[0] = BitField.of(0);
            default -> throw new AssertionError(message);
        }
        return new Landing(epoch, 0, new byte[0]);
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    // ---- operators and node

    static MinerPolicy policy() {
        return Policies.single(100, Sealing.ON_DEMAND, "1000000000000000000").build();
    }

    void setUp() {
        work.addAll(driver.head(epoch, null));
        give(Topics.MINER_COMMAND, MINER, new SetPolicy(new Request("operator", 1L, 0, 0L), MINER, policy()));
        give(Topics.MINER_COMMAND, MINER, new AllocateSectors(new Request("operator", 2L, 0, 0L), MINER, 1));
        heartbeat();
    }

    void heartbeat() {
        List<NodeStore> stores = List.of(new NodeStore("scratch", StoreKind.SCRATCH, 1000L, 900L, true),
                new NodeStore("persist", StoreKind.LONG_TERM, 1000L, 900L, false));
        give(Topics.NODE_STATUS, "node",
                new NodeStatus("node", 1L, "test", "127.0.0.1:1", List.of(MINER), true, stores, List.of(), 0L, true));
    }

    void requestSector(long number) {
        give(Topics.NODE_RESULT, MINER, new RequestSector(new Request("node", number, 0, 0L), MINER, "node", 1L, "scratch"));
    }

    @Nullable
    String stateOf(long sector) {
        return driver.queries().sectors(io.sealstream.filecoin.ActorId.parse(MINER)).stream()
                .filter(s -> s.sector().endsWith("/" + sector))
                .map(s -> s.state()).findFirst().orElse(null);
    }

}
