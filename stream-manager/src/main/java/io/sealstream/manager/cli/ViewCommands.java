package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that show messages, nodes and chain nodes. */
final class ViewCommands {
    private ViewCommands() {}

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists messages, newest last.")
    static final class Messages implements Callable<Integer> {
        @Option(names = "--open", description = "Only those that are not over.")
        private boolean open;
        @Option(names = "--sender", paramLabel = "ADDRESS", description = "Only those of one sender.")
        private @Nullable Address sender;
        @Option(names = "--miner", paramLabel = "MINER", description = "Only those for one miner.")
        private @Nullable ActorId miner;
        @Mixin
        private final CommonOptions options;

        Messages(Surroundings surroundings) {
            this.options = new CommonOptions(surroundings);
        }

        @Override
        public Integer call() {
            ObjectNode filter = JsonNodeFactory.instance.objectNode().put("openOnly", open);
            if (sender != null) {
                filter.put("sender", sender.toString());
            }
            if (miner != null) {
                filter.put("miner", miner.toString());
            }
            JsonNode messages = options.call("Messages", filter);
            Table table = new Table("INTENT", "METHOD", "STATE", "NONCE", "EXIT", "GAS", "NOW");
            for (JsonNode each : messages) {
                table.row(each.path("intent").asText(), each.path("methodName").asText(), each.path("state").asText(),
                        cell(each.path("nonce")), cell(each.path("exitCode")), cell(each.path("gasUsed")),
                        each.path("waitingFor").asText());
            }
            options.show(messages, table);
            return 0;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a message.")
    static final class Message implements Callable<Integer> {
        @Parameters(paramLabel = "INTENT", description = "Intent id, as `message list` shows it.")
        private String intent = "";
        @Mixin
        private final CommonOptions options;

        Message(Surroundings surroundings) {
            this.options = new CommonOptions(surroundings);
        }

        @Override
        public Integer call() {
            JsonNode message = options.call("Message", Json.text(intent));
            Table table = new Table("intent", intent);
            message.properties().stream().filter(each -> !each.getKey().equals("intent"))
                    .forEach(each -> table.row(each.getKey(), cell(each.getValue())));
            options.show(message, table);
            return 0;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the nodes.")
    static final class Nodes implements Callable<Integer> {
        @Mixin
        private final CommonOptions options;

        Nodes(Surroundings surroundings) {
            this.options = new CommonOptions(surroundings);
        }

        @Override
        public Integer call() {
            JsonNode nodes = options.call("Nodes");
            Table table = new Table("NODE", "HERE", "VERSION", "ENDPOINT", "RUNNING");
            for (JsonNode each : nodes) {
                table.row(each.path("node").asText(), each.path("here").asBoolean() ? "yes" : "silent",
                        each.path("version").asText(),
                        each.path("endpoint").asText(), String.valueOf(each.path("running").size()));
            }
            options.show(nodes, table);
            return 0;
        }
    }

    @Command(name = "status", mixinStandardHelpOptions = true,
            description = "Shows the chain nodes of a manager: which one is asked, and why others are not.")
    static final class ChainStatus implements Callable<Integer> {
        @Mixin
        private final CommonOptions options;

        ChainStatus(Surroundings surroundings) {
            this.options = new CommonOptions(surroundings);
        }

        @Override
        public Integer call() {
            JsonNode nodes = options.call("ChainNodes");
            Table table = new Table("NODE", "ASKED", "STANDING", "EPOCH", "FAILURES", "SINCE", "WHY");
            for (JsonNode each : nodes) {
                table.row(each.path("node").asText(), each.path("chosen").asBoolean() ? "yes" : "no",
                        each.path("standing").asText(), each.path("epoch").asText(), each.path("failures").asText(),
                        each.path("since").asText(), each.path("reason").asText());
            }
            options.show(nodes, table);
            return 0;
        }
    }

    private static String cell(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "-" : value.asText();
    }
}
