package io.sealstream.devnet.chain.rpc.gas;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.json.FilecoinJson;

/**
 * How a message shall be filled: fields of lotus ({@code api.MessageSendSpec}) and of venus ({@code types.MessageSendSpec}) together.
 *
 * @param maxFee            most attoFIL for gas; zero for the node's default
 * @param maximizeFeeCap    the fee cap spends all of it
 * @param gasOverEstimation what the gas used is multiplied by; zero for the node's default
 * @param gasOverPremium    what the estimated premium is multiplied by; zero leaves it
 */
public record SendSpec(TokenAmount maxFee, boolean maximizeFeeCap, double gasOverEstimation, double gasOverPremium) {
    public static final SendSpec NONE = new SendSpec(TokenAmount.ZERO, false, 0, 0);
    /** A factor above any use. */
    private static final double MAX_FACTOR = 1000;

    /** Reads one; null gives none. Other fields, such as {@code MsgUuid}, change nothing here. */
    public static SendSpec read(JsonNode json) {
        if (json.isNull() || json.isMissingNode()) {
            return NONE;
        }
        if (!json.isObject()) {
            throw CodecException.of("expected a send spec, not " + json.getNodeType());
        }
        return new SendSpec(amount(json.path("MaxFee")), json.path("MaximizeFeeCap").asBoolean(false),
                factor(json, "GasOverEstimation"), factor(json, "GasOverPremium"));
    }

    private static TokenAmount amount(JsonNode json) {
        boolean none = json.isNull() || json.isMissingNode() || json.asText().isEmpty();
        return none ? TokenAmount.ZERO : FilecoinJson.read(Shapes.AMOUNT, json);
    }

    private static double factor(JsonNode json, String field) {
        double factor = json.path(field).asDouble(0);
        if (!(factor >= 0 && factor <= MAX_FACTOR)) {
            throw CodecException.of(field + " must be 0 to " + MAX_FACTOR + ", not " + json.path(field));
        }
        return factor;
    }
}
