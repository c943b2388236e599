package io.sealstream.manager.edge.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a chain node must show before it is asked anything.
 *
 * @param network   name of the network, as the configuration has it
 * @param mostLag   epochs that its head may be behind the newest one seen, and behind the wall clock
 * @param epochTime duration of an epoch where heads keep pace with the wall clock; empty on dev chains, which skip ahead
 */
public record NodeRules(String network, long mostLag, Optional<Duration> epochTime) {

    /**
     * Why a head is too old; empty when it is not.
     *
     * @param newest height of the newest head that any node of this chain has shown
     */
    Optional<String> behind(NamedTipset head, long newest, Instant now) {
        long lag = newest - head.epoch();
        if (lag > mostLag) {
            return Optional.of("its head " + head.epoch() + " is " + lag + " epochs behind the newest one seen, and at most "
                    + mostLag + " are allowed");
        }
        return epochTime.map(time -> age(head, now).dividedBy(time)).filter(age -> age > mostLag)
                .map(age -> "its head " + head.epoch() + " is " + age + " epochs old by the clock of this machine, and at most "
                        + mostLag + " are allowed");
    }

    private static Duration age(NamedTipset head, Instant now) {
        return Duration.between(Instant.ofEpochSecond(head.timestamp()), now);
    }
}
