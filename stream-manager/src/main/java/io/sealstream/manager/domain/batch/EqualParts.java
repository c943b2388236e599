package io.sealstream.manager.domain.batch;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Lists cut into parts that are about equally large. */
public final class EqualParts {
    private EqualParts() {}

    /**
     * As few parts as all fit; one for each item where even these do not.
     *
     * @param least parts that are needed in any case
     * @param make  what becomes of a part
     */
    public static <T, P> List<P> fewest(List<T> items, int least, Function<List<T>, P> make, Predicate<P> fits) {
        for (int parts = least;; parts++) {
            List<P> made = cut(items, parts).stream().map(make).toList();
            if (parts >= items.size() || made.stream().allMatch(fits)) {
                return made;
            }
        }
    }

    private static <T> List<List<T>> cut(List<T> items, int parts) {
        return IntStream.range(0, parts)
                .mapToObj(i -> items.subList(from(items.size(), parts, i), from(items.size(), parts, i + 1)))
                .toList();
    }

    private static int from(int size, int parts, int i) {
        return Math.toIntExact((long) size * i / parts);
    }
}
