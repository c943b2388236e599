package io.sealstream.manager.app;

import io.sealstream.schemas.kafka.AdminCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Local stores belong to the very changelogs they were filled from. Kafka Streams knows these by name and offset only, so after a rebuild on
 * another machine it would go on with old stores at an offset that means something else. The ids of the changelogs are kept beside the stores;
 * where one differs or is unknown, the stores are deleted and filled again.
 */
final class LocalStores {
    private static final Logger LOGGER = LoggerFactory.getLogger(LocalStores.class);

    private LocalStores() {}

    /**
     * Deletes them where they are another's. Kafka Streams must not have been made yet: it opens the stores it finds.
     *
     * @param changelogs those that exist
     */
    static void check(Admin admin, StreamsSettings settings, Collection<String> changelogs) {
        Path stores = settings.stateDir().resolve(settings.applicationId());
        Path ids = settings.stateDir().resolve(settings.applicationId() + ".changelogs");
        List<String> now = AdminCalls.await(admin.describeTopics(changelogs).allTopicNames(), "describing changelogs").values()
                .stream().map(topic -> topic.name() + " " + topic.topicId()).sorted().toList();
        try {
            List<String> before = Files.exists(ids) ? Files.readAllLines(ids) : List.of();
            if (Files.exists(stores) && !now.equals(before)) {
                LOGGER.atInfo().addKeyValue("folder", stores).log("Changelogs are new; local stores are filled from them again");
                delete(stores);
            }
            Files.createDirectories(settings.stateDir());
            Files.write(ids, now);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the folder of local stores " + settings.stateDir() + " cannot be used (" + e.getMessage()
                            + "); make it writable or change streams.state-dir",
                    e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
