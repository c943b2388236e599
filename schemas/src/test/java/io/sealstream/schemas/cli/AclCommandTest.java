package io.sealstream.schemas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code topics acl print} and what is said about wrong usage; the rest needs a cluster. */
final class AclCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine line = TopicsMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    @Test
    void shouldPrintAScriptForEveryTopicAndUser() {
        assertThat(run("acl", "print", "--user", "node=node-1", "--user", "node=node-2", "--application", "east")).isZero();

        String script = out.toString();
        assertThat(script).startsWith("#!/bin/sh\nset -eu\n").contains(
                "--add --allow-principal 'User:node-2' --operation Write --topic 'node.result' --topic 'dead.letter'\n",
                "--add --allow-principal 'User:wallet-signer' --operation Read --group 'wallet-signer'\n",
                "--operation Read --operation Write --operation Create --operation Delete --operation DescribeConfigs --topic 'east-' "
                        + "--resource-pattern-type prefixed\n",
                "'User:operator' --operation Describe --operation DescribeConfigs --cluster\n").doesNotContain("sealer-node");
        assertThat(Topics.ALL).allSatisfy(topic -> assertThat(script).contains("--topic '" + topic.name() + "'"));
    }

    @Test
    void shouldSayWhatIsWrongWithAnOption() {
        assertThat(run("acl", "print", "--user", "miner=x")).isEqualTo(1);
        assertThat(err).hasToString(
                "topics: --user miner=x cannot be read; write ROLE=NAME with a role of manager, node, signer, registry, operator\n");
    }

    @Test
    void shouldAskForACommandAndForACluster() {
        assertThat(run("acl")).isEqualTo(2);
        assertThat(err.toString()).contains("Give a command: print, apply, check or user");
        assertThat(run("acl", "check")).isEqualTo(1);
        assertThat(err.toString()).contains("no cluster is named; give --bootstrap HOST:PORT or --config FILE");
    }
}
