package io.sealstream.devnet.chain.rpc.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.devnet.chain.rpc.faults.FaultRule.Effect;
import io.sealstream.devnet.chain.rpc.faults.FaultRule.When;
import io.sealstream.rpc.RpcException;
import io.sealstream.schemas.config.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rules as JSON: {@code method}; at most one of {@code next}, {@code every}, {@code probability} (with {@code seed}); one of {@code error}
 * (with {@code code}, 1 by default), {@code delay}, {@code drop}, {@code silence}; and {@code after}.
 */
public final class FaultJson {
    private static final Set<String> WHEN = Set.of("next", "every", "probability");
    private static final Set<String> EFFECT = Set.of("error", "delay", "drop", "silence");
    private static final Set<String> OTHER = Set.of("method", "seed", "code", "after");

    private FaultJson() {}

    /**
     * Reads a list of rules.
     *
     * @throws RpcException with the number of the rule that cannot be read and why
     */
    public static List<FaultRule> read(JsonNode json) {
        if (!json.isArray()) {
            throw RpcException
                    .invalidParams("expected a list of rules such as [{\"method\":\"Filecoin.Mpool*\",\"error\":\"busy\"}]");
        }
        List<FaultRule> rules = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            try {
                rules.add(rule(json.get(i)));
            } catch (IllegalArgumentException e) {
                throw RpcException.invalidParams("rule " + i + ": " + e.getMessage());
            }
        }
        return rules;
    }

    private static FaultRule rule(JsonNode json) {
        if (!json.path("method").isTextual()) {
            throw new IllegalArgumentException("method is missing; write a name or a pattern such as \"Filecoin.Mpool*\"");
        }
        Set<String> when = new TreeSet<>();
        Set<String> effect = new TreeSet<>();
        json.fieldNames().forEachRemaining(name -> {
            if (WHEN.contains(name)) {
                when.add(name);
            } else if (EFFECT.contains(name)) {
                effect.add(name);
            } else if (!OTHER.contains(name)) {
                throw new IllegalArgumentException("there is no field \"" + name + "\"");
            }
        });
        if (when.size() > 1 || effect.size() != 1) {
            throw new IllegalArgumentException("write at most one of " + new TreeSet<>(WHEN) + " and exactly one of "
                    + new TreeSet<>(EFFECT) + "; here are " + when + " and " + effect);
        }
        return new FaultRule(json.path("method").textValue(),
                when.isEmpty() ? new When.Always() : when(when.iterator().next(), json),
                effect(effect.iterator().next(), json), flag(json, "after", false));
    }

    private static When when(String name, JsonNode json) {
        return switch (name) {
            case "next" -> new When.Next(whole(json, name));
            case "every" -> new When.Every(whole(json, name));
            default -> {
                if (!json.path(name).isNumber()) {
                    throw new IllegalArgumentException(name + " must be a number of 0 to 1");
                }
                yield new When.Chance(json.path(name).doubleValue(), json.has("seed") ? whole(json, "seed") : 0);
            }
        };
    }

    private static Effect effect(String name, JsonNode json) {
        return switch (name) {
            case "error" -> new Effect.Refusal(json.has("code") ? Math.toIntExact(whole(json, "code")) : RpcException.GENERAL,
                    text(json, name));
            case "delay" -> new Effect.Delay(Durations.parse(text(json, name))
                    .orElseThrow(() -> new IllegalArgumentException("delay must be " + Durations.FORM)));
            case "drop" -> required(json, name, new Effect.Drop());
            default -> required(json, name, new Effect.Silence());
        };
    }

    private static Effect required(JsonNode json, String name, Effect effect) {
        if (!flag(json, name, false)) {
            throw new IllegalArgumentException(name + " can only be true");
        }
        return effect;
    }

    private static long whole(JsonNode json, String name) {
        if (!json.path(name).canConvertToExactIntegral() || !json.path(name).canConvertToLong()) {
            throw new IllegalArgumentException(name + " must be a whole number");
        }
        return json.path(name).longValue();
    }

    private static String text(JsonNode json, String name) {
        if (!json.path(name).isTextual()) {
            throw new IllegalArgumentException(name + " must be text");
        }
        return json.path(name).textValue();
    }

    private static boolean flag(JsonNode json, String name, boolean fallback) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isBoolean()) {
            throw new IllegalArgumentException(name + " must be true or false");
        }
        return value.booleanValue();
    }

    /** The rules with their counts, in the form that {@link #read} takes and the counts beside it. */
    public static ArrayNode write(List<Faults.Count> counts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Faults.Count count : counts) {
            ObjectNode item = list.addObject();
            item.set("rule", write(count.rule()));
            item.put("calls", count.calls()).put("hits", count.hits());
        }
        return list;
    }

    private static ObjectNode write(FaultRule rule) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("method", rule.method());
        switch (rule.when()) {
            case When.Always always -> {
                // nothing to say
            }
            case When.Next next -> json.put("next", next.calls());
            case When.Every every -> json.put("every", every.calls());
            case When.Chance chance -> json.put("probability", chance.probability()).put("seed", chance.seed());
        }
        switch (rule.effect()) {
            case Effect.Refusal refusal -> json.put("error", refusal.message()).put("code", refusal.code());
            case Effect.Delay delay -> json.put("delay", delay.time().toMillis() + "ms");
            case Effect.Drop drop -> json.put("drop", true);
            case Effect.Silence silence -> json.put("silence", true);
        }
        return rule.after() ? json.put("after", true) : json;
    }
}
