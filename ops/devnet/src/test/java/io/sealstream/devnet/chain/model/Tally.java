package io.sealstream.devnet.chain.model;

import io.sealstream.filecoin.actors.ActorMethod;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What many random lives have gone through, so that a test can say that they were not boring. */
final class Tally {
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<NaiveSector.Health, Integer> healths = new EnumMap<>(NaiveSector.Health.class);
    private int wentOn;
    private int early;

    void count(ActorMethod method, int exitCode) {
        outcomes.merge(method.methodName() + " " + exitCode, 1, Integer::sum);
    }

    void look(NaiveMiner miner) {
        miner.sectors.values().forEach(sector -> {
            healths.merge(sector.health, 1, Integer::sum);
            early += sector.isLive() && sector.early ? 1 : 0;
        });
    }

    /** A life is over. */
    void end(NaiveMiner miner) {
        wentOn += miner.wentOn();
    }

    int outcomes(String method, int exitCode) {
        return outcomes.getOrDefault(method + " " + exitCode, 0);
    }

    int seen(NaiveSector.Health health) {
        return healths.getOrDefault(health, 0);
    }

    int wentOn() {
        return wentOn;
    }

    int early() {
        return early;
    }

    @Override
    public String toString() {
        return outcomes + " " + healths + " settlements that went on " + wentOn + " early " + early;
    }
}
