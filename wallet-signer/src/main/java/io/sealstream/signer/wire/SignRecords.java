package io.sealstream.signer.wire;

import io.sealstream.filecoin.Bytes;
import io.sealstream.schemas.avro.SignMessage;
import io.sealstream.schemas.avro.SignatureMade;
import io.sealstream.schemas.avro.SignatureRefused;
import io.sealstream.signer.domain.Caller;
import io.sealstream.signer.domain.RefusalKind;
import io.sealstream.signer.domain.SigningRequest;
import io.sealstream.signer.signing.Answer;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;

/** {@code sign.request} to requests, answers to {@code sign.result}. Total both ways. */
public final class SignRecords {
    private SignRecords() {}

    public static SigningRequest request(SignMessage record) {
        ByteBuffer message = record.getMessage().duplicate();
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        return new SigningRequest(record.getRequestId(), Caller.KAFKA, record.getSender(), record.getIntent(), Bytes.of(bytes),
                record.getCid(), record.getValidUntil());
    }

    public static SpecificRecord result(Answer answer) {
        return switch (answer) {
            case Answer.Signed signed ->
                SignatureMade.newBuilder().setRequestId(signed.requestId()).setSender(signed.sender()).setCid(signed.cid())
                        .setSignatureType(signed.signature().type().code())
                        .setSignature(ByteBuffer.wrap(signed.signature().data().toArray())).build();
            case Answer.Refused refused ->
                SignatureRefused.newBuilder().setRequestId(refused.requestId()).setSender(refused.sender())
                        .setCid(refused.cid()).setKind(kind(refused.kind())).setReason(refused.reason())
                        .setExpired(refused.kind() == RefusalKind.EXPIRED).build();
        };
    }

    /** The kinds of the topic are older: its readers know what is final, and {@code expired} says the rest. */
    private static io.sealstream.schemas.avro.RefusalKind kind(RefusalKind kind) {
        return switch (kind) {
            case LOCKED, UNAVAILABLE -> io.sealstream.schemas.avro.RefusalKind.LOCKED;
            case UNKNOWN_KEY -> io.sealstream.schemas.avro.RefusalKind.UNKNOWN_KEY;
            case POLICY, EXPIRED -> io.sealstream.schemas.avro.RefusalKind.POLICY;
            case MALFORMED -> io.sealstream.schemas.avro.RefusalKind.MALFORMED;
        };
    }
}
