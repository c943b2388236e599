package io.sealstream.node.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Checkpoint;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.SectorRequest;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.domain.Task;
import io.sealstream.node.domain.TaskBook.Entry;
import io.sealstream.node.stores.DurableFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The node's journal: a file of JSON lines, each synced before the method that wrote it returns. A line that a crash tore is cut
 * off at the next start; the file is rewritten when it has grown well beyond its content. Thread safe. Written through a
 * {@link RandomAccessFile}: a channel would be closed for good by the interrupt that cancels a stage.
 */
public final class Journal implements AutoCloseable {
    /** Name of the file in the node's home. */
    public static final String FILE = "journal.jsonl";
    /** A journal shorter than this is not rewritten. */
    private static final int REWRITE_LINES = 4096;

    private final Path file;
    private final JournalState state = new JournalState();
    private RandomAccessFile out;
    private int lines;

    private Journal(Path file, long firstNumber) throws IOException, JournalException {
        this.file = file;
        if (Files.exists(file)) {
            read();
        } else {
            state.apply(new JournalLine.Answered(firstNumber));
        }
        out = rewritten();
    }

    /**
     * Opens the journal of a home, making one if there is none.
     *
     * @param firstNumber request numbers of a new journal begin above this; the time of day, so that a node whose home was lost does
     *                    not use a number twice
     * @throws JournalException when a whole line of it is unreadable, or the disk refuses
     */
    public static Journal open(Path home, long firstNumber) throws JournalException {
        Path file = home.resolve(FILE);
        try {
            return new Journal(file, firstNumber);
        } catch (IOException e) {
            throw new JournalException("the journal " + file + " cannot be opened: " + DurableFiles.reason(e), e);
        }
    }

    private void read() throws IOException, JournalException {
        String text = Files.readString(file);
        int number = 0;
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            number++;
            try {
                state.apply(JournalCodec.decode(text.substring(from, end)));
            } catch (JsonProcessingException | IllegalArgumentException e) {
                throw new JournalException("the journal " + file + " is damaged at line " + number + " (" + firstLine(e)
                        + "): restore the file, or move it away; the node then starts all tasks of the manager anew", e);
            }
            from = end + 1;
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
    }

    /** Rewrites the file to its content and opens it for appending. */
    private RandomAccessFile rewritten() throws IOException {
        List<JournalLine> content = state.lines();
        String text = content.stream().map(line -> JournalCodec.encode(line) + "\n").collect(Collectors.joining());
        DurableFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
        lines = content.size();
        RandomAccessFile fresh = new RandomAccessFile(file.toFile(), "rw");
        fresh.seek(fresh.length());
        return fresh;
    }

    private void append(JournalLine line) throws JournalException {
        try {
            if (lines > REWRITE_LINES && lines > 4 * state.lines().size()) {
                RandomAccessFile former = out;
                out = rewritten();
                former.close();
            }
            long before = out.length();
            try {
                out.write((JournalCodec.encode(line) + "\n").getBytes(StandardCharsets.UTF_8));
                out.getFD().sync();
            } catch (IOException e) {
                out.setLength(before);
                throw e;
            }
        } catch (IOException e) {
            throw new JournalException("the journal " + file + " cannot be written: " + DurableFiles.reason(e)
                    + "; free some space on its disk, nothing is lost and the node tries again", e);
        }
        lines++;
        state.apply(line);
    }

    /** The tasks the node knows, oldest first. */
    public synchronized List<Entry> tasks() {
        return state.tasks();
    }

    public synchronized void taken(Task task) throws JournalException {
        append(new JournalLine.Taken(task));
    }

    public synchronized void finished(Task task, Outcome outcome) throws JournalException {
        append(new JournalLine.Finished(task.id(), outcome));
    }

    public synchronized void dropped(String id) throws JournalException {
        append(new JournalLine.Dropped(id));
    }

    /** The kept output of a stage, if there is one; the caller checks inputs and file. */
    public synchronized Optional<Checkpoint> checkpoint(SectorId sector, Stage stage) {
        return state.checkpoint(sector, stage);
    }

    public synchronized void saved(Checkpoint checkpoint) throws JournalException {
        append(new JournalLine.Saved(checkpoint));
    }

    /** Forgets the outputs of all stages of a sector. */
    public synchronized void cleared(SectorId sector) throws JournalException {
        append(new JournalLine.Cleared(sector));
    }

    /**
     * The incarnation of a process that begins now: its start time, and always above those before, also when the clock went back.
     *
     * @param now Unix milliseconds
     */
    public synchronized long begin(long now) throws JournalException {
        long incarnation = Math.max(now, state.lastIncarnation() + 1);
        append(new JournalLine.Started(incarnation));
        return incarnation;
    }

    /** Gives out the next request number, durably, before the request may be sent. */
    public synchronized SectorRequest request(ActorId miner, String store) throws JournalException {
        SectorRequest request = new SectorRequest(state.lastNumber() + 1, miner, store);
        append(new JournalLine.Requested(request));
        return request;
    }

    /** The request that still waits for its answer. */
    public synchronized Optional<SectorRequest> pendingRequest() {
        return state.pending();
    }

    public synchronized void answered(long number) throws JournalException {
        append(new JournalLine.Answered(number));
    }

    /** Figures for the status page. */
    public synchronized Figures figures() {
        return new Figures(lines, state.tasks().size(), state.checkpointCount(), state.lastNumber());
    }

    /** What the journal holds: lines in the file, known tasks, kept outputs, last request number. */
    public record Figures(int lines, int tasks, int checkpoints, long lastRequest) {}

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
