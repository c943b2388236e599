package io.sealstream.signer.domain;

import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.GatewayChallenge;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.offchain.AskResponse;
import io.sealstream.filecoin.offchain.ClientDealProposal;
import io.sealstream.filecoin.offchain.DealResponse;
import io.sealstream.filecoin.offchain.DrawRandomParams;
import io.sealstream.filecoin.offchain.ProviderDealState;
import io.sealstream.filecoin.offchain.SignedVoucher;
import io.sealstream.filecoin.offchain.StorageAsk;
import io.sealstream.filecoin.state.DealProposal;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something other than a message that a caller wants signed, decoded. What is signed is always computed from what was decoded, never taken
 * as it came (chain.md 1.6: venus-wallet shows one thing and signs another).
 *
 * @param type    what it is
 * @param content the bytes that came, in the one encoding of their value
 * @param toSign  what the key signs
 * @param meaning for people
 * @param slot    of what may be signed in one form only, since a second is a fault that the chain punishes: of blocks miner and height;
 *                empty for all else
 */
public record Statement(StatementType type, Bytes content, Bytes toSign, String meaning, String slot) {
    /** Longer ones are refused: the longest, a block header with its proofs, has a few KiB. */
    public static final int MAX_BYTES = 64 * 1024;
    private static final int DIGEST_SHOWN = 16;

    /**
     * Reads a statement.
     *
     * @param data      what the caller wants signed
     * @param extra     of a gateway's challenge: the gateway's random bytes
     * @param challenge the random bytes that we gave to the gateway that asks; none where no gateway asks
     * @throws CodecException where the bytes are no such thing
     */
    public static Statement read(StatementType type, Bytes data, Bytes extra, Optional<Bytes> challenge) {
        if (data.length() > MAX_BYTES) {
            throw CodecException.of(data.length() + " bytes, at most " + MAX_BYTES);
        }
        return switch (type) {
            case BLOCK -> block(data);
            case DEAL_PROPOSAL -> decoded(type, data, DealProposal.SHAPE, deal -> data, Statement::deal);
            case CLIENT_DEAL -> decoded(type, data, ClientDealProposal.SHAPE, ClientDealProposal::signingBytes,
                    signed -> "signed " + deal(signed.proposal()));
            case DRAW_RANDOM_PARAM -> decoded(type, data, DrawRandomParams.SHAPE, DrawRandomParams::signingBytes,
                    params -> "randomness for purpose " + params.purpose() + " in epoch " + params.round().value());
            case SIGNED_VOUCHER -> decoded(type, data, SignedVoucher.SHAPE, SignedVoucher::signingBytes,
                    voucher -> "voucher of " + voucher.amount().format() + " from channel " + voucher.channel());
            case STORAGE_ASK -> decoded(type, data, StorageAsk.SHAPE, ask -> data, Statement::ask);
            case ASK_RESPONSE -> decoded(type, data, AskResponse.SHAPE, AskResponse::signingBytes,
                    response -> "answer with " + ask(response.ask().ask()));
            case NETWORK_RESPONSE -> decoded(type, data, DealResponse.SHAPE, response -> data,
                    response -> "answer to proposal " + response.proposal() + ": state "
                            + Long.toUnsignedString(response.state()));
            case PROVIDER_DEAL_STATE -> decoded(type, data, ProviderDealState.SHAPE, state -> data,
                    state -> "state " + Long.toUnsignedString(state.state()) + " of deal "
                            + Long.toUnsignedString(state.dealId()));
            case VERIFY_ADDRESS -> proof(data, extra, challenge);
            case UNKNOWN, F3 ->
                new Statement(type, data, data, data.length() + " bytes " + shown(data) + " of unknown meaning", "");
        };
    }

    /** Two blocks of one miner at one height are a double-fork mining fault (lotus {@code chain/gen/slashfilter}). */
    private static Statement block(Bytes data) {
        BlockHeader header = canonical(data, BlockHeader.SHAPE);
        return new Statement(StatementType.BLOCK, data, Bytes.of(header.signingBytes()),
                "block of " + header.miner() + " at height " + header.height().value(),
                header.miner() + "/" + header.height().value());
    }

    private static <T> Statement decoded(StatementType type, Bytes data, Shape<T> shape, Function<T, Bytes> toSign,
            Function<T, String> meaning) {
        T value = canonical(data, shape);
        return new Statement(type, data, toSign.apply(value), meaning.apply(value), "");
    }

    private static <T> T canonical(Bytes data, Shape<T> shape) {
        T value = shape.fromCbor(data.toArray());
        if (!Bytes.of(shape.toCbor(value)).equals(data)) {
            throw CodecException.of("its CBOR is not canonical");
        }
        return value;
    }

    private static Statement proof(Bytes data, Bytes extra, Optional<Bytes> challenge) {
        Bytes own = challenge.orElseThrow(() -> CodecException
                .of("addresses are proven to gateways at which this wallet registers, and to nobody else"));
        Bytes expected = GatewayChallenge.bytesToSign(extra, own);
        if (!expected.equals(data)) {
            throw CodecException.of("the bytes to sign are not the hash of the gateway's and the wallet's random bytes");
        }
        return new Statement(StatementType.VERIFY_ADDRESS, extra, expected, "proof of the address to a gateway", "");
    }

    private static String deal(DealProposal deal) {
        return "deal of " + deal.client() + " with " + deal.provider() + ", epochs " + deal.startEpoch().value() + " to "
                + deal.endEpoch().value() + ", " + deal.storagePricePerEpoch().format() + " an epoch, piece " + deal.pieceCid();
    }

    private static String ask(StorageAsk ask) {
        return "ask of " + ask.miner() + ", " + ask.price().format() + " per GiB and epoch";
    }

    private static String shown(Bytes data) {
        String hex = data.slice(0, Math.min(data.length(), DIGEST_SHOWN)).toHex();
        return data.length() > DIGEST_SHOWN ? hex + "…" : hex;
    }
}
