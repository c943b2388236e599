package io.sealstream.manager.wire;

import io.sealstream.filecoin.ActorId;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.message.Fill;
import io.sealstream.manager.domain.message.HoldCause;
import io.sealstream.manager.domain.message.LaneAction;
import io.sealstream.manager.domain.message.MessageEvent;
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
import io.sealstream.schemas.avro.MessageSigned;
import io.sealstream.schemas.avro.Meta;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Events of a lane as records of {@code message.event}, both ways. */
final class MessageEventRecords {
    private MessageEventRecords() {}

    static SpecificRecord of(MessageEvent event, Meta meta) {
        String sender = event.sender().toString();
        return switch (event) {
            case MessageEvent.MessageQueued e -> queued(e.wanted(), meta);
            case MessageEvent.MessageFilled e -> filled(e, meta);
            case MessageEvent.MessageHeld e -> MessageHeld.newBuilder().setMeta(meta).setSender(sender).setIntent(e.intent())
                    .setCause(io.sealstream.schemas.avro.HoldCause.valueOf(e.cause().name())).setReason(e.reason())
                    .setLimit(e.limit().toString()).build();
            case MessageEvent.MessageRevoked e -> MessageRevoked.newBuilder().setMeta(meta).setSender(sender)
                    .setIntent(e.intent())
                    .setCause(io.sealstream.schemas.avro.FailureCause.valueOf(e.cause().name())).setReason(e.reason()).build();
            case MessageEvent.MessageDisplaced e ->
                MessageDisplaced.newBuilder().setMeta(meta).setSender(sender).setIntent(e.intent()).setNonce(e.nonce())
                        .setCid(e.cid().toString()).setReason(e.reason()).setFee(e.fee().toString()).build();
            case MessageEvent.MessageOrdered e ->
                MessageOrdered.newBuilder().setMeta(meta).setSender(sender).setIntent(e.intent())
                        .setAction(io.sealstream.schemas.avro.LaneAction.valueOf(e.action().name())).setReason(e.reason())
                        .setClient(e.client()).setNumber(e.number()).setMaxFee(e.maxFee() == null ? null : e.maxFee().toString())
                        .build();
            case MessageEvent.LaneOrdered e -> LaneOrdered.newBuilder().setMeta(meta).setSender(sender)
                    .setAction(io.sealstream.schemas.avro.LaneAction.valueOf(e.action().name())).setReason(e.reason())
                    .setClient(e.client()).setNumber(e.number()).build();
            case MessageEvent.MessageSigned e -> MessageSigned.newBuilder().setMeta(meta).setSender(sender).setIntent(e.intent())
                    .setCid(e.cid().toString()).setSignedMessage(Fields.buffer(e.signedMessage())).build();
            case MessageEvent.MessagePushed e -> MessagePushed.newBuilder().setMeta(meta).setSender(sender).setIntent(e.intent())
                    .setCid(e.cid().toString()).build();
            case MessageEvent.MessageLanded e -> MessageLanded.newBuilder().setMeta(meta).setSender(sender).setIntent(e.intent())
                    .setCid(e.cid().toString()).setHeight(e.receipt().height()).setExitCode(e.receipt().exitCode())
                    .setGasUsed(e.receipt().gasUsed()).setReturnValue(Fields.buffer(e.receipt().returnValue()))
                    .setFee(e.receipt().fee().toString()).build();
            case MessageEvent.MessageReverted e ->
                MessageReverted.newBuilder().setMeta(meta).setSender(sender).setIntent(e.intent())
                        .setCid(e.cid().toString()).build();
            case MessageEvent.MessageFinal e ->
                MessageFinal.newBuilder().setMeta(meta).setSender(sender).setIntent(e.intent()).build();
            case MessageEvent.MessageFailed e -> MessageFailed.newBuilder().setMeta(meta).setSender(sender).setIntent(e.intent())
                    .setReason(e.reason()).setCause(io.sealstream.schemas.avro.FailureCause.valueOf(e.cause().name()))
                    .setExitCode(e.exitCode()).setFee(e.fee().toString()).build();
            case MessageEvent.LaneParked e ->
                LaneParked.newBuilder().setMeta(meta).setSender(sender).setReason(e.reason()).build();
            case MessageEvent.LaneResumed e -> LaneResumed.newBuilder().setMeta(meta).setSender(sender).build();
        };
    }

    private static MessageFilled filled(MessageEvent.MessageFilled e, Meta meta) {
        Fill f = e.fill();
        return MessageFilled.newBuilder().setMeta(meta).setSender(e.sender().toString()).setIntent(e.intent())
                .setGeneration(f.generation()).setEmpty(f.empty()).setNonce(f.nonce()).setGasLimit(f.gasLimit())
                .setGasFeeCap(f.gasFeeCap().toString()).setGasPremium(f.gasPremium().toString())
                .setMessageCid(f.messageCid().toString()).build();
    }

    private static MessageQueued queued(Intent i, Meta meta) {
        ActorId miner = i.miner();
        return MessageQueued.newBuilder().setMeta(meta).setRequest(i.request() == null ? null : Parts.request(i.request()))
                .setMiner(miner == null ? null : miner.toString()).setSender(i.sender().toString()).setIntent(i.id())
                .setPurpose(io.sealstream.schemas.avro.Purpose.valueOf(i.purpose().name())).setTo(i.to().toString())
                .setValue(i.value().toString()).setMethod(i.method()).setMethodName(i.methodName())
                .setParams(Fields.buffer(i.params()))
                .setMaxFee(i.maxFee().toString()).setFees(PolicyRecords.of(i.fees())).setLimits(PolicyRecords.of(i.limits()))
                .setUrgent(i.urgent()).setValidUntil(i.validUntil())
                .setConfidence(i.confidence()).build();
    }

    /** The event; empty when the record is of another family. */
    static Optional<MessageEvent> read(SpecificRecord record) {
        Fields in = Fields.of(record);
        return Optional.ofNullable(switch (record) {
            case MessageQueued r -> new MessageEvent.MessageQueued(new Intent(r.getIntent(),
                    r.getRequest() == null ? null : Parts.request(r.getRequest()),
                    r.getMiner() == null ? null : in.miner(r.getMiner()),
                    in.lane(r.getSender()), Purpose.valueOf(r.getPurpose().name()), in.address("to", r.getTo()),
                    in.amount("value", r.getValue()), r.getMethod(), r.getMethodName(), Fields.bytes(r.getParams()),
                    PolicyRecords.terms(in, "fees", r.getFees(), r.getMaxFee()), r.getUrgent(), r.getValidUntil(),
                    r.getConfidence(), PolicyRecords.limits(in, r.getLimits())));
            case MessageFilled r ->
                new MessageEvent.MessageFilled(in.lane(r.getSender()), r.getIntent(), new Fill(r.getGeneration(), r.getEmpty(),
                        r.getNonce(), r.getGasLimit(), in.amount("gasFeeCap", r.getGasFeeCap()),
                        in.amount("gasPremium", r.getGasPremium()), in.cid("messageCid", r.getMessageCid())));
            case MessageHeld r -> new MessageEvent.MessageHeld(in.lane(r.getSender()), r.getIntent(),
                    HoldCause.valueOf(r.getCause().name()), r.getReason(), in.amount("limit", r.getLimit()));
            case MessageRevoked r -> new MessageEvent.MessageRevoked(in.lane(r.getSender()), r.getIntent(),
                    FailureCause.valueOf(r.getCause().name()), r.getReason());
            case MessageDisplaced r -> new MessageEvent.MessageDisplaced(in.lane(r.getSender()), r.getIntent(), r.getNonce(),
                    in.cid("cid", r.getCid()), r.getReason(), in.amount("fee", r.getFee()));
            case MessageOrdered r -> new MessageEvent.MessageOrdered(in.lane(r.getSender()), r.getIntent(),
                    LaneAction.valueOf(r.getAction().name()), r.getReason(), r.getClient(), r.getNumber(),
                    r.getMaxFee() == null ? null : in.amount("maxFee", r.getMaxFee()));
            case LaneOrdered r -> new MessageEvent.LaneOrdered(in.lane(r.getSender()), LaneAction.valueOf(r.getAction().name()),
                    r.getReason(), r.getClient(), r.getNumber());
            case MessageSigned r ->
                new MessageEvent.MessageSigned(in.lane(r.getSender()), r.getIntent(), in.cid("cid", r.getCid()),
                        Fields.bytes(r.getSignedMessage()));
            case MessagePushed r ->
                new MessageEvent.MessagePushed(in.lane(r.getSender()), r.getIntent(), in.cid("cid", r.getCid()));
            case MessageLanded r ->
                new MessageEvent.MessageLanded(in.lane(r.getSender()), r.getIntent(), in.cid("cid", r.getCid()),
                        new Receipt(r.getHeight(), r.getExitCode(), Fields.bytes(r.getReturnValue()), r.getGasUsed(),
                                in.amount("fee", r.getFee())));
            case MessageReverted r ->
                new MessageEvent.MessageReverted(in.lane(r.getSender()), r.getIntent(), in.cid("cid", r.getCid()));
            case MessageFinal r -> new MessageEvent.MessageFinal(in.lane(r.getSender()), r.getIntent());
            case MessageFailed r -> new MessageEvent.MessageFailed(in.lane(r.getSender()), r.getIntent(), r.getReason(),
                    FailureCause.valueOf(r.getCause().name()), r.getExitCode(), in.amount("fee", r.getFee()));
            case LaneParked r -> new MessageEvent.LaneParked(in.lane(r.getSender()), r.getReason());
            case LaneResumed r -> new MessageEvent.LaneResumed(in.lane(r.getSender()));
            default -> null;
        });
    }
}
