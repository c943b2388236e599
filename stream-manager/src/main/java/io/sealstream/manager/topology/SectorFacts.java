package io.sealstream.manager.topology;

import io.sealstream.filecoin.ActorId;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorWords;
import io.sealstream.manager.query.SectorSummary;
import java.util.Map;
import java.util.TreeMap;

/**
 * What counts of a sector.
 *
 * @param state       name of its state
 * @param needsPerson whether nothing goes on until a person acts
 */
record SectorFacts(String state, boolean needsPerson) {
    static SectorFacts of(Sector sector) {
        return new SectorFacts(sector.state().getClass().getSimpleName(), SectorWords.needsPerson(sector));
    }

    static SectorSummary summary(ActorId miner, Map<SectorFacts, Long> counts) {
        Map<String, Long> states = new TreeMap<>();
        counts.forEach((facts, count) -> states.merge(facts.state(), count, Long::sum));
        long persons = counts.entrySet().stream().filter(each -> each.getKey().needsPerson()).mapToLong(Map.Entry::getValue)
                .sum();
        return new SectorSummary(miner.toString(), states, persons);
    }
}
