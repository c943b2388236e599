package io.sealstream.manager.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One sector with all it knows and all that happened to it.
 *
 * @param summary the row of the list
 * @param facts   the whole state as JSON (ticket, commitments, precommit, seed, placement, attempts)
 * @param events  its history, oldest first
 */
public record SectorDetail(SectorView summary, JsonNode facts, List<EventView> events) {
    public SectorDetail {
        events = List.copyOf(events);
    }

    /**
     * One event of the history.
     *
     * @param sequence place in the log of the miner
     * @param epoch    epoch of the head when it was decided
     * @param cause    the record that caused it, as topic-partition@offset
     * @param type     name of the event record
     * @param fields   the record without its meta, as JSON
     */
    public record EventView(long sequence, long epoch, String cause, String type, JsonNode fields) {}
}
