package io.sealstream.manager.cli;

import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.edge.chain.Answer;
import io.sealstream.manager.edge.chain.ChainCallException;
import io.sealstream.manager.edge.chain.ChainNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The base fees of a chain as lines {@code epoch,attoFIL}, one for each tipset that is asked for; a null round has none. A file that is there is
 * gone on with, so a broken export costs nothing but another run. One call of {@code ChainGetTipSetByHeight} for each line.
 */
final class FeeExport {
    private static final String HEAD = "epoch,attoFIL";
    private static final String LINE = "\\d{1,12},\\d{1,24}";
    private static final int PROGRESS = 1_000;

    private final ChainNode node;
    private final PrintWriter progress;

    FeeExport(ChainNode node, PrintWriter progress) {
        this.node = node;
        this.progress = progress;
    }

    /**
     * Which epochs.
     *
     * @param every asks for each of so many epochs
     */
    record Epochs(long from, long to, long every) {}

    /** Writes the file to its end; the number of lines added. */
    long write(Epochs epochs, Path file) {
        TipSet head = tipSet(node.call("ChainHead"));
        if (epochs.to() > head.height()) {
            throw new CliFailure("--to " + epochs.to() + " is beyond the head of the chain, " + head.height());
        }
        try {
            long last = last(file, epochs);
            try (BufferedWriter out = Files.newBufferedWriter(file, StandardOpenOption.APPEND)) {
                return write(epochs, head, last, out);
            }
        } catch (IOException e) {
            throw new CliFailure("--out " + file + " cannot be written: " + e);
        }
    }

    private long write(Epochs epochs, TipSet head, long written, BufferedWriter out) throws IOException {
        long last = written;
        long lines = 0;
        for (long epoch = next(epochs, last); epoch <= epochs.to(); epoch += epochs.every()) {
            TipSet tipSet = at(epoch, head, last);
            if (tipSet.height() <= last || tipSet.height() < epochs.from()) {
                continue;
            }
            out.write(tipSet.height() + "," + tipSet.baseFee() + "\n");
            last = tipSet.height();
            if (++lines % PROGRESS == 0) {
                out.flush();
                progress.println("epoch " + epoch + " of " + epochs.to());
                progress.flush();
            }
        }
        return lines;
    }

    private static long next(Epochs epochs, long last) {
        long done = last < epochs.from() ? 0 : (last - epochs.from()) / epochs.every() + 1;
        return epochs.from() + done * epochs.every();
    }

    private TipSet at(long epoch, TipSet head, long last) {
        try {
            return tipSet(node.call("ChainGetTipSetByHeight", new JsonTree.Whole(BigInteger.valueOf(epoch)), head.key()));
        } catch (ChainCallException e) {
            throw new CliFailure("epoch " + epoch + " cannot be read (" + e.reason() + ")"
                    + (last < 0 ? "" : "; the same command goes on behind epoch " + last));
        }
    }

    /** Last epoch that stands in the file, -1 in a new one; a line that was cut off is cut away. */
    private static long last(Path file, Epochs epochs) throws IOException {
        if (!Files.exists(file)) {
            Files.writeString(file, HEAD + "\n");
            return -1;
        }
        String text = Files.readString(file);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        List<String> lines = whole.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEAD) || !lines.stream().skip(1).allMatch(each -> each.matches(LINE))) {
            throw new CliFailure("--out " + file + " is there and is no export of base fees; give another file");
        }
        long first = lines.size() == 1 ? epochs.from() : epoch(lines.get(1));
        long last = lines.size() == 1 ? -1 : epoch(lines.getLast());
        if (first < epochs.from() || last > epochs.to()) {
            throw new CliFailure("--out " + file + " has epochs " + first + " to " + last + ", not only " + epochs.from() + " to "
                    + epochs.to() + "; give another file");
        }
        Files.writeString(file, whole);
        return last;
    }

    private static long epoch(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(',')));
    }

    /** What is read of a tipset. */
    private record TipSet(long height, TokenAmount baseFee, JsonTree key) {}

    private static TipSet tipSet(Answer answer) {
        List<Answer> blocks = answer.at("Blocks").items();
        if (blocks.isEmpty()) {
            throw new CliFailure("the chain node answered a tipset without blocks");
        }
        return new TipSet(answer.at("Height").number(), blocks.getFirst().at("ParentBaseFee").as(Shapes.AMOUNT),
                TipSetKey.SHAPE.toJson(answer.at("Cids").as(TipSetKey.SHAPE)));
    }
}
