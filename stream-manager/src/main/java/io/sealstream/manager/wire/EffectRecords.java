package io.sealstream.manager.wire;

import io.sealstream.filecoin.ActorId;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.IntentOutcome;
import io.sealstream.schemas.avro.IntentResolved;
import io.sealstream.schemas.avro.NodeBack;
import io.sealstream.schemas.avro.NodeSilent;
import io.sealstream.schemas.avro.Purpose;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.SendMessage;
import io.sealstream.schemas.avro.SignMessage;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What leaves the core, as records. Immutable. */
public final class EffectRecords {
    private final int partitions;

    /** @param partitions N of the cluster */
    public EffectRecords(int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException(partitions + " partitions");
        }
        this.partitions = partitions;
    }

    /**
     * The record of an effect; empty when none leaves: {@link Effect.Tell} and {@link Effect.OfferToBatch} go to a neighbour in the same
     * step, and a reply that nobody can await (a reply partition that does not exist, -1 for none) goes nowhere.
     */
    public Optional<Outgoing> of(Effect effect) {
        return Optional.ofNullable(switch (effect) {
            case Effect.PutTask e -> keyed(Topics.NODE_TASK, TaskRecords.key(e.task().ref().node(), e.task().ref().taskId()),
                    TaskRecords.of(e.task()));
            case Effect.WithdrawTask e -> keyed(Topics.NODE_TASK, TaskRecords.key(e.node(), e.taskId()), null);
            case Effect.AskChain e -> ChainRequestRecords.of(e, partitions);
            case Effect.SendMessage e -> keyed(Topics.MESSAGE_COMMAND, e.intent().sender().toString(), send(e.intent()));
            case Effect.SignMessage e -> keyed(Topics.SIGN_REQUEST, e.sender().toString(), sign(e));
            case Effect.ResolveIntent e -> keyed(Topics.MINER_COMMAND, e.miner().toString(), resolved(e));
            case Effect.TellNodeBack e -> keyed(Topics.MINER_COMMAND, e.miner().toString(), NodeBack.newBuilder()
                    .setMiner(e.miner().toString()).setNode(e.node()).setIncarnation(e.incarnation())
                    .setStores(Parts.stores(e.stores()))
                    .setWindowPoSt(e.windowPoSt()).setAggregate(e.aggregate()).build());
            case Effect.TellNodeSilent e -> keyed(Topics.MINER_COMMAND, e.miner().toString(), NodeSilent.newBuilder()
                    .setMiner(e.miner().toString()).setNode(e.node()).setIncarnation(e.incarnation()).setLastSeen(e.lastSeen())
                    .build());
            case Effect.Reply e -> isAwaited(e) ? reply(e) : null;
            case Effect.Tell e -> null;
            case Effect.OfferToBatch e -> null;
        });
    }

    private Outgoing keyed(Topic topic, String key, @Nullable SpecificRecord record) {
        return Outgoing.keyed(topic, key, partitions, record);
    }

    private static SendMessage send(Intent i) {
        ActorId miner = i.miner();
        return SendMessage.newBuilder().setRequest(i.request() == null ? null : Parts.request(i.request()))
                .setMiner(miner == null ? null : miner.toString()).setSender(i.sender().toString()).setIntent(i.id())
                .setPurpose(Purpose.valueOf(i.purpose().name())).setTo(i.to().toString()).setValue(i.value().toString())
                .setMethod(i.method())
                .setMethodName(i.methodName()).setParams(Fields.buffer(i.params())).setMaxFee(i.maxFee().toString())
                .setFees(PolicyRecords.of(i.fees())).setLimits(PolicyRecords.of(i.limits())).setUrgent(i.urgent())
                .setValidUntil(i.validUntil()).setConfidence(i.confidence()).build();
    }

    private static SignMessage sign(Effect.SignMessage e) {
        return SignMessage.newBuilder().setRequestId(e.requestId()).setSender(e.sender().toString()).setIntent(e.intent())
                .setValidUntil(e.validUntil()).setMessage(Fields.buffer(e.message())).setCid(e.cid().toString())
                .setSummary(e.summary())
                .build();
    }

    private static IntentResolved resolved(Effect.ResolveIntent e) {
        return IntentResolved.newBuilder().setMiner(e.miner().toString()).setIntent(e.intent())
                .setPurpose(Purpose.valueOf(e.purpose().name())).setOutcome(IntentOutcome.valueOf(e.outcome().name()))
                .setHeight(e.receipt().height()).setExitCode(e.receipt().exitCode())
                .setReturnValue(Fields.buffer(e.receipt().returnValue()))
                .setGasUsed(e.receipt().gasUsed()).setReason(e.reason()).setFee(e.receipt().fee().toString())
                .setCause(io.sealstream.schemas.avro.FailureCause.valueOf(e.cause().name())).build();
    }

    private boolean isAwaited(Effect.Reply e) {
        return e.request().replyPartition() >= 0 && e.request().replyPartition() < partitions;
    }

    /** Keyed by requester and number, so that whoever looks at the topic finds an answer by its request. */
    private static Outgoing reply(Effect.Reply e) {
        Reply record = Reply.newBuilder().setClient(e.request().client()).setNumber(e.request().number()).setOk(e.ok())
                .setValue(e.value())
                .setError(e.error()).build();
        return new Outgoing(Topics.REPLY, e.request().client() + "/" + e.request().number(), e.request().replyPartition(),
                record);
    }
}
