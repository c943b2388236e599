package io.sealstream.manager.edge.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.TokenAmount;
import java.util.List;
import java.util.function.Function;

/** Positional parameters of a call, read with errors that name the parameter. */
public final class Params {
    private static final int MAX_NAME = 200;

    private final JsonNode values;
    private final int count;

    /** @param values an array; a missing or null node is no parameters */
    public Params(JsonNode values) {
        if (!values.isArray() && !values.isNull() && !values.isMissingNode()) {
            throw new RpcFault(RpcFault.BAD_PARAMS, "params is not an array; give the parameters by position");
        }
        this.values = values;
        this.count = values.size();
    }

    /** Refuses more parameters than the method has. */
    void atMost(int most) {
        if (count > most) {
            throw new RpcFault(RpcFault.BAD_PARAMS, count + " parameters were given, the method takes at most " + most);
        }
    }

    boolean has(int index) {
        return index < count && !values.get(index).isNull();
    }

    JsonNode json(int index, String name) {
        if (!has(index)) {
            throw wrong(index, name, "is missing");
        }
        return values.get(index);
    }

    String text(int index, String name) {
        JsonNode value = json(index, name);
        if (!value.isTextual()) {
            throw wrong(index, name, "is not a text");
        }
        return value.textValue();
    }

    /** A name of a client or an intent: not empty, without control characters, of bounded length. */
    String name(int index, String name) {
        String text = text(index, name);
        if (text.isBlank() || text.length() > MAX_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw wrong(index, name, "is not a name of 1 to " + MAX_NAME + " printable characters");
        }
        return text;
    }

    long number(int index, String name, long least) {
        JsonNode value = json(index, name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < least) {
            throw wrong(index, name, "is not a whole number of at least " + least);
        }
        return value.longValue();
    }

    /** One of a few names. */
    <E extends Enum<E>> E choice(int index, String name, List<E> choices) {
        String text = text(index, name);
        return choices.stream().filter(each -> each.name().equals(text)).findFirst()
                .orElseThrow(() -> wrong(index, name, "is not one of " + choices));
    }

    ActorId miner(int index, String name) {
        return parsed(index, name, ActorId::parse);
    }

    Address address(int index, String name) {
        return parsed(index, name, Address::parse);
    }

    TokenAmount amount(int index, String name) {
        return parsed(index, name, TokenAmount::parse);
    }

    private <T> T parsed(int index, String name, Function<String, T> parser) {
        String text = text(index, name);
        try {
            return parser.apply(text);
        } catch (CodecException e) {
            throw wrong(index, name, "cannot be read: " + e.getMessage());
        }
    }

    private static RpcFault wrong(int index, String name, String what) {
        return new RpcFault(RpcFault.BAD_PARAMS, "parameter " + (index + 1) + " (" + name + ") " + what);
    }
}
