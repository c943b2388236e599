package io.sealstream.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What an HTTP answer of a registry means. An answer that a registry cannot have given (no JSON, no id where one is due) is refused: an id
 * that was made up from it would be written into records.
 */
final class RegistryAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int SHOWN = 200;

    private RegistryAnswer() {}

    /** Whether the same request may be answered better in a moment. */
    static boolean mayPass(int status) {
        return status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
    }

    /** Such an answer in words. */
    static String problem(HttpResponse<String> response) {
        return "HTTP " + response.statusCode() + " " + shown(response.body());
    }

    /** The JSON of a success; anything else is {@link RegistryRefusedException}. */
    static JsonNode read(URI base, HttpResponse<String> response) {
        int status = response.statusCode();
        JsonNode answer = json(response.body());
        if (status / 100 == 2 && !answer.isMissingNode()) {
            return answer;
        }
        if (status / 100 != 2 && answer.path("error_code").isInt()) {
            int code = answer.path("error_code").intValue();
            throw new RegistryRefusedException(code, "the schema registry refused (" + code + "): "
                    + answer.path("message").asText("no reason given") + hint(response));
        }
        throw new RegistryRefusedException(status,
                base + " answered HTTP " + status + " and nothing that a schema registry says: "
                        + shown(response.body()) + hint(response) + "; is it the URL of a schema registry?");
    }

    private static String hint(HttpResponse<String> response) {
        return switch (response.statusCode()) {
            case 401, 403, 407 -> "; check the registry's user or token";
            case 301, 302, 303, 307, 308 ->
                "; it points to " + response.headers().firstValue("Location").orElse("nowhere") + ", give that as the URL";
            default -> "";
        };
    }

    static int id(JsonNode answer) {
        return part(answer, "id", JsonNode::canConvertToInt, JsonNode::intValue);
    }

    static boolean isCompatible(JsonNode answer) {
        return part(answer, "is_compatible", JsonNode::isBoolean, JsonNode::booleanValue);
    }

    static String schema(JsonNode answer) {
        return part(answer, "schema", JsonNode::isTextual, JsonNode::textValue);
    }

    static List<Integer> numbers(JsonNode answer) {
        return list(answer, JsonNode::canConvertToInt, JsonNode::intValue);
    }

    static List<String> texts(JsonNode answer) {
        return list(answer, JsonNode::isTextual, JsonNode::textValue);
    }

    private static <T> T part(JsonNode answer, String name, Predicate<JsonNode> fits, Function<JsonNode, T> value) {
        JsonNode part = answer.path(name);
        if (!fits.test(part)) {
            throw strange(answer);
        }
        return value.apply(part);
    }

    private static <T> List<T> list(JsonNode answer, Predicate<JsonNode> fits, Function<JsonNode, T> value) {
        List<T> out = new ArrayList<>();
        for (JsonNode item : answer) {
            if (!fits.test(item)) {
                throw strange(answer);
            }
            out.add(value.apply(item));
        }
        if (!answer.isArray()) {
            throw strange(answer);
        }
        return List.copyOf(out);
    }

    private static RegistryRefusedException strange(JsonNode answer) {
        return new RegistryRefusedException(0, "the schema registry answered what none says: " + shown(answer.toString())
                + "; is it the URL of a schema registry?");
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static String shown(String body) {
        return body.length() <= SHOWN ? body : body.substring(0, SHOWN) + "…";
    }
}
