package io.sealstream.signer.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.offchain.AskResponse;
import io.sealstream.filecoin.offchain.ClientDealProposal;
import io.sealstream.filecoin.offchain.DealResponse;
import io.sealstream.filecoin.offchain.DrawRandomParams;
import io.sealstream.filecoin.offchain.ProviderDealState;
import io.sealstream.filecoin.offchain.SignedVoucher;
import io.sealstream.filecoin.offchain.StorageAsk;
import io.sealstream.filecoin.state.DealProposal;
import io.sealstream.signer.domain.StatementType;

/**
 * What a filter reads: {@code {"SignType": text, "Data": the decoded object, of unreadable bytes their base64}} (venus-wallet
 * {@code storage/wallet/sign_filter.go}, {@code SignMsg}).
 */
final class FilterInput {
    private FilterInput() {}

    static JsonNode of(String type, Bytes content) {
        return JsonNodeFactory.instance.objectNode().put("SignType", type).set("Data",
                type.equals(Ask.MESSAGE)
                        ? FilecoinJson.message(Message.fromCbor(content.toArray()))
                        : data(StatementType.of(type).orElseThrow(), content));
    }

    private static JsonNode data(StatementType type, Bytes content) {
        return switch (type) {
            case BLOCK -> decoded(BlockHeader.SHAPE, content);
            case DEAL_PROPOSAL -> decoded(DealProposal.SHAPE, content);
            case CLIENT_DEAL -> decoded(ClientDealProposal.SHAPE, content);
            case DRAW_RANDOM_PARAM -> decoded(DrawRandomParams.SHAPE, content);
            case SIGNED_VOUCHER -> decoded(SignedVoucher.SHAPE, content);
            case STORAGE_ASK -> decoded(StorageAsk.SHAPE, content);
            case ASK_RESPONSE -> decoded(AskResponse.SHAPE, content);
            case NETWORK_RESPONSE -> decoded(DealResponse.SHAPE, content);
            case PROVIDER_DEAL_STATE -> decoded(ProviderDealState.SHAPE, content);
            case VERIFY_ADDRESS, UNKNOWN, F3 -> FilecoinJson.write(Shapes.BYTES, content);
        };
    }

    private static <T> JsonNode decoded(Shape<T> shape, Bytes content) {
        return FilecoinJson.write(shape, shape.fromCbor(content.toArray()));
    }
}
