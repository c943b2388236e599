package io.sealstream.devnet.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Short names for JSON values in tests. */
final class TextNodes {
    private TextNodes() {}

    static JsonNode of(String text) {
        return TextNode.valueOf(text);
    }

    static JsonNode number(long value) {
        return LongNode.valueOf(value);
    }

    static JsonNode none() {
        return NullNode.getInstance();
    }

    static JsonNode yes() {
        return BooleanNode.TRUE;
    }
}
