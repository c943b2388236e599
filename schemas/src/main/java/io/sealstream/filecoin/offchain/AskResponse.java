package io.sealstream.filecoin.offchain;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer to a question for its ask (go-fil-markets {@code storagemarket/network/types.go}).
 *
 * @param ask the ask, with or without its signature
 */
public record AskResponse(SignedAsk ask) {
    public static final Shape<AskResponse> SHAPE = Tuple.of(AskResponse.class).field("Ask", SignedAsk.SHAPE, AskResponse::ask)
            .makeMap(v -> new AskResponse(v.next()));

    /**
     * An ask and the provider's signature over it (go-fil-markets {@code SignedStorageAsk}).
     *
     * @param signature none before it is signed
     */
    public record SignedAsk(StorageAsk ask, @Nullable Signature signature) {
        public static final Shape<SignedAsk> SHAPE = Tuple.of(SignedAsk.class).field("Ask", StorageAsk.SHAPE, SignedAsk::ask)
                .field("Signature", Shapes.optional(Signature.SHAPE), SignedAsk::signature)
                .makeMap(v -> new SignedAsk(v.next(), v.next()));
    }

    /** What the provider signs: the ask in its tuple form. */
    public Bytes signingBytes() {
        return Bytes.of(ask.ask().toVersion0Cbor());
    }
}
