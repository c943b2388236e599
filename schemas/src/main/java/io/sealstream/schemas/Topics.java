package io.sealstream.schemas;

import io.sealstream.schemas.Topic.KeyKind;
import io.sealstream.schemas.Topic.Retention;
import io.sealstream.schemas.avro.AbortSector;
import io.sealstream.schemas.avro.Activated;
import io.sealstream.schemas.avro.AggregateDropped;
import io.sealstream.schemas.avro.AggregateOrdered;
import io.sealstream.schemas.avro.AggregateResult;
import io.sealstream.schemas.avro.AggregateTask;
import io.sealstream.schemas.avro.AllocateSectors;
import io.sealstream.schemas.avro.BatchClosed;
import io.sealstream.schemas.avro.BatchDue;
import io.sealstream.schemas.avro.BatchFormed;
import io.sealstream.schemas.avro.BatchHeld;
import io.sealstream.schemas.avro.ChainHead;
import io.sealstream.schemas.avro.ChainRequestFailed;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.avro.CommitmentQuoted;
import io.sealstream.schemas.avro.DeadLetter;
import io.sealstream.schemas.avro.DeadlineClosed;
import io.sealstream.schemas.avro.DeadlineRead;
import io.sealstream.schemas.avro.DrawRandomness;
import io.sealstream.schemas.avro.EstimateMessage;
import io.sealstream.schemas.avro.FinalizeResult;
import io.sealstream.schemas.avro.Finalized;
import io.sealstream.schemas.avro.FlushBatch;
import io.sealstream.schemas.avro.GasEstimated;
import io.sealstream.schemas.avro.IntentResolved;
import io.sealstream.schemas.avro.LaneOrdered;
import io.sealstream.schemas.avro.LaneParked;
import io.sealstream.schemas.avro.LaneResumed;
import io.sealstream.schemas.avro.MessageDisplaced;
import io.sealstream.schemas.avro.MessageFailed;
import io.sealstream.schemas.avro.MessageFilled;
import io.sealstream.schemas.avro.MessageFinal;
import io.sealstream.schemas.avro.MessageHeld;
import io.sealstream.schemas.avro.MessageLanded;
import io.sealstream.schemas.avro.MessageOrdered;
import io.sealstream.schemas.avro.MessagePushed;
import io.sealstream.schemas.avro.MessageQueued;
import io.sealstream.schemas.avro.MessageReverted;
import io.sealstream.schemas.avro.MessageRevoked;
import io.sealstream.schemas.avro.MessageSearched;
import io.sealstream.schemas.avro.MessageSigned;
import io.sealstream.schemas.avro.MinerObserved;
import io.sealstream.schemas.avro.MinerRead;
import io.sealstream.schemas.avro.NodeBack;
import io.sealstream.schemas.avro.NodeLost;
import io.sealstream.schemas.avro.NodeReturned;
import io.sealstream.schemas.avro.NodeSilent;
import io.sealstream.schemas.avro.NodeStatus;
import io.sealstream.schemas.avro.NodeTask;
import io.sealstream.schemas.avro.OrderLane;
import io.sealstream.schemas.avro.PartitionPlanned;
import io.sealstream.schemas.avro.PartitionProven;
import io.sealstream.schemas.avro.PersistResult;
import io.sealstream.schemas.avro.Persisted;
import io.sealstream.schemas.avro.PiecesAdded;
import io.sealstream.schemas.avro.PoStProved;
import io.sealstream.schemas.avro.PoStSubmitFailed;
import io.sealstream.schemas.avro.PoStSubmitted;
import io.sealstream.schemas.avro.PoStTaskFailed;
import io.sealstream.schemas.avro.PoStTaskIssued;
import io.sealstream.schemas.avro.PolicySet;
import io.sealstream.schemas.avro.PreCommitBatched;
import io.sealstream.schemas.avro.PreCommitFailed;
import io.sealstream.schemas.avro.PreCommitLanded;
import io.sealstream.schemas.avro.PreCommitMoved;
import io.sealstream.schemas.avro.PreCommitRead;
import io.sealstream.schemas.avro.PreCommitReturned;
import io.sealstream.schemas.avro.PrepareResult;
import io.sealstream.schemas.avro.ProofRefused;
import io.sealstream.schemas.avro.ProveCommitBatched;
import io.sealstream.schemas.avro.ProveCommitFailed;
import io.sealstream.schemas.avro.ProveCommitReturned;
import io.sealstream.schemas.avro.ProveResult;
import io.sealstream.schemas.avro.Proved;
import io.sealstream.schemas.avro.PushAccepted;
import io.sealstream.schemas.avro.PushMessage;
import io.sealstream.schemas.avro.QuoteCommitment;
import io.sealstream.schemas.avro.RandomnessDrawn;
import io.sealstream.schemas.avro.ReadDeadline;
import io.sealstream.schemas.avro.ReadDigest;
import io.sealstream.schemas.avro.ReadMiner;
import io.sealstream.schemas.avro.ReadPreCommit;
import io.sealstream.schemas.avro.ReadSector;
import io.sealstream.schemas.avro.Rejected;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.RequestAnswered;
import io.sealstream.schemas.avro.RequestSector;
import io.sealstream.schemas.avro.RetrySector;
import io.sealstream.schemas.avro.SealResult;
import io.sealstream.schemas.avro.Sealed;
import io.sealstream.schemas.avro.SearchMessage;
import io.sealstream.schemas.avro.SectorAborted;
import io.sealstream.schemas.avro.SectorAllocated;
import io.sealstream.schemas.avro.SectorFaulty;
import io.sealstream.schemas.avro.SectorOffered;
import io.sealstream.schemas.avro.SectorRead;
import io.sealstream.schemas.avro.SectorRetried;
import io.sealstream.schemas.avro.SectorsWanted;
import io.sealstream.schemas.avro.SeedAssigned;
import io.sealstream.schemas.avro.SendMessage;
import io.sealstream.schemas.avro.SetPolicy;
import io.sealstream.schemas.avro.SignMessage;
import io.sealstream.schemas.avro.SignatureMade;
import io.sealstream.schemas.avro.SignatureRefused;
import io.sealstream.schemas.avro.StepFailed;
import io.sealstream.schemas.avro.TaskFailed;
import io.sealstream.schemas.avro.TaskIssued;
import io.sealstream.schemas.avro.TicketAssigned;
import io.sealstream.schemas.avro.WindowPoStResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * Every topic of a cluster, in one table. Topics are split by writer, so that a broker's ACLs can say who may claim what.
 * All topics keyed by miner, lane or node have the same number of partitions, fixed for the life of the cluster.
 */
public final class Topics {
    static {
        TrustedRecords.trust();
    }

    private static final Retention FOREVER = new Retention.Forever();
    private static final Retention MONTH = new Retention.For(Duration.ofDays(30));
    private static final Retention WEEK = new Retention.For(Duration.ofDays(7));
    private static final Retention DAY = new Retention.For(Duration.ofDays(1));
    private static final Retention YEAR = new Retention.For(Duration.ofDays(365));
    private static final Retention NEWEST = new Retention.Compacted(Optional.empty());
    private static final Retention NEWEST_DAY = new Retention.Compacted(Optional.of(Duration.ofDays(1)));

    /** Requests from RPC edges and operators, and what lanes and the node table tell a miner. Written by the manager. */
    public static final Topic MINER_COMMAND = inbox("miner.command", KeyKind.MINER, MONTH, SetPolicy.class, AllocateSectors.class,
            AbortSector.class, RetrySector.class, FlushBatch.class, NodeBack.class, NodeSilent.class, IntentResolved.class,
            ReadDigest.class);
    /** Results, failures and requests of nodes. */
    public static final Topic NODE_RESULT = inbox("node.result", KeyKind.MINER, MONTH, RequestSector.class, PrepareResult.class,
            SealResult.class, PersistResult.class, ProveResult.class, FinalizeResult.class, WindowPoStResult.class,
            AggregateResult.class, TaskFailed.class);
    /** Answers of the chain edge to miners. */
    public static final Topic CHAIN_RESULT = inbox("chain.result", KeyKind.MINER, MONTH, RandomnessDrawn.class,
            PreCommitRead.class,
            SectorRead.class, MinerRead.class, DeadlineRead.class, CommitmentQuoted.class, ChainRequestFailed.class);
    /** Answers of the chain edge to message lanes. */
    public static final Topic MESSAGE_RESULT = inbox("message.result", KeyKind.LANE, MONTH, GasEstimated.class,
            PushAccepted.class,
            MessageSearched.class, ChainRequestFailed.class);
    /** Chain heads for miners: each head once in every partition. */
    public static final Topic MINER_HEAD = inbox("miner.head", KeyKind.EXPLICIT, WEEK, ChainHead.class);
    /** Chain heads for message lanes: each head once in every partition. */
    public static final Topic MESSAGE_HEAD = inbox("message.head", KeyKind.EXPLICIT, WEEK, ChainHead.class);
    /** The life of each sector. */
    public static final Topic SECTOR_EVENT = log("sector.event", KeyKind.MINER, SectorAllocated.class, PiecesAdded.class,
            TicketAssigned.class, Sealed.class, PreCommitBatched.class, PreCommitLanded.class, PreCommitFailed.class,
            Persisted.class, SeedAssigned.class, Proved.class, ProveCommitBatched.class, ProveCommitFailed.class, Activated.class,
            Finalized.class, TaskIssued.class, StepFailed.class, ProofRefused.class, PreCommitMoved.class, SectorRetried.class,
            SectorAborted.class, PreCommitReturned.class, ProveCommitReturned.class);
    /** Policy, numbers, batches and nodes of each miner. */
    public static final Topic MINER_EVENT = log("miner.event", KeyKind.MINER, PolicySet.class, MinerObserved.class,
            SectorsWanted.class, SectorOffered.class, BatchDue.class, BatchHeld.class, AggregateOrdered.class,
            AggregateDropped.class, BatchFormed.class, BatchClosed.class, NodeReturned.class, NodeLost.class,
            RequestAnswered.class);
    /** WindowPoSt of each partition of each deadline. */
    public static final Topic PROVING_EVENT = log("proving.event", KeyKind.MINER, PartitionPlanned.class, PoStTaskIssued.class,
            PoStTaskFailed.class, PoStProved.class, PoStSubmitted.class, PoStSubmitFailed.class, PartitionProven.class,
            SectorFaulty.class, DeadlineClosed.class);
    /** Desired state of each node: a task a record, its tombstone acknowledges or withdraws it. */
    public static final Topic NODE_TASK = inbox("node.task", KeyKind.NODE, NEWEST, NodeTask.class, AggregateTask.class);
    /** Heartbeats of nodes. */
    public static final Topic NODE_STATUS = inbox("node.status", KeyKind.NODE, NEWEST_DAY, NodeStatus.class);
    /** Intents for message lanes. */
    public static final Topic MESSAGE_COMMAND = inbox("message.command", KeyKind.LANE, MONTH, SendMessage.class,
            OrderLane.class, ReadDigest.class);
    /** The life of each message. */
    public static final Topic MESSAGE_EVENT = log("message.event", KeyKind.LANE, MessageQueued.class, MessageFilled.class,
            MessageSigned.class, MessagePushed.class, MessageLanded.class, MessageReverted.class, MessageFinal.class,
            MessageFailed.class, MessageHeld.class, MessageRevoked.class, MessageDisplaced.class, MessageOrdered.class,
            LaneParked.class, LaneResumed.class, LaneOrdered.class);
    /** What the signer is asked to sign. */
    public static final Topic SIGN_REQUEST = inbox("sign.request", KeyKind.LANE, MONTH, SignMessage.class);
    /** Signatures and refusals. */
    public static final Topic SIGN_RESULT = inbox("sign.result", KeyKind.LANE, FOREVER, SignatureMade.class,
            SignatureRefused.class);
    /** Effects for the chain edge, keyed and placed like the machine that asks (miner or lane). */
    public static final Topic CHAIN_REQUEST = inbox("chain.request", KeyKind.EXPLICIT, MONTH, DrawRandomness.class,
            ReadPreCommit.class, ReadSector.class, ReadMiner.class, ReadDeadline.class, QuoteCommitment.class,
            EstimateMessage.class, PushMessage.class, SearchMessage.class);
    /** Answers for requesters; the request names the partition. */
    public static final Topic REPLY = inbox("reply", KeyKind.EXPLICIT, DAY, Reply.class);
    /** Commands that were understood and refused. */
    public static final Topic REJECTION = inbox("rejection", KeyKind.EXPLICIT, YEAR, Rejected.class);
    /** Records that could not be read or handled. */
    public static final Topic DEAD_LETTER = inbox("dead.letter", KeyKind.EXPLICIT, YEAR, DeadLetter.class);
    /** One record: what this cluster is. */
    public static final Topic CLUSTER = inbox("cluster", KeyKind.SINGLE, NEWEST, Cluster.class);

    /** All topics, in the order in which a newcomer should read them. */
    public static final List<Topic> ALL = List.of(CLUSTER, MINER_COMMAND, MINER_HEAD, SECTOR_EVENT, MINER_EVENT, PROVING_EVENT,
            NODE_TASK, NODE_RESULT, NODE_STATUS, CHAIN_REQUEST, CHAIN_RESULT, MESSAGE_COMMAND, MESSAGE_HEAD, MESSAGE_EVENT,
            MESSAGE_RESULT, SIGN_REQUEST, SIGN_RESULT, REPLY, REJECTION, DEAD_LETTER);

    private static final Map<String, Topic> BY_NAME = ALL.stream()
            .collect(Collectors.toUnmodifiableMap(Topic::name, Function.identity()));

    private Topics() {}

    /** The topic of that name, if it is one of ours. */
    public static Optional<Topic> byName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Topic inbox(String name, KeyKind keys, Retention retention, Class<? extends SpecificRecord>... records) {
        return new Topic(name, keys, List.of(records), retention, false);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Topic log(String name, KeyKind keys, Class<? extends SpecificRecord>... records) {
        return new Topic(name, keys, List.of(records), FOREVER, true);
    }
}
