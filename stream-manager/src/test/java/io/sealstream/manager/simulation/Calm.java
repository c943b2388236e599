package io.sealstream.manager.simulation;

import java.util.NavigableSet;
import java.util.TreeSet;

/** Which epoch it is, and in which epochs the cluster could not work as it should. */
final class Calm {
    private final NavigableSet<Long> disturbed = new TreeSet<>();
    private long head;

    /** Epoch of the newest tipset. */
    long head() {
        return head;
    }

    void head(long epoch) {
        head = epoch;
    }

    /** Something was wrong in these epochs. */
    void disturb(long from, long to) {
        for (long epoch = from; epoch <= to; epoch++) {
            disturbed.add(epoch);
        }
    }

    /** Something is wrong now and for so many epochs more. */
    void disturb(long epochs) {
        disturb(head, head + epochs);
    }

    /** The longest run of epochs in a range in which nothing was wrong. */
    long longest(long from, long to) {
        return longest(this, from, to);
    }

    /** The same, where nothing was wrong in the eyes of another either. */
    long longest(Calm other, long from, long to) {
        NavigableSet<Long> wrong = new TreeSet<>(disturbed.subSet(from, true, Math.max(from, to), true));
        wrong.addAll(other.disturbed.subSet(from, true, Math.max(from, to), true));
        long longest = 0;
        long begin = from;
        for (long epoch : wrong) {
            longest = Math.max(longest, epoch - begin);
            begin = epoch + 1;
        }
        return Math.max(longest, to - begin + 1);
    }
}
