package io.sealstream.conformance;

import io.sealstream.devnet.testing.KafkaTestCluster;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Which client meets which server. Ours meet each other in every build; the profiles ask others in. */
enum Meeting {
    OURS_AND_OURS("", ""), PYTHON_AT_OURS("python", ""), JAVA_AT_OURS("java", ""), OURS_AT_APICURIO("", "apicurio");

    private final String client;
    private final String server;

    Meeting(String client, String server) {
        this.client = client;
        this.server = server;
    }

    /** Those of which every peer is wanted: {@code -Dconformance.peers} lists them. */
    static List<Meeting> wanted() {
        Set<String> peers = Set.of(("ours " + System.getProperty("conformance.peers", "")).strip().split(" +", -1));
        return Arrays.stream(values()).filter(meeting -> meeting.isWanted(peers)).toList();
    }

    /** Those with a client of others at our registry. */
    static List<Meeting> ofOthersAtOurs() {
        return wanted().stream().filter(meeting -> !meeting.client.isEmpty() && meeting.server.isEmpty()).toList();
    }

    private boolean isWanted(Set<String> peers) {
        return (client.isEmpty() || peers.contains(client)) && (server.isEmpty() || peers.contains(server));
    }

    URI url() {
        return server.isEmpty() ? KafkaTestCluster.shared().registry() : Apicurio.url();
    }

    Client open() {
        return client.isEmpty() ? new OwnClient(url()) : new PeerClient(client + "-client", url());
    }
}
