package io.sealstream.filecoin.offchain;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Hashes;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.Tuple;
import io.sealstream.filecoin.state.DealProposal;

/** A proposed deal with the client's signature (go-state-types {@code builtin/v18/market}). */
public record ClientDealProposal(DealProposal proposal, Signature clientSignature) {
    public static final Shape<ClientDealProposal> SHAPE = Tuple.of(ClientDealProposal.class)
            .field("Proposal", DealProposal.SHAPE, ClientDealProposal::proposal)
            .field("ClientSignature", Signature.SHAPE, ClientDealProposal::clientSignature)
            .make(v -> new ClientDealProposal(v.next(), v.next()));

    /** How the storage market names the proposal: dag-cbor under SHA-256, unlike the chain (go-cbor-util {@code AsIpld}). */
    public Cid cid() {
        return Cid.of(Cid.CODEC_DAG_CBOR, Cid.HASH_SHA2_256, Hashes.sha256(SHAPE.toCbor(this)));
    }

    /** What is signed for type {@code clientdeal}: the bytes of that CID. */
    public Bytes signingBytes() {
        return Bytes.of(cid().toBytes());
    }
}
