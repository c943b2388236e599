package io.sealstream.manager.wire;

import io.sealstream.filecoin.Address;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.ReadDigest;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.message.LaneAction;
import io.sealstream.manager.domain.message.LaneCommand;
import io.sealstream.schemas.avro.ChainRequestFailed;
import io.sealstream.schemas.avro.GasEstimated;
import io.sealstream.schemas.avro.MessageSearched;
import io.sealstream.schemas.avro.OrderLane;
import io.sealstream.schemas.avro.PushAccepted;
import io.sealstream.schemas.avro.RefusalKind;
import io.sealstream.schemas.avro.SendMessage;
import io.sealstream.schemas.avro.SignatureMade;
import io.sealstream.schemas.avro.SignatureRefused;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Records of {@code message.command}, {@code message.result} and {@code sign.result} as commands of a lane. */
final class LaneCommandRecords {
    /** A request to the signer is {@code <intent>/sign/<nonce>} or {@code <intent>/sign/<nonce>/<generation>}; its answer names the request alone. */
    private static final String SIGN = "/sign/";

    private LaneCommandRecords() {}

    static Optional<Addressed> read(SpecificRecord record) {
        Fields in = Fields.of(record);
        return Optional.ofNullable(switch (record) {
            case SendMessage r -> lane(in, r.getSender(), new LaneCommand.QueueMessage(intent(in, r)));
            case GasEstimated r -> lane(in, r.getSender(), new LaneCommand.FillMessage(r.getRequestId(), r.getIntent(),
                    in.natural("gasLimit", r.getGasLimit()), in.amount("gasFeeCap", r.getGasFeeCap()),
                    in.amount("gasPremium", r.getGasPremium()), in.natural("stateNonce", r.getStateNonce()),
                    in.amount("baseFee", r.getBaseFee())));
            case PushAccepted r -> lane(in, r.getSender(),
                    new LaneCommand.ConfirmPush(r.getRequestId(), r.getIntent(), in.cid("cid", r.getCid())));
            case MessageSearched r -> lane(in, r.getSender(), located(in, r));
            case SignatureMade r ->
                lane(in, r.getSender(), new LaneCommand.AcceptSignature(r.getRequestId(), signed(in, r.getRequestId()),
                        in.cid("cid", r.getCid()), r.getSignatureType(), Fields.bytes(r.getSignature())));
            case SignatureRefused r ->
                lane(in, r.getSender(), new LaneCommand.RefuseSignature(r.getRequestId(), signed(in, r.getRequestId()),
                        r.getKind() == RefusalKind.LOCKED, r.getExpired(), r.getExpired() ? "EXPIRED" : r.getKind().name(),
                        r.getReason()));
            case OrderLane r -> lane(in, r.getSender(), order(in, r));
            case ChainRequestFailed r -> failed(in, r);
            case io.sealstream.schemas.avro.ReadDigest r -> new Addressed(new Target.OfLane(in.lane(r.getLog())),
                    new ReadDigest(Parts.request(r.getRequest())));
            default -> null;
        });
    }

    private static Addressed lane(Fields in, String sender, LaneCommand command) {
        return new Addressed(new Target.OfLane(in.lane(sender)), command);
    }

    private static Intent intent(Fields in, SendMessage r) {
        return new Intent(r.getIntent(), r.getRequest() == null ? null : Parts.request(r.getRequest()),
                r.getMiner() == null ? null : in.miner(r.getMiner()), in.lane(r.getSender()),
                Purpose.valueOf(r.getPurpose().name()),
                in.address("to", r.getTo()), in.amount("value", r.getValue()), in.natural("method", r.getMethod()),
                r.getMethodName(),
                Fields.bytes(r.getParams()), PolicyRecords.terms(in, "fees", r.getFees(), r.getMaxFee()), r.getUrgent(),
                r.getValidUntil(),
                in.natural("confidence", r.getConfidence()), PolicyRecords.limits(in, r.getLimits()));
    }

    private static LaneCommand order(Fields in, OrderLane r) {
        return new LaneCommand.OrderLane(Parts.request(r.getRequest()), in.lane(r.getSender()), r.getIntent(),
                LaneAction.valueOf(r.getAction().name()), r.getReason(),
                r.getMaxFee() == null ? null : in.amount("maxFee", r.getMaxFee()));
    }

    private static LaneCommand located(Fields in, MessageSearched r) {
        Receipt receipt = new Receipt(r.getHeight(), r.getExitCode(), Fields.bytes(r.getReturnValue()), r.getGasUsed());
        return new LaneCommand.LocateMessage(r.getRequestId(), r.getIntent(),
                r.getFound() ? in.cid("foundCid", r.getFoundCid()) : null,
                r.getFound() ? receipt : Receipt.NONE, in.amount("baseFee", r.getBaseFee()),
                in.natural("stateNonce", r.getStateNonce()), Fields.epoch(r.getEpoch()));
    }

    private static Addressed failed(Fields in, ChainRequestFailed r) {
        Address sender = in.address("key", r.getKey());
        if (!sender.isKey()) {
            throw in.bad("key", r.getKey(), "a lane is named by a key address (f1, f3 or f4)");
        }
        return new Addressed(new Target.OfLane(sender),
                new LaneCommand.HearFailure(sender, r.getRequestId(), r.getRequest(), r.getMessage(), r.getRetriable(),
                        r.getExitCode()));
    }

    private static String signed(Fields in, String requestId) {
        int end = requestId.lastIndexOf(SIGN);
        if (end <= 0) {
            throw in.bad("requestId", requestId, "not a request of a lane (<intent>/sign/<nonce>)");
        }
        return requestId.substring(0, end);
    }
}
