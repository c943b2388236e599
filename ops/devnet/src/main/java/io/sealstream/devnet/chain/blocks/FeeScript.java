package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script of the base fee: CSV lines {@code epoch,attoFIL} with rising epochs. Before the first line the chain's own rule holds, after the
 * last one its fee. A line {@code epoch,attoFIL}, empty lines and those that begin with {@code #} are skipped.
 */
public final class FeeScript implements BaseFees {
    private static final int MAX_LINES = 100_000;
    private static final String HEAD = "epoch,attofil";
    private static final Pattern LINE = Pattern.compile("(\\d{1,12})\\s*,\\s*(\\d{1,24})");

    private final NavigableMap<Long, TokenAmount> steps;
    private final Between between;

    /** What holds between two lines. */
    public enum Between {
        /** The fee of the earlier one. */
        HOLD,
        /** The straight line from one to the other, rounded down. */
        LINEAR
    }

    private FeeScript(NavigableMap<Long, TokenAmount> steps, Between between) {
        this.steps = steps;
        this.between = between;
    }

    /**
     * Reads a script.
     *
     * @throws CodecException with number and text of the first bad line
     */
    public static FeeScript parse(String csv, Between between) {
        NavigableMap<Long, TokenAmount> steps = new TreeMap<>();
        List<String> lines = csv.lines().toList();
        if (lines.size() > MAX_LINES) {
            throw CodecException.of("a script of base fees has at most " + MAX_LINES + " lines, not " + lines.size());
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#") && !line.replace(" ", "").equalsIgnoreCase(HEAD)) {
                read(line, i + 1, steps);
            }
        }
        if (steps.isEmpty()) {
            throw CodecException.of("a script of base fees needs at least one line epoch,attoFIL");
        }
        return new FeeScript(steps, between);
    }

    private static void read(String line, int number, NavigableMap<Long, TokenAmount> steps) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw bad(number, line, "is not epoch,attoFIL; write two whole numbers, such as 1200,5000000000");
        }
        long epoch = Long.parseLong(matcher.group(1));
        TokenAmount fee = new TokenAmount(new BigInteger(matcher.group(2)));
        if (!steps.isEmpty() && epoch <= steps.lastKey()) {
            throw bad(number, line, "does not come after epoch " + steps.lastKey() + "; sort the lines by epoch");
        }
        if (fee.compareTo(Gas.MIN_BASE_FEE) < 0) {
            throw bad(number, line, "is below the least base fee; give " + Gas.MIN_BASE_FEE + " attoFIL or more");
        }
        steps.put(epoch, fee);
    }

    private static CodecException bad(int number, String line, String why) {
        return CodecException
                .of("base fees, line " + number + ": \"" + line.substring(0, Math.min(60, line.length())) + "\" " + why);
    }

    @Override
    public TokenAmount over(Entry parent, long epoch) {
        Map.Entry<Long, TokenAmount> before = steps.floorEntry(epoch);
        if (before == null) {
            return RULE.over(parent, epoch);
        }
        Map.Entry<Long, TokenAmount> after = steps.higherEntry(epoch);
        return between == Between.HOLD || after == null ? before.getValue() : onTheWay(before, after, epoch);
    }

    private static TokenAmount onTheWay(Map.Entry<Long, TokenAmount> before, Map.Entry<Long, TokenAmount> after, long epoch) {
        BigInteger rise = after.getValue().atto().subtract(before.getValue().atto());
        BigInteger done = rise.multiply(BigInteger.valueOf(epoch - before.getKey()));
        BigInteger[] part = done.divideAndRemainder(BigInteger.valueOf(after.getKey() - before.getKey()));
        BigInteger floor = part[1].signum() < 0 ? part[0].subtract(BigInteger.ONE) : part[0];
        return new TokenAmount(before.getValue().atto().add(floor));
    }

    /** First and last epoch and the number of lines, for people. */
    @Override
    public String toString() {
        return steps.size() + " lines from epoch " + steps.firstKey() + " to " + steps.lastKey();
    }
}
