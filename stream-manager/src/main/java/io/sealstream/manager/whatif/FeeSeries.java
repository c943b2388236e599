package io.sealstream.manager.whatif;

import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.policy.BaseFees;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Base fees by epoch: CSV lines {@code epoch,attoFIL} with rising epochs, as {@code ops/bin/chain export-base-fee} writes them. Each fee holds
 * until the next line. A first line {@code epoch,attoFIL}, empty lines and those that begin with {@code #} are skipped.
 */
public final class FeeSeries {
    /** Epochs between two samples of the last day. */
    public static final long SAMPLE = 30;
    private static final long DAY = ChainLimits.NV28.epochsPerDay();
    private static final String HEAD = "epoch,attofil";
    private static final Pattern LINE = Pattern.compile("(\\d{1,12})\\s*,\\s*(\\d{1,24})");

    private final NavigableMap<Long, TokenAmount> steps;
    private long sampledAt = Long.MIN_VALUE;
    private List<TokenAmount> samples = List.of();

    private FeeSeries(NavigableMap<Long, TokenAmount> steps) {
        this.steps = steps;
    }

    /**
     * The series of a CSV with lines {@code epoch,attoFIL}.
     *
     * @throws CodecException with number and text of the first bad line
     */
    public static FeeSeries parse(String csv) {
        NavigableMap<Long, TokenAmount> steps = new TreeMap<>();
        List<String> lines = csv.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#") && !line.replace(" ", "").equalsIgnoreCase(HEAD)) {
                read(line, i + 1, steps);
            }
        }
        if (steps.isEmpty()) {
            throw CodecException.of("a series of base fees needs at least one line epoch,attoFIL");
        }
        return new FeeSeries(steps);
    }

    private static void read(String line, int number, NavigableMap<Long, TokenAmount> steps) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw bad(number, line, "is not epoch,attoFIL; write two whole numbers, such as 1200,5000000000");
        }
        long epoch = Long.parseLong(matcher.group(1));
        if (!steps.isEmpty() && epoch <= steps.lastKey()) {
            throw bad(number, line, "does not come after epoch " + steps.lastKey() + "; sort the lines by epoch");
        }
        steps.put(epoch, new TokenAmount(new BigInteger(matcher.group(2))));
    }

    private static CodecException bad(int number, String line, String why) {
        return CodecException
                .of("base fees, line " + number + ": \"" + line.substring(0, Math.min(60, line.length())) + "\" " + why);
    }

    /** First epoch of the series. */
    public long first() {
        return steps.firstKey();
    }

    /** Epoch of the last line, whose fee holds on. */
    public long last() {
        return steps.lastKey();
    }

    /** The fee at an epoch; before the first line that of the first. */
    public TokenAmount at(long epoch) {
        return Objects.requireNonNull(steps.floorEntry(Math.max(epoch, first()))).getValue();
    }

    /** What is known at an epoch: its fee and the samples of the day before. */
    public BaseFees seenAt(long epoch) {
        long slot = Math.floorDiv(epoch, SAMPLE) * SAMPLE;
        if (slot != sampledAt) {
            sampledAt = slot;
            samples = sample(slot);
        }
        return new BaseFees(at(epoch), samples);
    }

    private List<TokenAmount> sample(long end) {
        List<TokenAmount> sampled = new ArrayList<>();
        for (long epoch = Math.max(end - DAY, first()); epoch < end; epoch += SAMPLE) {
            sampled.add(at(epoch));
        }
        return List.copyOf(sampled);
    }
}
