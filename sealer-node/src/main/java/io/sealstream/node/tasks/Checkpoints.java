package io.sealstream.node.tasks;

import io.sealstream.node.domain.Checkpoint;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.journal.Journal;
import io.sealstream.node.journal.JournalException;
import io.sealstream.node.stores.DurableFiles;
import io.sealstream.node.stores.ScratchSector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps outputs of finished stages beside the sector's files and their digests in the journal. An output counts only for the
 * same inputs and while its bytes are those that were kept.
 */
final class Checkpoints {
    private final Journal journal;

    Checkpoints(Journal journal) {
        this.journal = journal;
    }

    /** The kept output of a stage, if it is whole and was made from these inputs. */
    Optional<byte[]> find(ScratchSector sector, Stage stage, String inputs) throws IOException {
        Optional<Checkpoint> kept = journal.checkpoint(sector.sector(), stage);
        Path file = output(sector, stage);
        if (kept.isEmpty() || !kept.get().inputs().equals(inputs) || !kept.get().file().equals(file.toString())
                || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file);
        return DurableFiles.digest(bytes).equals(kept.get().sha256()) ? Optional.of(bytes) : Optional.empty();
    }

    /** Keeps an output: file first, then the journal. */
    void keep(ScratchSector sector, Stage stage, String inputs, byte[] output) throws IOException, JournalException {
        Path file = output(sector, stage);
        DurableFiles.write(file, output);
        journal.saved(new Checkpoint(sector.sector(), stage, inputs, file.toString(), DurableFiles.digest(output)));
    }

    /** Forgets the output of a stage that turned out to be wrong. */
    void discard(ScratchSector sector, Stage stage) throws IOException {
        Files.deleteIfExists(output(sector, stage));
    }

    /** Forgets every output of a sector. */
    void clear(ScratchSector sector) throws JournalException {
        journal.cleared(sector.sector());
    }

    private static Path output(ScratchSector sector, Stage stage) {
        return sector.output(stage.word().toLowerCase(Locale.ROOT) + ".out").toAbsolutePath();
    }
}
