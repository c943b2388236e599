package io.sealstream.manager.query;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many sectors a miner has, whatever their number.
 *
 * @param miner      canonical f0 text
 * @param states     sectors by state; no state without sectors
 * @param needPerson sectors for which nothing goes on until a person acts
 */
public record SectorSummary(String miner, Map<String, Long> states, long needPerson) {
    public SectorSummary {
        states = new TreeMap<>(states);
    }
}
